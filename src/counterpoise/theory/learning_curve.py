"""Each doubling of output cuts unit cost by the same share, so weapons come within reach of the poor (Wright 1936)."""

from math import exp, inf, log

from .declare import Arg, ComparativeStatic, Confidence, KnownResult, Model, formula, nonnegative, positive, share

_EXPONENT = nonnegative("learning exponent b")
_FIRST = positive("cost of the first unit", "$")


@formula(learning=share("fall of unit cost at each doubling of cumulative output", high_open=True))
def learning_exponent(learning):
    r"""Exponent of the cost curve for a given learning rate: $b = -\log_2(1 - \mathrm{learning})$."""
    return -log(1.0 - learning) / log(2.0)


@formula(exponent=_EXPONENT)
def learning_rate(exponent):
    r"""Share by which unit cost falls at each doubling: $1 - 2^{-b}$."""
    return 1.0 - 2.0 ** (-exponent)


@formula(first_cost=_FIRST, cumulative=Arg("cumulative output", "units", low=1.0), exponent=_EXPONENT)
def unit_cost(first_cost, cumulative, exponent):
    r"""Cost of the unit that brings cumulative output to x: $c(x) = c_1 x^{-b}$."""
    return first_cost * cumulative ** (-exponent)


@formula(first_cost=_FIRST, affordable=positive("price within reach", "$"), exponent=_EXPONENT)
def output_until_affordable(first_cost, affordable, exponent):
    r"""Cumulative output at which a unit costs no more than a price: $x = (c_1/\bar p)^{1/b}$; infinite if $b = 0$."""
    if affordable >= first_cost:
        return 1.0
    if exponent == 0.0:
        return inf
    growth = log(first_cost / affordable) / exponent
    return exp(growth) if growth < 700.0 else inf


@formula(
    base=nonnegative("hazard at the affordable price with full leakage", "1/year"),
    affordable=positive("price within reach of a non-state group", "$"),
    cost=positive("unit cost", "$"),
    elasticity=nonnegative("how strongly acquisition answers to price"),
    leak=share("share of supply that leaks out of state hands"),
)
def nonstate_hazard(base, affordable, cost, elasticity, leak):
    r"""Reduced form: rate per year at which a non-state group acquires the weapon.

    $h^{NS} = h_0\,(\bar p / c)^{\eta}\,\mathrm{leak}$: it rises as the unit price falls; control of leaks scales it.
    """
    return base * (affordable / cost) ** elasticity * leak


@formula(hazard=nonnegative("rate of acquisition", "1/year"), years=nonnegative("length of time", "year"))
def acquired_within(hazard, years):
    r"""Probability that a group facing a constant hazard has acquired within a number of years: $1 - e^{-ht}$."""
    return 1.0 - exp(-hazard * years)


MODEL = Model(
    section="M10",
    title="Learning curve and non-state acquisition",
    claim="Unit cost falls by a constant share at each doubling of output; acquisition by non-state groups rises.",
    equation=r"c(x) = c_1 x^{-b}, \quad b = -\log_2(1 - \mathrm{learning}), \quad h^{NS} = h_0 (\bar p/c)^{\eta}\,"
    r"\mathrm{leak}",
    cites=("wright1936",),
    confidence=Confidence.DERIVED,
    holds="cumulative output stands for experience; one standard product",
    breaks="when design changes faster than output doubles; the non-state hazard is our reduced form, and its "
    "elasticity has never been estimated",
    main=unit_cost,
    example={"first_cost": 1.0, "cumulative": 2.0, "exponent": 0.322},
    meaning=lambda c: f"the unit costs {c:.4g} (the first unit's cost being 1 in the example)",
    known=(
        KnownResult("20 % learning: exponent", lambda: round(learning_exponent(0.2), 3), 0.322),
        KnownResult("doubling output at 20 % learning", lambda: unit_cost(1.0, 2.0, learning_exponent(0.2)), 0.8),
    ),
    static=ComparativeStatic(
        vary="cumulative",
        low=1.0,
        high=1000.0,
        curves="exponent",
        values=(0.15, 0.322, 0.45),
        fixed={"first_cost": 1.0},
        ylabel="unit cost (first unit = 1)",
        reading="Most of the fall comes early; a steeper curve brings the price within a small group's reach at a "
        "fraction of the output.",
    ),
)
