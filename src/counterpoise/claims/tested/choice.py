"""From whom importers took arms: shares over suppliers by a conditional logit, scored on importers left out."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.data.panel import Panel

from .drift import EVERYONE, Contest
from .families import families
from .folds import folds
from .nearness import distances

Array = NDArray[np.float64]
MEASURED = 2013  # the year before the first delivery counted
PARTS = 5
STEPS, RIDGE = 60, 1e-3
VARIANT = "one"


def supplier_contest(panel: Panel) -> Contest:
    """The contest on the panel: shares of deliveries 2014-2024 over suppliers abroad, everything else of 2013."""
    shares, terms, importers, suppliers = supplier_data(panel)
    power = {name: rows[:, suppliers] for name, rows in families(panel, MEASURED).items()}
    names = panel.cross_section(["population"], MEASURED).states
    closed = importers[:, None] == suppliers[None, :]
    return contest(shares, terms, closed, power, tuple(names[k] for k in importers))


def supplier_data(panel: Panel) -> tuple[Array, Array, NDArray[np.int64], NDArray[np.int64]]:
    """Shares ``[importer, supplier]``, terms without power ``[importer, supplier, term]``, and the places of both.

    Places are among the members of 2013.
    Terms: logarithm of distance, a defense pact, distance in the General Assembly. A state is not its own supplier.
    """
    states = panel.cross_section(["population"], MEASURED).states
    table = panel.suppliers
    table = table[(table.technology == "arms") & table.importer.isin(states) & table.home_iso3.isin(states)]
    abroad = table[table.importer != table.home_iso3]
    wide = abroad.pivot_table(index="importer", columns="home_iso3", values="share", aggfunc="sum").fillna(0.0)
    wide = wide[wide.sum(axis=1) > 0]
    rows, columns = (np.array([states.index(str(s)) for s in axis]) for axis in (wide.index, wide.columns))
    shares = wide.to_numpy() / wide.to_numpy().sum(axis=1, keepdims=True)
    cut = np.ix_(rows, columns)
    terms = np.stack([np.log(distances(panel, MEASURED))[cut], pacts(panel, states, MEASURED)[cut],
                      voting_gap(panel, MEASURED)[cut]], axis=-1)  # fmt: skip
    return shares, terms, rows, columns


def contest(
    shares: Array, terms: Array, closed: NDArray[np.bool_], power: dict[str, Array], importers: tuple[str, ...]
) -> Contest:
    r"""Log losses of $p_{ij} \propto \exp(\beta \ln w_j + \gamma z_{ij})$ by measure $w$; the base has no power."""
    fold = folds(len(importers), PARTS)
    named = [(name, w) for name, rows in power.items() for w in rows]
    loss = [left_out_log_losses(shares, _with(terms, np.log(w)), closed, fold) for _, w in named]
    base = left_out_log_losses(shares, terms, closed, fold)
    family = np.array([name for name, _ in named] + [EVERYONE], dtype=object)
    variant = np.full(len(family), VARIANT, dtype=object)
    return Contest(family, variant, np.array([*loss, base]), base, importers)


def left_out_log_losses(shares: Array, terms: Array, closed: NDArray[np.bool_], fold: NDArray[np.int64]) -> Array:
    r"""$-\sum_j s_{ij} \ln p_{ij}$ of each importer, fitted on the other folds; ``closed`` pairs cannot be chosen."""
    spread = terms.reshape(-1, terms.shape[-1]).std(axis=0)
    scaled = terms / np.where(spread > 0, spread, 1.0)
    loss = np.empty(len(shares))
    for part in np.unique(fold):
        held = fold == part
        beta = fit(shares[~held], scaled[~held], closed[~held])
        loss[held] = -(shares[held] * _log_share(scaled[held] @ beta, closed[held])).sum(axis=1)
    return loss


def fit(shares: Array, terms: Array, closed: NDArray[np.bool_]) -> Array:
    """Coefficients of greatest likelihood with a trace of ridge, by Newton's method with halved steps; ``[term]``.

    Raises ArithmeticError where it does not settle.
    """
    beta = np.zeros(terms.shape[-1])
    flat = terms.reshape(-1, terms.shape[-1])
    worth = _worth(shares, terms, closed, beta)
    for _ in range(STEPS):
        p = np.exp(_log_share(terms @ beta, closed))
        middle = np.einsum("ij,ija->ia", p, terms)
        slope = np.einsum("ij,ija->a", shares - p, terms) - RIDGE * beta
        bend = (flat * p.reshape(-1, 1)).T @ flat - middle.T @ middle
        step = np.linalg.solve(bend + RIDGE * np.eye(len(beta)), slope)
        while (better := _worth(shares, terms, closed, beta + step)) < worth - 1e-9:
            step = step / 2.0
        beta, worth = beta + step, better
        if np.abs(step).max() < 1e-8:
            return beta
    raise ArithmeticError("the choice of suppliers did not settle")


def _worth(shares: Array, terms: Array, closed: NDArray[np.bool_], beta: Array) -> float:
    return float((shares * _log_share(terms @ beta, closed)).sum() - 0.5 * RIDGE * beta @ beta)


def _log_share(score: Array, closed: NDArray[np.bool_]) -> Array:
    """Logarithm of the softmax over open pairs; a closed pair gets nothing without an infinite loss."""
    open_score = np.where(closed, -np.inf, score)
    top = open_score.max(axis=1, keepdims=True)
    total = np.exp(open_score - top).sum(axis=1, keepdims=True)
    return np.asarray(np.where(closed, -700.0, score - top - np.log(total)))


def _with(terms: Array, log_power: Array) -> Array:
    column = np.broadcast_to(log_power, terms.shape[:2])[..., None]
    return np.concatenate([column, terms], axis=-1)


def pacts(panel: Panel, states: tuple[str, ...], year: int) -> Array:
    """One where two states have a defense pact in ``year``; pairs outside the table of relevant pairs count as none."""
    rows = panel.dyads[panel.dyads.year == year]
    rows = rows[(rows.defense_ab.fillna(False) | rows.defense_ba.fillna(False)).astype(bool)]
    return symmetric(rows, states)


def symmetric(rows: pd.DataFrame, states: tuple[str, ...]) -> Array:
    """A matrix of ``states`` with ones at the pairs of ``rows``, in both directions."""
    place = {s: k for k, s in enumerate(states)}
    found = np.zeros((len(states), len(states)))
    for a, b in zip(rows.a, rows.b, strict=True):
        if a in place and b in place:
            found[place[a], place[b]] = found[place[b], place[a]] = 1.0
    return found


def voting_gap(panel: Panel, year: int) -> Array:
    """Distance between ideal points, ``[state, state]``; the mean where a state has none."""
    point = panel.cross_section(["ideal_point"], year).value[0]
    gap = np.abs(point[:, None] - point[None, :])
    return np.where(np.isnan(gap), np.nanmean(gap), gap)
