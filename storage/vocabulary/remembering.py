"""What is worked out of a value once."""


class Remembering:
    """Gives a frozen class with slots room for `functools.cached_property`: what that finds is no part of its value."""
