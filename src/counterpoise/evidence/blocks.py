"""The blocks of a year and the three forces: which mechanisms each is made of.

Block 0, levers and shocks, moves nothing unless a scenario marks where. A mechanism from outside that stands in no
block is a block of its own.
"""

# covers: F01, F27

from collections.abc import Iterable

BLOCKS: dict[str, tuple[str, ...]] = {
    "0 levers": ("BorderClosure", "CrisisShock", "UnrestWave", "SupposedSanctions", "Instruments"),
    "1 growth": ("Growth", "Automation"),
    "2 computing": (
        "Computing", "Algorithms", "AISpending", "SovereigntyDrive", "FirmCompute", "FirmBargain", "Talent",
        "Capability",
    ),
    "3 adoption": ("Adoption", "PrivatePartners", "DronePrice", "NonstateHolders"),
    "4 power": ("Power", "Sovereignty", "DataSovereignty"),
    "5 perception": ("OffenseBalance", "Beliefs", "BalanceOfThreat", "ThreatSum"),
    "6 relative gains": ("RelativeGains",),
    "7 arming": ("DilemmaIntensity", "ArmsRace"),
    "8 AI race": ("SafetyRace", "FirmSafety", "Autonomy"),
    "9 alignment": ("BuckPassing", "Alignment", "AffinityDrift", "Federation"),
    "10 coercion": (
        "Sanctions", "SanctionCosts", "ExportControls", "FirmCompliance", "SovereigntyCosts", "CyberContest",
        "InformationOperations", "MediaDependence", "RegimeStability",
    ),
    "11 crisis": (
        "Bargaining", "NonstateRaids", "DisputeStrain", "DisputeMemory", "Tempo", "Tension", "CrisisOnset",
        "ForceEmployment", "Attrition", "SecondStrike", "NuclearAlarm",
    ),
    "12 governance": (
        "AgreementWorth", "TreatyIncentives", "NormDuty", "WeaponsAgreement", "Obligations", "NormCascade",
    ),
    "13 accounting": ("Losses", "NonstateLosses", "MilitaryStock", "PacingGap", "Accounting"),
}  # fmt: skip
"""Blocks in the order of the year, by number and name."""

FORCES: dict[str, tuple[str, ...]] = {
    "geostrategic": (
        *BLOCKS["5 perception"], *BLOCKS["6 relative gains"], *BLOCKS["7 arming"], *BLOCKS["9 alignment"],
        "Sanctions", "SanctionCosts", "CyberContest", "InformationOperations", "MediaDependence", "RegimeStability",
        *BLOCKS["11 crisis"],
    ),
    "governance": BLOCKS["12 governance"],
    "technological sovereignty": (
        "Automation", *BLOCKS["2 computing"], *BLOCKS["3 adoption"], *BLOCKS["8 AI race"], "ExportControls",
        "FirmCompliance", "Sovereignty", "DataSovereignty", "SovereigntyCosts",
    ),
}  # fmt: skip
"""What the balance is said to swing between. What is in none of them always acts: growth, power, losses, accounts."""


def blocks_of(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The blocks of a model's mechanisms; those that stand in no block follow one by one, empty blocks are left out."""
    held = tuple(names)
    placed = {name for members in BLOCKS.values() for name in members}
    found = {block: tuple(n for n in members if n in held) for block, members in BLOCKS.items()}
    return {block: members for block, members in found.items() if members} | {
        name: (name,) for name in held if name not in placed
    }
