"""What was stated before any experiment was run: the sentence, the effects that count, and what would refute it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from counterpoise.core import InputError, nearest


@dataclass(frozen=True)
class StatedEffect:
    """One effect as expected: its sign (0 where the sentence leaves it open) and the least mean that counts.

    ``relative`` makes the least effect a share of the control's mean. One that does not decide stands beside the
    verdict; one that is built in follows from how the model was written.
    """

    name: str
    sign: int
    smallest: float
    relative: bool = False
    decides: bool = True
    built_in: bool = False


@dataclass(frozen=True)
class Statement:
    """A sentence of a paper with its line, what kind of sentence it is, and what would count for and against it."""

    id: str
    paper: str
    line: int
    quote: str
    type: str
    refuted_if: str
    effects: tuple[StatedEffect, ...] = ()

    def effect(self, name: str) -> StatedEffect:
        """One effect by its name. Raises KeyError if none of that name was stated."""
        return {e.name: e for e in self.effects}[name]

    @property
    def verifies_only(self) -> bool:
        """Whether every effect that decides is built in, so that nothing here is evidence."""
        return bool(self.effects) and all(e.built_in for e in self.effects if e.decides)


@cache
def statements() -> dict[str, Statement]:
    """Every statement by its id, in the order of the papers' propositions."""
    text = files(__package__).joinpath("smallest.toml").read_text(encoding="utf-8")
    return {raw["id"]: _read(raw) for raw in tomllib.loads(text)["claim"]}


def statement(claim: str) -> Statement:
    """One statement. Raises InputError with the nearest id."""
    if claim not in statements():
        near = nearest(claim, statements())
        raise InputError(f"no proposition {claim!r}" + (f"; did you mean {near!r}?" if near else ""))
    return statements()[claim]


def _read(raw: dict[str, Any]) -> Statement:
    effects = tuple(StatedEffect(**effect) for effect in raw.get("effect", ()))
    return Statement(**{k: v for k, v in raw.items() if k != "effect"}, effects=effects)
