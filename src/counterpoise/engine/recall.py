"""What has been generated before, recalled by the hash of everything it depends on.

An *outline* is what the sources of a model come to: the text of every generated function and the keys under which their
machine code is kept. It is addressed by all that the text and keys follow from: the engine's own files, the mechanisms
in their order, the fields in their rows, and whatever the steps reach (``reach``). What cannot be told is not recalled
but generated, as is what was generated from source that is not the code (a file edited after it was imported).
"""

import hashlib
import json
import os
import sys
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import numpy as np

from counterpoise.core import maths, random
from counterpoise.core.steps import DRAWS

from . import year
from .compile import Mode, cache_folder, used, versions
from .model import Model
from .reach import Reach, UnknownError
from .rebuild import SUBSTITUTES

OURS = (
    *(*SUBSTITUTES.values(), maths.lesser, maths.greater, maths.power, maths.square, maths.sqrt, maths.zeros),
    *(getattr(random, name) for name in DRAWS),
    *(year.settle_stock, year.settle_flow, year.not_whole, year.start, year.record, year.forget),
)
"""What the engine calls, whether a step names it or not."""


@dataclass(frozen=True)
class Outline:
    """What a model's sources come to; compiled programs only have ``texts``, of which ``run`` is the last."""

    key: str
    texts: dict[str, tuple[str, str]]
    """Text and key of every generated function by name."""
    phases: tuple[str, ...]
    change_rows: dict[str, int]
    """How many rows of changes each dimension needs."""
    local: tuple[tuple[str, ...], ...]
    """For every call of a compiled step, what its local arrays are as long as."""
    weights: dict[str, int]
    """How much there is to compile in each phase."""


def address(model: Model, mode: Mode, found: str | None = None) -> str:
    """Where a model's outline would be kept; empty where something is reached that cannot be told.

    ``found`` is what ``reached`` gave for the model, where that is known already.
    """
    found = reached(model) if found is None else found
    about = "" if mode is Mode.PLAIN else versions()
    return found and hashlib.sha256("\n".join([mode, about, found]).encode()).hexdigest()


def reached(model: Model) -> str:
    """The hash of all that the text and keys of a model follow from, whatever the mode; empty if it cannot be told."""
    reach = Reach()
    reach.add(sys.version, np.__version__, _sources())
    reach.add(*model.fields.values())
    reach.add(*model.parameters)
    try:
        for mechanism in model.mechanisms:
            reach.add(mechanism.__name__, mechanism.stream, mechanism.phase)
            for name, use in mechanism.uses.items():
                reach.add(name, sorted(use.reads), sorted(use.changes), sorted(use.params))
                reach.function(getattr(mechanism, name))
        for function in OURS:
            reach.function(function)
    except UnknownError:
        return ""
    return reach.digest


def recalled(where: str) -> Outline | None:
    """The outline kept at an address; nothing where there is none, or it is damaged."""
    if not where:
        return None
    try:
        kept = json.loads(_path(where).read_text(encoding="utf-8"))
        used(_path(where))
        if kept.pop("address") != where:
            return None
        kept["texts"] = {name: (text, key) for name, (text, key) in kept["texts"].items()}
        return Outline(**kept | {"phases": tuple(kept["phases"]), "local": tuple(map(tuple, kept["local"]))})
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def remember(where: str, outline: Outline) -> None:
    """Keep an outline if there is room; one that cannot be kept is made again, which costs only time."""
    if not where:
        return
    path = _path(where)
    mine = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        mine.write_text(json.dumps({"address": where} | asdict(outline)), encoding="utf-8")
        mine.replace(path)
    except OSError:
        mine.unlink(missing_ok=True)


def _path(where: str) -> Path:
    return cache_folder() / "outlines" / f"{where[:32]}.json"


@cache
def _sources() -> str:
    """The hash of the files that read the sources and write the text."""
    engine = Path(__file__).parent
    files = sorted([*engine.glob("*.py"), *(engine.parent / "core").glob("*.py")])
    return hashlib.sha256(b"".join(file.name.encode() + file.read_bytes() for file in files)).hexdigest()
