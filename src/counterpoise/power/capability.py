"""The old balance: CINC by the published method, net resources, and single series with what may vary about them."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.data.panel import Panel
from counterpoise.theory.composite_index import composite_index, composite_share
from counterpoise.theory.smart_power import combine

from .normalize import NORMALIZATIONS, world_share
from .standing import provenance, rank_interval, ranks_of, table
from .structure import NMC, material

SEED = 2024
REPLICATES = 4000


def cinc(panel: Panel, year: int) -> pd.DataFrame:
    """CINC: ``value`` is the published score, ``share`` our own that sums to one, ranks vary over ways to average.

    Varied: weights of the six components, CES exponent, normalization; a missing component is left out, as published.
    """
    section = material(panel, year)
    components = section.value.T
    share = composite_share(components)
    low, high = rank_interval(ranks_of(_cinc_multiverse(section.value)))
    grades, sources, years = provenance(section, NMC)
    value = composite_index(components)
    return table("cinc", section.states, value, share, ranks_of(share), low, high, grades, sources, years)


def _cinc_multiverse(components: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scores ``[replicate, state]`` of the six components under varied weights, exponent and normalization."""
    rng = np.random.default_rng(SEED)
    parts = []
    for normalize in NORMALIZATIONS.values():
        scaled = normalize(components).T
        positive = np.where(scaled > 0, scaled, np.inf).min(axis=0)
        floored = np.where(scaled == 0, 0.5 * positive, scaled)
        n = REPLICATES // len(NORMALIZATIONS)
        weights = rng.dirichlet(np.full(6, 5.0), n)
        parts.append(combine(floored, weights[:, None, :], rng.uniform(-1, 1, n)[:, None], skip_missing=True))
    return np.concatenate(parts)


def net_resources(panel: Panel, year: int) -> pd.DataFrame:
    """Net resources (Beckley 2018): output times output per head, in PPP; ranks vary over prices and the exponent.

    The exponent on output per head is one in the published measure; half to one and a half is the range tried.
    """
    names = ["gdp_ppp", "gdp_market", "population"]
    section = panel.cross_section(names, year)
    ppp, market, people = section.value
    exponents = np.linspace(0.5, 1.5, 41)[:, None]
    scores = np.concatenate([gdp * (gdp / people) ** exponents for gdp in (ppp, market)])
    low, high = rank_interval(_ranked_where_known(scores))
    value = ppp * ppp / people
    grades, sources, years = provenance(section, ["gdp_ppp", "population"])
    share = world_share(value)
    return table("net-resources", section.states, value, share, ranks_of(share), low, high, grades, sources, years)


def _ranked_where_known(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Ranks with a state's missing replicates filled by its own median rank: a gap must not read as first place."""
    ranks = ranks_of(scores).astype(float)
    ranks[ranks == 0] = np.nan
    known = ~np.isnan(ranks).all(axis=0)
    middle = np.zeros(ranks.shape[1])
    middle[known] = np.nanmedian(ranks[:, known], axis=0)
    return np.where(np.isnan(ranks), middle, ranks).round().astype(int)


PRICE_ALTERNATIVES = {"gdp_market": ("gdp_market", "gdp_ppp"), "gdp_ppp": ("gdp_ppp", "gdp_market")}


def series(panel: Panel, name: str, variable: str, year: int) -> pd.DataFrame:
    """One series of the panel: ranks vary only where another way to count it exists (market prices or PPP).

    Military expenditure at PPP is its share of output times output at PPP: the price level of the whole economy, which
    overstates what imports and high technology buy.
    """
    declared = panel.variable(variable)
    names = list(dict.fromkeys([variable, "milex_share", "gdp_market", "gdp_ppp"]))
    section = panel.cross_section(names, year)
    value = section.value[0]
    alternatives = [value]
    if variable in PRICE_ALTERNATIVES:
        alternatives = [section.value[section.row(v)] for v in PRICE_ALTERNATIVES[variable]]
    elif variable == "milex":
        alternatives = [value, section.value[section.row("milex_share")] * section.value[section.row("gdp_ppp")]]
    low, high = rank_interval(_ranked_where_known(np.stack(alternatives)))
    grades, sources, years = provenance(section, [variable])
    share = world_share(value) if declared.total else np.full(len(value), np.nan)
    return table(name, section.states, value, share, ranks_of(value), low, high, grades, sources, years)
