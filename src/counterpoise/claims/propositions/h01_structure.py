"""H1: with the pressures of structure on, two security seekers compete more and cooperate less."""

# covers: A14, F31, C24

import numpy as np

from .arms import Arm, starts, value
from .measures import between, of_two, willing
from .proposition import Check, Contrast, Proposition

TWO = ("USA", "CHN")
SEEKERS = (starts("revisionism", 0.0, TWO),)
ON = Arm("structure on, both seek security", start=SEEKERS)
OFF = Arm(
    "no relative gains, arms as distinct as ever, both seek security",
    {"OffenseBalance.blurring": value(0.0)},
    without=("RelativeGains",),
    start=SEEKERS,
)
TRUST, NEEDED = between("trust", *TWO, "0 to 1"), between("required_trust", *TWO, "0 to 1")

PROPOSITION = Proposition(
    "H1",
    treatment="relative gains weigh as fear makes them (where the bundle has them), and AI blurs arms; the United "
    "States and China both seek security alone",
    control="no weight on relative gains, arms as distinct as without AI; both seek security alone",
    effects={
        "trust needed for restraint, USA-CHN": Contrast((OFF, ON), (NEEDED,)),
        "export controls, USA-CHN": Contrast((OFF, ON), (between("export_control", *TWO, "0 to 1"),)),
        "willingness to keep an agreement, USA and CHN": Contrast((OFF, ON), (willing(*TWO),)),
        "AI spending, USA and CHN": Contrast((OFF, ON), (of_two("spending", *TWO, "share of output"),)),
    },
    checks=(
        Check(
            "two security seekers trust enough to restrain, structure on",
            ((ON, TRUST), (ON, NEEDED)),
            lambda trust, needed: np.asarray(trust >= needed),
        ),
    ),
    doubts=(
        "relative gains are the switch in which the two bundles differ: in the institutionalist bundle only the "
        "blurring of arms is left as structure, so support in both bundles is asked of half the treatment",
        "export controls follow from relative gains by the formula of their mechanism: that their sign is emergent "
        "rests on the margin of costs alone",
        "the model has no joint research that could be forgone; of its agreements the one on weapons is looked at",
    ),
)
