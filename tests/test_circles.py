"""Inside a room files import one another one way, those imported inside a function too."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import counterpoise

ROOT = Path(counterpoise.__file__).parent
ROOMS = ("brief", "charts", "deals", "dilemma", "exchange", "statecraft")


def siblings(path: Path) -> set[str]:
    """Files of the same folder that a file imports, wherever in it."""
    nodes = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.ImportFrom)]
    own = [n for n in nodes if n.level == 1]
    named = {n.module for n in own if n.module} | {a.name for n in own if not n.module for a in n.names}
    return {name for name in named if (path.parent / f"{name}.py").is_file()}


def sort(folder: Path) -> list[str]:
    """The files in an order in which each comes after those it imports; raises CycleError where there is none."""
    return list(TopologicalSorter({p.stem: siblings(p) for p in folder.glob("*.py")}).static_order())


@pytest.mark.parametrize("room", ROOMS)
def test_no_file_imports_one_that_imports_it(room):
    assert len(sort(ROOT / room)) > 3


def test_the_check_sees_a_circle_that_hides_in_a_function(tmp_path):
    (tmp_path / "one.py").write_text("from .other import f\n")
    (tmp_path / "other.py").write_text("def f():\n    from .one import g\n    return g\n")
    with pytest.raises(CycleError):
        sort(tmp_path)
