"""What would move a deal: depth over detection and enforcement, over the loss all share, and under open inspection."""

from dataclasses import replace

import numpy as np
import pandas as pd

from .depth import CONSTRAINTS, Array, Stakes, Terms, needed_detection, sustainable

HALF = 0.5
GRID = np.linspace(0.0, 1.0, 21)
FINE = np.linspace(0.0, 1.0, 101)
LIKELY = 0.9
PUNISHMENTS = (0.0, 0.25, 0.5, 0.75, 1.0)
LOSSES = (0.0, 0.25, 0.5, 1.0, 2.0, 4.0)


def spread(depth: Array) -> dict[str, float]:
    """Mean, median, quartiles, 5th and 95th percentile, and the chances of some depth and of half."""
    low, first, middle, third, high = np.quantile(depth, [0.05, 0.25, 0.5, 0.75, 0.95])
    return {
        "mean": float(depth.mean()),
        "median": float(middle),
        "low": float(low),
        "first_quartile": float(first),
        "third_quartile": float(third),
        "high": float(high),
        "some": float((depth > 0.0).mean()),
        "half": float((depth >= HALF).mean()),
    }


def summary_table(depths: dict[frozenset[str], Array]) -> pd.DataFrame:
    """One row for each set of constraints that is gone: world, then ``spread``."""
    rows = []
    for gone, depth in depths.items():
        words = "as believed" if not gone else "without " + " and ".join(c for c in CONSTRAINTS if c in gone)
        rows.append({"world": words, **spread(depth)})
    return pd.DataFrame(rows)


def frontier_table(stakes: Stakes, terms: Terms) -> pd.DataFrame:
    """Depth over a grid: punishment (chance that a signal is punished), agent, detection, then ``spread``."""
    rows = []
    for chance, agent in [*((p, 0.0) for p in PUNISHMENTS), (1.0, 1.0)]:
        for seen in GRID:
            held = Terms(
                np.full_like(terms.detection, seen), terms.false_alarm, np.full_like(terms.punishment, chance), agent
            )
            rows.append(
                {"punishment": chance, "agent": agent > 0.0, "detection": seen, **spread(sustainable(stakes, held))}
            )
    return pd.DataFrame(rows)


def needed_table(stakes: Stakes, terms: Terms, share: float = HALF) -> pd.DataFrame:
    """Least detection for half depth, by enforcement: enforcement, median, low, high, never, likely.

    Percentiles are of all draws, infinite where no detection will do; ``never`` is the share of those; ``likely`` as
    ``likely_detection`` has it.
    """
    levels = [
        ("one signal in four punished", replace(terms, punishment=np.full_like(terms.punishment, 0.25))),
        ("as believed", terms),
        ("every signal punished", replace(terms, punishment=np.ones_like(terms.punishment))),
        ("an enforcement agent", replace(terms, agent=1.0)),
    ]
    rows = []
    for words, given in levels:
        needed = needed_detection(stakes, given, share)
        never = np.isnan(needed)
        everywhere = np.sort(np.where(never, np.inf, needed))
        low, middle, high = (everywhere[int(q * (len(needed) - 1))] for q in (0.05, 0.5, 0.95))
        rows.append(
            {
                "enforcement": words,
                "median": middle,
                "low": low,
                "high": high,
                "never": float(never.mean()),
                "likely": likely_detection(stakes, given, share),
            }
        )
    return pd.DataFrame(rows)


def likely_detection(stakes: Stakes, terms: Terms, share: float = HALF) -> float:
    """Least detection, to a hundredth, at which nine draws of ten keep a share of full depth; NaN if none does."""
    for seen in FINE:
        held = replace(terms, detection=np.full_like(terms.detection, seen))
        if (sustainable(stakes, held) >= share).mean() >= LIKELY:
            return float(seen)
    return float("nan")


def loss_table(stakes: Stakes, terms: Terms) -> pd.DataFrame:
    """Depth as the shared loss is scaled: times (what is believed), then ``spread``; 0 is a deal without one."""
    return pd.DataFrame(
        [
            {
                "times": scale,
                **spread(
                    sustainable(
                        replace(stakes, restraint=scale * stakes.restraint, future=scale * stakes.future), terms
                    )
                ),
            }
            for scale in LOSSES
        ]
    )


def caution(stakes: Stakes, terms: Terms) -> dict[str, float]:
    """Where closer inspection undoes what it should secure (Coe and Vaynman 2020).

    ``worse``: share of draws in which complete inspection that also lays weak spots bare leaves less depth than some
    less complete one; ``lost``: mean depth lost to exposure at complete inspection.
    """
    curve = np.array([sustainable(stakes, replace(terms, detection=np.full_like(terms.detection, b))) for b in GRID])
    bare = replace(terms, detection=np.ones_like(terms.detection))
    blind = sustainable(replace(stakes, exposure=0.0 * stakes.exposure), bare)
    return {
        "worse": float((curve[-1] < curve.max(axis=0) - 0.01).mean()),
        "lost": float((blind - curve[-1]).mean()),
    }
