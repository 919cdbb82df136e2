"""The fields of a first living world: what the mechanisms may read and change.

Four AI channels stay apart throughout: autonomous strike (LAWS, drones), ISR, cyber, command and control. Beliefs are
fields of their own and may differ from what is so. A mechanism that needs another field declares it.
"""

from .fields import Dimension, Field, Kind, Scale, Vocabulary

FIXED, STOCK, FLOW = Kind.FIXED, Kind.STOCK, Kind.FLOW
CHANNELS = ("strike", "isr", "cyber", "c2")


def _state(name: str, kind: Kind, unit: str, meaning: str, low: float = 0.0, **more: object) -> Field:
    return Field(name, Dimension.STATE, kind, unit, meaning, low, **more)  # type: ignore[arg-type]


def _amount(name: str, unit: str, meaning: str) -> Field:
    """A positive stock whose error multiplies."""
    return _state(name, STOCK, unit, meaning, scale=Scale.LOG)


def _share(name: str, meaning: str, dimension: Dimension = Dimension.STATE, kind: Kind = STOCK) -> Field:
    """A share, degree or probability; a stock unless said."""
    scale = Scale.LOGIT if kind is STOCK else Scale.LINEAR
    return Field(name, dimension, kind, "share", meaning, 0.0, 1.0, scale)


def _dyad(name: str, kind: Kind, unit: str, meaning: str, **more: object) -> Field:
    return Field(name, Dimension.DYAD, kind, unit, meaning, **more)  # type: ignore[arg-type]


