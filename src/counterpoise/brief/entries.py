"""Numbers for the brief: read from the panel or computed by a measure, and entered in the ledger as they are used."""

import math
from dataclasses import dataclass

import pandas as pd

from counterpoise.core import Grade
from counterpoise.data.card import cards
from counterpoise.data.panel import CrossSection, Panel
from counterpoise.deals.words import the

from .page import Ledger, Line, Number, literal, words


def licence_of(source: str) -> str:
    """The licence of each source named in a list of card ids."""
    known = cards()
    ids = [s.strip() for s in source.replace(",", ";").split(";")]
    found = dict.fromkeys(known[i].licence for i in ids if i in known)
    return "; ".join(found) or "own computation from the sources that 'counterpoise data cite' lists"


PUBLIC_RECORD = "fact of public record, given with its source; the register is our own"


def plain(value: float, digits: int = 3) -> str:
    """A number with about three significant digits and a word for its size."""
    if not math.isfinite(value):
        return "missing"
    for size, word in ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")):
        if abs(value) >= size:
            return f"{value / size:.{digits}g}{word}"
    if abs(value) >= 10_000:
        return f"{float(f'{value:.{digits}g}'):,.0f}"
    if abs(value) >= 1000 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.{digits}g}"


def worded(flag: str) -> str:
    """How a value was made, as the panel flags it, in the spelling of the page."""
    return {"modelled": "modeled"}.get(flag, flag)


@dataclass(frozen=True)
class Desk:
    """What the writers of sections share: the panel, the year, the state and its rival, and the ledger."""

    panel: Panel
    year: int
    state: str
    rival: str | None
    ledger: Ledger
    section: str

    def name(self, iso3: str) -> str:
        """Common name of a state; firms and other words are returned as they are."""
        return self.panel.system.name(iso3)

    def said(self, iso3: str) -> str:
        """The name inside a sentence, with its article where it takes one, as part of a template."""
        return literal(the(self.name(iso3)))

    def computed(
        self,
        label: str,
        value: float | str,
        text: str,
        unit: str,
        source: str,
        grade: Grade | str = Grade.ESTIMATED,
        year: int | str | None = None,
    ) -> Number:
        """Enter a number that we computed."""
        when = self.year if year is None else year
        return self.ledger.add(self.section, label, value, text, unit, grade, source, when, licence_of(source))

    def recorded(
        self, label: str, value: float | str, text: str, unit: str, source: str, year: int | str, grade: Grade
    ) -> Number:
        """Enter a number of a hand-made register, whose rows name their own sources."""
        return self.ledger.add(self.section, label, value, text, unit, grade, source, year, PUBLIC_RECORD)

    def read(self, section: CrossSection, name: str, iso3: str, scale: float = 1.0, unit: str | None = None) -> Line:
        """One value of the panel, with its year where that is not the brief's own, and its flag where not observed.

        *Missing* where there is none.
        """
        row, column = section.row(name), section.states.index(iso3)
        value, variable = float(section.value[row, column]) * scale, section.variables[row]
        if math.isnan(value):
            return words("missing")
        when, flag = int(section.origin_year[row, column]), str(section.flag[row, column])
        number = self.computed(
            f"{variable.label}, {self.name(iso3)}",
            value,
            plain(value),
            unit or variable.unit,
            str(section.source[row, column]),
            section.grade(row, column),
            when,
        )
        word = "" if flag in ("observed", "carried", "zero") else worded(flag)
        if when == self.year:
            return Line("{v}" + (f" ({word})" if word else ""), {"v": number})
        stamp = self.computed(f"year of {number.label}", when, str(when), "year", number.source, Grade.OBSERVED, when)
        return Line("{v} ({y}" + (f" {word}" if word else "") + ")", {"v": number, "y": stamp})

    def ranked(self, row: pd.Series) -> Line:
        """A rank with its 5-95 % spread over measures, from a row of a standing table."""
        if pd.isna(row["rank"]):
            return words("missing")
        where = f"{row.measure}, {self.name(row.state)}"
        keys = {
            "r": ("rank", "rank"),
            "a": ("rank_low", "5th percentile of rank over measures"),
            "b": ("rank_high", "95th percentile of rank over measures"),
        }
        numbers = {
            k: self.computed(f"{what}: {where}", int(row[c]), str(int(row[c])), "rank", row.source, row.grade, row.year)
            for k, (c, what) in keys.items()
            if k == "r" or row.rank_low != row.rank_high
        }
        return Line("{r} [{a}-{b}]" if len(numbers) == 3 else "{r}", numbers)
