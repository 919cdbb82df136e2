"""Counterpoise: the international system in the age of AI, made measurable, runnable and testable."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import brief, claims, load_panel, measure

__version__ = "0.1.0"
__all__ = ["__version__", "brief", "claims", "load_panel", "measure"]


def __getattr__(name: str) -> Any:
    """Public names load on first use, so that importing the package stays quick."""
    if name in __all__:
        from . import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
