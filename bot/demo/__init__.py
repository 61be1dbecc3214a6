"""The whole of Parley without a token or a network: sample feeds, a clock that runs fast, a chat in the terminal."""
