"""Reduced form: the shares of the three strongest states decide whether a system has one, two or many poles.

Two rules stand side by side, ours with thresholds to vary, and the seapower rule of Modelski and Thompson (1988).
Labels are a closed set. Array functions take shares of shape ``[..., n]``; NaN marks a state outside the set.
"""

# covers: P30, F39

from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .declare import ComparativeStatic, Confidence, DomainError, KnownResult, Model, Relation, formula, share

TOLERANCE = 1e-6  # how far shares may exceed a sum of one: single precision over a few hundred states


class Polarity(IntEnum):
    """The closed set of labels; the value is the number of poles, three standing for three or more."""

    UNIPOLAR = 1
    BIPOLAR = 2
    MULTIPOLAR = 3

    @property
    def label(self) -> str:
        """The label in words, e.g. ``bipolar``."""
        return self.name.lower()


@dataclass(frozen=True)
class Thresholds:
    """Where the labels change, all shares in [0, 1]: assumed, ours, to be varied rather than believed.

    ``lead``: least share of a sole pole; ``rival``: share of the first's power from which the second is a pole;
    ``pair``: least joint share of two poles; ``third``: share of the second's power from which the third is a pole.
    """

    lead: float = 0.45
    rival: float = 0.5
    pair: float = 0.55
    third: float = 0.5

    def __post_init__(self) -> None:
        for entry in fields(self):
            value = getattr(self, entry.name)
            if not 0.0 <= value <= 1.0:
                raise DomainError(f"Thresholds: {entry.name} = {value:g} lies outside [0, 1]")


_ORDERED = Relation("first >= second >= third", lambda first, second, third: (first >= second) & (second >= third))
_WITHIN = Relation(
    "first + second + third <= 1", lambda first, second, third: first + second + third <= 1.0 + TOLERANCE
)


@formula(
    _ORDERED,
    _WITHIN,
    first=share("share of the strongest state"),
    second=share("share of the second"),
    third=share("share of the third"),
    lead=share("least share of a sole pole"),
    rival=share("share of the first's power from which the second is a pole"),
    pair=share("least joint share of two poles"),
    gap=share("share of the second's power from which the third is a pole"),
)
def poles(first, second, third, lead=0.45, rival=0.5, pair=0.55, gap=0.5):
    r"""Number of poles (1, 2, or 3 for three and more) by the shares of the three strongest.

    Unipolar iff $s_1 \ge .45$ and $s_2 < .5 s_1$; bipolar iff $s_1 + s_2 \ge .55$, $s_2 \ge .5 s_1$ and
    $s_3 < .5 s_2$; else multipolar. The value is that of ``Polarity``.
    """
    if first >= lead and second < rival * first:
        return 1.0
    if first + second >= pair and second >= rival * first and third < gap * second:
        return 2.0
    return 3.0


@formula(
    Relation("first >= second", lambda first, second: first >= second),
    Relation("first + second <= 1", lambda first, second: first + second <= 1.0 + TOLERANCE),
    first=share("share of the strongest navy"),
    second=share("share of the second"),
    lead=share("least share of a sole pole"),
    pole=share("least share of a pole"),
    pair=share("least joint share of two poles"),
)
def seapower_poles(first, second, lead=0.5, pole=0.25, pair=0.5):
    """Number of poles by the seapower rule: one from half of the total, two from a quarter each.

    A leader with half of the total is the sole pole even beside a rival with a quarter; two equal halves are two poles.
    With these constants (from memory) two quarters already sum to half: ``pair`` binds only when ``pole`` is lowered.
    """
    if first >= lead and second < first:
        return 1.0
    if second >= pole and first + second >= pair:
        return 2.0
    return 3.0


