"""Reduced form: withholding technology weakens the target now and teaches it to do without (export controls)."""

# covers: F48

from math import inf, log

from .declare import ComparativeStatic, Confidence, KnownResult, Model, formula, nonnegative, share

_E = share("share of the target's imports of the technology that is barred")
_S = nonnegative("what barred spending buys at home, relative to imports")
_LEARNING = share("pace at which barred imports teach the target", unit="1/year", high_open=True)
_CEILING = nonnegative("what barred spending will buy at home in the end, relative to imports")
_YEARS = nonnegative("years under control", "year")


@formula(restriction=_E, substitution=_S)
def inflow_change(restriction, substitution):
    r"""Reduced form: change in the target's yearly gain of capability, as a share of it: $-e(1 - s)$.

    Below zero as long as home production is worse than what it replaces ($s < 1$).
    """
    return -restriction * (1.0 - substitution)


@formula(years=_YEARS, restriction=_E, learning=_LEARNING, start=_S, ceiling=_CEILING)
def substitution_after(years, restriction, learning, start, ceiling):
    r"""Reduced form: substitution after some years of a constant control.

    $s_t = \bar s - (\bar s - s_0)(1 - \ell e)^t$: each year closes a share $\ell e$ of the distance to the ceiling;
    what is not barred is not learned.
    """
    return ceiling - (ceiling - start) * (1.0 - learning * restriction) ** years


@formula(years=_YEARS, restriction=_E, learning=_LEARNING, start=_S, ceiling=_CEILING)
def effect_after(years, restriction, learning, start, ceiling):
    r"""Reduced form: change in the target's gain of capability in a given year of the control: $-e(1 - s_t)$.

    Its sign in the long run is that of $\bar s - 1$: free, unless one knows how good home production can become.
    """
    substitution = ceiling - (ceiling - start) * (1.0 - learning * restriction) ** years
    return -restriction * (1.0 - substitution)


@formula(restriction=_E, learning=_LEARNING, start=_S, ceiling=_CEILING)
def years_to_recover(restriction, learning, start, ceiling):
    r"""Reduced form: years until the control no longer weakens the target ($s_t = 1$); infinite if never.

    $\ln\frac{\bar s - 1}{\bar s - s_0} / \ln(1 - \ell e)$ for $s_0 < 1 < \bar s$.
    """
    if start >= 1.0:
        return 0.0
    if ceiling <= 1.0 or learning * restriction == 0.0:
        return inf
    return log((ceiling - 1.0) / (ceiling - start)) / log(1.0 - learning * restriction)


@formula(
    restriction=_E,
    learning=_LEARNING,
    start=_S,
    ceiling=_CEILING,
    discount=share("weight of next year beside this one", high_open=True),
)
def total_effect(restriction, learning, start, ceiling, discount):
    r"""Reduced form: discounted sum of all yearly effects, in years of the target's gain.

    $-e\left[\frac{1 - \bar s}{1 - \beta} + \frac{\bar s - s_0}{1 - \beta(1 - \ell e)}\right]$. An impatient sender
    counts the loss it inflicts, a patient one may count the industry it has raised.
    """
    lasting = (1.0 - ceiling) / (1.0 - discount)
    passing = (ceiling - start) / (1.0 - discount * (1.0 - learning * restriction))
    return -restriction * (lasting + passing)


MODEL = Model(
    section="M17",
    title="Export controls, substitution and learning",
    claim="A control sets the target back at first; whether it does in the end depends on what the target learns.",
    equation=r"\Delta = -e\,(1 - s_t), \qquad s_{t+1} = s_t + \ell\,e\,(\bar s - s_t)",
    cites=("hornik2021", "farrellnewman2019"),
    confidence=Confidence.REDUCED,
    holds="one technology, one supplier bloc, a constant control; only signs are claimed: the first effect is "
    "negative, learning shrinks it, the long run is open",
    breaks="no parameter here has an estimate; smuggling and third suppliers enter only through substitution; the "
    "sender's own losses (sales, standards) and the frontier's motion are left out",
    main=effect_after,
    example={"years": 5.0, "restriction": 0.8, "learning": 0.1, "start": 0.2, "ceiling": 1.1},
    meaning=lambda d: f"in that year the control changes the target's gain of capability by {100 * d:.3g} %",
    known=(
        KnownResult("no control, no effect", lambda: effect_after(5.0, 0.0, 0.1, 0.2, 1.1) == 0.0, True),
        KnownResult("full substitution, no effect", lambda: inflow_change(0.8, 1.0) == 0.0, True),
        KnownResult("full control of what cannot be replaced", lambda: inflow_change(1.0, 0.0), -1.0),
    ),
    static=ComparativeStatic(
        vary="years",
        low=0.0,
        high=40.0,
        curves="ceiling",
        values=(0.6, 1.0, 1.3),
        fixed={"restriction": 0.8, "learning": 0.1, "start": 0.2},
        ylabel="change in the target's yearly gain",
        reading="All curves start at the same loss; they end below, at or above zero according to how good home "
        "production can become. That ceiling is an assumption.",
    ),
)