STATE_FIELDS = (
    _amount("gdp", "2017 USD (PPP)", "gross domestic product at purchasing power parity"),
    _amount("gdp_market", "2017 USD", "gross domestic product at market exchange rates"),
    _amount("population", "persons", "total population"),
    _state("milex_share", STOCK, "share of GDP", "military burden", 1e-5, high=0.9, scale=Scale.LOG),
    _amount("military_stock", "2017 USD", "military capital, by perpetual inventory"),
    _amount("milper", "persons", "military personnel"),
    _amount("irst", "t", "iron and steel production"),
    _amount("pec", "tce", "primary energy consumption"),
    _amount("upop", "persons", "urban population"),
    _amount("compute", "FLOP/s", "AI compute hosted in the country"),
    _amount("algorithms", "1", "algorithmic level, effective over physical compute"),
    _amount("data_stock", "1", "data available for training, index"),
    _share("talent", "technical education and talent, index"),
    _share("automation", "share of tasks automated"),
    *(_share(f"adoption_{c}", f"military adoption of AI in the channel {c}") for c in CHANNELS),
    _share("autonomy", "share of the use of force decided without a human"),
    _share("safety", "safety effort in the AI race"),
    _state("warheads", STOCK, "count", "nuclear warheads", scale=Scale.LOG),
    _state("launchers", STOCK, "count", "nuclear launchers", scale=Scale.LOG),
    _share("strike_vulnerability", "chance that one launcher is destroyed in a first strike"),
    _amount("cyber_cost_offense", "1/year", "cost of a cyber move by the attacker"),
    _amount("cyber_cost_defense", "1/year", "cost of a cyber move by the defender"),
    _share("soft_power", "attraction and culture, index"),
    _share("information_resilience", "resistance of the public to manipulation"),
    _share("stability", "stability of the regime"),
    _share("greed", "revisionism: value put on expansion for its own sake"),
    _share("organization", "organizational capital of the armed forces"),
    *(
        _share(name, text, kind=FLOW)
        for name, text in {
            "cinc": "composite index of national capability",
            "net_resources": "share of world net resources",
            "hard_power": "share of world hard power",
            "smart_power": "share of world smart power",
            "technology_sovereignty": "technological sovereignty, own over all needed technology",
            "data_sovereignty": "share of compute hosted at home and home-owned",
            "dissatisfaction": "dissatisfaction with the status quo",
        }.items()
    ),
    _state("threat", FLOW, "share of GDP", "threat received, summed over those perceived"),
    _state("dilemma", FLOW, "1", "intensity of the security dilemma faced"),
    _state("rumor_reproduction", FLOW, "1", "reproduction number of disinformation"),
    _state("output_loss", FLOW, "share of GDP", "output lost to war, coercion and accident this year"),
    _state("force_loss", FLOW, "share", "military stock lost this year"),
    _state("accidents", FLOW, "count", "AI accidents this year", discrete=True),
)
DYAD_FIELDS = (
    _dyad("distance", FIXED, "km", "distance between capitals or nearest borders", low=0.0),
    _dyad("contiguous", FIXED, "1", "contiguous by land or by 400 miles of water", low=0.0, high=1.0, discrete=True),
    _dyad("rivalry", STOCK, "1", "strategic rivals", low=0.0, high=1.0, discrete=True),
    _dyad("alliance", STOCK, "type", "0 none, 1 entente, 2 neutrality, 3 defense", low=0.0, high=3.0, discrete=True),
    _dyad("affinity", STOCK, "1", "similarity of preferences", low=-1.0, high=1.0),
    _share("trade_share", "trade with the target as a share of the sender's GDP", Dimension.DYAD),
    _share("dependence", "technological dependence of the sender on the target", Dimension.DYAD),
    _share("offense_ease", "ease of attack relative to defense", Dimension.DYAD),
    _share("differentiability", "how far offensive and defensive postures can be told apart", Dimension.DYAD),
    _share("trust", "sender's belief that the target seeks security only", Dimension.DYAD),
    _dyad("threat_seen", FLOW, "share of GDP", "threat the sender perceives from the target", low=0.0),
    _share("relative_gains", "weight on relative gains", Dimension.DYAD, FLOW),
    _share("cooperation_threshold", "trust needed to cooperate, t*", Dimension.DYAD, FLOW),
    _dyad("game", FLOW, "class", "Jervis's world, 1 to 4", low=0.0, high=4.0, discrete=True),
    _dyad("crisis", FLOW, "count", "crisis begun by the sender this year", low=0.0, high=1.0, discrete=True),
    _dyad("rung", FLOW, "rung", "highest rung of escalation reached this year", low=0.0, high=5.0, discrete=True),
    _dyad("peace_years", STOCK, "years", "years since the last dispute", low=0.0),
    _share("sanctions", "sanctions by the sender on the target", Dimension.DYAD),
    _share("export_controls", "export controls by the sender on the target", Dimension.DYAD),
    _share("cyber_control", "share of the year the sender holds a foothold in the target", Dimension.DYAD, FLOW),
    _dyad("disinformation", FLOW, "1/year", "manipulated information sent to the target", low=0.0),
)
FIRM_FIELDS = (
    Field("firm_compute", Dimension.FIRM, STOCK, "FLOP/s", "compute owned", 0.0, scale=Scale.LOG),
    Field("firm_capability", Dimension.FIRM, STOCK, "1", "capability of the best model", 0.0, scale=Scale.LOG),
    _share("firm_safety", "safety effort", Dimension.FIRM),
    _share("firm_market", "share of the world market", Dimension.FIRM),
    _share("firm_sunk", "share of investment that is sunk", Dimension.FIRM),
    _share("firm_bargain", "share of the surplus the firm keeps", Dimension.FIRM),
)
REGIME_FIELDS = (
    _share("depth", "how much the agreement asks", Dimension.REGIME),
    _share("detection", "chance that a violation is detected in a year", Dimension.REGIME),
    _share("false_alarm", "chance that compliance looks like a violation in a year", Dimension.REGIME),
    Field("punishment", Dimension.REGIME, STOCK, "years", "length of punishment", 0.0),
    Field("alive", Dimension.REGIME, STOCK, "1", "in force", 0.0, 1.0, discrete=True),
    Field("age", Dimension.REGIME, STOCK, "years", "years in force", 0.0),
    _share("norm", "share of states that hold the norm", Dimension.REGIME, FLOW),
    Field("member", Dimension.MEMBERSHIP, STOCK, "1", "whether a member", 0.0, 1.0, discrete=True),
    _share("compliance", "observed compliance", Dimension.MEMBERSHIP, FLOW),
)
SYSTEM_FIELDS = (
    Field("frontier", Dimension.SYSTEM, STOCK, "FLOP", "training compute of the frontier model", 0.0, scale=Scale.LOG),
    *(
        Field(
            f"unit_cost_{c}", Dimension.SYSTEM, STOCK, "2017 USD", f"unit cost in the channel {c}", 0.0, scale=Scale.LOG
        )
        for c in CHANNELS
    ),
    Field("concentration", Dimension.SYSTEM, FLOW, "1", "concentration of power", 0.0, 1.0),
    Field("poles", Dimension.SYSTEM, FLOW, "count", "effective number of powers", 0.0),
    Field("pacing_gap", Dimension.SYSTEM, STOCK, "years", "how far law lags technology", 0.0),
)

VOCABULARY = Vocabulary((*STATE_FIELDS, *DYAD_FIELDS, *FIRM_FIELDS, *REGIME_FIELDS, *SYSTEM_FIELDS))
"""Every field of the standard world by name."""
