"""How surely one stretch of history tells each pattern: the record drawn again, by years or by states.

What is counted by years (disputes, pacts) is drawn again in blocks of three years, as bad years come together. What is
a spread over states, or tells of the same pairs over time, is drawn again by states, a pair with both of its two.
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from counterpoise.mechanisms.vocabulary import CLASH, FORCE
from counterpoise.start.initial import StartingPoint

from .plausibility import SPREAD, economies

Array = NDArray[np.float64]
Fields = Mapping[str, Array]
BLOCK, REPLICATES, SEED = 3, 400, 1


def record_errors(record: Fields, world: StartingPoint, replicates: int = REPLICATES) -> dict[str, float]:
    """Standard deviation of each pattern of the record over the records drawn again."""
    rng = np.random.default_rng(SEED)
    found: dict[str, list[float]] = {}
    draw_years, draw_states = by_years(record, world), by_states(record, world)
    for _ in range(replicates):
        for name, value in (draw_years(rng) | draw_states(rng)).items():
            found.setdefault(name, []).append(value)
    return {name: float(np.std(values, ddof=1)) for name, values in found.items()}


def blocks(years: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Positions of as many years, in blocks of ``BLOCK`` that begin anywhere; the first follows on the last."""
    begin = rng.integers(0, years, -(-years // BLOCK))
    return np.asarray(((begin[:, None] + np.arange(BLOCK)) % years).ravel()[:years])


def by_years(record: Fields, world: StartingPoint) -> Callable[[np.random.Generator], dict[str, float]]:
    """Draws of what is counted by years: disputes and what they were like, pacts made and ended."""
    once = world.actors.index.src < world.actors.index.dst
    onset, rung, joined = (np.nan_to_num(record[name][0, 1:, once].T) for name in ("onset", "rung", "joined"))
    near = world.readings["contiguous"].value[once]
    change = np.diff(record["alliance"][0][:, once], axis=0)
    yearly = np.stack(
        [
            onset.sum(axis=1),
            (onset * near).sum(axis=1),
            (onset * joined).sum(axis=1),
            (onset * (rung >= FORCE)).sum(axis=1),
            (onset * (rung >= CLASH)).sum(axis=1),
            (change > 0).sum(axis=1),
            (change < 0).sum(axis=1),
        ]
    ).astype(float)

    def draw(rng: np.random.Generator) -> dict[str, float]:
        counts, *parts, made, ended = yearly[:, blocks(yearly.shape[1], rng)]
        names = ("of neighbors", "joined", "with force", "with deaths")
        total = max(float(counts.sum()), 1.0)
        return {
            "disputes, pairs a year": float(counts.mean()),
            "disputes, variance over mean": float(counts.var(ddof=1) / max(counts.mean(), 1e-9)),
            **{f"disputes, {name}": float(part.sum() / total) for name, part in zip(names, parts, strict=True)},
            "pacts formed a year": float(made.mean()),
            "pacts ended a year": float(ended.mean()),
        }

    return draw


def by_states(record: Fields, world: StartingPoint) -> Callable[[np.random.Generator], dict[str, float]]:
    """Draws of what tells of states and pairs over time: recurrence, votes, growth and burdens."""
    index, size = world.actors.index, len(world.actors.states)
    once = index.src < index.dst
    pairs = np.nan_to_num(record["onset"][0, 1:, once].T).sum(axis=0)
    affinity = record["affinity"][0][:, once]
    moved = affinity[-1] - affinity[0]
    known = ~np.isnan(moved)

    def draw(rng: np.random.Generator) -> dict[str, float]:
        chosen = rng.integers(0, size, size)
        times = np.bincount(chosen, minlength=size)
        both = times[index.src[once]] * times[index.dst[once]]
        low, high = np.quantile(np.repeat(moved[known], both[known]), [0.25, 0.75])
        spreads = economies({name: record[name][:, :, chosen] for name in ("gdp", "milex_share")})
        return {
            "disputes, of pairs that had one in the window": float(
                1.0 - (both * (pairs > 0)).sum() / max((both * pairs).sum(), 1.0)
            ),
            "agreement in votes, spread of changes": float((high - low) / SPREAD),
            **{name: float(value.item()) for name, value in spreads.items()},
        }

    return draw
