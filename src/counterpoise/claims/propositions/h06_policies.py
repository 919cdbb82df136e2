"""H6: to hedge and cooperate selectively does better than to compete or to cooperate throughout."""

# covers: RQ7, C29

import numpy as np

from .arms import Arm, plus, times, within
from .laboratory import Array
from .measures import ACCIDENTS, GROWTH, WAR_RISK
from .proposition import Check, Contrast, Proposition

INSPECTED = {"TreatyIncentives.inspection": plus(0.3), "TreatyIncentives.punishment": within(0.5, 1.0)}
COMPETE = Arm(
    "pure competition: controls at a third of their price, no agreement",
    {"ExportControls.fixed": times(1.0 / 3.0)},
    without=("TreatyIncentives", "WeaponsAgreement"),
)
COOPERATE = Arm("pure cooperation: no controls, a well inspected agreement", INSPECTED, without=("ExportControls",))
SELECTIVE = Arm("hedging and selective cooperation: controls as they pay, a well inspected agreement", INSPECTED)
JUDGED = (WAR_RISK, ACCIDENTS, GROWTH)


def dominated(*values: Array) -> np.ndarray:
    """Whether either pure policy is no worse than the mixed one in wars, accidents and growth, and better in one."""
    mixed = values[:3]
    found = np.zeros(len(mixed[0]), bool)
    for pure in (values[3:6], values[6:9]):
        gains = np.stack([mixed[0] - pure[0], mixed[1] - pure[1], pure[2] - mixed[2]])
        found |= np.all(gains >= 0.0, axis=0) & np.any(gains > 0.0, axis=0)
    return found


PROPOSITION = Proposition(
    "H6",
    treatment="export controls as each pays, and an agreement on autonomous weapons with better inspection",
    control="pure competition (cheap controls, no agreement) and pure cooperation (no controls, the same agreement)",
    effects={
        "wars to be expected, against pure competition": Contrast((COMPETE, SELECTIVE), (WAR_RISK,)),
        "wars to be expected, against pure cooperation": Contrast((COOPERATE, SELECTIVE), (WAR_RISK,)),
        "accidents to be expected, against pure competition": Contrast((COMPETE, SELECTIVE), (ACCIDENTS,)),
        "accidents to be expected, against pure cooperation": Contrast((COOPERATE, SELECTIVE), (ACCIDENTS,)),
    },
    checks=(
        Check(
            "a pure policy is at least as good in wars, accidents and growth, and better in one",
            tuple((arm, measure) for arm in (SELECTIVE, COMPETE, COOPERATE) for measure in JUDGED),
            dominated,
        ),
    ),
    doubts=(
        "policies here are followed by all states alike and cost nothing; the sentence means some states, which pay",
        "hedging in alignment is an outcome of the model and not a policy anyone can choose in it",
        "what is best is judged by wars, accidents and growth alone, which is a choice of values",
    ),
)
