"""How far law lags behind technology, in years: the first use on record against the first text and the first law."""

# covers: F07, RQ3, C06

from dataclasses import dataclass

import pandas as pd

from counterpoise.data.panel import Panel
from counterpoise.data.registers import codes_in, register

from .issues import Issue

FIRST_USE = {
    "laws-limits": (("loitering_munitions_received", "loitering_munitions_supplied"), "trade in loitering munitions"),
    "frontier-safety": (("large_models",), "large AI models"),
    "supplier-club": (("compute_home",), "AI computing clusters"),
}
"""The series whose first value above zero, anywhere, dates the technology of an issue; our choice."""
HOLES = {
    "nuclear-human-control": "no series says when AI entered nuclear command",
    "ethics-norm": "no series dates the everyday use of AI",
}


@dataclass(frozen=True)
class Lag:
    """Dates of one issue; None where nothing is on record.

    ``used`` and ``used_by`` (the states of that year) date the technology by ``series``; ``text`` is the first text on
    it, ``law`` the first binding one, with their names; texts older than the technology were not made for it and do not
    count. ``hole`` says why nothing dates the technology.
    """

    series: str
    used: int | None
    used_by: tuple[str, ...]
    source: str
    text: int | None
    text_name: str
    law: int | None
    law_name: str
    hole: str

    def behind(self, year: int) -> tuple[int, bool] | None:
        """Years from the technology to the first binding text, and whether there is one; until ``year`` without."""
        if self.used is None:
            return None
        return ((self.law if self.law is not None else year) - self.used, self.law is not None)


def lag(panel: Panel, issue: Issue, year: int) -> Lag:
    """What is on record by the end of ``year``."""
    names, series = FIRST_USE.get(issue.id, ((), ""))
    rows = panel.values
    rows = rows[rows.variable.isin(names) & (rows.value > 0) & (rows.year <= year)]
    first = rows[rows.year == rows.year.min()]
    used = int(first.year.iloc[0]) if len(first) else None
    dated = texts(issue)
    dated = dated[dated.year.between(used or 0, year)].sort_values("year", kind="stable")
    law = dated[dated.binding]
    return Lag(
        series,
        used,
        tuple(sorted(set(first.iso3.astype(str)))),
        "; ".join(sorted(set(first.source.astype(str)))),
        int(dated.year.iloc[0]) if len(dated) else None,
        str(dated.name_.iloc[0]) if len(dated) else "",
        int(law.year.iloc[0]) if len(law) else None,
        str(law.name_.iloc[0]) if len(law) else "",
        HOLES.get(issue.id, "" if len(first) else f"no {series} on record"),
    )


def last_entry() -> int:
    """The year up to which the registers of votes and texts were kept."""
    dates = [*register("ai_governance_instruments").date, *register("ai_governance_votes").date]
    return max(int(d[:4]) for d in dates)


def texts(issue: Issue) -> pd.DataFrame:
    """Texts of the issue's regimes: year, name_, binding. An arrangement without a binding form is no law."""
    regimes = register("regimes").set_index("id")
    instruments = register("ai_governance_instruments").set_index("id")
    agreements = register("arms_control_agreements").set_index("id")
    rows: list[tuple[int, str, bool]] = []
    for name in issue.registers:
        row = regimes.loc[name]
        for key in codes_in(row.instruments):
            found = instruments.loc[key]
            rows.append((int(found.date[:4]), found.instrument, found.binding == "yes"))
        for key in codes_in(row.agreements):
            found = agreements.loc[key]
            rows.append((int(float(found.year_opened)), found["name"], row.binding == "yes"))
        if codes_in(row.controls):
            rows.append((int(row.adopted[:4]), row["name"], False))
    return pd.DataFrame(rows, columns=["year", "name_", "binding"])
