"""The synthetic run is importable as ``synthetic``; a finished one is made once."""

import importlib.util
import shutil
import sys
from pathlib import Path

import pytest


def _load_synthetic():
    spec = importlib.util.spec_from_file_location("synthetic", Path(__file__).with_name("synthetic.py"))
    module = importlib.util.module_from_spec(spec)
    sys.modules["synthetic"] = module
    spec.loader.exec_module(module)


if "synthetic" not in sys.modules:
    _load_synthetic()


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory):
    """A finished run (chunks of 7, one member with a fault) and its hash; not to be written to."""
    import synthetic

    folder = tmp_path_factory.mktemp("undisturbed") / "run"
    return folder, synthetic.resume(folder, 7)


@pytest.fixture
def finished(undisturbed, tmp_path):
    """A copy of it, to be damaged."""
    shutil.copytree(undisturbed[0], tmp_path / "run")
    return tmp_path / "run"
