"""Every measure by name: what ``counterpoise measure`` can show."""

from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

from counterpoise.core import Grade, InputError, nearest
from counterpoise.data.panel import BASE_YEAR, Panel

from .capability import cinc, net_resources, series
from .composite import composite
from .recipes import RECIPES
from .sovereignty import measure_sovereignty
from .standing import FIELDS, rank_interval, ranks_of, table

SERIES = {
    "personnel": "milper",
    "military-budget": "milex",
    "gdp": "gdp_market",
    "gdp-ppp": "gdp_ppp",
    "population": "population",
    "warheads": "warheads",
    "compute-owned": "compute_owned",
    "compute-home": "compute_home",
    "notable-models": "notable_models",
    "ai-research": "ai_research",
    "ai-investment": "ai_investment",
}
DESCRIPTIONS = {
    "cinc": "Composite Index of National Capability, by the published method",
    "net-resources": "output times output per head (Beckley)",
    "sovereignty": "technological sovereignty: freedom from one-sided structural dependence",
} | {name: recipe.doc for name, recipe in RECIPES.items()}
SUMMARY = ("cinc", "net-resources", "hard", "soft", "smart", "sovereignty")


def sovereignty(panel: Panel, year: int) -> pd.DataFrame:
    """Standing in technological sovereignty; a share has no meaning here and is left empty.

    ``value`` and ``rank`` are the median over measures that exempt no friend, as the paper's definition does; the
    spread of the rank also covers measures in which a friendly supplier counts less. The source names the
    places that the measures leave open: a rank among them means little.
    """
    result = measure_sovereignty(panel, year)
    value, rank = result.standing(friends_count=True)
    low, high = rank_interval(ranks_of(result.scores))
    n = len(value)
    grades = [Grade.ESTIMATED if s.mean() > 0.5 else Grade.ASSUMED for s in result.specific]
    best, worst = result.places(friends_count=True)
    sources = [
        f"supplier table: {int(s.sum())} of {len(s)} technologies on own evidence; places {b} to {w} not told apart"
        for s, b, w in zip(result.specific, best, worst, strict=True)
    ]
    empty = np.full(n, np.nan)
    return table("sovereignty", result.states, value, empty, rank, low, high, grades, sources, [year] * n)


def names(panel: Panel) -> list[str]:
    """Every name that ``measure`` takes: composites, old measures, shorthands and the panel's own variables."""
    return [*DESCRIPTIONS, *SERIES, *panel.variables]


def measure(panel: Panel, name: str, year: int = BASE_YEAR, states: Iterable[str] | None = None) -> pd.DataFrame:
    """Standing of all states, or of some, under one measure. Raises InputError for unknown names, years or states."""
    panel.check_year(year)
    _check_known(panel, name, year)
    frame = _evaluate(panel, name, year)
    if states is None:
        return frame
    wanted = [panel.system.resolve(s, year) for s in states]
    return frame[frame.state.isin(wanted)].reset_index(drop=True)


def _check_known(panel: Panel, name: str, year: int) -> None:
    """Refuse a series that has no value in ``year``: a table of nothing is no result."""
    variable = SERIES.get(name, name)
    if name in DESCRIPTIONS or variable not in panel.variables or panel.coverage(variable, year):
        return
    first, last = panel.years(variable)
    reach = f"; the panel has it from {first} to {last}" if last else ""
    raise InputError(f"{panel.variable(variable).label}: no state has a value in {year}{reach}")


def summary(panel: Panel, year: int = BASE_YEAR, states: Iterable[str] | None = None) -> pd.DataFrame:
    """The headline measures one under the other; measures that do not reach back to ``year`` are left out."""
    chosen = None if states is None else list(states)
    usable = [n for n in SUMMARY if n not in RECIPES or year >= RECIPES[n].first_year]
    usable = [n for n in usable if n != "sovereignty" or year >= SOVEREIGNTY_FROM]
    return pd.concat([measure(panel, n, year, chosen) for n in usable], ignore_index=True)[list(FIELDS)]


SOVEREIGNTY_FROM = 2020  # the supplier table describes the years around 2024


def _evaluate(panel: Panel, name: str, year: int) -> pd.DataFrame:
    special: dict[str, Callable[[Panel, int], pd.DataFrame]] = {
        "cinc": cinc,
        "net-resources": net_resources,
        "sovereignty": sovereignty,
    }
    if name in special:
        if name == "sovereignty" and year < SOVEREIGNTY_FROM:
            raise InputError(f"sovereignty needs the supplier table, which describes {SOVEREIGNTY_FROM} on, not {year}")
        return special[name](panel, year)
    if name in RECIPES:
        return composite(panel, name, year).standing()
    if name in SERIES or name in panel.variables:
        return series(panel, name, SERIES.get(name, name), year)
    near = nearest(name, names(panel))
    hint = f"; did you mean {near!r}?" if near else ""
    raise InputError(f"no measure {name!r}{hint} ('counterpoise measure --list' shows all)")
