"""Does a run look like the world? Statistics of an ensemble beside the same statistics of the record.

``python benchmarks/plausibility.py`` prints the tables. This is no test of the model: priors were moved by hand against
these statistics of 1993-2007 (``docs/decisions/0007-tuned-by-hand.md``). It shows what was matched and what was not.
"""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.data.panel import Panel
from counterpoise.engine import Ensemble
from counterpoise.mechanisms.vocabulary import CLASH, FORCE, NUCLEAR, WAR
from counterpoise.models import NEOREALIST, Bundle
from counterpoise.start.initial import StartingPoint, gather

from .past import past

Array = NDArray[np.float64]
Fields = Mapping[str, Array]
RECORD = ("onset", "rung", "joined", "alliance", "affinity", "milex_share", "gdp", "hard", "smart")
TUNED_ON = (1993, 2007)
SPREAD = 1.349
"""Interquartile range of a normal variable in standard deviations."""
DECADE = 10
SMALL = 5e-4
"""Burdens below are those of states without armed forces, which the model carries on a bound."""


def plausibility(
    panel: Panel, start: int, years: tuple[int, int] = TUNED_ON, members: int = 100, bundle: Bundle = NEOREALIST
) -> pd.DataFrame:
    """One row an outcome: record, median, p5 and p95 over members, inside, and the share of members below the record.

    The record of ``years`` is set beside as many years of a run from ``start``: the same years where the run covers
    them, else its first ones. Pairs and states without a record are left out of both.
    """
    world = gather(panel, start)
    begin = years[0] if start < years[0] else start + 1
    record = past(panel, world, *years)
    span = years[1] - years[0] + 1
    known = outcomes(record, world)
    lived = simulated(world, begin + span - 1 - start, members, bundle)
    cut = slice(begin - 1 - start, begin + span - start)
    parts = [outcomes(masked({k: v[:, cut] for k, v in part.items()}, record), world) for part in lived]
    drawn = {name: np.concatenate([part[name] for part in parts]) for name in known}
    return pd.DataFrame([_row(name, known[name].item(), drawn[name]) for name in known]).set_index("outcome")


def _row(name: str, record: float, drawn: Array) -> dict[str, object]:
    low, median, high = np.nanquantile(drawn, [0.05, 0.5, 0.95]).tolist()
    below = float(np.nanmean(drawn < record) + 0.5 * np.nanmean(drawn == record))
    return {
        "outcome": name, "record": record, "median": median, "p5": low, "p95": high,
        "inside": bool(low <= record <= high), "below": below,
    }  # fmt: skip


def simulated(world: StartingPoint, years: int, members: int, bundle: Bundle) -> Iterable[dict[str, Array]]:
    """Blocks of members of a run, each with the fields of the record."""
    model = bundle.model(keep=RECORD)
    on = model.switches(members, bundle.off_from(world.year))
    ensemble = Ensemble(model, world.initial(), years, members, seed=1, record=RECORD, on=on)
    for part in ensemble.blocks(threads=1):
        yield {name: array.astype(float) for name, array in part.fields.items()}


def masked(fields: Fields, record: Fields) -> dict[str, Array]:
    """The fields with the gaps of the record, so that both are measured on the same states and pairs."""
    gaps = {name: np.isnan(record[name]) for name in fields}
    return {name: np.where(gaps[name], np.nan, array) for name, array in fields.items()}


def outcomes(fields: Fields, world: StartingPoint) -> dict[str, Array]:
    """Statistics ``[member]`` of fields ``[member, year, actor]``, the first year being the one before the window."""
    return disputes(fields, world) | ties(fields, world) | economies(fields) | power(fields, world)


def disputes(fields: Fields, world: StartingPoint) -> dict[str, Array]:
    """How many, how clustered, where, and how far they climb; each undirected pair once."""
    once = world.actors.index.src < world.actors.index.dst
    onset, rung, joined = (np.nan_to_num(fields[name][:, 1:, once]) for name in ("onset", "rung", "joined"))
    counts, pairs = onset.sum(axis=2), onset.sum(axis=1)
    total = np.maximum(counts.sum(axis=1), 1.0)
    near = world.readings["contiguous"].value[once]
    wars = (rung >= WAR) & (onset > 0)
    per_year = {"disputes": onset, "wars": wars, "wars not joined": wars & (joined == 0)}
    found = {f"{name}, pairs a year": each.sum(axis=2).mean(axis=1) for name, each in per_year.items()}
    found["years of nuclear use"] = (rung >= NUCLEAR).any(axis=2).mean(axis=1)
    found["disputes, variance over mean"] = counts.var(axis=1, ddof=1) / np.maximum(counts.mean(axis=1), 1e-9)
    found["disputes, of pairs that had one in the window"] = 1.0 - (pairs > 0).sum(axis=1) / total
    found["disputes, of neighbors"] = (pairs * near).sum(axis=1) / total
    found["disputes, joined"] = (onset * joined).sum(axis=(1, 2)) / total
    found["disputes, with force"] = (onset * (rung >= FORCE)).sum(axis=(1, 2)) / total
    found["disputes, with deaths"] = (onset * (rung >= CLASH)).sum(axis=(1, 2)) / total
    return found


