"""Where runs start, kept between processes: reading the whole panel for a base year takes seconds.

What is kept is addressed by the panel and by the source of every room that makes a start, so a change to any of them
makes a new one. A damaged or foreign file is not read: the start is made again.
"""

import hashlib
import os
from functools import cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

import counterpoise
from counterpoise.data.panel import Panel, load_panel
from counterpoise.engine import Actors, Initial
from counterpoise.engine.compile import cache_folder
from counterpoise.mechanisms.started_fields import STARTED

MAKERS = ("core", "theory", "data", "power", "mechanisms", "start")
DIGITS = 10
"""Significant digits kept of a starting value: more would carry the rounding of one machine's linear algebra."""


def starting_world(year: int, panel: Panel | None = None) -> Initial:
    """The starting point of a base year. Raises InputError for a year without one."""
    held = panel or load_panel()
    path = cache_folder() / "starts" / f"{year}-{_address(held)}.npz"
    found = _read(path)
    if found is None:
        from counterpoise.start import starting_point

        found = _rounded(starting_point(held, year))
        _write(path, found)
    return found


def start_hash(initial: Initial) -> str:
    """Identity of a start: its actors, values and errors, in the engine's precision."""
    known = hashlib.sha256(f"{initial.year} {initial.actors.states} {initial.actors.dyads}".encode())
    known.update(repr(initial.actors.regimes).encode())
    for kind, table in (("value", initial.values), ("error", initial.errors)):
        for name in sorted(table):
            known.update(f"{kind} {name}".encode())
            known.update(np.ascontiguousarray(table[name], "<f4").tobytes())
    return known.hexdigest()


def _address(panel: Panel) -> str:
    return hashlib.sha256((panel_hash(panel) + _source_hash()).encode()).hexdigest()[:20]


def panel_hash(panel: Panel) -> str:
    """One hash over the hashes of the panel's files."""
    files = panel.manifest["files"]
    return hashlib.sha256("".join(f"{n}{files[n]['sha256']}" for n in sorted(files)).encode()).hexdigest()


@cache
def _source_hash() -> str:
    root = Path(counterpoise.__file__).parent
    known = hashlib.sha256(np.__version__.encode())
    for room in MAKERS:
        for path in sorted((root / room).rglob("*")):
            if path.suffix in (".py", ".csv", ".toml"):
                known.update(f"{path.relative_to(root).as_posix()}\n".encode())
                known.update(path.read_bytes())
    return known.hexdigest()


def _rounded(initial: Initial) -> Initial:
    values = {name: round_significant(array) for name, array in initial.values.items()}
    errors = {name: round_significant(array) for name, array in initial.errors.items()}
    return Initial(initial.actors, initial.year, STARTED, values, errors)


def round_significant(array: np.ndarray) -> np.ndarray:
    """Rounded to ten significant digits."""
    with np.errstate(divide="ignore"):
        power = np.where(array == 0, 0, np.floor(np.log10(np.abs(array))))
    scale = 10.0 ** (DIGITS - 1 - power)
    return np.where(array == 0, 0.0, np.round(array * scale) / scale)


def _write(path: Path, initial: Initial) -> None:
    """Keep it if there is room; a start that cannot be kept is made again, which costs only time."""
    actors = initial.actors
    parts: dict[str, np.ndarray] = {f"value {k}": v for k, v in initial.values.items()}
    parts |= {f"error {k}": v for k, v in initial.errors.items()}
    parts |= {"year": np.array(initial.year), "src": actors.index.src, "dst": actors.index.dst}
    parts |= {name: np.array(getattr(actors, name), "U40") for name in ("states", "regimes", "firms")}
    parts["home"] = actors.index.home
    mine = path.with_suffix(f".{os.getpid()}.npz")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(mine, **parts)  # type: ignore[arg-type]
        mine.replace(path)
    except OSError:
        mine.unlink(missing_ok=True)


def _read(path: Path) -> Initial | None:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            table = dict(kept)
    except (OSError, ValueError, EOFError, KeyError, BadZipFile):
        return None
    return _restored(table)


def _restored(table: dict[str, np.ndarray]) -> Initial:
    names = {name: tuple(map(str, table[name])) for name in ("states", "regimes", "firms")}
    actors = Actors(names["states"], table["src"], table["dst"], names["firms"], table["home"], names["regimes"])
    values, errors = (
        {k.removeprefix(f"{kind} "): v for k, v in table.items() if k.startswith(f"{kind} ")}
        for kind in ("value", "error")
    )
    return Initial(actors, int(table["year"]), STARTED, values, errors)