def polarity(shares: ArrayLike, thresholds: Thresholds | None = None) -> NDArray[np.int8]:
    """Number of poles of each set, by our rule: shares ``[..., n]`` give ``Polarity`` values ``[...]``.

    The set may be the great powers or the world, but its shares sum to at most one; raises DomainError otherwise.
    """
    t = thresholds or Thresholds()
    first, second, third = _strongest("polarity", shares)
    one = (first >= t.lead) & (second < t.rival * first)
    two = (first + second >= t.pair) & (second >= t.rival * first) & (third < t.third * second)
    return _labels(one, two)


def seapower_polarity(shares: ArrayLike, lead: float = 0.5, pole: float = 0.25, pair: float = 0.5) -> NDArray[np.int8]:
    """Number of poles of each set, by the seapower rule: shares ``[..., n]`` give ``Polarity`` values ``[...]``."""
    first, second, _ = _strongest("seapower_polarity", shares)
    one = (first >= lead) & (second < first)
    two = (second >= pole) & (first + second >= pair)
    return _labels(one, two)


def _labels(one: NDArray[np.bool_], two: NDArray[np.bool_]) -> NDArray[np.int8]:
    rest = np.where(two, Polarity.BIPOLAR, Polarity.MULTIPOLAR)
    return np.where(one, Polarity.UNIPOLAR, rest).astype(np.int8)


def _strongest(name: str, given: ArrayLike) -> tuple[NDArray[np.float64], ...]:
    """The three largest shares of each set, largest first; a set of fewer states is filled up with zeros."""
    shares = np.asarray(given, dtype=float)
    if (shares < 0.0).any():
        raise DomainError(f"{name}: shares = {shares[shares < 0.0].flat[0]:g} lies below 0")
    total = np.asarray(np.nansum(shares, axis=-1))
    if (total > 1.0 + TOLERANCE).any():
        raise DomainError(f"{name}: shares sum to {total.max():g}, above 1")
    missing = max(0, 3 - shares.shape[-1])
    filled = np.concatenate([np.nan_to_num(shares, nan=0.0), np.zeros((*shares.shape[:-1], missing))], axis=-1)
    top = np.sort(np.partition(filled, -3, axis=-1)[..., -3:], axis=-1)
    return top[..., 2], top[..., 1], top[..., 0]


MODEL = Model(
    section="M1",
    title="Polarity",
    claim="A system is unipolar, bipolar or multipolar by how far the first, second and third state stand apart.",
    equation=r"1\ \text{if}\ s_1 \ge .45,\ s_2 < .5 s_1;\quad 2\ \text{if}\ s_1 + s_2 \ge .55,\ s_2 \ge .5 s_1,\ "
    r"s_3 < .5 s_2;\quad 3\ \text{else}",
    cites=("modelski1988", "mansfield1993"),
    confidence=Confidence.REDUCED,
    holds="shares within a stated set of states; the label is a reading of the shares, not a further fact",
    breaks="near a threshold the label flips on a rounding error, and it depends on the set: read it with the shares, "
    "and count the labels over thresholds and measures",
    main=poles,
    example={"first": 0.5, "second": 0.2, "third": 0.1},
    meaning=lambda p: f"the system is {Polarity(int(p)).label}",
    known=(
        KnownResult("a leader with half and no rival", lambda: poles(0.5, 0.2, 0.1), 1.0),
        KnownResult("two at .35 and .30, third at .10", lambda: poles(0.35, 0.3, 0.1), 2.0),
        KnownResult("a third close behind makes many", lambda: poles(0.35, 0.3, 0.2), 3.0),
        KnownResult("seapower rule: half of the navies", lambda: seapower_poles(0.5, 0.3), 1.0),
        KnownResult("seapower rule: two quarters", lambda: seapower_poles(0.25, 0.25), 2.0),
    ),
    static=ComparativeStatic(
        vary="second",
        low=0.15,
        high=0.4,
        curves="third",
        values=(0.05, 0.15),
        fixed={"first": 0.45},
        ylabel="number of poles",
        reading="A rival becomes a pole at half of the leader's power, not before; a strong third undoes the pair.",
    ),
)
