"""Imports flow one way: a room imports only from rooms before it."""

import ast
from pathlib import Path

import pytest

import counterpoise

ROOT = Path(counterpoise.__file__).parent
ORDER = [
    "core", "theory", "data", "power", "charts", "lecture", "engine", "mechanisms", "models", "start",
    "scenarios", "results", "runs", "evidence", "deals", "exchange", "dilemma",
    "claims", "statecraft", "brief", "api", "doctor", "cli",
]  # fmt: skip
ONLY = {"core": {"core"}, "theory": {"theory"}, "engine": {"core", "engine"}}  # these know little on purpose


def room(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    """Rooms that a file imports, absolutely or relatively."""
    here = path.relative_to(ROOT).with_suffix("").parts
    package = here if path.name == "__init__.py" else here[:-1]
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[tuple[str, ...]] = []
        if isinstance(node, ast.Import):
            names = [tuple(a.name.split(".")[1:]) for a in node.names if a.name.startswith("counterpoise.")]
        elif isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1]
            names = [(*base, *(node.module or "").split("."), a.name) for a in node.names]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("counterpoise"):
            names = [(*(node.module or "").split(".")[1:], a.name) for a in node.names]
        found |= {parts[0] for parts in (tuple(p for p in n if p) for n in names) if parts and parts[0] in ORDER}
    return found


FILES = [p for p in sorted(ROOT.rglob("*.py")) if room(p) in ORDER]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_room_imports_only_from_rooms_before_it(path):
    here = room(path)
    allowed = ONLY.get(here, set(ORDER[: ORDER.index(here) + 1]))
    assert imported_rooms(path) <= allowed


def declares_a_mechanism(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    classes = [n for n in ast.walk(tree) if isinstance(n, ast.ClassDef)]
    return any("Mechanism" in ast.unparse(base) for c in classes for base in c.bases)


MECHANISMS = [p for p in sorted((ROOT / "mechanisms").glob("*.py")) if declares_a_mechanism(p)]


@pytest.mark.parametrize("path", MECHANISMS, ids=lambda p: p.name)
def test_mechanisms_never_import_one_another(path):
    names = {p.stem for p in MECHANISMS}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    own = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.level == 1]
    assert not {a.name for n in own for a in n.names if not n.module} & names
    assert not {n.module for n in own} & names


def test_every_room_is_in_the_order():
    rooms = {room(p) for p in ROOT.rglob("*.py")} - {"__init__", "__main__"}
    assert rooms <= set(ORDER)


def test_the_check_sees_a_wrong_import(tmp_path, monkeypatch):
    wrong = tmp_path / "core" / "wrong.py"
    wrong.parent.mkdir()
    wrong.write_text("from counterpoise.power import cinc\nfrom ..data import panel\n")
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    assert imported_rooms(wrong) == {"power", "data"}
