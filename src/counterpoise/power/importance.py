"""Which choice drives the answer: the share of the spread of a state's rank that one choice alone explains."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .multiverse import CATEGORICAL, Multiverse
from .recipes import Recipe

BINS = 10


def choice_importance(multiverse: Multiverse, recipe: Recipe, states: Sequence[str] | None = None) -> pd.DataFrame:
    r"""First-order effect of each choice on each state's rank, $Var(E[rank | choice]) / Var(rank)$ (Saltelli 2008).

    One row a choice, one column a state, of all or of some; in [0, 1], 0 where the rank never moves. Continuous choices
    are cut into ten bins of equal count; the bias from finite bins, about (bins - 1) / replicates, is taken off.
    """
    chosen = list(multiverse.states if states is None else states)
    ranks = multiverse.ranks()[:, [multiverse.states.index(s) for s in chosen]].astype(float)
    labels = _labels(multiverse, recipe)
    rows = {name: _first_order(ranks, codes) for name, codes in labels.items()}
    return pd.DataFrame.from_dict(rows, orient="index", columns=chosen)


def _labels(multiverse: Multiverse, recipe: Recipe) -> dict[str, NDArray[np.int64]]:
    table = multiverse.choices.table
    labels = {name: pd.factorize(table[name])[0] for name in CATEGORICAL}
    continuous = {"rho": table.rho.to_numpy(), "floor": table.floor.to_numpy()}
    if len(recipe.fields) > 1:
        weights = multiverse.choices.field_weights
        continuous |= {f"weight of {f.label}": weights[:, i] for i, f in enumerate(recipe.fields)}
    return labels | {name: _bin(values) for name, values in continuous.items()}


def _bin(values: NDArray[np.float64]) -> NDArray[np.int64]:
    edges = np.quantile(values, np.linspace(0, 1, BINS + 1)[1:-1])
    return np.searchsorted(edges, values)


def _first_order(ranks: NDArray[np.float64], codes: NDArray[np.int64]) -> NDArray[np.float64]:
    counts = np.bincount(codes)
    membership = np.eye(len(counts))[codes]
    means = (membership.T @ ranks) / counts[:, None]
    spread = ranks.var(axis=0)
    between = (counts[:, None] * (means - ranks.mean(axis=0)) ** 2).sum(axis=0) / len(ranks)
    share = np.divide(between, spread, out=np.zeros_like(spread), where=spread > 0)
    return np.clip(share - (len(counts) - 1) / len(ranks), 0.0, 1.0)
