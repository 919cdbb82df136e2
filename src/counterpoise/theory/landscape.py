"""States slide into the two blocs that frustrate them least, one switch at a time (Axelrod and Bennett 1993)."""

# covers: F39

from collections.abc import Mapping
from math import exp

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .declare import Arg, ComparativeStatic, Confidence, DomainError, KnownResult, Model, formula, positive

Floats = NDArray[np.float64]
Sides = NDArray[np.int8]
ATTRACTS = ("affinity", "joint_regime", "common_threat", "shared_technology")
REPELS = ("rivalry", "territorial_claim", "threat")
MOST_STATES = 18  # enumeration holds 2^(n-1) rows in memory


@formula(size=positive("size of the state"), frustration_change=Arg("change in its frustration by switching sides"))
def energy_change(size, frustration_change):
    r"""Change in the energy of the whole system when one state switches: $\Delta E = 2 s_i\,\Delta F_i$.

    Holds because propensities are symmetric: what i gains from being nearer to j, j gains from being nearer to i.
    """
    return 2.0 * size * frustration_change


@formula(
    size=positive("size of the state"),
    frustration_change=Arg("change in its frustration by switching sides"),
    temperature=positive("temperature: noise in alignment, in the unit of energy"),
)
def switch_probability(size, frustration_change, temperature):
    r"""Probability that a state asked to choose takes the other side: $1/(1 + e^{2 s_i \Delta F_i / T})$.

    As T falls to zero it becomes the rule of the theory: switch if and only if it lessens frustration.
    """
    gain = 2.0 * size * frustration_change / temperature
    if gain >= 0.0:
        return exp(-gain) / (1.0 + exp(-gain))
    return 1.0 / (1.0 + exp(gain))


def _pull(propensity: ArrayLike, size: ArrayLike) -> Floats:
    """The matrix $s_i s_j p_{ij}$ without its diagonal; refuses what the theory is not defined for."""
    p, s = np.asarray(propensity, float), np.asarray(size, float)
    if s.ndim != 1 or p.shape != (s.size, s.size):
        raise DomainError("landscape: propensity must be square, with one size for each state")
    if not np.allclose(p, p.T, rtol=0, atol=1e-12) or not np.isfinite(p).all():
        raise DomainError("landscape: propensity must be finite and symmetric")
    if not (s > 0).all():
        raise DomainError("landscape: size must be positive")
    pull = p * np.outer(s, s)
    np.fill_diagonal(pull, 0.0)
    return pull


def _spins(sides: ArrayLike, states: int) -> Floats:
    """Sides 0 and 1 as -1 and +1."""
    given = np.asarray(sides)
    if given.shape[-1:] != (states,) or not np.isin(given, (0, 1)).all():
        raise DomainError(f"landscape: sides must be 0 or 1 for each of {states} states")
    return 2.0 * given.astype(float) - 1.0


def propensity(terms: Mapping[str, ArrayLike], weights: Mapping[str, float]) -> Floats:
    """Reduced form: how strongly each pair of states is drawn together: weighted ``ATTRACTS`` less weighted ``REPELS``.

    ``terms`` are matrices (state, state); directed ones (threat) enter as the mean of both directions, since landscape
    theory needs symmetry. Raises DomainError for an unknown name, a term without a weight, or a negative weight.
    """
    unknown = sorted((set(terms) | set(weights)) - {*ATTRACTS, *REPELS})
    missing = sorted(set(terms) - set(weights))
    if unknown or missing or not terms:
        raise DomainError(f"propensity: unknown terms {unknown}, terms without a weight {missing}, {len(terms)} terms")
    if min(weights.values()) < 0:
        raise DomainError("propensity: weights must be zero or more; REPELS carries the sign")
    signed = [(-1 if name in REPELS else 1) * weights[name] * np.asarray(x, float) for name, x in terms.items()]
    total = np.sum(signed, axis=0)
    return np.asarray((total + total.T) / 2.0)


def frustration(propensity: ArrayLike, size: ArrayLike, sides: ArrayLike) -> Floats:
    r"""How badly each state is placed: $F_i(X) = \sum_j s_j p_{ij} d_{ij}(X)$, with $d_{ij} = 1$ across blocs, else 0.

    ``propensity`` (state, state) symmetric, positive for states drawn together, its diagonal ignored; ``size`` (state);
    ``sides`` (state) of 0 and 1. Raises DomainError otherwise.
    """
    pull = _pull(propensity, size)
    spins = _spins(sides, len(pull))
    apart = (1.0 - np.outer(spins, spins)) / 2.0
    return np.asarray((pull * apart).sum(axis=1) / np.asarray(size, float))


def energy(propensity: ArrayLike, size: ArrayLike, sides: ArrayLike) -> float:
    r"""Energy of an alignment: $E(X) = \sum_i \sum_j s_i s_j p_{ij} d_{ij}(X)$, every pair counted twice."""
    return float((np.asarray(size, float) * frustration(propensity, size, sides)).sum())


def energy_changes(propensity: ArrayLike, size: ArrayLike, sides: ArrayLike) -> Floats:
    """Change in energy if each state alone switched sides; below 0 where it would want to."""
    pull = _pull(propensity, size)
    spins = _spins(sides, len(pull))
    return 2.0 * spins * (spins @ pull)


