"""A state's material power is its average share of the world's soldiers, money, people and industry (Singer 1972).

The Composite Index of National Capability as it is published, and a variant whose shares sum to one. Array functions
take components of shape ``[..., state, component]`` with NaN where a value is missing; missing is never zero.
"""

# covers: A08, P01

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .declare import ComparativeStatic, Confidence, DomainError, KnownResult, Model, formula, share

COMPONENTS = ("milex", "milper", "irst", "pec", "tpop", "upop")


@formula(
    milex=share("share of world military expenditure"),
    milper=share("share of the world's military personnel"),
    irst=share("share of world iron and steel production"),
    pec=share("share of world primary energy consumption"),
    tpop=share("share of world population"),
    upop=share("share of the world's urban population"),
)
def composite_score(milex, milper, irst, pec, tpop, upop):
    r"""Score of a state for which all six components are known: $(\sum_k s_k) / 6$."""
    return (milex + milper + irst + pec + tpop + upop) / 6.0


def world_shares(components: ArrayLike) -> NDArray[np.float64]:
    r"""Each state's share of the world total of each component: $x_{ik} / \sum_j x_{jk}$ over states with a value.

    ``components`` and the result are ``[..., state, component]``, any unit per component. NaN in gives NaN out; so does
    a component whose world total is zero. Raises DomainError on negative or infinite values.
    """
    values = np.asarray(components, dtype=float)
    if values.ndim < 2:
        raise DomainError("world_shares: components needs the shape [..., state, component]")
    wrong = (values < 0.0) | np.isinf(values)
    if wrong.any():
        raise DomainError(f"world_shares: components = {values[wrong].flat[0]:g} lies outside [0, inf)")
    total = np.broadcast_to(np.nansum(values, axis=-2, keepdims=True), values.shape)
    return np.divide(values, total, out=np.full(values.shape, np.nan), where=total > 0.0)


def composite_index(components: ArrayLike) -> NDArray[np.float64]:
    r"""CINC as published: the mean of a state's world shares over the components available for it.

    $\mathrm{CINC}_i = |K_i|^{-1} \sum_{k \in K_i} x_{ik} / \sum_j x_{jk}$, $K_i$ the components observed for state $i$.

    ``[..., state, component]`` gives ``[..., state]``; NaN where a state has no component at all. Because a missing
    component is averaged out, the scores of a year sum to one only if nothing is missing (1.0071 in 2022, NMC v7).
    """
    shares = world_shares(components)
    available = np.sum(~np.isnan(shares), axis=-1)
    total = np.nansum(shares, axis=-1)
    return np.divide(total, available, out=np.full(total.shape, np.nan), where=available > 0)


def composite_share(components: ArrayLike) -> NDArray[np.float64]:
    r"""CINC rescaled so that the states sum to one: $\mathrm{CINC}_i / \sum_j \mathrm{CINC}_j$.

    ``[..., state, component]`` gives ``[..., state]``. Keeps every ratio between states; states without any component
    stay NaN and outside the sum.
    """
    index = composite_index(components)
    total = np.broadcast_to(np.nansum(index, axis=-1, keepdims=True), index.shape)
    return np.divide(index, total, out=np.full(index.shape, np.nan), where=total > 0.0)


MODEL = Model(
    section="M1",
    title="Composite Index of National Capability",
    claim="Material power is the average of a state's shares of six world totals: military, industrial, demographic.",
    equation=r"\mathrm{CINC}_i = \frac{1}{|K_i|} \sum_{k \in K_i} \frac{x_{ik}}{\sum_j x_{jk}}",
    cites=("singer1972", "singer1987"),
    confidence=Confidence.DERIVED,
    holds="1816 on, all members of the interstate system; recomputation from NMC v7 components reproduces the "
    "published scores to 2.4e-8",
    breaks="after about 1970 iron, energy and heads of population stand in poorly for power (China about twice the "
    "United States in 2022); scores move when membership or coverage moves; equal weights are a convention",
    main=composite_score,
    example={"milex": 0.4, "milper": 0.1, "irst": 0.1, "pec": 0.2, "tpop": 0.05, "upop": 0.05},
    meaning=lambda s: f"the state holds {s:.1%} of the world's material capability, as the index counts it",
    known=(
        KnownResult(
            "two states, one component missing for the second: (0.75 + 1) / 2 and 0.25",
            lambda: composite_index([[3.0, 5.0], [1.0, np.nan]]),
            (0.875, 0.25),
        ),
        KnownResult(
            "the published scores of that world sum to 1.125, not to one",
            lambda: composite_index([[3.0, 5.0], [1.0, np.nan]]).sum(),
            1.125,
        ),
        KnownResult(
            "with nothing missing they sum to one",
            lambda: composite_index([[3.0, 5.0], [1.0, 15.0], [0.0, 20.0]]).sum(),
            1.0,
        ),
    ),
    static=ComparativeStatic(
        vary="milex",
        low=0.0,
        high=1.0,
        curves="tpop",
        values=(0.02, 0.1, 0.2),
        fixed={"milper": 0.1, "irst": 0.1, "pec": 0.15, "upop": 0.05},
        ylabel="composite score",
        reading="A sixth of any share is a sixth of a point: people count as much as money, whatever the weapons.",
    ),
    corrects="CINC scores are shares of world power and sum to one",
)
