"""Run the command in this process, in an empty folder, and see what it prints, how it ends and what it leaves."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from counterpoise.cli import main


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str
    left: tuple[str, ...]  # files and folders the command left in its folder


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Call with the words of a command line; any exception but an exit fails the test, as a traceback would."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> Outcome:
        capsys.readouterr()
        try:
            main(arguments)
            code = 0
        except SystemExit as stopped:
            code = stopped.code or 0
        out, err = capsys.readouterr()
        left = tuple(sorted(str(p.relative_to(tmp_path)) for p in Path(tmp_path).rglob("*")))
        return Outcome(code, out, err, left)

    return call
