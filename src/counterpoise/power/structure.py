"""The structure of the system: concentration, effective number of powers and polarity, year by year."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.data.panel import BASE_YEAR, Panel
from counterpoise.theory.composite_index import composite_share
from counterpoise.theory.concentration import concentration, effective_number
from counterpoise.theory.net_resources import net_resource_shares
from counterpoise.theory.polarity import Polarity, polarity

NMC = ["nmc_milex", "milper", "irst", "pec", "tpop", "upop"]
POWERS = 10  # the leading states over which poles are counted; small states never make a pole


def cinc_shares(panel: Panel, year: int) -> NDArray[np.float64]:
    """Own CINC shares of the members of a year; they sum to one."""
    return composite_share(panel.cross_section(NMC, year).value.T)


def resource_shares(panel: Panel, year: int) -> NDArray[np.float64]:
    """Shares of world net resources (PPP output times output per head)."""
    section = panel.cross_section(["gdp_ppp", "population"], year)
    return net_resource_shares(section.value[0], section.value[1])


MEASURES = {"cinc": cinc_shares, "net-resources": resource_shares}


def structure(panel: Panel, name: str, first: int = 1946, last: int = BASE_YEAR) -> pd.DataFrame:
    """Per year: concentration and effective number over the ten leading states, polarity label, the leader's share."""
    rows = []
    for year in range(first, last + 1):
        shares = MEASURES[name](panel, year)
        rows.append({"year": year, **describe(shares)})
    return pd.DataFrame(rows)


def describe(shares: NDArray[np.float64]) -> dict[str, float | str]:
    """Structure of one distribution of power, over its ten leading states rescaled to sum to one."""
    top = np.sort(shares[~np.isnan(shares)])[::-1][:POWERS]
    top = top / top.sum()
    return {
        "concentration": float(concentration(top)),
        "effective_number": float(effective_number(top)),
        "polarity": Polarity(int(polarity(top))).label,
        "leader_share": float(top[0]),
        "second_to_first": float(top[1] / top[0]),
    }
