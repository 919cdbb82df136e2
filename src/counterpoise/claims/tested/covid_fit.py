"""Breaks of AI publications and investment by country, fitted to yearly counts that may not be redistributed.

``python -m counterpoise.claims.tested.covid_fit RAW`` makes ``covid_fit.json`` again; only breaks and their intervals
are kept. Nothing else in the package reads the counts.
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from counterpoise.data.codes import read_codes
from counterpoise.data.loaders.ai_activity import load_optional
from counterpoise.data.panel import load_panel

from .breaks import Break, trend_break

FILE = "covid_fit.json"
SERIES = {
    "publications": ("ai_articles", 20.0),
    "investment, disclosed": ("ai_investment_disclosed", 1.0),
    "investment, estimated": ("ai_investment_estimated", 1.0),
}
"""Counts by name and the least a country must have in every year of the trend and after it (articles; million USD)."""
LEADERS = ("USA", "CHN")
WINDOWS = {"2020-2021": (2020, 2021), "2020": (2020,)}
RICH_IN = 2019


def fit_breaks(raw: Path) -> list[dict[str, Any]]:
    """One row a series, group and window: the break with its interval, of sums and of the mean country."""
    codes = read_codes(raw)
    counts = load_optional(raw, codes)
    return [row for name in SERIES for row in _series(counts, name)]


def _series(counts: pd.DataFrame, name: str) -> list[dict[str, Any]]:
    variable, least = SERIES[name]
    wide = counts[counts.variable == variable].pivot(index="iso3", columns="year", values="value")
    wide = wide.loc[:, wide.columns <= 2021]
    rows = []
    for group, states in groups(tuple(wide.index)).items():
        part = wide.loc[list(states)]
        steady = part[(part >= least).all(axis=1)]
        for window, after in WINDOWS.items():
            sums = np.log(part.fillna(0.0).sum().to_numpy(float))[None, :]
            rows.append(_row(name, group, "sum", window, _break(wide, sums, after)))
            if len(steady) >= 5:
                logs = np.log(steady.to_numpy(float))
                rows.append(_row(name, group, "mean country", window, _break(wide, logs, after)))
    return rows


def _break(wide: pd.DataFrame, logs: np.ndarray, after: tuple[int, ...]) -> Break:
    years = wide.columns.to_numpy(float)
    kept = years <= max(after)
    return trend_break(years[kept], logs[:, kept], np.array(after, float))


def groups(states: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """All, all without the two leaders, each leader, and the others by whether output per head is above the median."""
    output, people = load_panel().cross_section(["gdp_ppp", "population"], RICH_IN).value
    members = load_panel().cross_section(["population"], RICH_IN).states
    head = dict(zip(members, output / people, strict=True))
    others = tuple(s for s in states if s not in LEADERS)
    middle = float(np.nanmedian(list(head.values())))
    richer = tuple(s for s in others if head.get(s, 0.0) > middle)
    return {
        "all": states,
        "without the United States and China": others,
        "the United States": ("USA",),
        "China": ("CHN",),
        "richer others": richer,
        "poorer others": tuple(s for s in others if s not in richer),
    }


def _row(series: str, group: str, unit: str, window: str, found: Break) -> dict[str, Any]:
    numbers = {k: round(v, 4) if isinstance(v, float) else v for k, v in found._asdict().items()}
    return {"series": series, "group": group, "unit": unit, "window": window, **numbers}


def write_fit(raw: Path, out: Path) -> Path:
    """Write the breaks as JSON, one row a line."""
    rows = ",\n".join(json.dumps(row) for row in fit_breaks(raw))
    out.write_text(f'{{"card": "eto_cat", "grade": "estimated", "rows": [\n{rows}\n]}}\n', encoding="utf-8")
    return out


if __name__ == "__main__":
    write_fit(Path(sys.argv[1]), Path(__file__).with_name(FILE))