def descend(propensity: ArrayLike, size: ArrayLike, sides: ArrayLike) -> Sides:
    """Where the system comes to rest: at each step the switch that lowers energy most, until none does."""
    pull = _pull(propensity, size)
    spins = _spins(sides, len(pull))
    least = -1e-12 * np.abs(pull).sum()
    while True:
        change = 2.0 * spins * (spins @ pull)
        best = int(change.argmin())
        if change[best] >= least:
            return (spins > 0).astype(np.int8)
        spins[best] = -spins[best]


def bipartitions(states: int) -> Sides:
    """All ways to split states into two blocs, one a row, state 0 always on side 0: shape (2^(n-1), n)."""
    if not 1 <= states <= MOST_STATES:
        raise DomainError(f"bipartitions: states = {states} lies outside [1, {MOST_STATES}]")
    codes = np.arange(2 ** (states - 1))
    return ((codes[:, None] << 1 >> np.arange(states)) & 1).astype(np.int8)


def local_minima(propensity: ArrayLike, size: ArrayLike) -> Sides:
    """Every alignment that no single state's switch improves, best first, by enumeration of all bipartitions."""
    pull = _pull(propensity, size)
    sides = bipartitions(len(pull))
    spins = _spins(sides, len(pull))
    field = spins @ pull
    at_rest = (2.0 * spins * field >= -1e-12 * np.abs(pull).sum()).all(axis=1)
    energies = (pull.sum() - (spins * field).sum(axis=1)) / 2.0
    order = np.argsort(energies[at_rest], kind="stable")
    return sides[at_rest][order]


def together_probability(propensity: ArrayLike, size: ArrayLike, temperature: float) -> Floats:
    r"""Probability that two states share a bloc when alignments occur as $P(X) \propto e^{-E(X)/T}$; (state, state).

    By enumeration. As T falls to zero only the deepest alignments remain; as it grows all pairs approach one half.
    """
    if not temperature > 0:
        raise DomainError(f"together_probability: temperature = {temperature:g} lies outside (0, inf)")
    pull = _pull(propensity, size)
    spins = _spins(bipartitions(len(pull)), len(pull))
    exponent = ((spins @ pull) * spins).sum(axis=1) / (2.0 * temperature)
    weight = np.exp(exponent - exponent.max())
    return np.asarray((1.0 + (spins.T * weight) @ spins / weight.sum()) / 2.0)


def gibbs_sweep(
    propensity: ArrayLike, size: ArrayLike, sides: ArrayLike, temperature: float, draws: ArrayLike
) -> Sides:
    """One round in which every state in turn reconsiders its side by ``switch_probability``.

    ``draws`` (state) are uniform numbers. Many rounds sample alignments as ``together_probability`` weighs them.
    """
    if not temperature > 0:
        raise DomainError(f"gibbs_sweep: temperature = {temperature:g} lies outside (0, inf)")
    pull = _pull(propensity, size)
    spins = _spins(sides, len(pull))
    for state, luck in enumerate(np.asarray(draws, float)):
        gain = 2.0 * spins[state] * (pull[state] @ spins)
        if luck < np.exp(-np.logaddexp(0.0, gain / temperature)):
            spins[state] = -spins[state]
    return (spins > 0).astype(np.int8)


def hedgers(propensity: ArrayLike, size: ArrayLike, sides: ArrayLike, band: float) -> NDArray[np.bool_]:
    r"""Reduced form: states that belong to neither bloc, switching being nearly indifferent: $|\Delta E_i| < h$."""
    if not band >= 0:
        raise DomainError(f"hedgers: band = {band:g} lies outside [0, inf)")
    return np.asarray(np.abs(energy_changes(propensity, size, sides)) < band)


_RIVALS = ((0.0, 1.0, -1.0, -1.0), (1.0, 0.0, -1.0, -1.0), (-1.0, -1.0, 0.0, 1.0), (-1.0, -1.0, 1.0, 0.0))

MODEL = Model(
    section="M12",
    title="Landscape theory of alignment",
    claim="Myopic states that each lessen their own frustration bring the system to rest in one of few alignments.",
    equation=r"F_i = \sum_j s_j p_{ij} d_{ij}, \quad E = \sum_i s_i F_i, \quad \Delta E = 2 s_i \Delta F_i",
    cites=("axelrodbennett1993",),
    confidence=Confidence.DERIVED,
    holds="two blocs, symmetric propensities, one state moving at a time; then every switch lowers the energy",
    breaks="asymmetric propensities (no energy exists and states may chase one another), more than two blocs, "
    "coordinated moves. The published case, seventeen European nations of the Second World War with two resting "
    "places, is not reproduced: the propensity data were not available and none were made up",
    main=switch_probability,
    example={"size": 1.0, "frustration_change": -0.5, "temperature": 1.0},
    meaning=lambda p: f"the state takes the other side with probability {p:.4g}",
    known=(
        KnownResult("17 nations have 2^16 bipartitions", lambda: len(bipartitions(17)), 65536),
        KnownResult(
            "two pairs of friends, hostile across: one alignment", lambda: len(local_minima(_RIVALS, [1] * 4)), 1
        ),
        KnownResult("energy falls by twice size times relief", lambda: energy_change(3.0, -0.5), -3.0),
    ),
    static=ComparativeStatic(
        vary="frustration_change",
        low=-2.0,
        high=2.0,
        curves="temperature",
        values=(0.2, 1.0, 5.0),
        fixed={"size": 1.0},
        ylabel="probability of switching sides",
        reading="With little noise a state switches exactly when that lessens its frustration; with much, it hedges.",
    ),
)
