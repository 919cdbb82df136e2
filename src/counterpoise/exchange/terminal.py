"""The answer in words and small tables of text, for whoever prints them."""

from math import isfinite
from typing import Any

import pandas as pd
from numpy import format_float_positional

from counterpoise.charts.percent import percent, portion

from .answer import Exchange
from .fitted import foretold
from .leakage import MODELS

Table = tuple[str, tuple[str, ...], list[tuple[Any, ...]], int]
"""Title, column heads, rows of text, and how many of the first columns are words."""
CLAIMS = "one belligerent's claims; not intercepted is not hit"


def tables(result: Exchange) -> list[Table]:
    """Outcomes side by side, crossover, wear of the surprise, fits, drivers and inputs."""
    worn = [_adaptation(result)] if result.adaptation.merit_middle.nunique() > 1 else []
    return [
        _outcomes(result),
        _crossover(result),
        *worn,
        _drivers(result),
        _fits(result),
        _counts(result),
        _inputs(result),
    ]


def sentences(result: Exchange) -> list[str]:
    """What the tables say, estimate first."""
    rows = result.outcomes[result.outcomes.figure == "chance that mass is better"]
    chances = ", ".join(f"{portion(r.middle)} ({MODELS[r.model]})" for r in rows.itertuples())
    crossings = result.crossover.set_index("model")
    return [
        f"At {result.salvo:g} drones mass is the better buy per dollar in {chances} of draws; precision "
        f"({result.option}) in the others.",
        _crossing("Under saturation", crossings.loc["saturation"]),
        _crossing("As fitted to the raids", crossings.loc["fitted"]),
        _slope(result),
        "All results are graded assumed: values destroyed and the precise strike rest on no series.",
        *(f"Beware: {w}." for w in result.warnings),
    ]


def _crossing(when: str, row: "pd.Series[float]") -> str:
    inside = row.above + row.below
    sizes = f"{row.smallest:g} to {row.largest:g} drones"
    ends = f"mass is better at every size in {portion(row.always)} of the draws, at no size in {portion(row.never)}"
    if inside < 0.05:
        return f"{when} there is no crossover from {sizes} in {percent(1.0 - inside)} of draws: {ends}."
    side = "above" if row.above >= row.below else "below"
    where = f"{row.salvo_middle:,.0f} ({row.salvo_low:,.0f} to {row.salvo_high:,.0f})"
    return f"{when} a crossover lies within {sizes} in {percent(inside)} of draws, mass better {side} {where}; {ends}."


def _slope(result: Exchange) -> str:
    fit = result.fit
    slope, error = float(fit.estimate[1]), float(fit.covariance[1, 1] ** 0.5)
    span = f"(90 % {slope - 1.645 * error:+.2f} to {slope + 1.645 * error:+.2f})"
    return (
        f"In the raids of {fit.start} to {fit.end} the log odds of leaking change by {slope:+.2f} {span} per e-fold of "
        f"size: {_direction(slope, error)}. These are {CLAIMS}."
    )


def _direction(slope: float, error: float) -> str:
    if abs(slope) < 1.645 * error:
        return "no clear rise or fall"
    return (
        "larger salvoes leak a smaller share, against saturation" if slope < 0 else "larger salvoes leak a larger share"
    )


def _outcomes(result: Exchange) -> Table:
    figures = list(dict.fromkeys(result.outcomes.figure))
    by = result.outcomes.set_index(["figure", "model"])
    rows = []
    for figure in figures:
        cells = [by.loc[(figure, m)] for m in MODELS]
        rows.append((figure, _unit(figure, str(cells[0].unit)), *(_spread(c) for c in cells)))
    title = f"{result.salvo:g} drones against precision ({result.option}): middle [5-95 % of {result.draws:,} draws]"
    return title, ("figure", "unit", *MODELS.values()), rows, 2


def _unit(figure: str, unit: str) -> str:
    """A unit in words: what has none is a ratio, or a share of draws."""
    return unit if unit != "1" else "share of draws" if figure.startswith("chance") else "ratio"


