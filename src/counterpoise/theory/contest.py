"""Effort decides contests, and a poorer rival fights relatively harder (Tullock 1980; Hirshleifer 1989, 1991)."""

from math import exp, sqrt

from .declare import (
    ComparativeStatic,
    Confidence,
    KnownResult,
    Model,
    Relation,
    count,
    formula,
    nonnegative,
    positive,
)

SOMEONE = Relation("own + rival > 0", lambda own, rival: own + rival > 0)


@formula(
    SOMEONE,
    own=nonnegative("own force", "force"),
    rival=nonnegative("rival's force", "force"),
    decisiveness=positive("how strongly superiority decides, m"),
)
def ratio_success(own, rival, decisiveness):
    r"""Chance of winning when the *ratio* of forces counts: $p = A^m / (A^m + D^m)$.

    Unchanged when both forces are measured in another unit. An unarmed side always loses.
    """
    if own >= rival:
        return 1.0 / (1.0 + (rival / own) ** decisiveness)
    relative = (own / rival) ** decisiveness
    return relative / (1.0 + relative)


@formula(
    own=nonnegative("own force", "force"),
    rival=nonnegative("rival's force", "force"),
    decisiveness=nonnegative("how strongly superiority decides, k", "1/force"),
)
def logit_success(own, rival, decisiveness):
    r"""Chance of winning when the *difference* of forces counts: $p = 1 / (1 + e^{k (D - A)})$.

    Unchanged when both sides add the same force. An unarmed side still has a chance.
    """
    lead = decisiveness * (own - rival)
    if lead >= 0.0:
        return 1.0 / (1.0 + exp(-lead))
    return exp(lead) / (1.0 + exp(lead))


ALL_TAKE_PART = Relation(
    "decisiveness <= players / (players - 1)", lambda decisiveness, players: decisiveness * (players - 1) <= players
)


@formula(
    ALL_TAKE_PART,
    players=count("contestants", at_least=2),
    decisiveness=positive("how strongly effort decides, m"),
    prize=positive("value of the prize", "value"),
)
def tullock_effort(players, decisiveness, prize):
    r"""What each of n equal contestants spends in equilibrium: $x^* = m (n - 1) V / n^2$.

    Holds for $m \le n / (n - 1)$; above it the contestants would rather stay out and no pure equilibrium exists.
    """
    return decisiveness * (players - 1.0) * prize / players**2.0


@formula(
    ALL_TAKE_PART,
    players=count("contestants", at_least=2),
    decisiveness=positive("how strongly effort decides, m"),
)
def tullock_dissipation(players, decisiveness):
    r"""Share of the prize that n equal contestants burn fighting for it: $n x^* / V = m (n - 1) / n$."""
    return decisiveness * (players - 1.0) / players


@formula(decisiveness=positive("how strongly superiority decides, m"))
def interior_effort_share(decisiveness):
    r"""Each side's fighting effort as a share of joint resources, however they are split: $m / (2 (1 + m))$.

    It is also the least share of joint resources with which the poorer side can keep up: below it the paradox of power
    is no longer complete.
    """
    return decisiveness / (2.0 * (1.0 + decisiveness))


@formula(
    SOMEONE,
    own=nonnegative("own resources", "resources"),
    rival=nonnegative("rival's resources", "resources"),
)
def fighting_effort(own, rival):
    r"""What a side spends on fighting over what both produce, ratio contest with $m = 1$.

    $p = g_1 / (g_1 + g_2)$ divides the joint income $R_1 + R_2 - g_1 - g_2$. Inside, both spend $(R_1 + R_2) / 4$: the
    poorer side devotes a larger part of what it has, and incomes come out equal (paradox of power). A side with less
    than a quarter of all resources spends everything, and the other answers with $\sqrt{(R_1 + R_2) g} - g$.
    """
    total = own + rival
    if 4.0 * own <= total:
        return own
    if 4.0 * rival <= total:
        return sqrt(total * rival) - rival
    return total / 4.0


@formula(
    Relation("own_effort + rival_effort > 0", lambda own_effort, rival_effort: own_effort + rival_effort > 0),
    Relation(
        "efforts within joint resources", lambda total, own_effort, rival_effort: own_effort + rival_effort <= total
    ),
    total=positive("joint resources", "resources"),
    own_effort=nonnegative("own fighting effort", "resources"),
    rival_effort=nonnegative("rival's fighting effort", "resources"),
)
def fighting_income(total, own_effort, rival_effort):
    r"""A side's share of what is left after fighting: $(R_1 + R_2 - g_1 - g_2)\, g_1 / (g_1 + g_2)$."""
    return (total - own_effort - rival_effort) * own_effort / (own_effort + rival_effort)


MODEL = Model(
    section="M13",
    title="Contests and the paradox of power",
    claim="Fighting over what is produced levels the field: the poorer side fights relatively harder.",
    equation=r"g_1 = g_2 = \frac{R_1 + R_2}{4} \quad \text{while } \min(R_1, R_2) \ge \frac{R_1 + R_2}{4}",
    cites=("tullock1980", "hirshleifer1989", "hirshleifer1991"),
    confidence=Confidence.DERIVED,
    holds="two risk-neutral sides, equal productivity, efforts chosen at once, ratio contest with m = 1",
    breaks="below a quarter of all resources the poorer side is at its limit; a more decisive contest (larger m) makes "
    "the limit higher; not for efforts chosen in turn or resources that fighting destroys",
    main=fighting_effort,
    example={"own": 0.74, "rival": 0.26},
    meaning=lambda effort: f"this side spends {effort:.4g} of the joint resources on fighting",
    known=(
        KnownResult("split .5/.5", lambda: fighting_effort(0.5, 0.5), 0.25),
        KnownResult("split .7/.3", lambda: fighting_effort(0.7, 0.3), 0.25),
        KnownResult("split .74/.26, richer side", lambda: fighting_effort(0.74, 0.26), 0.25),
        KnownResult("split .74/.26, poorer side", lambda: fighting_effort(0.26, 0.74), 0.25),
        KnownResult("Tullock: two players, m=1, V=1 spend a quarter each", lambda: tullock_effort(2, 1, 1), 0.25),
        KnownResult("Tullock: five players, m=1 burn four fifths", lambda: tullock_dissipation(5, 1), 0.8),
    ),
    static=ComparativeStatic(
        vary="own",
        low=0.05,
        high=3.0,
        curves="rival",
        values=(0.5, 1.0, 2.0),
        ylabel="effort spent on fighting",
        reading="A poor side spends all it has; then both sides spend the same, whoever is richer; a side far richer "
        "than its rival needs less.",
    ),
)
