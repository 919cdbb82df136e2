"""What a claim is, and what may come out when it is checked."""

import enum
from dataclasses import dataclass
from math import exp, nan
from typing import Any, NamedTuple

import pandas as pd

from counterpoise.data.panel import Panel
from counterpoise.data.registers import register
from counterpoise.data.variable import Scale

ARTICLED = ("United ", "European Union")
NINETY = 1.645  # standard deviations to either side that hold 90 % of a normal error


class Verdict(enum.StrEnum):
    """The possible outcomes for a number that a paper states."""

    HOLDS = "holds"
    SOME_MEASURE = "holds only under some measure"
    WRONG_UNIT = "wrong unit"
    NOT_SUPPORTED = "not supported by its own figure"
    CONTRADICTED = "contradicted by the data"
    NOT_CHECKABLE = "not checkable"


@dataclass(frozen=True)
class Fact:
    """One number as the paper states it: the exact quote, its line, and the value with its printed unit."""

    id: str
    paper: str
    line: int
    quote: str
    type: str
    subject: str
    quantity: str
    value: str
    unit: str
    year: str
    check: str

    def values(self) -> list[str]:
        """The values that stand in the sentence, in its order."""
        return [v.strip() for v in self.value.split(";")]

    def subjects(self) -> list[str]:
        """The states, firms or regions that the sentence is about, in its order."""
        return [s.strip() for s in self.subject.split(";")]

    @property
    def as_of(self) -> int:
        """The year the number is for."""
        return int(self.year[:4])


@dataclass(frozen=True)
class Finding:
    """What a check found: the verdict, why, and the numbers it rests on."""

    verdict: Verdict
    explanation: str
    evidence: dict[str, Any]


class Estimate(NamedTuple):
    """A value of the panel with its 90 % range and the year it was recorded for."""

    value: float
    low: float
    high: float
    year: int

    def scaled(self, factor: float) -> "Estimate":
        """The same in another unit."""
        return Estimate(self.value * factor, self.low * factor, self.high * factor, self.year)


@dataclass(frozen=True)
class Context:
    """What a check may look at: the panel and all facts of the papers."""

    panel: Panel
    facts: tuple[Fact, ...]

    def rows(self, check: str) -> list[Fact]:
        """The facts that name a check."""
        return [f for f in self.facts if f.check == check]

    def name(self, word: str) -> str:
        """A state's English name for its ISO3 code, as it stands in a sentence; any other word as it is."""
        name = self.panel.system.name(word)
        return f"the {name}" if name.startswith(ARTICLED) else name

    def estimate(self, variable: str, iso3: str, year: int) -> Estimate:
        """What the panel has of a state in a year, with its 90 % range; NaN where unknown."""
        section = self.panel.cross_section([variable], year)
        if iso3 not in section.states:
            return Estimate(nan, nan, nan, 0)
        k = section.states.index(iso3)
        value, error = float(section.value[0, k]), NINETY * float(section.error[0, k])
        if section.variables[0].scale is Scale.LOG:
            return Estimate(value, value * exp(-error), value * exp(error), int(section.origin_year[0, k]))
        return Estimate(value, value - error, value + error, int(section.origin_year[0, k]))


def read_facts(table: pd.DataFrame | None = None) -> tuple[Fact, ...]:
    """Every number the papers state. The register's ``note`` column is for readers; no verdict depends on it."""
    rows = register("paper_facts") if table is None else table
    names = list(Fact.__dataclass_fields__)
    text = rows[names].fillna("").astype(str)
    return tuple(Fact(**{**row, "line": int(row["line"])}) for row in text.to_dict("records"))
