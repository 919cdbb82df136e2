"""Published formal models of international politics, one a file, as closed-form functions usable on their own."""

from . import fearon

__all__ = ["fearon"]
