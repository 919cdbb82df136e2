"""H20: is the order multipolar, and did it become so? Polarity of hard and smart power over measures and thresholds."""

# covers: C21

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.charts import Band, line_chart
from counterpoise.claims.propositions.verdict import AGREED, Verdict
from counterpoise.data.panel import BASE_YEAR, Panel
from counterpoise.power.composite import composite
from counterpoise.power.normalize import RATIOS

from .finding import Effect, Evidence, Finding, rule
from .readings import LABELS, draw_ways, read, shares_of_labels

ID = "H20"
MANY = LABELS.index("multipolar") + 1
FIRST, LAST, STEP = 1990, BASE_YEAR, 2
MEASURES, WAYS = 500, 20  # of every measure twenty readings
ALL, KEPT, DROPPED = "all measures", "measures that keep ratios", "measures of ranks or logarithms"
POWERS = ("hard", "smart")
SPAN = 5  # years at either end between which the rise is taken
OTHERWISE = (
    "polarity is a reading of shares: the labels follow the thresholds, and no threshold is given by nature",
    "the sets of indicators grow over time: series on AI begin in 2010 to 2018 and enter smart power then",
    "shares say nothing of alignment: two blocs of many powers read as many",
)
DATA = (
    Evidence(
        "indicators of hard and smart power", 1990, BASE_YEAR,
        ("nmc", "wdi", "sipri_milex", "wipo_patents", "uis_research", "eto_cat", "epoch_models"), "estimated",
    ),
)  # fmt: skip
HOLES = ("readings of the future are simulated and stand with the simulated claims",)


def examine(panel: Panel) -> Finding:
    """The finding from readings of every second year."""
    return finding(trend(panel))


def trend(panel: Panel, first: int = FIRST, last: int = LAST, step: int = STEP) -> pd.DataFrame:
    """Share of readings under each label: power, year, measures, one column a label, and ``low``, ``high`` of
    *multipolar*, its spread over measures (5th to 95th percentile), each read twenty ways.

    ``measures`` is all of them, those that keep ratios, or the others: definitions of polarity compare a state's share
    with another's, and a measure made of ranks or logarithms has no such shares.
    """
    years = sorted({*range(first, last + 1, step), last})
    return pd.DataFrame([row for power in POWERS for y in years for row in _rows(panel, power, y)])


def _rows(panel: Panel, power: str, year: int) -> list[dict[str, float | int | str]]:
    found = composite(panel, power, year, MEASURES, 2).multiverse
    kept = found.choices.table.normalization.isin(RATIOS).to_numpy()
    readings = read(np.repeat(found.scores, WAYS, axis=0), draw_ways(len(kept) * WAYS)).reshape(-1, WAYS)
    sets = {ALL: readings, KEPT: readings[kept], DROPPED: readings[~kept]}
    return [{"power": power, "year": year, "measures": name, **_summary(rows)} for name, rows in sets.items()]


def _summary(readings: NDArray[np.int64]) -> dict[str, float]:
    low, high = np.quantile((readings == MANY).mean(axis=1), [0.05, 0.95])
    return {**shares_of_labels(readings), "low": float(low), "high": float(high)}


def finding(table: pd.DataFrame) -> Finding:
    """The verdict from a table as ``trend`` gives it, by the rule over all measures; those that keep ratios beside."""
    cut = {key: rows.set_index("year").sort_index() for key, rows in table.groupby(["power", "measures"])}
    order = [("smart", ALL), ("smart", KEPT), ("hard", ALL), ("hard", KEPT)]
    effects = [e for key in order for e in _effects(*key, cut[key])]
    now = cut["smart", ALL].iloc[-1]
    outcome = verdict(now, effects[1].value)
    why = "; ".join(f"{power} power in {cut[power, m].index[-1]}, {m}: {_words(cut[power, m])}" for power, m in order)
    shares = {
        f"{power}, {m}": {str(y): {k: float(r[k]) for k in (*LABELS, "low", "high")} for y, r in rows.iterrows()}
        for (power, m), rows in cut.items()
    }
    condition = _condition(cut["smart", KEPT], cut["smart", DROPPED]) if outcome is Verdict.CONDITIONAL else ""
    return Finding(rule(ID), outcome, why, condition, tuple(effects), DATA, OTHERWISE, HOLES, shares)


def verdict(now: pd.Series, rise: float) -> Verdict:
    """The rule: nine in ten multipolar and risen; refuted where one and two poles hold more than half."""
    if now["unipolar"] + now["bipolar"] > 0.5:
        return Verdict.CONTRADICTED
    if now["multipolar"] >= AGREED and rise >= rule(ID).smallest:
        return Verdict.SUPPORTED
    return Verdict.CONDITIONAL


def _condition(kept: pd.DataFrame, dropped: pd.DataFrame) -> str:
    last, first = kept.iloc[-1], dropped.iloc[0]
    return (
        f"multipolar by measures of ranks or logarithms ({dropped.iloc[-1].multipolar:.0%} of their readings in "
        f"{dropped.index[-1]}, but {first.multipolar:.0%} in {first.name} too: they cannot tell); by those that keep "
        f"ratios {last.multipolar:.0%}, two poles {last.bipolar:.0%}, one {last.unipolar:.0%}"
    )


def _words(rows: pd.DataFrame) -> str:
    return ", ".join(f"{label} {rows.iloc[-1][label]:.0%}" for label in LABELS)


def _effects(power: str, measures: str, rows: pd.DataFrame) -> list[Effect]:
    end, start = rows.loc[rows.index > rows.index[-1] - SPAN], rows.loc[rows.index < rows.index[0] + SPAN]
    last = rows.iloc[-1]
    rise = float(end.multipolar.mean() - start.multipolar.mean())
    spans = f"{start.index[0]}-{start.index[-1]} to {end.index[0]}-{end.index[-1]}"
    title = f"multipolar by {power} power, {measures}"
    now = (float(last.multipolar), float(last.low), float(last.high))
    ends = (float(end.low.mean() - start.high.mean()), float(end.high.mean() - start.low.mean()))
    return [
        Effect(f"{title}, {rows.index[-1]}", *now, "share of readings", None, "measures"),
        Effect(f"rise of {title}, {spans}", rise, *ends, "share of readings", None, "measures, ends unpaired"),
    ]


def figure(found: Finding, measures: str = KEPT) -> str:
    """The trend as SVG: share of smart readings under each label, with the spread of *multipolar* over measures.

    Draws a finding as computed or as shipped.
    """
    rows = found.numbers[f"smart, {measures}"]
    years = [int(year) for year in rows]

    def column(name: str) -> list[float]:
        return [float(row[name]) for row in rows.values()]

    bands = [Band("multipolar", years, column("multipolar"), column("low"), column("high"))]
    bands += [Band(k, years, *([column(k)] * 3)) for k in ("bipolar", "unipolar")]
    return line_chart("multipolar", f"Poles by smart power, {measures}", bands, "share of readings")
