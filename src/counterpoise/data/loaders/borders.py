"""Where a source means today's territory and the state system meant another: the traps of long series."""

import pandas as pd

# First full year in which the World Bank's series, which are for today's territory, describe the member of the state
# system with the same code. Before it the state was larger: the Soviet Union, Pakistan with Bangladesh, Ethiopia with
# Eritrea, Yugoslavia and Serbia with Montenegro and Kosovo, Malaysia with Singapore; or smaller: North Vietnam.
TODAYS_BORDERS_SINCE = {"RUS": 1992, "PAK": 1972, "ETH": 1993, "SRB": 2008, "MYS": 1966, "VNM": 1976}

# States that ended before the World Bank's series begin, and the state that holds (most of) their territory.
SUCCESSOR = {
    "CSK": "CZE", "DDR": "DEU", "XAH": "AUT", "XBD": "DEU", "XBV": "DEU", "XHA": "DEU", "XHC": "DEU", "XHG": "DEU",
    "XKO": "KOR", "XME": "DEU", "XMO": "ITA", "XPA": "ITA", "XPS": "ITA", "XSX": "DEU", "XTS": "ITA", "XTU": "ITA",
    "XVR": "VNM", "XWB": "DEU", "XWG": "DEU", "XYA": "YEM", "XZN": "TZA", "YMD": "YEM",
}  # fmt: skip


def with_todays_borders(series: pd.DataFrame) -> pd.DataFrame:
    """A year by state frame with the years blanked in which the state had other borders than today's."""
    kept = series.copy()
    for iso3, first in TODAYS_BORDERS_SINCE.items():
        if iso3 in kept.columns:
            kept.loc[kept.index < first, iso3] = float("nan")
    return kept


def had_other_borders(series: pd.DataFrame) -> pd.DataFrame:
    """Year by state: whether the state had other borders than today's."""
    years = pd.Series(series.index, index=series.index)
    return pd.DataFrame({i: years < TODAYS_BORDERS_SINCE.get(i, -1) for i in series.columns}, index=series.index)
