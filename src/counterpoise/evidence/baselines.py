"""Which baselines answer which target; the naive one comes first."""

from counterpoise.start.pair_years import STRUCTURE

from .binary import Climatology, Conflictology, GroupRate, Logit, PenalizedLogit, Trees
from .counts import NegativeBinomialCount, PastYear, PoissonCount
from .forecast import Forecaster
from .protocol import Target
from .walks import LastValue, LongChange, RandomWalk, ShrunkDrift

WITH_HISTORY = (*STRUCTURE, "peace", "faded")
ONSET: tuple[Forecaster, ...] = (
    Climatology(),
    GroupRate("relevance", "relevant"),
    GroupRate("persistence", "ongoing"),
    Logit("cinc_ratio", ("log_ratio",)),
    Logit("peace_years", ("peace",)),
    Conflictology(),
    Logit("structure", STRUCTURE),
    Logit("structure_history", WITH_HISTORY),
    Trees("trees", (*WITH_HISTORY, "record")),
)
ALLIANCE: tuple[Forecaster, ...] = (
    Climatology(),
    GroupRate("status_rate", "pact"),
    PenalizedLogit("structure", STRUCTURE),
    Trees("trees", STRUCTURE),
)
DRONES: tuple[Forecaster, ...] = (Climatology(), PenalizedLogit("size_logit", ("size",)))
COUNTS: tuple[Forecaster, ...] = (PoissonCount(), NegativeBinomialCount(), PastYear())
WALKS: tuple[Forecaster, ...] = (LastValue(), RandomWalk(), LongChange(), ShrunkDrift())


def baselines(target: Target) -> tuple[Forecaster, ...]:
    """The baselines of a target."""
    named = {"onset": ONSET, "alliance_change": ALLIANCE, "armed_drones": DRONES}
    return named.get(target.name, COUNTS if target.kind == "count" else WALKS)
