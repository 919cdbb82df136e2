"""Libraries of statistics and scores, imported when first used; without them everything else still works."""

from importlib import import_module
from typing import Any

from counterpoise.core import InputError

EXTRA = "counterpoise[evidence]"


def library(name: str) -> Any:
    """The module called ``name``. Raises InputError saying what to install."""
    try:
        return import_module(name)
    except ImportError as error:
        missing = name.split(".")[0].replace("sklearn", "scikit-learn")
        raise InputError(f"scoring needs {missing}, which is not installed: pip install '{EXTRA}'") from error
