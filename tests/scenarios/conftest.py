"""Writes scenario files, and says what loading one answers."""

import importlib.util
import sys
from pathlib import Path

import pytest

from counterpoise.core import InputError
from counterpoise.scenarios import load

if "small_world" not in sys.modules:
    SPEC = importlib.util.spec_from_file_location(
        "small_world", Path(__file__).parents[1] / "mechanisms" / "small_world.py"
    )
    MODULE = importlib.util.module_from_spec(SPEC)
    sys.modules["small_world"] = MODULE
    SPEC.loader.exec_module(MODULE)


@pytest.fixture
def write(tmp_path):
    """``write(text)`` makes a scenario file and returns its path."""

    def make(text: str, name: str = "mine.yaml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return make


@pytest.fixture
def refusal(write):
    """``refusal(text)`` is the one line that loading a file with this text ends with, from its line number on."""

    def answer(text: str, **options) -> str:
        path = write(text)
        with pytest.raises(InputError) as caught:
            load(path, **options)
        line = str(caught.value)
        assert "\n" not in line
        return line.removeprefix(f"{path}:")

    return answer
