"""Counterpoise: the international system in the age of AI, made measurable, runnable and testable."""

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import (
        brief,
        claims,
        compare,
        deal,
        dilemma,
        exchange,
        hindcast,
        load_panel,
        measure,
        open_run,
        run,
        statecraft,
        try_claim,
    )

__version__ = "0.1.0"
__all__ = [
    "__version__",
    "brief",
    "claims",
    "compare",
    "deal",
    "dilemma",
    "exchange",
    "hindcast",
    "load_panel",
    "measure",
    "open_run",
    "run",
    "statecraft",
    "try_claim",
]


def __getattr__(name: str) -> Any:
    """Public names load on first use, so that importing the package stays quick."""
    if name in __all__:
        from . import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class _Room(ModuleType):
    """A room that shares its name with a public function: calling the room calls the function."""

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        from . import api

        return getattr(api, self.__name__.rpartition(".")[2])(*arguments, **options)


class _Package(ModuleType):
    """Importing a room hangs it on the package, where it would hide the function of its name (brief, claims)."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name in __all__ and isinstance(value, ModuleType):
            value.__class__ = _Room
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
