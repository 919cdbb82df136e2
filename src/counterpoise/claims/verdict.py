"""What a claim is, and what may come out when it is checked."""

import enum
from dataclasses import dataclass
from typing import Any

import pandas as pd

from counterpoise.data.panel import Panel
from counterpoise.data.registers import register


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


@dataclass(frozen=True)
class Context:
    """What a check may look at: the panel and all facts of the papers."""

    panel: Panel
    facts: tuple[Fact, ...]

    def rows(self, check: str) -> list[Fact]:
        """The facts that name a check."""
        return [f for f in self.facts if f.check == check]


def read_facts(table: pd.DataFrame | None = None) -> tuple[Fact, ...]:
    """Every number the papers state. The register's ``note`` column is for readers; no verdict depends on it."""
    rows = register("paper_facts") if table is None else table
    names = list(Fact.__dataclass_fields__)
    text = rows[names].fillna("").astype(str)
    return tuple(Fact(**{**row, "line": int(row["line"])}) for row in text.to_dict("records"))
