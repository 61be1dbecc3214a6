"""What a new Parley starts from: data that people can correct without code."""
