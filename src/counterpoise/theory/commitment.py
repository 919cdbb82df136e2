"""A declining state fights when power shifts faster than the riser can compensate it for (Powell 2004, 2006)."""

# covers: F39

from .declare import ComparativeStatic, Confidence, KnownResult, Model, formula, share

_P = share("declining state's chance of winning a war")
_BETA = share("discount factor of one period", low_open=True, high_open=True)
_DESTROYED = share("share of all flows that war destroys", high_open=True)


@formula(p=_P, beta=_BETA, destroyed=_DESTROYED)
def war_value(p, beta, destroyed):
    r"""What a state expects from war, the flow being worth 1 a period: $M = p(1-d)/(1-\beta)$."""
    return p * (1.0 - destroyed) / (1.0 - beta)


@formula(p_next=_P, beta=_BETA, destroyed=_DESTROYED)
def best_peace(p_next, beta, destroyed):
    r"""The most the riser can give the declining state without war: $B - \beta M_R(t+1)$, with $B = 1/(1-\beta)$.

    All of today's flow, and from tomorrow whatever is left after the riser, strong by then, takes its war payoff.
    """
    return (1.0 - beta * (1.0 - p_next) * (1.0 - destroyed)) / (1.0 - beta)


@formula(p_now=_P, p_next=_P, beta=_BETA, destroyed=_DESTROYED)
def shift_margin(p_now, p_next, beta, destroyed):
    r"""How far the shift of power exceeds what war destroys; the declining state fights iff it is above 0.

    $(1-d)\,[\beta(1-p') - (1-p)] - d$, with $p$ and $p'$ the declining state's chance of winning now and next period.
    It is $(1-\beta)$ times the gap between its war payoff and the best peace: Powell's
    $\beta M_R(t+1) - M_R(t) > B - [M_D(t) + M_R(t)]$.
    """
    return (1.0 - destroyed) * (beta * (1.0 - p_next) - (1.0 - p_now)) - destroyed


@formula(p_now=_P, beta=_BETA, destroyed=_DESTROYED)
def war_threshold(p_now, beta, destroyed):
    r"""Next period's chance of winning below which the declining state fights now; 0 if no shift is large enough.

    $p'^* = \max\{0,\ 1 - [d/(1-d) + 1 - p]/\beta\}$.
    """
    return max(0.0, 1.0 - (destroyed / (1.0 - destroyed) + 1.0 - p_now) / beta)


MODEL = Model(
    section="M11",
    title="Shifting power and commitment",
    claim="Even with full information, a large and rapid shift of power causes war, as the riser cannot bind itself.",
    equation=r"(1-d)\,[\beta(1-p') - (1-p)] > d",
    cites=("powell2004", "powell2006", "jordan2015"),
    confidence=Confidence.DERIVED,
    holds="two states, complete information, a flow of benefits divided each period, war that settles all later flows",
    breaks="when the riser can bind itself, when power can be traded for the stake, with more than two states or a "
    "possible stalemate (Jordan 2015), or if decline can be slowed short of war",
    main=shift_margin,
    example={"p_now": 0.7, "p_next": 0.3, "beta": 0.9, "destroyed": 0.2},
    meaning=lambda m: (
        f"the shift {'exceeds' if m > 0 else 'does not exceed'} what war destroys (margin {m:.4g}): "
        f"{'the declining state fights' if m > 0 else 'peace can be bought'}"
    ),
    known=(
        KnownResult("β=.9, d=.2, p .7→.3: war", lambda: shift_margin(0.7, 0.3, 0.9, 0.2) > 0, True),
        KnownResult("β=.9, d=.2, p .7→.6: peace", lambda: shift_margin(0.7, 0.6, 0.9, 0.2) > 0, False),
    ),
    static=ComparativeStatic(
        vary="p_next",
        low=0.0,
        high=0.7,
        curves="destroyed",
        values=(0.05, 0.2, 0.3),
        fixed={"p_now": 0.7, "beta": 0.9},
        ylabel="margin of the shift over what war destroys",
        reading="War lies above zero: only a fall of power that is large within one period gets there, and the more "
        "war destroys, the larger the fall must be. The same fall spread over many periods stays below.",
    ),
    corrects="that a rising power as such means war: the speed of the shift within a period decides, not its sum",
)
