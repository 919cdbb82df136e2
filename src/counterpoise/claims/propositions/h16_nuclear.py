"""H16: AI in nuclear command and against arsenals changes the risk of use; the sign is left open."""

# covers: C25

from .arms import AS_IS, TINY, Arm, value
from .measures import FALSE_RISK
from .proposition import Contrast, Proposition

UNAUTOMATED = Arm(
    "AI leaves nuclear alarms as they were",
    {
        "NuclearAlarm.haste": value(TINY),
        "NuclearAlarm.insight": value(TINY),
        "NuclearAlarm.noise": value(0.0),
        "NuclearAlarm.bias": value(1e-6),
    },
)
UNSEEN = Arm("AI in surveillance finds no arsenals", {"SecondStrike.seeing": value(TINY)})

PROPOSITION = Proposition(
    "H16",
    treatment="AI in command hastens, sees through, adds or believes alarms as drawn; AI finds arsenals",
    control="alarms as without AI; and arsenals found as without AI",
    effects={
        "launches on a false alarm to be expected": Contrast((UNAUTOMATED, AS_IS), (FALSE_RISK,)),
        "launches by the weaker side's surveillance": Contrast((UNSEEN, AS_IS), (FALSE_RISK,)),
    },
    doubts=(
        "haste and insight have the same prior, by design, so that no sign is assumed: that none comes out says so",
        "doctrine (no first use, launch on warning) is not in the model; nor is Russia's alone",
    ),
)
