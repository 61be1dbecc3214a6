"""What people ask. One file a command: Request → Reply. No Telegram type in it."""
