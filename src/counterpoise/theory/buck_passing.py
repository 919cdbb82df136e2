"""Reduced form: each balancer hopes that another will pay, so more of them balance less (Christensen & Snyder 1990)."""

# covers: F40

from .declare import ComparativeStatic, Confidence, KnownResult, Model, count, formula, nonnegative, positive, share

_N = count("potential balancers", at_least=2)
_COST = positive("cost of balancing")
_LOSS = nonnegative("loss to each under full offense dominance if nobody balances")
_OFFENSE = share("perceived ease of offense")


@formula(n=_N, cost=_COST, loss=_LOSS, offense=_OFFENSE)
def abstains(n, cost, loss, offense):
    r"""Reduced form: probability that one state does not balance: $(c / L)^{1/(n-1)}$, $L = L_0\,o$; 1 if $c \ge L$.

    The symmetric equilibrium of the volunteer's dilemma (Diekmann 1985): what is saved by abstaining equals the loss
    times the chance that all the others abstain too.
    """
    if cost >= loss * offense:
        return 1.0
    return (cost / (loss * offense)) ** (1.0 / (n - 1.0))


@formula(n=_N, cost=_COST, loss=_LOSS, offense=_OFFENSE)
def nobody_balances(n, cost, loss, offense):
    r"""Reduced form: probability that no state balances at all: $(c / L)^{n/(n-1)}$, $L = L_0\,o$; 1 if $c \ge L$."""
    if cost >= loss * offense:
        return 1.0
    return (cost / (loss * offense)) ** (n / (n - 1.0))


MODEL = Model(
    section="M12",
    title="Buck-passing",
    claim="Where defense seems easy and others could act, states pass the buck and aggression may go unbalanced.",
    equation=r"P(\mathrm{nobody}) = (c/L)^{n/(n-1)}, \qquad L = L_0\,o",
    cites=("christensensnyder1990", "diekmann1985"),
    confidence=Confidence.REDUCED,
    holds="equal states deciding at once, one balancer being enough, symmetric equilibrium",
    breaks="when one balancer is not enough, when costs differ (the least burdened then balances), when states act in "
    "turn or can promise; asymmetric equilibria, in which a named state balances, also exist",
    main=nobody_balances,
    example={"n": 5.0, "cost": 0.3, "loss": 1.0, "offense": 1.0},
    meaning=lambda p: f"with probability {p:.4g} nobody balances",
    known=(
        KnownResult("n=5, c=.3, L=1", lambda: round(nobody_balances(5, 0.3, 1.0, 1.0), 4), 0.2220),
        KnownResult("a loss below the cost: pure buck-passing", lambda: nobody_balances(5, 0.3, 1.0, 0.3), 1.0),
    ),
    static=ComparativeStatic(
        vary="offense",
        low=0.05,
        high=1.0,
        curves="n",
        values=(2.0, 3.0, 10.0),
        fixed={"cost": 0.1, "loss": 1.0},
        ylabel="probability that nobody balances",
        reading="Perceived defense dominance (left) invites buck-passing; every further potential balancer makes it "
        "likelier that none acts.",
    ),
)
