"""A claim tested on data: its rule, effects with intervals, a verdict, and what else would explain it.

The smallest effect that counts and what would refute a claim stand in ``rules.toml``, which was committed before any
test was run; the tests read them from there.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from counterpoise.claims.propositions.verdict import AGAINST, AGREED, Verdict
from counterpoise.core import InputError, nearest

INTERVAL = 0.9


@dataclass(frozen=True)
class Rule:
    """A claim as stated before it was tested: quote with its line, the test, and what counts for and against."""

    id: str
    paper: str
    line: int
    quote: str
    type: str
    test: str
    smallest: float
    smallest_says: str
    supported_if: str
    refuted_if: str
    seen_before: str


@dataclass(frozen=True)
class Effect:
    """One estimate with its 90 % interval; ``share`` is the part of draws that have the expected sign."""

    name: str
    value: float
    low: float
    high: float
    unit: str
    share: float | None = None
    basis: str = ""


@dataclass(frozen=True)
class Evidence:
    """Data a test used: what, from and to which year, from which cards, and the weakest grade among them."""

    what: str
    first: int
    last: int
    cards: tuple[str, ...]
    grade: str


@dataclass(frozen=True)
class Finding:
    """A tested claim: its rule, the verdict and why, effects (the one that decides first), data, and rival accounts.

    ``condition`` says when a conditional claim holds, or why one cannot be tested; empty otherwise.
    """

    rule: Rule
    verdict: Verdict
    why: str
    condition: str
    effects: tuple[Effect, ...]
    data: tuple[Evidence, ...]
    otherwise: tuple[str, ...]
    holes: tuple[str, ...] = ()
    numbers: dict[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The claim's name, e.g. ``H10``."""
        return self.rule.id


@cache
def rules() -> dict[str, Rule]:
    """Every rule by the claim's name, as committed before the tests."""
    text = files(__package__).joinpath("rules.toml").read_text(encoding="utf-8")
    return {entry["id"]: Rule(**entry) for entry in tomllib.loads(text)["claim"]}


def rule(claim: str) -> Rule:
    """One rule. Raises InputError with the nearest name."""
    if claim not in rules():
        near = nearest(claim, rules())
        raise InputError(f"no claim {claim!r} is tested on data" + (f"; did you mean {near!r}?" if near else ""))
    return rules()[claim]


def judge(effects: Sequence[Effect], smallest: float) -> Verdict:
    """The verdict that the first effect earns by the common rule; CONDITIONAL stands for *not settled*.

    Supported: the value reaches the smallest effect that counts, the interval lies above zero and at least nine draws
    in ten have the sign. Contradicted: at most one draw in ten has it, or the interval ends below the smallest effect.
    """
    main = effects[0]
    agreed = main.share if main.share is not None else float(main.low > 0.0)
    if main.value >= smallest and main.low > 0.0 and agreed >= AGREED:
        return Verdict.SUPPORTED
    if main.high < smallest or (main.share is not None and main.share <= AGAINST):
        return Verdict.CONTRADICTED
    return Verdict.CONDITIONAL
