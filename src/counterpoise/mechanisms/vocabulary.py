"""The fields in which mechanisms meet: what the world of states, dyads, regimes and the system is made of.

A field is *fixed*, a *stock* (changes are added) or a *flow* (this year's sum replaces last year's). The phase that
writes a flow comes before the phases that read it; what is read in the phase that writes it is last year's.
"""

from counterpoise.core.fields import Dimension, Field, Kind, Scale, Vocabulary

STATE, DYAD, REGIME, MEMBERSHIP, SYSTEM = (
    Dimension.STATE, Dimension.DYAD, Dimension.REGIME, Dimension.MEMBERSHIP, Dimension.SYSTEM,
)  # fmt: skip
FIXED, STOCK, FLOW = Kind.FIXED, Kind.STOCK, Kind.FLOW
LOG, LOGIT = Scale.LOG, Scale.LOGIT
CHANNELS = ("weapons", "isr", "cyber", "command")
AI_SINCE = 2012
"""Assumed: economic and military AI of the kind meant here begins with the image contest of 2012."""
RUNGS = ("none", "threat or show of force", "force without deaths", "clash with deaths", "war", "nuclear use")
"""What the rungs of a dispute are, and how records are read: 1 is hostility 1 to 3 of the record of militarized
disputes, 2 its level 4 (use of force, the seizure of a boat included) without a recorded death, 3 the same with deaths
below the thousand of a war, 4 its level 5 (war: a thousand battle deaths). Years of armed conflict (UCDP): 25 deaths
are 3, a thousand are 4. Nuclear use in war has no record since 1945. A rung belongs to a pair; members of one side of a
war stand on it together."""
THREAT, FORCE, CLASH, WAR, NUCLEAR = 1.0, 2.0, 3.0, 4.0, 5.0

