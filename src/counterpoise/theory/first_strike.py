"""Fear of being struck first can end a peace that both sides prefer (Schelling 1960; Chassang & Padró 2010)."""

from .declare import Arg, ComparativeStatic, Confidence, KnownResult, Model, Relation, formula

PEACE = Arg("payoff of peace, when both restrain", "value")
FIRST = Arg("payoff of striking first", "value")
STRUCK = Arg("payoff of being struck first", "value")
WAR = Arg("payoff of a war in which both strike", "value")
STRIKE_BACK = Relation("struck <= war", lambda struck, war: struck <= war)


@formula(peace=PEACE, first=FIRST)
def predatory_margin(peace, first):
    r"""How much better peace is than surprise against a side known to restrain; peace is an equilibrium at 0 or more.

    $\pi - F$: the predatory motive alone. Nothing that happens to a side that is struck enters it.
    """
    return peace - first


@formula(STRIKE_BACK, peace=PEACE, first=FIRST, struck=STRUCK, war=WAR)
def strategic_risk_margin(peace, first, struck, war):
    r"""How far peace survives doubt about the other side; restraint is risk-dominant at 0 or more.

    $\pi + S - F - W$: the predatory motive less the preemptive one, $W - S$. It is the net gain from restraint against
    a side that strikes with probability one half, and what slightly noisy information selects.
    """
    return peace + struck - first - war


@formula(STRIKE_BACK, peace=PEACE, first=FIRST, struck=STRUCK, war=WAR)
def trust_needed(peace, first, struck, war):
    r"""Least probability that the other restrains for which restraint is a best answer.

    $p^* = (W - S) / [(\pi - F) + (W - S)]$ if $\pi > F$, else 1: no trust short of certainty suffices. Restraint is
    risk-dominant exactly when $p^* \le 1/2$.
    """
    if war == struck:
        return 0.0 if peace >= first else 1.0
    if peace <= first:
        return 1.0
    return (war - struck) / (peace - first + war - struck)


@formula(STRIKE_BACK, first=FIRST, struck=STRUCK, war=WAR)
def peace_dividend_needed(first, struck, war):
    r"""Least payoff of peace that survives strategic risk: $\pi^* = F + W - S$."""
    return first + war - struck


MODEL = Model(
    section="M14",
    title="Reciprocal fear of surprise attack",
    claim="Peace that pays can still fail: what counts is how much worse it is to be struck than to strike back.",
    equation=r"\pi \ge F \ (\text{equilibrium}), \qquad \pi + S \ge F + W \ (\text{risk-dominant})",
    cites=("schelling1960", "chassang2010"),
    confidence=Confidence.DERIVED,
    holds="two sides, one decision, symmetric payoffs, being struck no better than striking back",
    breaks="with repeated contact, with strikes that can be seen coming, or where striking first invites a third party",
    main=trust_needed,
    example={"peace": 0.0, "first": -0.3, "struck": -1.0, "war": -0.7},
    meaning=lambda p: f"restraint needs a probability of at least {p:.4g} that the other side restrains",
    known=(
        KnownResult("equal motives: one half", lambda: trust_needed(0, -0.3, -1, -0.7), 0.5),
        KnownResult("where surprise pays, no trust suffices", lambda: trust_needed(0, 0.1, -1, -0.7), 1.0),
        KnownResult("peace worth F + W - S is just risk-dominant", lambda: strategic_risk_margin(2, 1, -3, -2), 0.0),
    ),
    static=ComparativeStatic(
        vary="struck",
        low=-3.0,
        high=-0.7,
        curves="first",
        values=(-0.6, -0.3, -0.1),
        fixed={"peace": 0.0, "war": -0.7},
        ylabel="trust needed for restraint",
        reading="The worse it is to be struck first, the more trust peace needs, although nothing about peace changed.",
    ),
    corrects="'Peace holds if it pays better than attack': that is enough only among the certain. Weapons that make "
    "being struck worse leave that condition untouched and still undo peace.",
)
