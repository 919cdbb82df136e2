"""Reduced form: a defense with few channels stops a share of a small raid and a fixed number of a large one."""

# covers: F44

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .declare import (
    ComparativeStatic,
    Confidence,
    DomainError,
    KnownResult,
    Model,
    Relation,
    formula,
    nonnegative,
    positive,
    share,
)

LEAKY = Relation(
    "some of the raid gets through",
    lambda incoming, channels, kill: incoming > kill * np.minimum(incoming, channels),
)


@formula(
    incoming=nonnegative("drones or missiles launched, N", "drones"),
    channels=nonnegative("attackers the defense can engage, I", "drones"),
    kill=share("probability that an engaged attacker is destroyed, q"),
)
def expected_leakers(incoming, channels, kill):
    r"""Mean number that get through: $E = N - q \min(N, I)$.

    Each of the engaged attackers is destroyed independently, so leakers are $N - Bin(\min(N, I), q)$. Up to $N = I$
    the share $1 - q$ leaks; beyond it every further attacker does.
    """
    return incoming - kill * min(incoming, channels)


@formula(
    LEAKY,
    incoming=positive("drones or missiles launched, N", "drones"),
    channels=nonnegative("attackers the defense can engage, I", "drones"),
    kill=share("probability that an engaged attacker is destroyed, q"),
    unit_cost=nonnegative("cost of one drone", "USD"),
)
def cost_per_leaker(incoming, channels, kill, unit_cost):
    r"""What the attacker pays for each one that gets through: $N c_d / (N - q \min(N, I))$, in USD.

    Divided by the value one leaker destroys, this is the attacker's exchange ratio.
    """
    return incoming * unit_cost / (incoming - kill * min(incoming, channels))


@formula(
    incoming=positive("drones or missiles launched, N", "drones"),
    channels=nonnegative("attackers the defense can engage, I", "drones"),
    shots=nonnegative("interceptors fired at each engaged attacker", "interceptors/drone"),
    interceptor_cost=nonnegative("cost of one interceptor", "USD"),
    unit_cost=positive("cost of one drone", "USD"),
)
def defense_cost_ratio(incoming, channels, shots, interceptor_cost, unit_cost):
    r"""What the defender spends on interceptors for each dollar of attackers: $\min(N, I)\, s\, c_i / (N c_d)$.

    Above 1 the defender loses the exchange of costs even if it loses nothing else. It falls past saturation because the
    defender has nothing left to fire, not because it does better.
    """
    return min(incoming, channels) * shots * interceptor_cost / (incoming * unit_cost)


Layer = tuple[int, float]


def leaker_distribution(incoming: int, layers: Sequence[Layer]) -> NDArray[np.float64]:
    """Probabilities that 0, 1, ..., ``incoming`` attackers pass all layers in turn; shape ``(incoming + 1,)``.

    A layer is (channels, kill probability) and meets only what the layers before it let through. Raises DomainError for
    negative or fractional counts and for probabilities outside [0, 1].
    """
    _check_whole("incoming", incoming)
    left = np.zeros(incoming + 1)
    left[incoming] = 1.0
    for channels, kill in layers:
        _check_whole("channels", channels)
        if not 0.0 <= kill <= 1.0:
            raise DomainError(f"leaker_distribution: kill = {kill:g} lies outside [0, 1]")
        left = _through_layer(left, channels, kill)
    return left


def expected_layered_leakers(incoming: int, layers: Sequence[Layer]) -> float:
    """Mean number that pass all layers in turn.

    Not the one-layer formula applied to means: chance sends some raids of more than the average into the next layer's
    saturation, so more get through than the averages suggest.
    """
    return float(np.arange(incoming + 1) @ leaker_distribution(incoming, layers))


def _through_layer(before: NDArray[np.float64], channels: int, kill: float) -> NDArray[np.float64]:
    after = np.zeros_like(before)
    killed = np.array([1.0])  # probabilities of 0, 1, ... kills among the engaged
    for number, probability in enumerate(before):
        engaged = min(number, channels)
        if engaged == len(killed):
            killed = np.append(killed * (1.0 - kill), 0.0) + np.append(0.0, killed * kill)
        after[number - engaged : number + 1] += probability * killed[::-1]
    return after


def _check_whole(name: str, value: float) -> None:
    if value < 0 or value != int(value):
        raise DomainError(f"leaker_distribution: {name} = {value:g} is not a whole number of 0 or more")


MODEL = Model(
    section="M13",
    title="Saturation of a defense",
    claim="Past the number a defense can engage at once, every further attacker gets through.",
    equation=r"E[\text{leakers}] = N - q \min(N, I)",
    cites=("garfinkel2019", "saghir2025", "aljazeera2025c"),
    confidence=Confidence.REDUCED,
    holds="attackers arrive together and independently, channels are not reloaded within the raid",
    breaks="when raids are spread over hours, when decoys draw fire, or when kills are correlated (weather, jamming)",
    main=expected_leakers,
    example={"incoming": 100.0, "channels": 60.0, "kill": 0.9},
    meaning=lambda leakers: f"{leakers:.4g} attackers get through on average",
    known=(
        KnownResult("N=100, I=60, q=.9", lambda: expected_leakers(100, 60, 0.9), 46.0),
        KnownResult(
            "5,638 launched, 87 % claimed stopped: about 733", lambda: expected_leakers(5638, 5638, 0.87), 732.94
        ),
        KnownResult("unit cost 20,000 USD, 87 % stopped", lambda: cost_per_leaker(100, 100, 0.87, 20e3), 20e3 / 0.13),
        KnownResult("unit cost 70,000 USD, 87 % stopped", lambda: cost_per_leaker(100, 100, 0.87, 70e3), 70e3 / 0.13),
    ),
    static=ComparativeStatic(
        vary="incoming",
        low=0.0,
        high=150.0,
        curves="kill",
        values=(0.6, 0.8, 0.9),
        fixed={"channels": 60.0},
        ylabel="attackers that get through",
        reading="The better the defense below its limit, the sharper the kink at the limit.",
    ),
)
