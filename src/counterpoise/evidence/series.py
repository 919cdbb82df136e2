"""Yearly series that are forecast: shares and levels of states, and counts of the whole system."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from counterpoise.data.panel import Panel
from counterpoise.start.pair_years import NMC
from counterpoise.theory.composite_index import composite_share

INVENTED = ("assumed", "fallback", "forecast", "interpolated")
"""Flags of values that no source recorded for the year: neither fitted to nor scored."""
LAST_DISPUTE = 2014
POSTWAR = 1946


def recorded(panel: Panel, name: str) -> pd.DataFrame:
    """One variable as recorded, ``[year, state]``, NaN where missing or made up by the panel."""
    rows = panel.values[panel.values.variable == name]
    rows = rows[~rows.flag.astype(str).isin(INVENTED)]
    return rows.astype({"iso3": object}).pivot(index="year", columns="iso3", values="value").sort_index()


def state_series(panel: Panel, target: str) -> pd.DataFrame:
    """A target's series by year and state, in the unit it is scored in."""
    return STATE_SERIES[target](panel)


def _cinc(panel: Panel) -> pd.DataFrame:
    parts = [recorded(panel, name) for name in NMC]
    years = parts[0].index[parts[0].index >= POSTWAR]
    states = sorted(set().union(*(part.columns for part in parts)))
    cube = np.stack([part.reindex(index=years, columns=states).to_numpy() for part in parts], axis=-1)
    return _log(pd.DataFrame(composite_share(cube), index=years, columns=states))


def _log(table: pd.DataFrame) -> pd.DataFrame:
    return np.log(table.where(table > 0))


STATE_SERIES: dict[str, Callable[[Panel], pd.DataFrame]] = {
    "cinc": _cinc,
    "milex": lambda panel: _log(recorded(panel, "milex_share")),
    "gdp": lambda panel: _log(recorded(panel, "gdp_market")),
    "ideal_point": lambda panel: recorded(panel, "ideal_point"),
    "notable_models": lambda panel: np.log1p(recorded(panel, "notable_models").where(lambda table: table > 0)),
}


def system_series(panel: Panel, target: str) -> pd.DataFrame:
    """A count a year over the whole system, one column ``count``, 1946 to 2014."""
    years = range(POSTWAR, LAST_DISPUTE + 1)
    counts = {"onset_count": _onsets, "dispute_count": _disputes}[target](panel)
    return counts.reindex(years, fill_value=0).astype(int).to_frame("count")


def _onsets(panel: Panel) -> pd.Series:
    return panel.dyads.groupby("year").mid_onset.sum()


def _disputes(panel: Panel) -> pd.Series:
    return panel.dyad_onsets.groupby("start_year").dispute.nunique()