def ties(fields: Fields, world: StartingPoint) -> dict[str, Array]:
    """Pacts formed and ended, where pacts are listed in both years, and how agreement in votes changed."""
    once = world.actors.index.src < world.actors.index.dst
    change = np.diff(fields["alliance"][:, :, once], axis=1)
    affinity = fields["affinity"][:, :, once]
    moved = affinity[:, -1] - affinity[:, 0]
    return {
        "pacts formed a year": (change > 0).sum(axis=2).mean(axis=1),
        "pacts ended a year": (change < 0).sum(axis=2).mean(axis=1),
        "agreement in votes, mean change": np.nanmean(moved, axis=1),
        "agreement in votes, spread of changes": _spread(moved),
    }


def economies(fields: Fields) -> dict[str, Array]:
    """Growth and military burdens; scatter is measured by quartiles, as both have fat tails in the record."""
    gdp = np.where(np.isnan(fields["gdp"]).any(axis=1, keepdims=True), np.nan, fields["gdp"])
    growth, world = np.diff(np.log(gdp), axis=1), np.diff(np.log(np.nansum(gdp, axis=2)), axis=1)
    burden = np.where(fields["milex_share"] > SMALL, fields["milex_share"], np.nan)
    moved = np.diff(np.log(burden), axis=1)
    spent = np.where(np.isnan(gdp), np.nan, fields["milex_share"] * gdp)
    shares = np.nansum(spent, axis=2) / np.nansum(np.where(np.isnan(spent), np.nan, gdp), axis=2)
    found = {
        "growth of the world, a year": world.mean(axis=1),
        "growth of the world, deviation over years": world.std(axis=1, ddof=1),
        "growth of states, median deviation over years": _median(_deviation(growth)),
        "growth of states, spread of means": _spread(_mean(growth)),
        "burden of the world, log change": np.log(shares[:, -1] / shares[:, 0]),
        "burden of the median state, log change": np.log(_median(burden[:, -1]) / _median(burden[:, 0])),
        "burdens, log change of their spread": np.log(_spread(np.log(burden[:, -1])) / _spread(np.log(burden[:, 0]))),
        "burdens, spread of yearly changes": _spread(moved.reshape(len(moved), -1)),
    }
    if burden.shape[1] > DECADE:
        decade = np.log(burden[:, -1]) - np.log(burden[:, -1 - DECADE])
        found["burdens, spread of changes over ten years"] = _spread(decade)
    return found


def power(fields: Fields, world: StartingPoint) -> dict[str, Array]:
    """How concentration of hard and smart power changed, and the part of the power that was first at the start."""
    hard, smart = (np.nan_to_num(fields[name][:, [0, -1]]) for name in ("hard", "smart"))
    first = int(np.argmax(world.readings["hard"].value))
    return {
        "hard power, log change of concentration": _log_change((hard**2).sum(axis=2)),
        "smart power, log change of concentration": _log_change((smart**2).sum(axis=2)),
        f"hard power, log change of the part of {world.actors.states[first]}": _log_change(hard[:, :, first]),
    }


def _log_change(ends: Array) -> Array:
    return np.asarray(np.log(ends[:, 1] / ends[:, 0]))


def _mean(series: Array) -> Array:
    known = ~np.isnan(series).any(axis=1)
    return np.where(known, np.nan_to_num(series).mean(axis=1), np.nan)


def _deviation(series: Array) -> Array:
    known = ~np.isnan(series).any(axis=1)
    return np.where(known, np.nan_to_num(series).std(axis=1, ddof=1), np.nan)


def _median(values: Array) -> Array:
    return np.asarray(np.nanmedian(values, axis=1))


def _spread(values: Array) -> Array:
    low, high = np.nanquantile(values, [0.25, 0.75], axis=1)
    return np.asarray((high - low) / SPREAD)
