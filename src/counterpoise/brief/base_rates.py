"""What the record says of disputes and wars, to stand beside every simulated chance of them."""

from dataclasses import dataclass

import pandas as pd

from counterpoise.core import Grade
from counterpoise.data.panel import Panel

from .differences import short
from .entries import Desk
from .page import Line, Number, words

SINCE = 1992
"""Years since the Cold War, those the model is fitted to."""
DISPUTES, WARS = "cow_mid", "cow_wars"


@dataclass(frozen=True)
class Rate:
    """How many began, or were, in how many years on record, and the ends of these."""

    count: int
    years: int
    first: int
    last: int
    source: str

    @property
    def yearly(self) -> float:
        """How many a year."""
        return self.count / self.years


def of_pair(panel: Panel, one: str, other: str, until: int) -> Rate | None:
    """Years in which a dispute of two states began; None where the pair has no record."""
    first, second = sorted((one, other))
    rows = _known(panel, "mid_onset", until)
    return _rate(rows[(rows.a == first) & (rows.b == second)], "mid_onset", DISPUTES)


def of_state(panel: Panel, state: str, until: int) -> Rate | None:
    """Its pairs in which a dispute began, added up over years."""
    rows = _known(panel, "mid_onset", until)
    return _rate(rows[(rows.a == state) | (rows.b == state)], "mid_onset", DISPUTES)


def of_all(panel: Panel, until: int, column: str = "mid_onset", source: str = DISPUTES) -> Rate | None:
    """All pairs in which a dispute began, added up over years; ``war_ongoing``: those at war."""
    return _rate(_known(panel, column, until), column, source)


def chance_of_any(panel: Panel, until: int) -> float:
    """Share of the years of all politically relevant pairs in which a dispute of the pair began."""
    return float(_known(panel, "mid_onset", until).mid_onset.mean())


def shown(desk: Desk, rate: Rate | None, label: str) -> Line:
    """A rate a year with the years it was counted in; a stroke where there is none."""
    if rate is None:
        return words("-")
    value = desk.computed(f"{label}, on record", rate.yearly, short(rate.yearly), "a year", rate.source,
                          Grade.OBSERVED, rate.last)  # fmt: skip
    return Line("{v} ({a}-{b})", {"v": value, **ends(desk, rate, label)})


def ends(desk: Desk, rate: Rate, label: str) -> dict[str, Number]:
    """The first and last year counted, as numbers of a line."""
    bounds = {"a": ("first", rate.first), "b": ("last", rate.last)}
    return {
        key: desk.computed(f"{end} year counted: {label}", year, str(year), "year", rate.source, Grade.OBSERVED, year)
        for key, (end, year) in bounds.items()
    }


def _known(panel: Panel, column: str, until: int) -> pd.DataFrame:
    rows = panel.dyads
    return rows[(rows.year >= SINCE) & (rows.year <= until) & rows[column].notna()]


def _rate(rows: pd.DataFrame, column: str, source: str) -> Rate | None:
    if rows.empty:
        return None
    count, years = int((rows[column] > 0).sum()), int(rows.year.nunique())
    return Rate(count, years, int(rows.year.min()), int(rows.year.max()), source)
