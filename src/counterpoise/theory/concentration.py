"""How unequally power is spread over a set of states: concentration and the effective number (Ray and Singer 1973).

Array functions take shares of shape ``[..., n]`` within the set; NaN marks a state outside the set.
"""

# covers: P30

from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .declare import (
    Arg,
    ComparativeStatic,
    Confidence,
    DomainError,
    KnownResult,
    Model,
    Relation,
    count,
    formula,
    share,
)

TOLERANCE = 1e-6  # how far shares may miss a sum of one: single precision over a few hundred states


@formula(
    Relation("effective_number <= n", lambda effective_number, n: effective_number <= n),
    effective_number=Arg("effective number of powers", "count", low=1.0),
    n=count("states in the set", at_least=2),
)
def concentration_of(effective_number, n):
    r"""Concentration of a set of n states from its effective number of powers.

    $\mathrm{CON}^2 = (1/\mathrm{ENP} - 1/n) / (1 - 1/n)$: one is the other, given the size of the set.
    """
    return sqrt((1.0 / effective_number - 1.0 / n) / (1.0 - 1.0 / n))


@formula(con=share("concentration of the set"), n=count("states in the set", at_least=2))
def effective_number_of(con, n):
    r"""Effective number of powers of n states from their concentration: $1 / (\mathrm{CON}^2 (1 - 1/n) + 1/n)$."""
    return 1.0 / (con**2.0 * (1.0 - 1.0 / n) + 1.0 / n)


def shares_within(capabilities: ArrayLike) -> NDArray[np.float64]:
    """Each state's share of the set's total capability: ``[..., n]`` to ``[..., n]``, NaN states left out.

    Raises DomainError on negative values and on a set without any capability.
    """
    values = _nonnegative("shares_within", "capabilities", capabilities)
    total = np.nansum(values, axis=-1, keepdims=True)
    if (total <= 0.0).any():
        raise DomainError("shares_within: capabilities needs a positive total in every set")
    return values / total


def effective_number(shares: ArrayLike) -> NDArray[np.float64]:
    r"""Effective number of powers, $1 / \sum_i s_i^2$: the equal powers that would be as concentrated.

    ``[..., n]`` gives ``[...]``. Shares sum to one within the set; raises DomainError otherwise.
    """
    values = _shares("effective_number", shares)
    return 1.0 / np.nansum(values**2.0, axis=-1)


def concentration(shares: ArrayLike) -> NDArray[np.float64]:
    r"""Ray-Singer concentration, $\sqrt{(\sum_i s_i^2 - 1/n) / (1 - 1/n)}$: 0 for equal shares, 1 for a monopoly.

    ``[..., n]`` gives ``[...]``; n counts the states of the set, those without power too. Shares sum to one within the
    set and the set has at least two states; raises DomainError otherwise.
    """
    values = _shares("concentration", shares)
    n = np.sum(~np.isnan(values), axis=-1)
    if (n < 2).any():
        raise DomainError("concentration: shares needs at least two states in every set")
    floor = 1.0 / n
    # rounding can leave equal shares a hair below 1/n, hence the maximum
    return np.sqrt(np.maximum(0.0, np.nansum(values**2.0, axis=-1) - floor) / (1.0 - floor))


def _nonnegative(name: str, argument: str, given: ArrayLike) -> NDArray[np.float64]:
    values = np.asarray(given, dtype=float)
    if (values < 0.0).any():
        raise DomainError(f"{name}: {argument} = {values[values < 0.0].flat[0]:g} lies below 0")
    return values


def _shares(name: str, given: ArrayLike) -> NDArray[np.float64]:
    values = _nonnegative(name, "shares", given)
    total = np.nansum(values, axis=-1)
    wrong = np.abs(total - 1.0) > TOLERANCE
    if wrong.any():
        raise DomainError(f"{name}: shares sum to {np.asarray(total)[wrong].flat[0]:g} within the set, not to 1")
    return values


MODEL = Model(
    section="M1",
    title="Concentration of power",
    claim="Power in a set of states can be more or less concentrated whatever the number of poles.",
    equation=r"\mathrm{CON} = \sqrt{\frac{\sum_i s_i^2 - 1/n}{1 - 1/n}}, \qquad \mathrm{ENP} = \frac{1}{\sum_i s_i^2}",
    cites=("ray1973", "mansfield1993", "laakso1979"),
    confidence=Confidence.DERIVED,
    holds="shares of any capability within a closed set of at least two states",
    breaks="CON depends on who counts as a member: powerless newcomers to the set raise it and leave ENP as it is",
    main=concentration_of,
    example={"effective_number": 2, "n": 4},
    meaning=lambda c: f"concentration {c:.3f} on a scale from 0 (all equal) to 1 (one state has everything)",
    known=(
        KnownResult("equal shares", lambda: concentration([0.25, 0.25, 0.25, 0.25]), 0.0),
        KnownResult("monopoly", lambda: concentration([1.0, 0.0, 0.0, 0.0]), 1.0),
        KnownResult("two equal powers of four", lambda: concentration([0.5, 0.5, 0.0, 0.0]), 3**-0.5),
        KnownResult("the same by the identity", lambda: concentration_of(2, 4), 3**-0.5),
        KnownResult("four equal powers", lambda: effective_number([0.25, 0.25, 0.25, 0.25]), 4.0),
    ),
    static=ComparativeStatic(
        vary="effective_number",
        low=1.0,
        high=5.0,
        curves="n",
        values=(5, 7, 195),
        fixed={},
        ylabel="concentration",
        reading="The same effective number reads as more concentrated in a larger set: compare sets of one size.",
    ),
    corrects="The number of poles measures how concentrated power is",
)
