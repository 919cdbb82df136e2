"""H21: as all invest more in offense and defense, losses rise and then fall."""

# covers: F44

import numpy as np

from .arms import AS_IS, Arm, times
from .laboratory import Array, Measure
from .measures import mean_of_states
from .proposition import ClosedForm, Contrast, Paired, Proposition

LITTLE = Arm("AI adopted at a tenth of the pace", {"Adoption.rate": times(0.1)})
MUCH = Arm("AI adopted at ten times the pace", {"Adoption.rate": times(10.0)})
CYBER_LOSS: Measure = mean_of_states("cyber_loss", "share of output")


def hump(little: Array, middle: Array, much: Array) -> tuple[Array, Array]:
    """The greater of the two ends is the control, the middle the treatment."""
    return np.maximum(little, much), middle


def _breaches(bundle: str, members: int, seed: int) -> Paired:
    """The theory's breach probability over efforts from 1 to 100: its peak against the greater of the ends."""
    from counterpoise.theory.offense_defense_scaling import breach_probability

    luck = np.random.default_rng(seed)
    attack, defense = (np.exp(luck.normal(np.log(0.1), np.log(2.0), members)) for _ in range(2))
    bugs = luck.integers(1, 20, members).astype(float)
    efforts = np.geomspace(1.0, 100.0, 41)
    curve = np.array([breach_probability(effort, attack, defense, bugs) for effort in efforts])
    ends = np.maximum(curve[0], curve[-1])
    return Paired(ends, curve.max(axis=0), np.column_stack([attack, defense, bugs]), ("attack", "defense", "bugs"))


PROPOSITION = Proposition(
    "H21",
    treatment="all adopt AI, in cyber operations too, at the pace believed",
    control="at a tenth of it, and at ten times it: the greater loss of the two",
    effects={
        "hump of losses to cyber operations": Contrast((LITTLE, AS_IS, MUCH), (CYBER_LOSS,), hump),
        "hump of breaches, by the theory": ClosedForm("probability", _breaches),
    },
    doubts=(
        "the contest for networks in this world turns on the ratio of costs, in which equal growth cancels: it cannot "
        "show the theory's hump unless adoption differs, so that a failure is the model's and not the theory's",
        "the paper says nothing of scaling: the claim is in its references",
    ),
)
