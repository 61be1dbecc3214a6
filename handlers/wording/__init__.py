"""Stored facts → text for people, in Telegram's HTML subset and the reader's language."""
