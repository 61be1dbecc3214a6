"""Pictures, drawn from what their texts and numbers are: no query, no clock, no message is made here.

The plotting library is imported when the first one is drawn, which is not in the bot's own process.
"""
