"""Who holds an agreement back: the party that keeps least, and what the others would keep without it."""

from dataclasses import replace

import numpy as np
import pandas as pd

from .binding import COMPLETE
from .depth import Stakes, full_depth, party_depths, sustainable
from .draws import Sample
from .parties import Table
from .sweeps import HALF


def movable_table(sample: Sample, table: Table) -> pd.DataFrame:
    """One row a party, the one that blocks most first.

    Columns: party, power (share of the world's hard power), pivotal (share of the draws held back in which it keeps
    least), keeps_half (chance that it keeps half of full depth), without (mean depth the others keep, of what they
    would want, missing with two parties), reassured (mean depth if it alone stopped weighing relative gains), weight,
    weight_low, weight_high (its weight on relative gains, median, 5th and 95th percentile), bound (median share of what
    it fears that the others make up).
    """
    stakes, terms = sample.stakes(), sample.terms
    kept, full = party_depths(stakes, terms), full_depth(stakes)
    held = sustainable(stakes, terms) < COMPLETE
    least = np.argmin(kept, axis=0)
    rows = []
    for i, party in enumerate(sample.parties):
        others = [j for j in range(len(sample.parties)) if j != i]
        alone = len(others) < 2
        low, middle, high = np.quantile(stakes.weight[i], [0.05, 0.5, 0.95])
        rows.append(
            {
                "party": party,
                "power": float(table.hard[table.places[i]]),
                "pivotal": float((least[held] == i).mean()) if held.any() else 0.0,
                "keeps_half": float((kept[i] >= HALF * full).mean()),
                "without": np.nan if alone else float(sustainable(sample.stakes(others), terms).mean()),
                "reassured": float(sustainable(reassured(stakes, i), terms).mean()),
                "weight": float(middle),
                "weight_low": float(low),
                "weight_high": float(high),
                "bound": float(np.median(sample.ties.bound[i].sum(axis=0))),
            }
        )
    return pd.DataFrame(rows).sort_values("pivotal", ascending=False, kind="stable", ignore_index=True)


def reassured(stakes: Stakes, i: int) -> Stakes:
    """The same stakes where one party weighs absolute gains alone."""
    weight = stakes.weight.copy()
    weight[i] = 0.0
    return replace(stakes, weight=weight)
