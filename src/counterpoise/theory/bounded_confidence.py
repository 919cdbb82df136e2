"""People who heed only the like-minded end in camps, the more the narrower their tolerance (Deffuant et al. 2000)."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .declare import Arg, ComparativeStatic, Confidence, DomainError, KnownResult, Model, formula, share


@formula(
    own=share("own opinion"),
    other=share("the other's opinion"),
    confidence=share("greatest difference at which one listens, epsilon"),
    convergence=Arg("share of the difference given up, mu", low=0.0, high=0.5),
)
def heed(own, other, confidence, convergence):
    r"""Own opinion after a meeting: $x + \mu (y - x)$ if $|x - y| < \epsilon$, else unchanged."""
    return own + convergence * (other - own) if abs(other - own) < confidence else own


@formula(confidence=share("greatest difference at which one listens, epsilon", low_open=True))
def expected_camps(confidence):
    r"""Number of large camps that form from opinions spread evenly over [0, 1]: about $1 / (2 \epsilon)$, at least 1.

    A rule of thumb from simulation, not a theorem: small groups of extremists outside the large camps are not counted.
    """
    return max(1.0, 1.0 / (2.0 * confidence))


def simulate(opinions: ArrayLike, confidence: float, convergence: float, rounds: int, seed: int) -> NDArray[np.float64]:
    """Opinions after some rounds, in each of which everybody meets one other person at random; shape as given.

    With an odd number one person stays alone in each round. Raises DomainError for opinions or confidence outside
    [0, 1], convergence outside [0, 0.5] or a negative number of rounds.
    """
    held = np.array(opinions, dtype=float)
    _check(held, confidence, convergence, rounds)
    random = np.random.default_rng(seed)
    pairs = len(held) // 2
    for _ in range(rounds):
        order = random.permutation(len(held))
        one, other = order[:pairs], order[pairs : 2 * pairs]
        difference = held[other] - held[one]
        move = np.where(np.abs(difference) < confidence, convergence * difference, 0.0)
        held[one] += move
        held[other] -= move
    return held


def camps(opinions: ArrayLike, gap: float, at_least: float = 0.0) -> int:
    """Number of groups of opinions separated by more than ``gap``, of those with a share ``at_least`` of the people.

    Raises DomainError if there are no opinions or they are not a row.
    """
    held = np.sort(np.asarray(opinions, dtype=float))
    if held.ndim != 1 or len(held) == 0:
        raise DomainError(f"camps: opinions needs at least one opinion in a row, not shape {held.shape}")
    sizes = np.diff(np.concatenate(([0], np.flatnonzero(np.diff(held) > gap) + 1, [len(held)])))
    return int(np.sum(sizes >= at_least * len(held)))


def _check(held: NDArray[np.float64], confidence: float, convergence: float, rounds: int) -> None:
    if held.ndim != 1 or not np.all((held >= 0.0) & (held <= 1.0)):
        raise DomainError("simulate: opinions lies outside [0, 1] or is not a row")
    if not 0.0 <= confidence <= 1.0:
        raise DomainError(f"simulate: confidence = {confidence:g} lies outside [0, 1]")
    if not 0.0 <= convergence <= 0.5:
        raise DomainError(f"simulate: convergence = {convergence:g} lies outside [0, 0.5]")
    if rounds < 0:
        raise DomainError(f"simulate: rounds = {rounds} is below 0")


MODEL = Model(
    section="M18",
    title="Bounded confidence",
    claim="Whether a public converges or splits into camps turns on how far apart people still listen to each other.",
    equation=r"x \leftarrow x + \mu (y - x) \ \text{ if } |x - y| < \epsilon, "
    r"\qquad \text{camps} \approx 1 / (2 \epsilon)",
    cites=("deffuant2000",),
    confidence=Confidence.DERIVED,
    holds="opinions spread evenly at first, everybody meets everybody, one issue",
    breaks="on networks, with media or agitators that do not listen, or when people push away from those they dislike",
    main=expected_camps,
    example={"confidence": 0.1},
    meaning=lambda n: f"about {n:.2g} large camps form" if n > 1.0 else "the public converges on one opinion",
    known=(
        KnownResult("consensus at a tolerance of one half", lambda: expected_camps(0.5), 1.0),
        KnownResult("tolerance .1: about five camps", lambda: expected_camps(0.1), 5.0),
    ),
    static=ComparativeStatic(
        vary="confidence",
        low=0.05,
        high=1.0,
        ylabel="large camps",
        reading="Halving the distance at which people listen doubles the camps; beyond one half there is one.",
    ),
)
