"""Reduced form: states weigh a rival's gains as far as those gains could be turned into force against them.

Grieco's (1988) utility, Powell's (1991) argument that the weight comes from the use of force being at issue (the
algebra is ours), and Snidal's (1991) that it thins out among many.
"""

# covers: F41

from .declare import (
    Arg,
    ComparativeStatic,
    Confidence,
    KnownResult,
    Model,
    Relation,
    count,
    formula,
    nonnegative,
    positive,
    share,
)

WEIGHT = nonnegative("weight on relative gains, k")
DILEMMA = (
    Relation(
        "punishment < reward < temptation",
        lambda temptation, reward, punishment: (punishment < reward) & (reward < temptation),
    ),
    Relation("sucker <= punishment", lambda punishment, sucker: sucker <= punishment),
)
TEMPTATION = Arg("payoff of defecting on a cooperator, T", "value")
REWARD = Arg("payoff of mutual cooperation, R", "value")
PUNISHMENT = Arg("payoff of mutual defection, P", "value")
SUCKER = Arg("payoff of cooperating with a defector, S", "value")


@formula(own=Arg("own gain", "value"), rival=Arg("rival's gain", "value"), weight=WEIGHT)
def grieco_utility(own, rival, weight):
    r"""What a gain is worth to a state that minds the gap: $U = V - k (W - V)$."""
    return own - weight * (rival - own)


@formula(
    force_at_issue=share("probability that force will be used, phi"),
    decisiveness=positive("how strongly superiority decides a contest, m"),
    win=share("chance of winning it, p"),
    stake=nonnegative("what is lost or won if force is used, V", "value"),
    gain=positive("gain under negotiation, on which the contest will be fought, W", "value"),
)
def powell_weight(force_at_issue, decisiveness, win, stake, gain):
    r"""Weight on relative gains that fear of force implies: $k = \varphi\, m\, p (1 - p)\, V / W$.

    A small extra gain $dx$ shifts the odds of a ratio contest fought with the gains by $dp = m p (1 - p)\, dx / W$, so
    its worth is $dx + k (dx - dy)$ when the rival gains $dy$. With $p = 1/2$: $\varphi m V / (4 W)$. If force is not at
    issue the weight is 0 and only absolute gains count.
    """
    return force_at_issue * decisiveness * win * (1.0 - win) * stake / gain


@formula(weight=WEIGHT, partners=count("states that gain from each other, n", at_least=2))
def snidal_weight(weight, partners):
    r"""Weight on each partner's gains among n states: $k / (n - 1)$.

    With two states relative gains bite in full; with many, each partner's gain matters little.
    """
    return weight / (partners - 1.0)


@formula(*DILEMMA, temptation=TEMPTATION, reward=REWARD, punishment=PUNISHMENT, sucker=SUCKER, weight=WEIGHT)
def patience_needed(temptation, reward, punishment, sucker, weight):
    r"""Least discount factor at which permanent retaliation sustains cooperation among relative-gains seekers.

    $\delta^*(k) = \frac{(T - R) + k (T - S)}{(T - P) + k (T - S)}$: the gap T - S enters temptation, so the threshold
    rises with k towards, but never to, 1.
    """
    gap = weight * (temptation - sucker)
    return (temptation - reward + gap) / (temptation - punishment + gap)


@formula(
    *DILEMMA,
    temptation=TEMPTATION,
    reward=REWARD,
    punishment=PUNISHMENT,
    sucker=SUCKER,
    discount=share("discount factor, delta", high_open=True),
)
def blocking_weight(temptation, reward, punishment, sucker, discount):
    r"""Weight on relative gains above which cooperation cannot be sustained at a given discount factor, at least 0.

    $k^* = \frac{\delta (T - P) - (T - R)}{(1 - \delta)(T - S)}$. Compare with the weights that ``powell_weight`` can
    reach: with stakes equal to gains ($V = W$) and m of at most 3, k is at most .75.
    """
    needed = (discount * (temptation - punishment) - (temptation - reward)) / (1.0 - discount)
    return max(0.0, needed / (temptation - sucker))


MODEL = Model(
    section="M19",
    title="Relative gains",
    claim="Concern for relative gains follows from the chance that force is used, and demands more patience of rivals.",
    equation=r"\delta^*(k) = \frac{(T - R) + k (T - S)}{(T - P) + k (T - S)}, "
    r"\quad k = \varphi m p (1 - p) \frac{V}{W}",
    cites=("grieco1988", "powell1991", "snidal1991"),
    confidence=Confidence.REDUCED,
    holds="two states, a repeated prisoner's dilemma without noise, gains of similar size, small shifts of the odds",
    breaks="when gains differ much between the states (then own and rival gains carry different weights), with more "
    "than two, or when cooperation itself removes the threat of force",
    main=patience_needed,
    example={"temptation": 5.0, "reward": 3.0, "punishment": 1.0, "sucker": 0.0, "weight": 1.0},
    meaning=lambda d: f"cooperation needs a discount factor of at least {d:.4g}",
    known=(
        KnownResult("5,3,1,0, k=0: .5", lambda: patience_needed(5, 3, 1, 0, 0), 0.5),
        KnownResult("k=.5: .6923", lambda: patience_needed(5, 3, 1, 0, 0.5), 9 / 13),
        KnownResult("k=1: .7778", lambda: patience_needed(5, 3, 1, 0, 1), 7 / 9),
        KnownResult("k=5: .9310", lambda: patience_needed(5, 3, 1, 0, 5), 27 / 29),
        KnownResult("k that blocks at delta=.9: 3.2", lambda: blocking_weight(5, 3, 1, 0, 0.9), 3.2),
        KnownResult("largest k with V=W, m=3: .75", lambda: powell_weight(1, 3, 0.5, 1, 1), 0.75),
        KnownResult("force not at issue", lambda: powell_weight(0, 3, 0.5, 5, 1), 0.0),
    ),
    static=ComparativeStatic(
        vary="weight",
        low=0.0,
        high=6.0,
        curves="sucker",
        values=(0.0, -2.0, -5.0),
        fixed={"temptation": 5.0, "reward": 3.0, "punishment": 1.0},
        ylabel="discount factor needed",
        reading="More weight on relative gains demands more patience, but never more than a patient enough state has.",
    ),
    corrects="'Relative gains rule out cooperation between rivals': at a discount factor of .9 that takes k above 3.2 "
    "in the 5,3,1,0 game, and stakes no larger than the gains give k of at most .75.",
)
