"""Machines take over tasks, yet growth stays tied to those hard to automate (Aghion, Jones and Jones 2019)."""

from .declare import Arg, ComparativeStatic, Confidence, KnownResult, Model, formula, positive, share

_RHO = Arg("substitution between tasks; below 0 they are complements", high=0.0, high_open=True)
_AUTOMATED = share("share of tasks that are automated", low_open=True, high_open=True)
_THETA = share("rate at which the tasks not yet automated are automated", high_open=True)


@formula(theta=_THETA, rho=_RHO)
def labor_growth(theta, rho):
    r"""Growth rate of labor-augmenting technology when a constant fraction of the remaining tasks is automated.

    $g_C = -\frac{1 - \rho}{\rho}\theta$, per year, for $\dot\beta = \theta (1 - \beta)$ in continuous time; automating
    the fraction once a year gives ``labor_factor``.
    """
    return -(1.0 - rho) / rho * theta


@formula(theta=_THETA, rho=_RHO)
def labor_factor(theta, rho):
    r"""Factor by which labor is augmented in a year in which a fraction of the remaining tasks is automated at once.

    $(1 - \theta)^{(1 - \rho) / \rho}$: slightly more than $e^{g_C}$ (1.0412 against 1.0408 at $\theta = .02$,
    $\rho = -1$).
    """
    return (1.0 - theta) ** ((1.0 - rho) / rho)


@formula(automated=_AUTOMATED, rho=_RHO)
def capital_augmentation(automated, rho):
    r"""What a unit of capital counts for: $B = \beta^{(1 - \rho) / \rho}$; falls as capital is spread thinner."""
    return automated ** ((1.0 - rho) / rho)


@formula(automated=_AUTOMATED, rho=_RHO)
def labor_augmentation(automated, rho):
    r"""What a unit of labor counts for: $C = (1 - \beta)^{(1 - \rho) / \rho}$; rises as labor is concentrated."""
    return (1.0 - automated) ** ((1.0 - rho) / rho)


@formula(
    productivity=positive("total factor productivity"),
    capital=positive("capital", "USD"),
    labor=positive("labor", "persons"),
    automated=_AUTOMATED,
    rho=_RHO,
)
def output(productivity, capital, labor, automated, rho):
    r"""Output of an economy that does a share of its tasks with capital and the rest with labor.

    $Y = A [(B K)^\rho + (C L)^\rho]^{1/\rho}$, with B and C the augmentation of capital and labor.
    """
    machines = automated ** ((1.0 - rho) / rho) * capital
    people = (1.0 - automated) ** ((1.0 - rho) / rho) * labor
    return productivity * machines * (1.0 + (people / machines) ** rho) ** (1.0 / rho)


@formula(capital=positive("capital", "USD"), labor=positive("labor", "persons"), automated=_AUTOMATED, rho=_RHO)
def capital_share(capital, labor, automated, rho):
    r"""Income share of capital: $\alpha_K / (1 - \alpha_K) = (\beta / (1 - \beta))^{1 - \rho} (K / L)^\rho$."""
    odds = (automated / (1.0 - automated)) ** (1.0 - rho) * (capital / labor) ** rho
    return odds / (1.0 + odds)


MODEL = Model(
    section="M2",
    title="Automation of tasks",
    claim="Steady automation of complementary tasks gives steady growth, not an explosion: scarce tasks set the pace.",
    equation=r"Y = A\left[\left(\beta^{\frac{1-\rho}{\rho}} K\right)^{\rho} + \left((1-\beta)^{\frac{1-\rho}{\rho}} L"
    r"\right)^{\rho}\right]^{1/\rho}, \qquad g_C = -\frac{1-\rho}{\rho}\,\theta",
    cites=("aghion2019",),
    confidence=Confidence.DERIVED,
    holds="tasks are complements (rho below 0), capital is cheap enough to be used wherever it can be",
    breaks="if tasks are substitutes, if the last task is automated, or if machines also find the ideas",
    main=labor_growth,
    example={"theta": 0.02, "rho": -1.0},
    meaning=lambda g: f"automation raises labor productivity by {g:.1%} a year",
    known=(
        KnownResult("rho = -1, theta = .02: four per cent a year", lambda: labor_growth(0.02, -1.0), 0.04),
        KnownResult("the same in yearly steps", lambda: labor_factor(0.02, -1.0), 0.98**-2),
        KnownResult("half automated, one of each: equal shares", lambda: capital_share(1.0, 1.0, 0.5, -1.0), 0.5),
    ),
    static=ComparativeStatic(
        vary="theta",
        low=0.0,
        high=0.05,
        curves="rho",
        values=(-0.5, -1.0, -4.0),
        fixed={},
        ylabel="growth of labor productivity, 1/year",
        reading="The easier tasks substitute for one another (rho nearer 0), the more each automated one is worth.",
    ),
)
