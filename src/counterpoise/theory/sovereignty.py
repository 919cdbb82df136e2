"""Reduced form: a state is sovereign in technology as far as it depends on nobody who does not depend on it.

The definition is that of Fraunhofer ISI, adopted by Roumate: to provide critical technologies or to source them without
one-sided structural dependency. Array functions take supplier shares of shape ``[..., importer, supplier, technology]``
that sum to one over suppliers, states or firms; a state may supply itself. Data sovereignty is the same measure over
cloud, media and data.
"""

# covers: P05

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .declare import ComparativeStatic, Confidence, DomainError, KnownResult, Model, count, formula, share

TOLERANCE = 1e-6  # how far shares and weights may miss a sum of one: single precision


@formula(
    suppliers=count("foreign suppliers of equal size", at_least=1),
    foreign=share("share of the technology that comes from abroad"),
    reciprocity=share("how far each supplier depends on the state in turn"),
    hostility=share("weight of a dependence: 1 for every supplier, or less for friendly ones"),
)
def technological_sovereignty(suppliers, foreign, reciprocity=0.0, hostility=1.0):
    r"""Sovereignty of a state whose foreign supply is split equally: $1 - F^2 (1 - r) h / n$.

    1 for full self-supply or full reciprocity; 0 for one foreign supplier of everything who needs nothing in return.
    """
    return 1.0 - foreign * foreign * (1.0 - reciprocity) * hostility / suppliers


@formula(mine=share("how far a state depends on another"), theirs=share("how far the other depends on it"))
def reciprocity_of(mine, theirs):
    r"""How far a dependence is returned: $\min(1, theirs / mine)$, one if there is nothing to return."""
    if theirs >= mine:
        return 1.0
    return theirs / mine


def reciprocity(shares: ArrayLike, weights: ArrayLike) -> NDArray[np.float64]:
    r"""How far each importer's dependence on each supplier is returned, over all technologies together.

    $r_{ij} = \min(1, M_{ji} / M_{ij})$ with $M_{ij} = \sum_\tau w_\tau m_{ij\tau}$, and 1 where $M_{ij} = 0$.

    ``shares [..., state, state, technology]`` and ``weights [..., technology]`` give ``[..., state, state]``. Where an
    importer has no data (NaN) on a technology, its row is NaN, and so is what others may expect it to return. Raises
    DomainError if suppliers are not the importers.
    """
    m, w = _checked("reciprocity", shares, weights)
    return _reciprocity("reciprocity", m, w)


def dependence(
    shares: ArrayLike, returned: ArrayLike = 0.0, hostility: ArrayLike = 1.0, home: ArrayLike | None = None
) -> NDArray[np.float64]:
    r"""One-sided structural dependence by technology: $\sum_{j \ne i} m_{ij\tau}^2 (1 - r_{ij}) h_{ij}$.

    ``shares [..., importer, supplier, technology]`` give ``[..., importer, technology]``. ``returned`` (reciprocity r)
    and ``hostility`` (h) broadcast to ``[..., importer, supplier]``, both in [0, 1]; h = 1 is the headline measure,
    which exempts no ally. ``home`` marks each importer's own suppliers (its firms, or the members of its federation);
    without it importers and suppliers are the same states, each its own. Raises DomainError.
    """
    m = _shares("dependence", shares)
    return np.einsum("...ijt,...ijt,...ij->...it", m, m, _exposure(m, returned, hostility, home))


def sovereignty(
    shares: ArrayLike,
    weights: ArrayLike,
    returned: ArrayLike | None = None,
    hostility: ArrayLike = 1.0,
    home: ArrayLike | None = None,
) -> NDArray[np.float64]:
    r"""Technological sovereignty of each importer: $TS_i = 1 - \sum_\tau w_\tau Dep_{i\tau}$, in [0, 1].

    ``shares [..., importer, supplier, technology]`` and ``weights [..., technology]`` (sum one) give ``[...,
    importer]``; the other arguments are those of ``dependence``. Reciprocity is computed from the shares unless given;
    it must be given where suppliers are not the importers (0 for firms that need nothing in return). Raises
    DomainError.
    """
    m, w = _checked("sovereignty", shares, weights)
    r = _reciprocity("sovereignty", m, w) if returned is None else returned
    exposure = _exposure(m, r, hostility, home)
    # technologies first: the squared shares are then read once however many sets of weights there are
    return 1.0 - np.einsum("...ij,...ij->...i", np.einsum("...ijt,...t->...ij", m * m, w), exposure)


