"""Technological sovereignty: freedom from one-sided structural dependence, by the first paper's own definition.

The definition (its footnote 1) asks for the ability to provide critical technologies or to source them "without
one-sided structural dependency". What is ours to vary about the measure:
weights of technologies, whether suppliers are states or firms, whether a dependence that is returned counts, whether a
friendly supplier counts less, what the unaccounted rest is, and each share within its bounds.
"""

# covers: P05

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.data.panel import Panel
from counterpoise.theory.sovereignty import dependence, reciprocity

from .places import places
from .standing import ranks_of
from .supply import Supply, read_supply

Array = NDArray[np.float64]
LEVELS = ("state", "firm")
REST = {"one foreign supplier": 1, "four foreign suppliers": 4, "many small suppliers": 1000}
DRAWS, WEIGHTS = 24, 8  # of shares for each level, and of technologies' weights for each draw and variant


VARIANTS: tuple[tuple[str, str | bool, str, str], ...] = (
    ("suppliers", "state", "suppliers are states", "firms of one state are one supplier"),
    ("suppliers", "firm", "suppliers are firms", "several firms of one state leave a choice"),
    ("reciprocity", False, "a returned dependence counts all the same", "what the supplier buys in return is nothing"),
    ("reciprocity", True, "a returned dependence counts less", "less by what the supplier buys in return"),
    ("rest", "one foreign supplier", "the unknown rest is one supplier", "worst case of what no row accounts for"),
    ("rest", "four foreign suppliers", "the unknown rest is four suppliers", "in between"),
    ("rest", "many small suppliers", "the unknown rest is many suppliers", "best case of what no row accounts for"),
)