ECONOMY = (
    Field("gdp", STATE, STOCK, "billion constant 2015 USD", "output at market prices", 1e-3, 1e6, LOG),
    Field("population", STATE, FIXED, "million persons", "people", 0.0, 1e4, LOG),
    Field("trend_growth", STATE, FIXED, "1/year", "growth of output without AI, from the last two decades", -0.1, 0.15),
    Field("growth", STATE, FLOW, "1/year", "growth of output this year", -1.0, 1.0),
    Field("automation", STATE, STOCK, "share", "share of tasks automated by AI", 0.0, 1.0, LOGIT),
    Field("loss", STATE, FLOW, "share of output", "output lost to conflict, coercion and accidents", 0.0, 1.0),
)
TECHNOLOGY = (
    Field("compute", STATE, STOCK, "H100 equivalents", "AI computing owned", 0.0, 1e12, LOG),
    Field("talent", STATE, STOCK, "share of the world", "part in AI research", 0.0, 1.0),
    Field("capability", STATE, FLOW, "log10 effective compute", "AI capability", 0.0, 30.0),
    Field("spending", STATE, STOCK, "share of output", "investment in AI", 0.0, 0.1, LOG),
    Field(
        "dependence", STATE, FIXED, "0 to 1", "one-sided dependence on foreign technology in the base year", 0.0, 1.0
    ),
    Field("sovereignty", STATE, FLOW, "0 to 1", "freedom from one-sided dependence", 0.0, 1.0),
    Field("restricted", STATE, FLOW, "share", "share of new computing that export controls withhold", 0.0, 1.0),
    Field("u_weapons", STATE, STOCK, "0 to 1", "adoption of autonomous weapons and drones", 0.0, 1.0, LOGIT),
    Field("u_isr", STATE, STOCK, "0 to 1", "adoption of AI in intelligence and surveillance", 0.0, 1.0, LOGIT),
    Field("u_cyber", STATE, STOCK, "0 to 1", "adoption of AI in cyber operations", 0.0, 1.0, LOGIT),
    Field("u_command", STATE, STOCK, "0 to 1", "adoption of AI in command and control", 0.0, 1.0, LOGIT),
    Field("agility", STATE, FIXED, "0 to 1", "organizational capacity to adopt", 0.0, 1.0),
)
POWER = (
    Field("milex_share", STATE, STOCK, "share of output", "military expenditure", 1e-4, 0.5, LOG),
    Field("military_stock", STATE, STOCK, "billion constant 2015 USD", "military capital", 0.0, 1e6, LOG),
    Field("personnel", STATE, FIXED, "thousand persons", "military personnel", 0.0, 1e5, LOG),
    Field("warheads", STATE, FIXED, "warheads", "nuclear warheads", 0.0, 1e5),
    Field("hard", STATE, FLOW, "share of the world", "hard power", 0.0, 1.0),
    Field("smart", STATE, FLOW, "share of the world", "smart power", 0.0, 1.0),
    Field("democracy", STATE, FIXED, "latent score", "regime type", -5.0, 5.0),
    Field("revisionism", STATE, FIXED, "0 to 1", "greed: what exploiting others is worth to it", 0.0, 1.0),
    Field("threat", STATE, FLOW, "share of output", "rivals' burden, weighted by how much each is feared", 0.0, 10.0),
    Field(
        "dilemma", STATE, FLOW, "0 to 1", "mean intensity of the security dilemma with the states it fears", 0.0, 1.0
    ),
    Field("safety", STATE, STOCK, "0 to 1", "effort on the safety of AI", 0.0, 1.0, LOGIT),
    Field(
        "autonomy", STATE, STOCK, "0 to 1", "share of military decisions without a human in the loop", 0.0, 1.0, LOGIT
    ),
    Field("accidents", STATE, FLOW, "count", "serious accidents with AI this year", 0.0, 1e3),
)
RELATIONS = (
    Field("distance", DYAD, FIXED, "thousand km", "distance of capitals", 0.0, 21.0),
    Field("contiguous", DYAD, FIXED, "0 or 1", "share a border or up to 400 miles of water", 0.0, 1.0),
    Field("rivalry", DYAD, FIXED, "0 or 1", "strategic rivals", 0.0, 1.0),
    Field(
        "affinity", DYAD, STOCK, "0 to 1", "agreement in votes: one less the scaled distance of ideal points", 0.0, 1.0
    ),
    Field("alliance", DYAD, STOCK, "0 or 1", "bound by a defense pact", 0.0, 1.0, discrete=True),
    Field("hedging", DYAD, FLOW, "0 to 1", "how undecided the pair is between alliance and distance", 0.0, 1.0),
    Field("trust", DYAD, STOCK, "0 to 1", "belief of the first that the second seeks only security", 0.01, 0.99, LOGIT),
    Field("ease", DYAD, FLOW, "0 to 1", "ease of offense of the first against the second", 0.0, 1.0),
    Field("distinct", DYAD, FLOW, "0 to 1", "how well arms can be told apart", 0.0, 1.0),
    Field("fear", DYAD, FLOW, "0 to 1", "threat the second poses to the first", 0.0, 1.0),
    Field(
        "required_trust", DYAD, FLOW, "0 to 1", "least trust that supports restraint (the security dilemma)", 0.0, 1.0
    ),
    Field("relative_gains", DYAD, FLOW, "weight", "weight on the other's gains", 0.0, 10.0),
    Field("export_control", DYAD, STOCK, "0 to 1", "restriction by the first on computing for the second", 0.0, 1.0),
    Field("memory", DYAD, STOCK, "disputes", "disputes of the pair, fading", 0.0, 50.0),
    Field(
        "onset", DYAD, FLOW, "0 or 1", "a militarized dispute begins (both directions alike)", 0.0, 1.0, discrete=True
    ),
    Field(
        "rung", DYAD, FLOW, "0 to 5", "highest rung of escalation reached this year (RUNGS)", 0.0, 5.0, discrete=True
    ),
    Field("joined", DYAD, FLOW, "0 or 1", "its dispute is one that others' drew it into", 0.0, 1.0, discrete=True),
    Field("relevant", DYAD, FIXED, "0 or 1", "politically relevant: near, or one of the two a major power", 0.0, 1.0),
    Field("base_hazard", DYAD, FIXED, "1/year", "dispute hazard of the pair from its record", 0.0, 1.0, LOG),
)
GOVERNANCE = (
    Field("depth", REGIME, STOCK, "0 to 1", "depth of the agreement", 0.0, 1.0),
    Field("alive", REGIME, STOCK, "0 or 1", "whether the agreement is in force", 0.0, 1.0, discrete=True),
    Field("detection", REGIME, FIXED, "probability", "chance that a violation is detected in a year", 0.0, 1.0),
    Field("false_alarm", REGIME, FIXED, "probability", "chance that compliance looks like a violation", 0.0, 1.0),
    Field("violations", REGIME, FLOW, "count", "members that violate this year", 0.0, 300.0),
    Field("member", MEMBERSHIP, STOCK, "0 or 1", "whether the state is a member", 0.0, 1.0, discrete=True),
    Field("compliance", MEMBERSHIP, FLOW, "probability", "chance that the member keeps the agreement", 0.0, 1.0),
)
WHOLE = (
    Field(
        "algorithms",
        SYSTEM,
        STOCK,
        "log10 factor",
        "algorithmic efficiency at the frontier over the base year",
        0.0,
        20.0,
    ),
    Field("chip_growth", SYSTEM, FLOW, "1/year", "growth of computing per dollar", -1.0, 5.0),
    Field("drone_price", SYSTEM, STOCK, "ratio to base year", "unit price of autonomous weapons", 0.01, 2.0, LOG),
    Field("tempo", SYSTEM, FLOW, "ratio", "speed of crises against diplomacy, one in the base year", 0.1, 20.0),
    Field("tension", SYSTEM, STOCK, "log factor", "common shock to the hazard of disputes", -3.0, 3.0),
    Field("disputes", SYSTEM, FLOW, "pairs", "pairs of states whose dispute begins this year, joiners too", 0.0, 1e4),
    Field("war_risk", SYSTEM, FLOW, "count", "wars to be expected of the disputes begun, not joined", 0.0, 1e4),
    Field("nuclear_risk", SYSTEM, FLOW, "count", "nuclear uses to be expected of the disputes begun", 0.0, 1e4),
)
ACCOUNTS = (
    Field("state_disputes", STATE, FLOW, "count", "its disputes that begin this year", 0.0, 300.0),
    Field("state_wars", STATE, FLOW, "count", "its pairs at war this year", 0.0, 300.0),
    Field("allies", STATE, FLOW, "count", "states it has a defense pact with", 0.0, 300.0),
    Field("hedged", STATE, FLOW, "0 to 1", "mean of how undecided its pairs are", 0.0, 1.0),
    Field("wars", SYSTEM, FLOW, "pairs", "pairs of states at war this year", 0.0, 1e5),
    Field("wars_begun", SYSTEM, FLOW, "count", "wars begun this year, by those who began the dispute", 0.0, 1e5),
    Field("clashes", SYSTEM, FLOW, "pairs", "pairs whose dispute cost lives this year, wars included", 0.0, 1e5),
    Field("nuclear_use", SYSTEM, FLOW, "pairs", "pairs in which nuclear weapons were used this year", 0.0, 1e5),
    Field("joiners", SYSTEM, FLOW, "pairs", "pairs drawn into a dispute of others this year", 0.0, 1e5),
    Field("drawn_in", SYSTEM, FLOW, "pairs", "those of them whose dispute cost lives", 0.0, 1e5),
    Field("alliances", SYSTEM, FLOW, "pairs", "pairs of states bound by a defense pact", 0.0, 1e5),
    Field("hedgers", SYSTEM, FLOW, "0 to 1", "mean of how undecided pairs are between alliance and distance", 0.0, 1.0),
    Field("unsupported", SYSTEM, FLOW, "share", "directed pairs whose trust does not support restraint", 0.0, 1.0),
    Field("controls", SYSTEM, FLOW, "directed pairs", "export controls in force (strength above .2)", 0.0, 1e5),
)

VOCABULARY = Vocabulary((*ECONOMY, *TECHNOLOGY, *POWER, *RELATIONS, *GOVERNANCE, *WHOLE, *ACCOUNTS))
