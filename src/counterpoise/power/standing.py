"""Tables of standing: value, share, rank and the spread of the rank over measures, with grade, source and year."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.core import Grade
from counterpoise.data.panel import CrossSection

FIELDS = ("state", "measure", "value", "share", "rank", "rank_low", "rank_high", "grade", "source", "year")
LOW, HIGH = 5, 95  # rank_low and rank_high: percentiles over measures, the analysts' choice, never confidence


def ranks_of(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Rank of each state, 1 the largest; ties share the better rank; 0 where there is no score. ``[..., state]``."""
    known = ~np.isnan(scores)
    filled = np.where(known, scores, -np.inf)
    ordered = np.sort(filled, axis=-1)
    flat, order = filled.reshape(-1, filled.shape[-1]), ordered.reshape(-1, filled.shape[-1])
    above = np.stack([len(o) - np.searchsorted(o, f, side="right") for f, o in zip(flat, order, strict=True)])
    return np.where(known, above.reshape(filled.shape) + 1, 0)


def rank_interval(ranks: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """5th and 95th percentile of each state's rank, ``[replicate, state]``, over the replicates that rank it.

    A rank of 0 means that a replicate could not score the state; the result is 0 where none could.
    """
    ordered, scored = _unranked_last(ranks), (ranks > 0).sum(axis=0)
    low, high = (_percentile(ordered, scored, q) for q in (LOW, HIGH))
    return low, high


def middle_rank(ranks: NDArray[np.int64]) -> NDArray[np.float64]:
    """Median rank of each state over the replicates that rank it; NaN where none does."""
    ordered = _unranked_last(ranks)
    count = (ranks > 0).sum(axis=0)
    below, above = (np.maximum(count - 1, 0) // 2)[None, :], (count // 2)[None, :]
    above = np.minimum(above, len(ranks) - 1)
    pair = [np.take_along_axis(ordered, place, axis=0)[0].astype(float) for place in (below, above)]
    return np.where(count > 0, 0.5 * (pair[0] + pair[1]), np.nan)


def mean_share(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean score of each state over the replicates that score it, rescaled to sum to one; NaN where none does."""
    scored = ~np.isnan(scores)
    count = scored.sum(axis=0)
    mean = np.where(scored, scores, 0.0).sum(axis=0) / np.where(count > 0, count, np.nan)
    return mean / np.nansum(mean)


def overall_rank(ranks: NDArray[np.int64], share: NDArray[np.float64]) -> NDArray[np.int64]:
    """The one rank that stands for all replicates: states in order of their median rank, the larger share first.

    ``ranks`` are ``[replicate, state]``; 0 for a state that no replicate scores.
    """
    middle = middle_rank(ranks)
    order = np.lexsort((-np.nan_to_num(share), np.nan_to_num(middle, nan=np.inf)))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(1, len(order) + 1)
    return np.where(np.isnan(middle), 0, rank)


def _unranked_last(ranks: NDArray[np.int64]) -> NDArray[np.int64]:
    """Each state's ranks in order, ``[replicate, state]``, those of replicates that do not rank it at the end."""
    return np.sort(np.where(ranks == 0, np.iinfo(np.int64).max, ranks), axis=0)


def _percentile(ordered: NDArray[np.int64], scored: NDArray[np.int64], q: float) -> NDArray[np.int64]:
    place = np.round((np.maximum(scored, 1) - 1) * q / 100.0).astype(int)
    return np.where(scored > 0, np.take_along_axis(ordered, place[None, :], axis=0)[0], 0)


def table(
    name: str,
    states: Sequence[str],
    value: NDArray[np.float64],
    share: NDArray[np.float64],
    rank: NDArray[np.int64],
    low: NDArray[np.int64],
    high: NDArray[np.int64],
    grade: Sequence[Grade],
    source: Sequence[str],
    year: Sequence[int],
) -> pd.DataFrame:
    """One row a state, strongest first; states without a value come last, with no rank."""
    frame = pd.DataFrame(
        {
            "state": list(states),
            "measure": name,
            "value": value,
            "share": share,
            "rank": rank,
            "rank_low": low,
            "rank_high": high,
            "grade": [g.value for g in grade],
            "source": list(source),
            "year": list(year),
        }
    )
    ranks = ["rank", "rank_low", "rank_high"]
    frame[ranks] = frame[ranks].astype("Int64").mask(frame[ranks] == 0)
    missing = frame.value.isna()
    frame.loc[missing, ["grade", "source"]] = [None, "missing"]
    frame["year"] = frame.year.astype("Int64").mask(missing)
    return frame.sort_values(["rank", "state"], na_position="last", ignore_index=True)[list(FIELDS)]


def provenance(section: CrossSection, names: Sequence[str]) -> tuple[list[Grade], list[str], list[int]]:
    """For each state: the weakest grade, the sources, and the oldest year among the values it has for ``names``."""
    rows = [section.row(name) for name in names]
    grades, sources, years = [], [], []
    for column in range(len(section.states)):
        held = [r for r in rows if not np.isnan(section.value[r, column])]
        grades.append(Grade.weakest(section.grade(r, column) for r in held))
        sources.append("; ".join(dict.fromkeys(str(section.source[r, column]) for r in held)))
        years.append(int(min((section.origin_year[r, column] for r in held), default=section.year)))
    return grades, sources, years
