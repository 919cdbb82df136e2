"""H9: AI that leaks and cheapens brings new players and spreads power."""

# covers: A05, RQ2, C02, C12

from .arms import Arm, value, within
from .measures import NEWCOMERS, SMART_POWERS
from .proposition import Contrast, Proposition

LITTLE = Arm(
    "AI leaks and cheapens little",
    {
        "Capability.leakage": within(0.0, 0.25),
        "Automation.access": within(0.0, 0.25),
        "DronePrice.exponent": value(0.15),
    },
)
MUCH = Arm(
    "AI leaks and cheapens much",
    {
        "Capability.leakage": within(0.75, 1.0),
        "Automation.access": within(0.75, 1.0),
        "DronePrice.exponent": value(0.45),
    },
)

PROPOSITION = Proposition(
    "H9",
    treatment="algorithms leak and foreign models can be bought as in the upper quarter of their priors; each doubling "
    "of output makes drones 27 % cheaper",
    control="both in the lower quarter; each doubling makes drones 10 % cheaper",
    effects={
        "newcomers among the leaders in smart power": Contrast((LITTLE, MUCH), (NEWCOMERS,)),
        "number of powers by smart power": Contrast((LITTLE, MUCH), (SMART_POWERS,)),
    },
    doubts=(
        "that power passes to corporations is not tried here; their part in computing is an outcome of runs",
        "newcomers are counted against those who lead in hard power, not against those who led before",
    ),
)
