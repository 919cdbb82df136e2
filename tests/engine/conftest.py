"""The toy world is importable; compiled code stays out of the user's cache."""

import importlib.util
import sys
from pathlib import Path

import pytest


def _load_toy():
    """The toy world, importable as ``toy`` (its mechanisms' source must be found)."""
    spec = importlib.util.spec_from_file_location("toy", Path(__file__).with_name("toy.py"))
    module = importlib.util.module_from_spec(spec)
    sys.modules["toy"] = module
    spec.loader.exec_module(module)


if "toy" not in sys.modules:
    _load_toy()


@pytest.fixture(scope="session", autouse=True)
def compiled_code(request):
    """Compiled code is kept in pytest's own cache, so that only the first run (and the first after an edit) is slow."""
    patch = pytest.MonkeyPatch()
    patch.setenv("COUNTERPOISE_CACHE", str(request.config.cache.mkdir("compiled")))
    yield
    patch.undo()
