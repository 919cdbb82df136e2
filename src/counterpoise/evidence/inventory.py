"""What the papers name, row by row, and the comments in code and tests that say where it is.

A marker is a comment of a line of its own, ``covers:`` and ids of rows with commas between. Under the docstring of a
file it speaks of the file, above a class or a parameter of that, above a test of what the test shows. Markers are
comments: they change no compiled code and no identity of a run.
"""

import ast
import io
import re
import tokenize
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from counterpoise.core import InputError, nearest

INVENTORY = Path("docs/inventory.toml")
SOURCES, TESTS = Path("src/counterpoise"), Path("tests")
MARKER = re.compile(r"\s*#\s*covers:(.*)")
IDS = re.compile(r"[A-Z]+\d+(, [A-Z]+\d+)*")


@dataclass(frozen=True)
class Row:
    """One thing that a paper names, where it does, and what was asked of it or is missing."""

    id: str
    item: str
    locator: str
    accepted_when: str = ""
    partly: str = ""
    not_covered: str = ""


@dataclass(frozen=True)
class Marker:
    """A comment that says which rows are covered here; ``name`` is the class, parameter or test below it, if any."""

    ids: tuple[str, ...]
    path: Path
    line: int
    name: str = ""


def inventory(path: Path = INVENTORY) -> dict[str, Row]:
    """Every row by its id, in the order of the file. Raises InputError if an id stands twice."""
    rows = [Row(**raw) for raw in tomllib.loads(path.read_text(encoding="utf-8"))["row"]]
    found = {row.id: row for row in rows}
    if len(found) < len(rows):
        twice = next(r.id for k, r in enumerate(rows) if r.id in {s.id for s in rows[:k]})
        raise InputError(f"{path}: row {twice} stands twice")
    return found


def markers(root: Path, rows: Iterable[str]) -> list[Marker]:
    """Every marker of the Python and YAML files below a folder.

    Raises InputError, naming file and line, for a marker that cannot be read or names a row that is not in ``rows``,
    and for one among tests that stands above no test.
    """
    known = set(rows)
    paths = sorted(p for p in root.rglob("*") if p.suffix in (".py", ".yaml") and ".hypothesis" not in p.parts)
    return [marker for path in paths for marker in _of_file(path, known)]


def _of_file(path: Path, known: set[str]) -> list[Marker]:
    text = path.read_text(encoding="utf-8")
    lines, code = text.splitlines(), path.suffix == ".py"
    seen = [(k, found[1].strip()) for k, line in enumerate(lines, 1) if (found := MARKER.fullmatch(line))]
    if not seen:
        return []
    below = _named(text) if code else {}
    comments = _comments(text) if code else {k for k, _ in seen}
    test = path.name.startswith("test_")
    return [_marker(path, k, said, _below(k, lines, below), known, test) for k, said in seen if k in comments]


def _comments(text: str) -> set[int]:
    """Lines that hold a comment: what looks like one inside a string is none."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return {token.start[0] for token in tokens if token.type == tokenize.COMMENT}


def _marker(path: Path, line: int, text: str, name: str, known: set[str], test: bool) -> Marker:
    if not IDS.fullmatch(text):
        raise InputError(f"{path}:{line}: a marker is 'covers:' and ids with commas between, not {text!r}")
    ids = tuple(text.split(", "))
    for row in ids:
        if row not in known:
            near = nearest(row, sorted(known))
            hint = f"; did you mean {near!r}?" if near else ""
            raise InputError(f"{path}:{line}: the inventory has no row {row!r}{hint}")
    if test and not name:
        raise InputError(f"{path}:{line}: among tests a marker stands directly above a test or its decorators")
    return Marker(ids, path, line, name)


def _below(line: int, lines: list[str], named: dict[int, str]) -> str:
    """What begins on the line after a marker, or after the comments that follow it."""
    while line < len(lines) and lines[line].lstrip().startswith("#"):
        line += 1
    return named.get(line + 1, "")


def _named(text: str) -> dict[int, str]:
    """Lines on which a class, a parameter of one or a test begins, decorators included; a method by its class too."""
    found = {}
    for node in ast.parse(text).body:
        if isinstance(node, ast.ClassDef):
            found[_first(node)] = node.name
            for inner in node.body:
                if name := _name(inner):
                    found[_first(inner)] = f"{node.name}::{name}"
        elif name := _name(node):
            found[_first(node)] = name
    return found


def _name(node: ast.stmt) -> str:
    if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
        return node.name
    declared = isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
    if declared and ast.unparse(node.value.func) in ("param", "known"):  # type: ignore[attr-defined]
        return ast.unparse(node.targets[0])  # type: ignore[attr-defined]
    return ""


def _first(node: ast.stmt) -> int:
    return min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
