"""What the record says of disputes and wars, to stand beside every chance of them."""

from dataclasses import dataclass

import pandas as pd

from counterpoise.data.panel import Panel

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


def _known(panel: Panel, column: str, until: int) -> pd.DataFrame:
    rows = panel.dyads
    return rows[(rows.year >= SINCE) & (rows.year <= until) & rows[column].notna()]


def _rate(rows: pd.DataFrame, column: str, source: str) -> Rate | None:
    if rows.empty:
        return None
    count, years = int((rows[column] > 0).sum()), int(rows.year.nunique())
    return Rate(count, years, int(rows.year.min()), int(rows.year.max()), source)
