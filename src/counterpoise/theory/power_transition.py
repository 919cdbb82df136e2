"""Reduced form: a dissatisfied challenger near parity with the leader is dangerous (Organski 1958; Lemke 2002)."""

# covers: F39

from math import inf, log

from .declare import ComparativeStatic, Confidence, KnownResult, Model, Relation, formula, nonnegative, positive, share

_RATIO = positive("challenger's power over the leader's")
_LOW = positive("lower edge of the parity band")
_HIGH = positive("upper edge of the parity band")
_BAND = Relation("low < high", lambda low, high: low < high)


@formula(_BAND, ratio=_RATIO, low=_LOW, high=_HIGH)
def at_parity(ratio, low=0.8, high=1.2):
    r"""1 if the challenger's power lies in the parity band $[.8, 1.2]$ of the leader's (ends included), else 0.

    The band is not symmetric: a ratio of 1.22 is .82 from the other side, so it matters who is called the challenger.
    """
    return 1.0 if low <= ratio <= high else 0.0


@formula(
    _BAND,
    ratio=_RATIO,
    dissatisfaction=share("the challenger's distance from the order the leader stands for"),
    weight=nonnegative("weight of a fully dissatisfied challenger at parity", "log odds"),
    low=_LOW,
    high=_HIGH,
)
def transition_term(ratio, dissatisfaction, weight, low=0.8, high=1.2):
    r"""Reduced form: what parity adds to the hazard of war: $\beta_T\,1\{.8 \le r \le 1.2\}\,\mathrm{dissatisfaction}$.

    Both are needed: a satisfied challenger may overtake in peace, a dissatisfied weak one cannot fight.
    """
    return weight * dissatisfaction if low <= ratio <= high else 0.0


@formula(before=_RATIO, after=_RATIO)
def overtakes(before, after):
    """1 if the challenger passes the leader between two years: below it before, level or above after; else 0."""
    return 1.0 if before < 1.0 <= after else 0.0


@formula(_BAND, growth_gap=nonnegative("challenger's growth less the leader's", "1/year"), low=_LOW, high=_HIGH)
def years_at_parity(growth_gap, low=0.8, high=1.2):
    r"""Reduced form: years a challenger spends in the parity band: $\ln(high/low)/g$; infinite without a growth gap.

    The faster the overtaking, the shorter the exposure: the opposite of the commitment problem, where speed is the
    danger. The two theories disagree here, and data must decide.
    """
    return inf if growth_gap == 0.0 else log(high / low) / growth_gap


MODEL = Model(
    section="M11",
    title="Power transition",
    claim="War between leader and challenger is likeliest near parity, if the challenger is dissatisfied.",
    equation=r"\beta_T \cdot 1\{0.8 \le r \le 1.2\} \cdot \mathrm{dissatisfaction}",
    cites=("organski1958", "organskikugler1980", "lemke2002"),
    confidence=Confidence.REDUCED,
    holds="between the leader of a (global or regional) order and its challenger",
    breaks="the band of 20 % is a convention, quoted from memory; dissatisfaction has no agreed measure (distance in "
    "alliances or UN votes is a proxy); that great wars came only with overtaking is a pattern of few cases",
    main=transition_term,
    example={"ratio": 0.9, "dissatisfaction": 0.6, "weight": 1.0},
    meaning=lambda h: f"parity and dissatisfaction add {h:.4g} to the log odds of war",
    known=(
        KnownResult("outside the band nothing is added", lambda: transition_term(0.7, 1.0, 1.0), 0.0),
        KnownResult("a satisfied challenger adds nothing", lambda: transition_term(1.0, 0.0, 1.0), 0.0),
    ),
    static=ComparativeStatic(
        vary="ratio",
        low=0.5,
        high=1.5,
        curves="dissatisfaction",
        values=(0.0, 0.5, 1.0),
        fixed={"weight": 1.0},
        ylabel="added log odds of war",
        reading="Nothing happens outside the band, nor inside it to a satisfied challenger.",
    ),
)
