"""Which single choice would reverse who ranks higher, or move a state's own rank most."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from .composite import Composite
from .multiverse import CATEGORICAL


def flips(c: Composite, state: str, rival: str | None) -> list[tuple[str, str, float, float, str]]:
    """For each option of each categorical choice and the ends of the exponent: (choice, option, overall, only, kind).

    With a rival, *kind* is ``order``: the share of measures in which ``state`` outranks it, overall and where only that
    option is used; only options under which the majority turns are kept. Without one, or where none turns, *kind* is
    ``rank``: the state's rank overall, as its standing shows it, and under the option that moves it most.
    """
    i = c.section.states.index(state)
    if rival is not None:
        ahead = c.multiverse.scores[:, i] > c.multiverse.scores[:, c.section.states.index(rival)]
        whole = float(ahead.mean())
        turned = [
            (choice, option, whole, float(ahead[mask].mean()), "order")
            for choice, option, mask in _options(c)
            if (ahead[mask].mean() > 0.5) != (whole > 0.5)
        ]
        if turned:
            return turned
    whole = float(c.rank_under(np.ones(len(c.multiverse.scores), dtype=bool))[i])
    only = [(choice, option, float(c.rank_under(mask)[i])) for choice, option, mask in _options(c)]
    moved = [(choice, option, whole, rank, "rank") for choice, option, rank in only if abs(rank - whole) >= 1]
    return sorted(moved, key=lambda m: -abs(m[3] - m[2]))[:2]


def _options(c: Composite) -> Iterator[tuple[str, str, NDArray[np.bool_]]]:
    table = c.multiverse.choices.table
    for choice in CATEGORICAL:
        for option in sorted(table[choice].unique()):
            yield choice, str(option), (table[choice] == option).to_numpy()
    rho = table.rho.to_numpy()
    yield "aggregation", "complements (exponent below -0.5)", rho < -0.5
    yield "aggregation", "substitutes (exponent above 0.5)", rho > 0.5
