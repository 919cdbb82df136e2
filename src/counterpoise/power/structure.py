"""The structure of the system: concentration, effective number of powers and polarity, year by year."""

# covers: P30

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.data.panel import BASE_YEAR, CrossSection, Panel
from counterpoise.theory.composite_index import composite_share
from counterpoise.theory.concentration import concentration, effective_number
from counterpoise.theory.net_resources import net_resource_shares

from .poles import DEFINITIONS, agreed, label

Array = NDArray[np.float64]
NMC = ["nmc_milex", "milper", "irst", "pec", "tpop", "upop"]
POWERS = 10  # the leading states over which poles are counted; small states never make a pole
SEED = 2024


def material(panel: Panel, year: int) -> CrossSection:
    """The six components as recorded for ``year``, or for the last recorded year if that is earlier.

    A gap inside the record stays a gap: the published index leaves a missing component out and carries none forward.
    """
    section = panel.cross_section(NMC, year)
    recorded = section.origin_year == min(year, max(panel.years(name)[1] for name in NMC))
    value, error = (np.where(recorded, array, np.nan) for array in (section.value, section.error))
    return replace(section, value=value, error=error)


def _cinc(value: Array) -> Array:
    return composite_share(np.swapaxes(value, -1, -2))


def _net_resources(value: Array) -> Array:
    return net_resource_shares(value[..., 0, :], value[..., 1, :])


def _economy(panel: Panel, year: int) -> CrossSection:
    return panel.cross_section(["gdp_ppp", "population"], year)


# what a distribution of power is computed from, and how: [..., variable, state] to shares [..., state] summing to one
DISTRIBUTIONS: dict[str, tuple[Callable[[Panel, int], CrossSection], Callable[[Array], Array]]] = {
    "cinc": (material, _cinc),
    "net-resources": (_economy, _net_resources),
}


def structure(
    panel: Panel, name: str, first: int = 1946, last: int = BASE_YEAR, step: int = 1, draws: int = 60
) -> pd.DataFrame:
    """Structure every ``step`` years and in ``last``: see :func:`describe`; ``low`` and ``high`` are the 5th and 95th
    percentile of the effective number of powers when the data are drawn from their errors."""
    read, shares_of = DISTRIBUTIONS[name]
    rng = np.random.default_rng(SEED)
    rows = []
    for year in sorted({*range(first, last + 1, step), last}):
        section = read(panel, year)
        drawn = effective_number(leading(shares_of(np.maximum(section.draw(rng, draws), 0.0))))
        low, high = np.percentile(drawn, [5, 95])
        rows.append({"year": year, **describe(shares_of(section.value)), "low": low, "high": high})
    return pd.DataFrame(rows)


def leading(shares: Array) -> Array:
    """Shares of the ten leading states, largest first, rescaled to sum to one, ``[..., 10]``."""
    top = np.sort(np.nan_to_num(shares, nan=0.0), axis=-1)[..., ::-1][..., :POWERS]
    return top / top.sum(axis=-1, keepdims=True)


def describe(shares: Array) -> dict[str, float | str]:
    """Structure of one distribution of power over its ten leading states; ``polarity`` is what all definitions say."""
    top = leading(shares)
    return {
        "concentration": float(concentration(top)),
        "effective_number": float(effective_number(top)),
        "polarity": label(int(agreed(top))),
        **{f"by {name}": label(int(define(top))) for name, define in DEFINITIONS.items()},
        "leader_share": float(top[0]),
        "second_to_first": float(top[1] / top[0]),
    }
