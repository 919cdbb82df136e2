"""Named bundles of mechanisms: the default model of the system, and its twin in which AI stands still."""

from collections.abc import Iterable
from dataclasses import dataclass

from .core.mechanism import Mechanism
from .engine import Model
from .mechanisms.accounting import Accounting
from .mechanisms.adoption import Adoption
from .mechanisms.affinity import AffinityDrift
from .mechanisms.agreement import WeaponsAgreement
from .mechanisms.algorithms import Algorithms
from .mechanisms.alignment import Alignment
from .mechanisms.arms import ArmsRace
from .mechanisms.attrition import Attrition
from .mechanisms.automation import Automation
from .mechanisms.autonomy import Autonomy
from .mechanisms.bargaining import Bargaining
from .mechanisms.beliefs import Beliefs
from .mechanisms.buck_passing import BuckPassing
from .mechanisms.capability import Capability
from .mechanisms.computing import Computing
from .mechanisms.crisis import CrisisOnset
from .mechanisms.cyber import CyberContest
from .mechanisms.data_sovereignty import DataSovereignty
from .mechanisms.dilemma import DilemmaIntensity
from .mechanisms.export_controls import ExportControls
from .mechanisms.federation import Federation
from .mechanisms.firm_bargain import FirmBargain
from .mechanisms.firm_compliance import FirmCompliance
from .mechanisms.firm_compute import FirmCompute
from .mechanisms.firm_safety import FirmSafety
from .mechanisms.force_employment import ForceEmployment
from .mechanisms.gains import RelativeGains
from .mechanisms.growth import Growth
from .mechanisms.information import InformationOperations
from .mechanisms.instruments import Instruments
from .mechanisms.losses import Losses
from .mechanisms.media_dependence import MediaDependence
from .mechanisms.memory import DisputeMemory
from .mechanisms.nonstate_holders import NonstateHolders
from .mechanisms.nonstate_losses import NonstateLosses
from .mechanisms.nonstate_raids import NonstateRaids
from .mechanisms.norm_duty import NormDuty
from .mechanisms.norms import NormCascade
from .mechanisms.nuclear_alarm import NuclearAlarm
from .mechanisms.obligations import Obligations
from .mechanisms.offense import OffenseBalance
from .mechanisms.pacing import PacingGap
from .mechanisms.power import Power
from .mechanisms.prices import DronePrice
from .mechanisms.private_partners import PrivatePartners
from .mechanisms.safety import SafetyRace
from .mechanisms.sanction_costs import SanctionCosts
from .mechanisms.sanctions import Sanctions
from .mechanisms.second_strike import SecondStrike
from .mechanisms.shocks import BorderClosure, CrisisShock, SupposedSanctions, UnrestWave
from .mechanisms.sovereignty import Sovereignty
from .mechanisms.sovereignty_costs import SovereigntyCosts
from .mechanisms.sovereignty_drive import SovereigntyDrive
from .mechanisms.spending import AISpending
from .mechanisms.stability import RegimeStability
from .mechanisms.stock import MilitaryStock
from .mechanisms.strain import DisputeStrain
from .mechanisms.talent import Talent
from .mechanisms.tempo import Tempo
from .mechanisms.tension import Tension
from .mechanisms.threat import BalanceOfThreat
from .mechanisms.threat_sum import ThreatSum
from .mechanisms.treaty import TreatyIncentives
from .mechanisms.vocabulary import AI_SINCE, VOCABULARY
from .mechanisms.worth import AgreementWorth

GROW = (
    Growth, Automation, Computing, Algorithms, AISpending, SovereigntyDrive, FirmCompute, Talent, Adoption,
    PrivatePartners, DronePrice, NonstateHolders, Capability, BorderClosure,
)  # fmt: skip
MEASURE = (Power, Sovereignty, DataSovereignty, FirmBargain, OffenseBalance)
PERCEIVE = (Beliefs, BalanceOfThreat, SecondStrike)
SUM_UP = (ThreatSum, DilemmaIntensity, RelativeGains, BuckPassing)
DECIDE = (
    ArmsRace, SafetyRace, FirmSafety, Autonomy, Alignment, Bargaining, SupposedSanctions, AgreementWorth,
)  # fmt: skip
COERCE = (
    CyberContest, InformationOperations, MediaDependence, NonstateRaids, ExportControls, FirmCompliance, Federation,
    Sanctions, DisputeStrain, Tempo, Tension, TreatyIncentives, NormDuty, Instruments, CrisisShock, UnrestWave,
)  # fmt: skip
CRISIS = (CrisisOnset,)
GOVERN = (WeaponsAgreement, Obligations, NormCascade)
SETTLE = (
    Losses, NonstateLosses, SanctionCosts, SovereigntyCosts, NuclearAlarm, ForceEmployment, Attrition,
    RegimeStability, DisputeMemory, MilitaryStock, AffinityDrift, PacingGap, Accounting,
)  # fmt: skip
PROGRESS = (
    Automation, Computing, Algorithms, AISpending, SovereigntyDrive, Talent, Adoption, PrivatePartners, DronePrice,
    NonstateHolders, Autonomy, SafetyRace, FirmSafety, Tempo, Obligations,
)  # fmt: skip
"""What makes AI advance and spread, or gives it up by agreement; off, it stays what it was in the base year."""
BEFORE_AI = (
    *PROGRESS, CyberContest, ExportControls, AgreementWorth, TreatyIncentives, WeaponsAgreement,
    NonstateRaids, NonstateLosses, SecondStrike, NuclearAlarm, ForceEmployment, Attrition,
    NormCascade, NormDuty, PacingGap,
    FirmCompute, FirmBargain, FirmCompliance, DataSovereignty, MediaDependence, SovereigntyCosts,
)  # fmt: skip
"""What does not act in a run from a base year before ``AI_SINCE``: its start has no AI, and nothing in the model would
keep AI from being bought at once. Such a run has none to its end, whatever the calendar says."""


@dataclass(frozen=True)
class Bundle:
    """Mechanisms under a name, and those of them that are switched off."""

    name: str
    meaning: str
    mechanisms: tuple[type[Mechanism], ...]
    off: tuple[str, ...] = ()

    def model(self, keep: Iterable[str] = ()) -> Model:
        """The mechanisms with the common vocabulary; two bundles of the same mechanisms make the same program."""
        return Model(self.mechanisms, VOCABULARY, keep)

    def off_from(self, year: int) -> tuple[str, ...]:
        """Mechanisms that are off in a run from a base year: the bundle's own and, before AI, those of AI."""
        early = () if year >= AI_SINCE else tuple(m.__name__ for m in BEFORE_AI if m in self.mechanisms)
        return tuple(dict.fromkeys((*self.off, *early)))


NEOREALIST = Bundle(
    "neorealist",
    "all mechanisms; states seek security under anarchy",
    (*GROW, *MEASURE, *PERCEIVE, *SUM_UP, *DECIDE, *COERCE, *CRISIS, *GOVERN, *SETTLE),
)
NO_AI = Bundle(
    "no-ai", "the same world, AI as it was in the base year", NEOREALIST.mechanisms, tuple(m.__name__ for m in PROGRESS)
)
INSTITUTIONALIST = Bundle(
    "institutionalist",
    "all mechanisms but the weight of relative gains: states seek gains of their own, whatever others gain",
    NEOREALIST.mechanisms,
    (RelativeGains.__name__,),
)
BUNDLES = {bundle.name: bundle for bundle in (NEOREALIST, NO_AI, INSTITUTIONALIST)}
