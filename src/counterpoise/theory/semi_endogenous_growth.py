"""Ideas get harder to find, so that lasting growth needs ever more researchers (Jones 1995)."""

from math import exp, expm1, log

from .declare import Arg, ComparativeStatic, Confidence, KnownResult, Model, formula, nonnegative, positive, share

_THETA = positive("research productivity at one researcher and one unit of technology", "1/year")
_LAM = share("returns to research effort; below 1 researchers duplicate one another", low_open=True)
_BETA = positive("how fast ideas get harder to find")


@formula(
    theta=_THETA,
    researchers=positive("effective researchers", "persons"),
    lam=_LAM,
    technology=positive("level of technology (total factor productivity)"),
    beta=_BETA,
)
def idea_growth(theta, researchers, lam, technology, beta):
    r"""Growth rate of technology from research today: $\dot A / A = \theta R^\lambda A^{-\beta}$, per year."""
    return theta * researchers**lam * technology ** (-beta)


@formula(lam=_LAM, n=Arg("growth rate of research effort", "1/year"), beta=_BETA)
def balanced_growth(lam, n, beta):
    r"""Growth rate of technology in the long run: $g_A = \lambda n / \beta$, per year.

    Neither the level of research nor its productivity enters: they move the level of technology, not its growth.
    """
    return lam * n / beta


@formula(g=Arg("growth rate of technology", "1/year"), lam=_LAM, beta=_BETA)
def research_growth_for(g, lam, beta):
    r"""Growth of research effort that sustains a growth rate of technology: $n = \beta g / \lambda$, per year."""
    return beta * g / lam


@formula(
    years=nonnegative("time elapsed", "year"),
    technology=positive("level of technology at the start"),
    theta=_THETA,
    researchers=positive("effective researchers at the start", "persons"),
    lam=_LAM,
    n=Arg("growth rate of research effort", "1/year"),
    beta=_BETA,
)
def technology_after(years, technology, theta, researchers, lam, n, beta):
    r"""Level of technology after some years while research effort grows at a constant rate.

    $A_t^\beta = A_0^\beta + \beta \theta R_0^\lambda (e^{\lambda n t} - 1) / (\lambda n)$, with $t$ for the last factor
    at $n = 0$.
    """
    rate = lam * n
    effort_years = years if rate == 0.0 else expm1(rate * years) / rate
    power = technology**beta + beta * theta * researchers**lam * effort_years
    return exp(log(power) / beta)


MODEL = Model(
    section="M2",
    title="Semi-endogenous growth",
    claim="Long-run growth is set by the growth of research effort, because ideas get harder to find.",
    equation=r"\frac{\dot A}{A} = \theta R^{\lambda} A^{-\beta} \;\Rightarrow\; g_A = \frac{\lambda n}{\beta}",
    cites=("jones1995", "bloom2020"),
    confidence=Confidence.DERIVED,
    holds="frontier economies over decades; beta near 3.1 with lambda = 1 for aggregate US productivity (recalled from "
    "Bloom et al. 2020, not re-read)",
    breaks="for followers, who imitate; if machines do the research, so that effort grows with technology itself",
    main=balanced_growth,
    example={"lam": 1.0, "n": 0.031, "beta": 3.1},
    meaning=lambda g: f"technology grows at {g:.2%} a year in the long run",
    known=(
        KnownResult("lambda n / beta", lambda: balanced_growth(1.0, 0.031, 3.1), 0.01),
        KnownResult(
            "to keep one per cent, research must grow by beta per cent",
            lambda: research_growth_for(0.01, 1, 3.1),
            0.031,
        ),
        KnownResult("no growth of research, no lasting growth", lambda: balanced_growth(1.0, 0.0, 3.1), 0.0),
    ),
    static=ComparativeStatic(
        vary="n",
        low=0.0,
        high=0.05,
        curves="beta",
        values=(1.0, 2.0, 3.1),
        fixed={"lam": 1.0},
        ylabel="long-run growth of technology, 1/year",
        reading="The harder ideas are to find, the more research it takes to stand still.",
    ),
)