@dataclass(frozen=True, eq=False)
class Sovereignty:
    """Sovereignty of every state under every measure, ``[replicate, state]``, and what each replicate chose.

    ``by_technology`` is the headline dependence ``[state, technology]`` (states as suppliers, no friend exempt, rest as
    four suppliers), ``specific`` where it rests on evidence about that importer.
    """

    states: tuple[str, ...]
    technologies: tuple[str, ...]
    scores: Array
    choices: pd.DataFrame
    by_technology: Array
    specific: NDArray[np.bool_]

    def standing(self, friends_count: bool) -> tuple[Array, NDArray[np.int64]]:
        """Median over measures and its rank, where a friendly supplier counts in full, or counts less."""
        median = np.median(self.scores[self._counting(friends_count)], axis=0)
        return median, ranks_of(median)

    def places(self, friends_count: bool) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Best and worst place of each state over the same measures: see :func:`counterpoise.power.places.places`."""
        return places(self.scores[self._counting(friends_count)])

    def variants(self) -> Iterator[tuple[str, str, Array]]:
        """What each choice does: (variant, what it does, scores of its measures ``[replicate, state]``).

        The first two differ in whether friends count; all others count friends in full, as the paper's definition does.
        """
        full = self._counting(True)
        yield "every foreign supplier counts", "the paper's definition, and the headline", self.scores[full]
        friends = "bound by a defense pact: not at all; others by distance of UN votes"
        yield "friendly suppliers count less", friends, self.scores[~full]
        for choice, option, name, does in VARIANTS:
            yield name, does, self.scores[full & (self.choices[choice] == option).to_numpy()]

    def _counting(self, friends: bool) -> NDArray[np.bool_]:
        """Measures in which friendly suppliers count in full, or less."""
        return np.asarray(self.choices.hostility.to_numpy(dtype=bool) != friends)


@lru_cache(maxsize=8)
def measure_sovereignty(panel: Panel, year: int, seed: int = 2024) -> Sovereignty:
    """Sovereignty of the members of ``year`` over weights, levels, reciprocity, hostility, rest and share bounds."""
    states = tuple(panel.system.members(year))
    supply = {level: read_supply(panel, year, level) for level in LEVELS}
    friction = _friction(panel, states, year)
    rng = np.random.default_rng(seed)
    scores, choices = [], []
    for level, draw in product(LEVELS, range(DRAWS)):
        shares = _draw(supply[level], rng)  # the same for every variant, so that variants differ by their choice alone
        given = _returned(supply[level], shares)
        other = _unaccounted(shares) ** 2
        ways = tuple(product((False, True), (False, True)))
        known = _dependence(supply[level], shares, given, friction, ways)
        for ((returned, hostile), on_known), rest in product(zip(ways, known, strict=True), REST):
            dep = on_known + other / REST[rest]
            weights = rng.dirichlet(np.full(dep.shape[1], 5.0), WEIGHTS)
            scores.append(1.0 - weights @ dep.T)
            row = {"suppliers": level, "reciprocity": returned, "hostility": hostile, "rest": rest, "draw": draw}
            choices += [row] * WEIGHTS
    state_supply = supply["state"]
    given = _returned(state_supply, state_supply.share)
    headline = _dependence(state_supply, state_supply.share, given, None, ((True, False),))[0]
    headline = headline + _unaccounted(state_supply.share) ** 2 / REST["four foreign suppliers"]
    return Sovereignty(
        states,
        state_supply.technologies,
        np.concatenate(scores),
        pd.DataFrame(choices),
        headline,
        state_supply.specific,
    )


def _draw(supply: Supply, rng: np.random.Generator) -> Array:
    """Shares drawn between their bounds and rescaled where they would exceed one."""
    low, high = np.minimum(supply.low, supply.share), np.maximum(supply.high, supply.share)
    shares = low + (high - low) * rng.beta(2.0, 2.0, size=(1, *supply.share.shape[1:]))
    return shares / np.maximum(shares.sum(axis=1, keepdims=True), 1.0)


def _unaccounted(shares: Array) -> Array:
    """The share of what no row accounts for, ``[importer, technology]``; r equal suppliers add its square over r."""
    return np.clip(1.0 - shares.sum(axis=1), 0.0, 1.0)


def _dependence(
    supply: Supply,
    shares: Array,
    given: Array | None,
    friction: Array | None,
    ways: Sequence[tuple[bool, bool]],
) -> Array:
    """Dependence on the suppliers that are known, ``[way, importer, technology]``.

    A way says whether what is ``given`` in return counts, and whether ``friction`` does. The sum over suppliers is
    completed by a domestic column that adds nothing; the caller adds what it stands for.
    """
    full = np.concatenate([shares, _unaccounted(shares)[:, None]], axis=1)
    n = len(supply.importers)
    domestic = np.concatenate([supply.domestic(), np.ones((n, 1), bool)], axis=1)
    back, hostility = np.zeros((len(ways), n, full.shape[1])), np.ones((len(ways), n, full.shape[1]))
    position = [supply.importers.index(h) if h in supply.importers else -1 for h in supply.home]
    for way, (returned, hostile) in enumerate(ways):
        if returned and given is not None:
            back[way, :, : len(position)] = given
        if hostile and friction is not None:
            hostility[way, :, : len(position)] = friction[:, position]
    return dependence(full, back, hostility, home=domestic)


def _returned(supply: Supply, shares: Array) -> Array | None:
    """Reciprocity ``[importer, supplier]`` between states, equal weights over technologies; None between firms."""
    if supply.suppliers != supply.home:
        return None
    n, t = len(supply.importers), len(supply.technologies)
    square = np.zeros((n, n + 1, t))
    position = [supply.importers.index(h) if h in supply.importers else n for h in supply.home]
    for column, place in enumerate(position):
        square[:, place] += shares[:, column]
    own = np.arange(n)
    square[own, own] += np.clip(1.0 - square.sum(axis=1), 0.0, 1.0)
    given = reciprocity(square[:, :n] / square[:, :n].sum(axis=1, keepdims=True), np.full(t, 1.0 / t))
    wide = np.concatenate([given, np.zeros((n, 1))], axis=1)
    return wide[:, position]


def _friction(panel: Panel, states: tuple[str, ...], year: int) -> Array:
    """How unfriendly each supplier's home is, in [0, 1], ``[importer, home]`` with a last column for unknown homes.

    Zero for a state bound by a defense pact, else the distance of UN ideal points over the largest; where a state does
    not vote (Taiwan) the median distance stands in.
    """
    point = panel.cross_section(["ideal_point"], year).value[0]
    distance = np.abs(point[:, None] - point[None, :])
    scaled = np.where(np.isnan(distance), np.nanmedian(distance), distance) / np.nanmax(distance)
    rows = panel.dyads[panel.dyads.year == year]
    pacts = rows[(rows.defense_ab == 1) | (rows.defense_ba == 1)]
    place = {s: k for k, s in enumerate(states)}
    for a, b in zip(pacts.a.astype(str), pacts.b.astype(str), strict=True):
        if a in place and b in place:
            scaled[place[a], place[b]] = scaled[place[b], place[a]] = 0.0
    return np.concatenate([scaled, np.ones((len(states), 1))], axis=1)
