"""The board as it was last run, shipped with the package: verdicts with the identity of the model they were made by."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from math import isfinite
from pathlib import Path
from typing import Any

from counterpoise.core import DataIntegrityError

from .condition import Driver
from .estimate import Estimate
from .judged import Judged, JudgedEffect
from .verdict import Verdict

FILE = "board.json"
DIGITS = 5
PARTS = {
    "mechanisms": "the mechanisms have changed",
    "priors": "priors have changed",
    "start": "where runs start has changed",
}


@dataclass(frozen=True)
class Record:
    """A board: who made it (identity of the model, members, seed) and every claim as judged."""

    identity: dict[str, str]
    members: int
    seed: int
    posterior: bool
    claims: dict[str, Judged]

    def stale(self, now: dict[str, str]) -> list[str]:
        """Why the board is out of date, in words; empty if the model is the one that made it."""
        return [words for part, words in PARTS.items() if self.identity.get(part) != now.get(part)]


def identity() -> dict[str, str]:
    """What decides the numbers beside members and seed: mechanisms, priors, where runs start."""
    from counterpoise.runs.plan import Plan
    from counterpoise.scenarios import load

    found = Plan(load("baseline"), 1, 1).identity
    return {part: str(found[part])[:16] for part in PARTS}


@cache
def recorded() -> Record:
    """The shipped board. Raises DataIntegrityError where it cannot be read."""
    try:
        return read(json.loads(files(__package__).joinpath(FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataIntegrityError(f"claims/propositions/{FILE}: {error}") from error


def write(path: Path, identity: dict[str, str], members: int, seed: int, claims: Iterable[Judged]) -> None:
    """Write a board, numbers to five digits."""
    board = list(claims)
    weighted = any(effect.posterior for claim in board for effect in claim.effects)
    made = {
        "identity": identity,
        "members": members,
        "seed": seed,
        "posterior": weighted,
        "claims": [plain(claim) for claim in board],
    }
    path.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def plain(claim: Judged) -> dict[str, Any]:
    """A claim as plain data, numbers to five digits; missing and infinite ones are None."""
    found: dict[str, Any] = _rounded(asdict(claim))
    return found


def read(raw: dict[str, Any]) -> Record:
    """A board from plain data."""
    claims = [_claim(entry) for entry in raw["claims"]]
    return Record(raw["identity"], raw["members"], raw["seed"], raw["posterior"], {c.id: c for c in claims})


def _claim(raw: dict[str, Any]) -> Judged:
    effects = tuple(_effect(entry) for entry in raw["effects"])
    return Judged(**{**raw, "verdict": Verdict(raw["verdict"]), "effects": effects})


def _effect(raw: dict[str, Any]) -> JudgedEffect:
    parts = {
        "verdict": Verdict(raw["verdict"]),
        "prior": {b: Estimate(**e) for b, e in raw["prior"].items()},
        "posterior": {b: Estimate(**e) for b, e in raw["posterior"].items()},
        "drivers": tuple(Driver(**d) for d in raw["drivers"]),
    }
    return JudgedEffect(**{**raw, **parts})


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _rounded(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(v) for v in value]
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}") if isfinite(value) else None
    return value
