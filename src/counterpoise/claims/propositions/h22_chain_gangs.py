"""H22: where offense is easy allies are drawn into wars; where it is hard they pass the buck."""

from .arms import Arm, plus
from .measures import BURDENS, JOINERS, PACTS, PASSED, WAR_SIZE
from .proposition import Contrast, Proposition

HARD = Arm("offense is hard", {"OffenseBalance.base": plus(-0.8)})
EASY = Arm("offense is easy", {"OffenseBalance.base": plus(0.8)})

PROPOSITION = Proposition(
    "H22",
    treatment="offense between neighbors easier by .8 log odds (two standard deviations of the prior)",
    control="harder by .8 log odds",
    effects={
        "allies that join a clash": Contrast((HARD, EASY), (JOINERS,)),
        "pairs at war for each war begun": Contrast((HARD, EASY), (WAR_SIZE,)),
        "defense pacts": Contrast((HARD, EASY), (PACTS,)),
        "part of a threat left to others": Contrast((HARD, EASY), (PASSED,)),
        "military burdens": Contrast((HARD, EASY), (BURDENS,)),
    },
    doubts=(
        "that an ally joins more readily where the opponent's offense is easy is assumed with its sign; the size of "
        "wars also turns on who is allied and which disputes reach deaths",
        "that less is left to others where offense is easy follows from the volunteer's dilemma, which is built in; "
        "arms answer what has changed since the base year, so burdens move little; neither effect decides, since both "
        "were added after the claim had first been tried",
        "the paper says nothing of it: the claim is in its references",
    ),
)
