"""H27: did COVID-19 accelerate the use of AI? Publications and investment against the trend before 2020."""

# covers: F16, C13

import json
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import pandas as pd

from counterpoise.claims.propositions.verdict import Verdict
from counterpoise.data.panel import Panel

from .breaks import Break, trend_break
from .finding import Effect, Evidence, Finding, judge, rule

ID = "H27"
ALL, OTHERS = "all", "without the United States and China"
SPAN = "2020-2021"
FIRST_MODELS = 2013  # the first year of the rule's trend; only the count of models reaches back so far
MODELS = "notable models"
DATA = (
    Evidence("AI articles by country, as fitted breaks", 2016, 2021, ("eto_cat",), "estimated"),
    Evidence("private investment in AI by country and of the world, two counts", 2016, 2021, ("eto_cat",), "estimated"),
    Evidence("notable AI models of the year", FIRST_MODELS, 2021, ("epoch_models",), "estimated"),
)
OTHERWISE = (
    "cheap money and a boom of all venture capital in 2021, AI or not",
    "databases grow: firms and journals are added to them later, recent years most",
    "deep learning was spreading anyway: a trend that bends upwards by itself looks like a break, and the reverse",
)
HOLES = (
    "yearly series by country begin in 2016, so the trend has four years, not the seven the rule asked for",
    "use in education, science and culture, which the sentence is about, is measured by no series held here",
)


@cache
def fitted_breaks() -> tuple[dict[str, Any], ...]:
    """Breaks by series, group and window, fitted to counts that are not in the package."""
    text = files(__package__).joinpath("covid_fit.json").read_text(encoding="utf-8")
    return tuple(json.loads(text)["rows"])


def examine(panel: Panel) -> Finding:
    """Shipped breaks of publications and investment, and those of the panel's own series beside."""
    return finding([*fitted_breaks(), *world_investment(panel), *models(panel)])


def world_investment(panel: Panel) -> list[dict[str, Any]]:
    """Breaks of the world sums of investment that the panel holds, and of what the two leaders do not have of them."""
    table = panel.ai_investment_world
    rows = []
    for count, part in table[table.year <= 2021].groupby("count"):
        year = part.year.to_numpy(float)
        rest = part.world * (1.0 - part.share_usa - part.share_chn)
        for group, values in ((ALL, part.world), (OTHERS, rest)):
            rows.append(_row(f"world investment, {count}", group, year, np.log(values.to_numpy(float))))
    return rows


def models(panel: Panel) -> list[dict[str, Any]]:
    """Breaks of notable models of the year, of all states and of those without the two leaders; trend from 2013."""
    table = panel.values[
        (panel.values.variable == "notable_models_new") & panel.values.year.between(FIRST_MODELS, 2021)
    ]
    others = table[~table.iso3.isin(["USA", "CHN"])]
    sums = {ALL: table.groupby("year").value.sum(), OTHERS: others.groupby("year").value.sum()}
    return [_row(MODELS, g, s.index.to_numpy(float), np.log(s.to_numpy(float))) for g, s in sums.items()]


def _row(series: str, group: str, years: Any, logs: Any) -> dict[str, Any]:
    found: Break = trend_break(years, logs[None, :], np.array([2020.0, 2021.0]))
    return {"series": series, "group": group, "unit": "sum", "window": SPAN, **found._asdict()}


def finding(rows: list[dict[str, Any]]) -> Finding:
    """The verdict from rows of breaks."""
    table = pd.DataFrame(rows)
    effects = tuple(_effect(r) for r in rows)
    verdicts = {k: said(table, k) for k in ("publications", "investment")}
    reached = verdict(verdicts)
    main = table[(table.group == ALL) & (table.window == SPAN)].drop_duplicates(["series", "unit"])
    why = "above trend, mean of 2020 and 2021, in logarithms: " + "; ".join(
        f"{r.series} ({r.unit}) {r.value:+.2f} ({r.low:+.2f} to {r.high:+.2f})" for r in main.itertuples()
    )
    reason = {
        Verdict.NOT_TESTABLE: "four years of trend foretell two more so badly that a tenth cannot be told from nothing",
        Verdict.CONDITIONAL: "one of the two series breaks upwards and the other does not",
    }.get(reached, "")
    order = sorted(
        effects, key=lambda e: (not e.name.startswith(("publications, all", "investment")), SPAN not in e.name)
    )
    return Finding(rule(ID), reached, why, reason, tuple(order), DATA, OTHERWISE, HOLES, {"rows": len(rows)})


def said(table: pd.DataFrame, series: str) -> Verdict:
    """What the common rule says of a series: supported only if it also holds without the leaders and in 2020 alone."""
    mine = table[table.series.str.startswith(series)]
    main = [judge([_effect(r)], rule(ID).smallest) for r in _cut(mine, ALL, SPAN)]
    robust = [
        judge([_effect(r)], rule(ID).smallest) for g, w in ((OTHERS, SPAN), (ALL, "2020")) for r in _cut(mine, g, w)
    ]
    if main and all(v is Verdict.SUPPORTED for v in [*main, *robust]):
        return Verdict.SUPPORTED
    if main and all(v is Verdict.CONTRADICTED for v in main):
        return Verdict.CONTRADICTED
    return Verdict.NOT_TESTABLE


def verdict(by_series: dict[str, Verdict]) -> Verdict:
    """Supported if both are; contradicted if one is and none supported; conditional if they part; else not testable."""
    found = set(by_series.values())
    if found == {Verdict.SUPPORTED}:
        return Verdict.SUPPORTED
    if Verdict.SUPPORTED in found:
        return Verdict.CONDITIONAL
    return Verdict.CONTRADICTED if Verdict.CONTRADICTED in found else Verdict.NOT_TESTABLE


def _cut(table: pd.DataFrame, group: str, window: str) -> list[dict[str, Any]]:
    rows = table[(table.group == group) & (table.window == window)]
    return [{str(k): v for k, v in r.items()} for r in rows.to_dict("records")]


def _effect(r: dict[str, Any]) -> Effect:
    name = f"{r['series']}, {r['group']}, {r['unit']}, {r['window']}"
    basis = f"{r['years']} years of trend" + (f", {r['units']} countries" if r["units"] > 1 else "")
    return Effect(name, r["value"], r["low"], r["high"], "log above trend", r["above"], basis)
