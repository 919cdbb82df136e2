"""The record as one more member of an ensemble: the same fields of the same states and pairs, with its gaps."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.data.panel import Panel
from counterpoise.start.base import LAST_DISPUTE, Base
from counterpoise.start.dyads import LARGEST_DISTANCE, rungs_of
from counterpoise.start.forces import standing
from counterpoise.start.initial import StartingPoint

Array = NDArray[np.float64]
DYADIC = ("onset", "rung", "joined", "alliance", "affinity")


def past(panel: Panel, world: StartingPoint, first: int, last: int) -> dict[str, Array]:
    """Fields ``[1, year, actor]`` from the year before ``first`` to ``last`` for the actors of a starting point.

    NaN where a state was no member, the panel has no value, or (pacts) it does not list the pair; hard and smart power
    are measured in the first and the last year alone. Raises ValueError for years after 2014, when the record of
    disputes ends.
    """
    if not first <= last <= LAST_DISPUTE:
        raise ValueError(f"years {first}-{last}: disputes are on record to {LAST_DISPUTE}")
    years = range(first - 1, last + 1)
    member = together(panel, world, years)
    fields = disputes(panel, world, years)
    found = {name: np.where(member, fields[name], np.nan)[None] for name in ("onset", "rung", "joined")}
    found |= {name: array[None] for name, array in ties(panel, world, years).items()}
    base = Base(panel, last)
    for name, variable in (("milex_share", "milex_share"), ("gdp", "gdp_market")):
        found[name] = _aligned(base.history(variable, first - 1), base.states, world)[None]
    found["gdp"] = found["gdp"] / 1e3
    for name in ("hard", "smart"):
        found[name] = np.full((1, len(years), len(world.actors.states)), np.nan)
        for place, then in ((0, Base(panel, first - 1)), (-1, base)):
            found[name][:, place] = _aligned(standing(then, name).value[None], then.states, world)
    return found


def together(panel: Panel, world: StartingPoint, years: range) -> NDArray[np.bool_]:
    """Whether both states of a dyad were members, ``[year, dyad]``."""
    member = np.array([np.isin(world.actors.states, panel.system.members(year)) for year in years])
    return np.asarray(member[:, world.actors.index.src] & member[:, world.actors.index.dst])


def disputes(panel: Panel, world: StartingPoint, years: range) -> dict[str, Array]:
    """Onsets, the highest rung they reached, and whether the pair joined (not both there on the first day)."""
    rows = panel.dyad_onsets[panel.dyad_onsets.year.isin(list(years))]
    hostility = rows[["hostility_ab", "hostility_ba"]].max(axis=1).to_numpy(dtype=float)
    deaths = rows[["fatality_ab", "fatality_ba"]].max(axis=1).fillna(0).to_numpy(dtype=float)
    began = (rows.originator_ab == 1) & (rows.originator_ba == 1)
    table = rows[["a", "b", "year"]].assign(onset=1.0, rung=rungs_of(hostility, deaths), joined=~began)
    table = table.groupby(["a", "b", "year"], observed=True).agg(
        onset=("onset", "max"), rung=("rung", "max"), joined=("joined", "min")
    )
    return {name: np.nan_to_num(_placed(table[name].astype(float), world, years)) for name in table}


def ties(panel: Panel, world: StartingPoint, years: range) -> dict[str, Array]:
    """Pacts and agreement in votes of the pairs the panel lists."""
    rows = panel.dyads[panel.dyads.year.isin(list(years))].set_index(["a", "b", "year"])
    pact = (rows.defense_ab | rows.defense_ba).astype(float)
    agreement = (1.0 - rows.ideal_distance.astype(float) / LARGEST_DISTANCE).clip(lower=0.0)
    return {"alliance": _placed(pact, world, years), "affinity": _placed(agreement, world, years)}


def _placed(values: "pd.Series[float]", world: StartingPoint, years: range) -> Array:
    """Values indexed by a, b and year on ``[year, dyad]``, alike in both directions; NaN where there is none."""
    place = {pair: k for k, pair in enumerate(world.actors.dyads)}
    out = np.full((len(years), len(place)), np.nan)
    for (a, b, year), value in values.items():
        for pair in ((str(a), str(b)), (str(b), str(a))):
            if pair in place:
                out[year - years[0], place[pair]] = value
    return out


def _aligned(table: Array, states: tuple[str, ...], world: StartingPoint) -> Array:
    """``[year, state]`` of other states in the order of the world's."""
    wide = pd.DataFrame(table, columns=list(states)).reindex(columns=list(world.actors.states))
    return wide.to_numpy(dtype=float)
