"""What the record says of disputes and wars, to stand beside every chance of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.core.priors import Beta
from counterpoise.data.panel import Panel

SINCE = 1992
"""Years since the Cold War, those the model is fitted to."""
DISPUTES, WARS = "cow_mid", "cow_wars"
LEVELS = (0.05, 0.95)
"""The ends of an interval that holds a rate nine times in ten."""
POINTS = 100_001


@dataclass(frozen=True)
class Rate:
    """How many began, or were, in how many years on record, and the ends of these.

    ``once``: at most one a year is counted, so that the rate is a share of years; ``clustering``: variance of the
    yearly counts over their mean, one or more.
    """

    count: int
    years: int
    first: int
    last: int
    source: str
    once: bool = False
    clustering: float = 1.0

    @property
    def yearly(self) -> float:
        """How many a year."""
        return self.count / self.years

    @property
    def interval(self) -> tuple[float, float]:
        r"""Where the rate behind the record lies, nine times in ten (Jeffreys).

        A share of years: $\mathrm{Beta}(n + 1/2, T - n + 1/2)$ for n of T years; a count: a gamma law of shape
        $(n + 1/2) / \phi$ and rate $T / \phi$, $\phi$ the clustering, as disputes come many in one year. Nothing
        counted leaves no least rate but zero, nor every year a greatest but one.
        """
        if self.once:
            low, high = Beta(self.count + 0.5, self.years - self.count + 0.5).ppf(LEVELS)
        else:
            low, high = gamma_quantiles((self.count + 0.5) / self.clustering) * self.clustering / self.years
        most = 1.0 if self.once and self.count == self.years else float(high)
        return (float(low) if self.count else 0.0), max(most, self.yearly)


def gamma_quantiles(shape: float, levels: Sequence[float] = LEVELS) -> NDArray[np.float64]:
    """Quantiles of a gamma law of rate one, ``[level]``, by adding up its density over the logarithm.

    Within one in 100,000 for shapes from .3 to 10,000.
    """
    wide = 12.0 / np.sqrt(shape)
    log = np.linspace(np.log(shape) - wide - 20.0 / shape, np.log(shape) + min(wide, 6.0), POINTS)
    height = shape * log - np.exp(log)
    density = np.exp(height - height.max())
    share = np.concatenate([[0.0], np.cumsum(0.5 * (density[1:] + density[:-1]))])
    return np.asarray(np.exp(np.interp(levels, share / share[-1], log)))


def of_pair(panel: Panel, one: str, other: str, until: int) -> Rate | None:
    """Years in which a dispute of two states began; None where the pair has no record."""
    first, second = sorted((one, other))
    rows = _known(panel, "mid_onset", until)
    return _rate(rows[(rows.a == first) & (rows.b == second)], "mid_onset", DISPUTES, once=True)


def of_state(panel: Panel, state: str, until: int, own: bool = False) -> Rate | None:
    """Its pairs in which a dispute began, added up over years; ``own``: only if both were in it from the first day."""
    rows = _known(panel, "mid_onset", until)
    rows = rows[(rows.a == state) | (rows.b == state)]
    if own:
        rows = rows.assign(mid_onset=rows.mid_onset * (rows.mid_originator_ab * rows.mid_originator_ba).fillna(0.0))
    return _rate(rows, "mid_onset", DISPUTES)


def of_all(panel: Panel, until: int, column: str = "mid_onset", source: str = DISPUTES) -> Rate | None:
    """All pairs in which a dispute began, added up over years; ``war_ongoing``: those at war."""
    return _rate(_known(panel, column, until), column, source)


def chance_of_any(panel: Panel, until: int) -> float:
    """Share of the years of all politically relevant pairs in which a dispute of the pair began."""
    return float(_known(panel, "mid_onset", until).mid_onset.mean())


def _known(panel: Panel, column: str, until: int) -> pd.DataFrame:
    rows = panel.dyads
    return rows[(rows.year >= SINCE) & (rows.year <= until) & rows[column].notna()]


def _rate(rows: pd.DataFrame, column: str, source: str, once: bool = False) -> Rate | None:
    if rows.empty:
        return None
    each = (rows[column] > 0).groupby(rows.year).sum()
    count, years = int(each.sum()), len(each)
    clustering = 1.0 if once or not count or years < 2 else max(1.0, float(np.var(each, ddof=1)) * years / count)
    return Rate(count, years, int(rows.year.min()), int(rows.year.max()), source, once, clustering)
