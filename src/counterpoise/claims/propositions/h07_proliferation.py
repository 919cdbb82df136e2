"""H7: secondary powers that arm themselves with AI raise holdings and hazards around them."""

# covers: A16, P32, F33, C26

from .arms import AS_IS, Arm, starts
from .measures import HELD, OTHERS_ADOPTION, SECONDARY, disputes_of
from .proposition import Contrast, Proposition

CHANNELS = ("u_weapons", "u_isr", "u_cyber", "u_command")
BUILT = Arm("secondary powers have built capacity", start=tuple(starts(u, 0.5, SECONDARY) for u in CHANNELS))

PROPOSITION = Proposition(
    "H7",
    treatment="26 secondary powers start half way through adopting AI in all four channels, as the leaders do",
    control="they start where the record of 2024 has them; both go on adopting as the model has it",
    effects={
        "adoption of autonomous weapons by other states": Contrast((AS_IS, BUILT), (OTHERS_ADOPTION,)),
        "armed groups' holdings": Contrast((AS_IS, BUILT), (HELD,)),
        "disputes among secondary powers of a region": Contrast(
            (AS_IS, BUILT), (disputes_of(SECONDARY, neighbors=True),)
        ),
    },
    doubts=(
        "adoption is set where it starts, not frozen: the control catches up, so that the effect is a lower bound",
        "the level of all disputes in the first year is set by the record in treatment and control alike, so that what "
        "arms do at once is seen only in how disputes are spread, not in their number",
        "who is a secondary power is our list; regional disputes are those between contiguous states on it",
    ),
)