def _reciprocity(name: str, m: NDArray[np.float64], w: NDArray[np.float64]) -> NDArray[np.float64]:
    if m.shape[-3] != m.shape[-2]:
        raise DomainError(f"{name}: shares needs the same states as importers and suppliers, or reciprocity given")
    given = np.einsum("...ijt,...t->...ij", m, w)
    returned = np.swapaxes(given, -1, -2)
    ratio = np.divide(returned, given, out=np.ones(given.shape), where=returned < given)
    ratio[np.isnan(given) | (np.isnan(returned) & (given > 0.0))] = np.nan
    return ratio


def _exposure(
    m: NDArray[np.float64], returned: ArrayLike, hostility: ArrayLike, home: ArrayLike | None
) -> NDArray[np.float64]:
    """How far a unit of dependence counts, ``[..., importer, supplier]``: not returned, hostile, and not at home."""
    if home is None:
        if m.shape[-3] != m.shape[-2]:
            raise DomainError("dependence: home is needed where suppliers are not the importers")
        home = np.eye(m.shape[-2], dtype=bool)
    exposed = (1.0 - _unit("returned", returned)) * _unit("hostility", hostility)
    # at home reciprocity is of no account, even where it is unknown
    return np.where(np.asarray(home, dtype=bool), 0.0, exposed)


def _checked(name: str, shares: ArrayLike, weights: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    m, w = _shares(name, shares), np.asarray(weights, dtype=float)
    if (w < 0.0).any() or not (np.abs(w.sum(axis=-1) - 1.0) <= TOLERANCE).all():
        raise DomainError(f"{name}: weights must be nonnegative and sum to 1")
    return m, w


def _shares(name: str, given: ArrayLike) -> NDArray[np.float64]:
    m = np.asarray(given, dtype=float)
    if m.ndim < 3:
        raise DomainError(f"{name}: shares needs the shape [..., importer, supplier, technology]")
    if (m < 0.0).any():
        raise DomainError(f"{name}: shares = {m[m < 0.0].flat[0]:g} lies outside [0, 1]")
    total = m.sum(axis=-2)
    wrong = np.abs(total - 1.0) > TOLERANCE
    if wrong.any():
        raise DomainError(f"{name}: shares sum to {total[wrong].flat[0]:g} over suppliers, not to 1")
    return m


def _unit(name: str, given: ArrayLike) -> NDArray[np.float64]:
    values = np.asarray(given, dtype=float)
    wrong = (values < 0.0) | (values > 1.0)
    if wrong.any():
        raise DomainError(f"dependence: {name} = {values[wrong].flat[0]:g} lies outside [0, 1]")
    return values


_SWAP = np.array([[[0.0], [1.0]], [[1.0], [0.0]]])  # two states that supply each other with everything

MODEL = Model(
    section="M4",
    title="Technological sovereignty",
    claim="Sovereignty in technology is not self-supply but the absence of one-sided dependence: many suppliers or a "
    "mutual need protect as well.",
    equation=r"TS_i = 1 - \sum_\tau w_\tau \sum_{j \ne i} m_{ij\tau}^2 (1 - r_{ij})\, h_{ij}",
    cites=("roumate2022", "edler2020", "hirschman1945", "keohane1977"),
    confidence=Confidence.REDUCED,
    holds="critical technologies with identifiable suppliers; allies count as suppliers like any other (h = 1)",
    breaks="where shares are assumed rather than observed, which is nearly everywhere; where suppliers stand behind "
    "one another (chips from one plant under many brands); where a return flow is not needed as urgently",
    main=technological_sovereignty,
    example={"suppliers": 4, "foreign": 1.0},
    meaning=lambda s: f"sovereignty {s:.2f} on a scale from 0 (one supplier holds everything) to 1 (no dependence)",
    known=(
        KnownResult("all-domestic supply", lambda: technological_sovereignty(1, 0.0), 1.0),
        KnownResult(
            "one foreign supplier of everything, nothing returned", lambda: technological_sovereignty(1, 1.0), 0.0
        ),
        KnownResult("four equal foreign suppliers: 1 - 1/4", lambda: technological_sovereignty(4, 1.0), 0.75),
        KnownResult("two states that supply each other with everything", lambda: sovereignty(_SWAP, [1.0]), (1.0, 1.0)),
        KnownResult(
            "the same with nothing counted as returned", lambda: sovereignty(_SWAP, [1.0], returned=0.0), (0.0, 0.0)
        ),
    ),
    static=ComparativeStatic(
        vary="foreign",
        low=0.0,
        high=1.0,
        curves="suppliers",
        values=(1.0, 2.0, 5.0),
        fixed={"reciprocity": 0.0, "hostility": 1.0},
        ylabel="technological sovereignty",
        reading="Dependence is quadratic: halving what one supplier delivers removes three quarters of it, a second "
        "equal supplier half.",
    ),
)
