"""A small made-up world for the tests of mechanisms, importable as ``small_world``; compiled code in one folder."""

import importlib.util
import sys
from pathlib import Path

import pytest

if "small_world" not in sys.modules:
    SPEC = importlib.util.spec_from_file_location("small_world", Path(__file__).with_name("small_world.py"))
    MODULE = importlib.util.module_from_spec(SPEC)
    sys.modules["small_world"] = MODULE
    SPEC.loader.exec_module(MODULE)


@pytest.fixture(scope="session", autouse=True)
def compiled_code(tmp_path_factory):
    """A fresh cache, so that the tests neither read nor write the user's."""
    patch = pytest.MonkeyPatch()
    patch.setenv("COUNTERPOISE_CACHE", str(tmp_path_factory.mktemp("cache")))
    yield
    patch.undo()
