"""Counterpoise: the international system in the age of AI, made measurable, runnable and testable."""

__version__ = "0.1.0"