def _crossover(result: Exchange) -> Table:
    rows = [
        (
            MODELS[r.model],
            *(percent(v) for v in (r.always, r.above, r.below, r.never, r.never_at_any_size)),
            _spread(pd.Series({"low": r.salvo_low, "middle": r.salvo_middle, "high": r.salvo_high})),
        )
        for r in result.crossover.itertuples()
    ]
    first = result.crossover.iloc[0]
    title = f"Where mass is the better buy, salvoes of {first.smallest:g} to {first.largest:g} (shares of draws)"
    head = (
        "leak model",
        "everywhere",
        "above N*",
        "below N*",
        "nowhere",
        "at no size at all",
        "N* where it lies inside",
    )
    return title, head, rows, 1


def _adaptation(result: Exchange) -> Table:
    rows = [
        (
            str(r.uses),
            _spread(pd.Series({"low": r.merit_low, "middle": r.merit_middle, "high": r.merit_high})),
            *(percent(getattr(r, f"mass_better_{m}")) for m in MODELS),
            _spread(pd.Series({"low": r.assets_hit_low, "middle": r.assets_hit_middle, "high": r.assets_hit_high})),
        )
        for r in result.adaptation.itertuples()
    ]
    title = "Mass is better after the precise strike was used before (wear of the surprise: assumed)"
    return title, ("earlier uses", "merit of precision", *MODELS.values(), "targets hit so far"), rows, 0


def _fits(result: Exchange) -> Table:
    rows = [
        (
            f"{r.kind}, {r.accounting}",
            r.definition,
            f"{r.start} to {r.end}",
            str(r.raids),
            f"{r.share:.3f}",
            f"{r.slope:+.2f} [{r.slope_low:+.2f} {r.slope_high:+.2f}]",
            f"{r.slope_dated:+.2f} [{r.slope_dated_low:+.2f} {r.slope_dated_high:+.2f}]",
            f"{r.per_year:+.2f} [{r.per_year_low:+.2f} {r.per_year_high:+.2f}]",
            "-" if pd.isna(r.capacity_low) else f"> {r.capacity_low:.0f}",
        )
        for r in result.fits.itertuples()
    ]
    head = (
        "class, accounting",
        "leak",
        "raids of",
        "raids",
        "share",
        "slope in size",
        "same, date held",
        "per year",
        "limit",
    )
    return f"Share that leaks in the attack series ({CLAIMS}); 90 % ranges", head, rows, 3


def _counts(result: Exchange) -> Table:
    dates = list(dict.fromkeys(result.counts.date))
    rows = [
        (str(kind), str(figure), *(_spread(r) for _, r in group.iterrows()), f"{group.dispersion.iloc[0]:.3g}")
        for (kind, figure), group in result.counts.groupby(["kind", "figure"], sort=False)
    ]
    told = foretold()
    gain = f"{told['gain']:+.2f} ± {1.645 * told['gain_error']:.2f}"
    title = f"Launched and shot down a day: trend, 90 % of its mean (a month ahead it gains {gain} nats on last month)"
    return title, ("class", "claimed", *dates, "dispersion"), rows, 2


def _drivers(result: Exchange) -> Table:
    rows = [(r.name, *(f"{getattr(r, m):+.2f}" for m in MODELS)) for r in result.drivers.head(6).itertuples()]
    title = "What the answer hangs on (rank correlation with mass over precision)"
    return title, ("input", *MODELS.values()), rows, 1


def _inputs(result: Exchange) -> Table:
    rows = [
        (
            r.name,
            f"{r.low:,.4g}" if r.low == r.high else f"{r.low:,.4g} to {r.high:,.4g}",
            r.shape,
            r.unit,
            f"{r.grade}, {r.status}" if r.status else "set by you",
            r.source,
        )
        for r in result.inputs.itertuples()
    ]
    return "Inputs", ("input", "range", "shape", "unit", "grade", "source"), rows, 6


def _spread(row: "pd.Series[float]") -> str:
    low, middle, high = (row.get(k, float("nan")) for k in ("low", "middle", "high"))
    if not isfinite(middle):
        return "never" if middle == float("inf") else "-"
    if not isfinite(low) or not isfinite(high):
        return percent(middle) if low != low else _number(middle)
    return _number(middle) if low == high else f"{_number(middle)} [{_number(low)} {_number(high)}]"


def _number(value: float) -> str:
    if abs(value) >= 100:
        return f"{float(f'{value:.3g}'):,.0f}"
    return format_float_positional(float(f"{value:.3g}"), trim="-")
