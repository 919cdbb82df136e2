"""What each block of the year does: the same members without it, and what then moves."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from counterpoise.charts.heat import Cell, heat_chart

from .liveness import LEVEL
from .relived import Array, Progress, Worlds, off

if TYPE_CHECKING:
    import pandas as pd


class Paired(NamedTuple):
    """A mean paired difference in spreads of the baseline, with its interval."""

    size: float
    low: float
    high: float
    members: int


def ablation(
    worlds: Worlds, subjects: Mapping[str, tuple[str, ...]], progress: Progress | None = None
) -> "pd.DataFrame":
    r"""Effect of switching each subject (a set of mechanisms) off, one row for each subject and outcome.

    Columns: ``subject``, ``outcome``, ``own`` (the subject itself writes what the outcome is made of), ``base`` and
    ``without`` (means over members), ``size``, ``low``, ``high`` (mean paired difference $\bar d / s$ in spreads s of
    the baseline over members, with its interval), ``shown`` (the interval leaves out 0, at 95 % over all that is asked
    here at once) and ``members``. Without any spread in the baseline the size of a difference is infinite.
    """
    import pandas as pd

    n, own_switches = worlds.members, worlds.ensemble.on
    on = np.concatenate([own_switches, *(off(worlds.model, own_switches, names) for names in subjects.values())])
    found = worlds.lived(np.tile(np.arange(n), len(subjects) + 1), on=on, progress=progress)
    level = 1.0 - (1.0 - LEVEL) / (len(subjects) * len(worlds.outcomes))
    table = []
    for k, (subject, names) in enumerate(subjects.items(), start=1):
        writes = {field for m in worlds.model.mechanisms if m.__name__ in names for field in m.mentioned("changes")}
        for outcome in worlds.outcomes:
            base, without = (found[outcome.name][a * n : (a + 1) * n] for a in (0, k))
            effect = paired(base, without, level)
            own = not writes.isdisjoint(outcome.needs)
            means = float(np.nanmean(base)), float(np.nanmean(without))
            shown = effect.low > 0.0 or effect.high < 0.0
            table.append((subject, outcome.name, own, *means, *effect[:3], shown, effect.members))
    columns = ["subject", "outcome", "own", "base", "without", "size", "low", "high", "shown", "members"]
    return pd.DataFrame(table, columns=columns)


def paired(base: Array, other: Array, level: float) -> Paired:
    r"""Mean of ``other - base`` over members in standard deviations of ``base``, with Student's interval."""
    from scipy.stats import t

    lived = np.isfinite(base) & np.isfinite(other)
    difference, n = (other - base)[lived], int(lived.sum())
    if not np.any(difference):
        return Paired(0.0, 0.0, 0.0, n)
    spread, mean = base[lived].std(ddof=1), difference.mean()
    if not spread > 0.0:
        end = float(np.copysign(np.inf, mean))
        return Paired(end, end, end, n)
    half = t.ppf(0.5 + level / 2.0, n - 1) * difference.std(ddof=1) / n**0.5
    return Paired(float(mean / spread), float((mean - half) / spread), float((mean + half) / spread), n)


def matrix(table: "pd.DataFrame") -> "pd.DataFrame":
    """Sizes, subject by outcome, in the order of the table; what is not shown to differ from zero is missing."""
    shown = table["size"].where(table.shown)
    wide = table.assign(size=shown).pivot(index="subject", columns="outcome", values="size")
    return wide.loc[list(dict.fromkeys(table.subject)), list(dict.fromkeys(table.outcome))]


def moved(table: "pd.DataFrame") -> "pd.DataFrame":
    """For each subject what it moves most beyond what it writes itself, and how many outcomes it is shown to move.

    Columns: ``subject``, ``outcomes`` (shown, not its own), ``own`` (shown, its own), ``most``, ``size``, ``low``,
    ``high``. A subject with neither is dead in these outcomes.
    """
    import pandas as pd

    found = []
    for subject, part in table.groupby("subject", sort=False):
        beyond = part[part.shown & ~part.own]
        told = beyond if len(beyond) else part[part.shown] if part.shown.any() else part
        first = told.loc[told["size"].abs().idxmax()]
        counts = len(beyond), int((part.shown & part.own).sum())
        found.append((subject, *counts, first.outcome, first["size"], first.low, first.high))
    return pd.DataFrame(found, columns=["subject", "outcomes", "own", "most", "size", "low", "high"])


def cells(table: "pd.DataFrame") -> dict[tuple[str, str], Cell]:
    """Each effect as a cell, by outcome and subject."""
    columns = (table.outcome, table.subject, table["size"], table.shown, table.own)
    return {(o, s): Cell(float(size), bool(shown), bool(own)) for o, s, size, shown, own in zip(*columns, strict=True)}


def lines(table: "pd.DataFrame", width: int = 6) -> list[str]:
    """The matrix as text, outcomes down and the first word of each subject across."""
    outcomes, subjects = list(dict.fromkeys(table.outcome)), list(dict.fromkeys(table.subject))
    held, first = cells(table), max(map(len, outcomes))
    head = " " * first + "".join(f"{s.split()[0][:width]:>{width}}" for s in subjects)
    return [head, *(f"{o:<{first}}" + "".join(f"{held[o, s].label:>{width}}" for s in subjects) for o in outcomes)]


def picture(table: "pd.DataFrame", title: str) -> str:
    """The matrix as a picture, outcomes down and subjects across."""
    outcomes, subjects = list(dict.fromkeys(table.outcome)), list(dict.fromkeys(table.subject))
    held, note = cells(table), "Spreads of the baseline over members; without the block against with it."
    return heat_chart("ablation", title, outcomes, subjects, [[held[o, s] for s in subjects] for o in outcomes], note)
