"""The part of the default model that all contestants live: sixteen mechanisms that close the loop of AI and arms.

Computing and spending make capability; capability makes adoption, automation and power; adoption and power make ease of
offense, threat and mistrust; these make arms, alliances and again spending. What the rest of the model would add
(crises, agreements, controls) stays as it is in the start.
"""

from types import SimpleNamespace

import numpy as np

from counterpoise.core.random import stable_id
from counterpoise.engine import Model
from counterpoise.mechanisms.adoption import Adoption
from counterpoise.mechanisms.affinity import AffinityDrift
from counterpoise.mechanisms.alignment import Alignment
from counterpoise.mechanisms.arms import ArmsRace
from counterpoise.mechanisms.automation import Automation
from counterpoise.mechanisms.beliefs import Beliefs
from counterpoise.mechanisms.capability import Capability
from counterpoise.mechanisms.computing import Computing
from counterpoise.mechanisms.dilemma import DilemmaIntensity
from counterpoise.mechanisms.growth import Growth
from counterpoise.mechanisms.offense import OffenseBalance
from counterpoise.mechanisms.power import Power
from counterpoise.mechanisms.spending import AISpending
from counterpoise.mechanisms.stock import MilitaryStock
from counterpoise.mechanisms.threat import BalanceOfThreat
from counterpoise.mechanisms.threat_sum import ThreatSum
from counterpoise.mechanisms.vocabulary import VOCABULARY

MECHANISMS = (
    *(Growth, Automation, Computing, AISpending, Adoption, Capability),
    *(Power, OffenseBalance, Beliefs, BalanceOfThreat, ThreatSum, DilemmaIntensity),
    *(ArmsRace, Alignment, MilitaryStock, AffinityDrift),
)
STATE_OUTCOMES = (
    *("gdp", "automation", "compute", "spending", "capability", "u_weapons", "u_isr", "u_cyber", "u_command"),
    *("hard", "smart", "milex_share", "military_stock", "threat", "dilemma"),
)
DYAD_OUTCOMES = ("trust", "ease", "distinct", "fear", "required_trust", "alliance", "hedging", "affinity")
CHANNELS = ("weapons", "isr", "cyber", "command")


def subset() -> Model:
    """The sixteen mechanisms as a model of the engine."""
    return Model(MECHANISMS, VOCABULARY, DYAD_OUTCOMES)


def parameters(model: Model, theta: np.ndarray) -> SimpleNamespace:
    """``p.Growth.frontier``: one column of ``theta`` (member, parameter) for each, with an axis left for actors."""
    found = SimpleNamespace()
    for name, column in ((n, model.column(n)) for n in model.parameters):
        mechanism, _, parameter = name.partition(".")
        if not hasattr(found, mechanism):
            setattr(found, mechanism, SimpleNamespace())
        setattr(getattr(found, mechanism), parameter, theta[:, column, None])
    return found


def stream_of(mechanism: str) -> int:
    """The number by which a mechanism's draws are addressed."""
    return stable_id(next(m.stream for m in MECHANISMS if m.__name__ == mechanism))
