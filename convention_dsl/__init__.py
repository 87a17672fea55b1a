"""A language and verification toolkit for negotiated payment rules."""

__version__ = "0.1.0"
