"""Reduced form: an agreement lasts where violations are seen, are punished and tempt less than they cost.

A repeated prisoner's dilemma (T > R > P >= S) with imperfect monitoring: each period a signal of violation comes with
probability alpha under compliance and beta under violation, after Green and Porter (1984).
"""

# covers: F42, F47

from math import ceil, inf, log

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
    share,
)

TEMPTATION = Arg("payoff of violating while the other complies, T", "value")
REWARD = Arg("payoff of mutual compliance, R", "value")
PUNISHMENT = Arg("payoff without agreement, P", "value")
SUCKER = Arg("payoff of complying while the other violates, S", "value")
DISCOUNT = share("discount factor, delta", high_open=True)
FALSE_ALARM = share("probability of a signal under compliance, alpha")
DETECTION = share("probability of a signal under violation, beta")
WEIGHT = nonnegative("weight on relative gains, k")
PAYS = Relation("punishment < reward", lambda punishment, reward: punishment < reward)


@formula(discount=DISCOUNT, false_alarm=FALSE_ALARM, detection=DETECTION)
def enforcement_power(discount, false_alarm, detection):
    r"""Weight of the future that a violation puts at risk.

    $\Delta = \delta (\beta - \alpha) / (1 - \delta (1 - \alpha))$; it multiplies the gain from the
    agreement, R - P. Negative where signals point the wrong way.
    """
    return discount * (detection - false_alarm) / (1.0 - discount * (1.0 - false_alarm))


@formula(
    PAYS,
    temptation=TEMPTATION,
    reward=REWARD,
    punishment=PUNISHMENT,
    discount=DISCOUNT,
    false_alarm=FALSE_ALARM,
    detection=DETECTION,
)
def grim_slack(temptation, reward, punishment, discount, false_alarm, detection):
    r"""What a violator would lose less what it would gain if one signal ends the agreement; it holds at 0 or more.

    $\Delta (R - P) - (T - R)$.
    """
    power = discount * (detection - false_alarm) / (1.0 - discount * (1.0 - false_alarm))
    return power * (reward - punishment) - (temptation - reward)


@formula(
    PAYS,
    temptation=TEMPTATION,
    reward=REWARD,
    punishment=PUNISHMENT,
    discount=share("discount factor, delta", low_open=True, high_open=True),
    false_alarm=FALSE_ALARM,
)
def minimum_detection(temptation, reward, punishment, discount, false_alarm):
    r"""Least detection probability at which an agreement can hold under the harshest punishment.

    $\beta^* = \alpha + (T - R) (1 - \delta (1 - \alpha)) / (\delta (R - P))$. Above 1, no verification suffices.
    """
    needed = (temptation - reward) * (1.0 - discount * (1.0 - false_alarm)) / (discount * (reward - punishment))
    return false_alarm + needed


@formula(
    reward=REWARD,
    punishment=PUNISHMENT,
    discount=DISCOUNT,
    false_alarm=FALSE_ALARM,
    length=count("periods of punishment after a signal, n", at_least=1),
)
def agreement_value(reward, punishment, discount, false_alarm, length):
    r"""Discounted value of an agreement whose false alarms are punished for n periods and then forgiven.

    $V = \frac{P}{1 - \delta} + \frac{R - P}{1 - \delta (1 - \alpha) - \alpha \delta^{n + 1}}$, the solution of
    $V = R + \delta [(1 - \alpha) V + \alpha V_p]$ with $V_p = P (1 - \delta^n) / (1 - \delta) + \delta^n V$.
    """
    at_risk = 1.0 - discount * (1.0 - false_alarm) - false_alarm * discount ** (length + 1.0)
    return punishment / (1.0 - discount) + (reward - punishment) / at_risk


@formula(
    PAYS,
    temptation=TEMPTATION,
    reward=REWARD,
    punishment=PUNISHMENT,
    discount=DISCOUNT,
    false_alarm=FALSE_ALARM,
    detection=DETECTION,
    length=count("periods of punishment after a signal, n", at_least=1),
)
def finite_slack(temptation, reward, punishment, discount, false_alarm, detection, length):
    r"""The same slack when a signal is punished for n periods: $\delta (\beta - \alpha) (V - V_p) - (T - R)$.

    $V - V_p = (1 - \delta^n) (R - P) / (1 - \delta (1 - \alpha) - \alpha \delta^{n+1})$ rises with n: longer punishment
    always deters more, but costs more after each false alarm.
    """
    at_risk = 1.0 - discount * (1.0 - false_alarm) - false_alarm * discount ** (length + 1.0)
    loss = (1.0 - discount**length) * (reward - punishment) / at_risk
    return discount * (detection - false_alarm) * loss - (temptation - reward)


@formula(
    PAYS,
    Relation("reward < temptation", lambda reward, temptation: reward < temptation),
    temptation=TEMPTATION,
    reward=REWARD,
    punishment=PUNISHMENT,
    discount=share("discount factor, delta", low_open=True, high_open=True),
    false_alarm=FALSE_ALARM,
    detection=DETECTION,
)
def shortest_punishment(temptation, reward, punishment, discount, false_alarm, detection):
    r"""Fewest periods of punishment that deter, hence the best agreement of this kind; infinite if none does.

    $\lceil \ln x / \ln \delta \rceil$ with $x = \frac{K - G (1 - \delta + \delta \alpha)}{K - G \alpha \delta}$,
    $K = \delta (\beta - \alpha)(R - P)$, $G = T - R$.
    """
    threat = discount * (detection - false_alarm) * (reward - punishment)
    gain = temptation - reward
    margin = threat - gain * (1.0 - discount * (1.0 - false_alarm))
    if margin <= 0.0:
        return inf
    # A rounding error must not add a period where a whole number of them deters exactly.
    return max(1.0, 1.0 * ceil(log(margin / (threat - gain * false_alarm * discount)) / log(discount) - 1e-9))


@formula(temptation=TEMPTATION, sucker=SUCKER, weight=WEIGHT)
def relative_temptation(temptation, sucker, weight):
    r"""Payoff of violating to a state that minds relative gains: $T + k (T - S)$, to be used in place of T."""
    return temptation + weight * (temptation - sucker)


@formula(temptation=TEMPTATION, sucker=SUCKER, weight=WEIGHT)
def relative_sucker(temptation, sucker, weight):
    r"""Payoff of being cheated to a state that minds relative gains: $S - k (T - S)$, to be used in place of S."""
    return sucker - weight * (temptation - sucker)


@formula(temptation=TEMPTATION, reward=REWARD, speed=nonnegative("how much faster a breakout pays than today"))
def breakout_temptation(temptation, reward, speed):
    r"""Payoff of violating when capability gained before detection compounds: $R + (T - R)(1 + g)$ (our own form)."""
    return reward + (temptation - reward) * (1.0 + speed)


@formula(
    slack=Arg("slack of the member that gains least from keeping the agreement", "value"),
    false_alarm=share("probability that a member is falsely accused in a year", unit="1/year"),
    members=count("members", at_least=1),
)
def collapse_hazard(slack, false_alarm, members):
    r"""Chance that an agreement punished for ever ends within a year.

    1 if its pivotal member would violate, else the chance of a false alarm about one of n members:
    $1 - (1 - \alpha)^n$.
    """
    return 1.0 if slack < 0.0 else 1.0 - (1.0 - false_alarm) ** members


@formula(
    PAYS,
    temptation=TEMPTATION,
    reward=REWARD,
    punishment=PUNISHMENT,
    discount=DISCOUNT,
    false_alarm=FALSE_ALARM,
    detection=DETECTION,
    exposure=nonnegative("security a state loses per period to full transparency, e", "value"),
)
def exposed_slack(temptation, reward, punishment, discount, false_alarm, detection, exposure):
    r"""Slack when inspection also lays a state's weak spots bare: $\Delta (R - e \beta - P) - (T - R)$ (our own form).

    The transparency-security trade-off of Coe and Vaynman (2020): better verification may undo what it should secure.
    """
    power = discount * max(0.0, detection - false_alarm) / (1.0 - discount * (1.0 - false_alarm))
    return power * (reward - exposure * detection - punishment) - (temptation - reward)


@formula(
    PAYS,
    reward=REWARD,
    punishment=PUNISHMENT,
    false_alarm=FALSE_ALARM,
    exposure=nonnegative("security a state loses per period to full transparency, e", "value"),
)
def best_detection(reward, punishment, false_alarm, exposure):
    r"""Detection at which an agreement that exposes its members holds best.

    $(R - P + e \alpha) / (2 e)$, at most 1 and at least $\alpha$: where it is $\alpha$, exposure costs more than the
    agreement is worth at any detection that tells a violation from compliance.
    """
    if 2.0 * exposure <= reward - punishment + exposure * false_alarm:
        return 1.0
    return max(false_alarm, (reward - punishment + exposure * false_alarm) / (2.0 * exposure))


MODEL = Model(
    section="M20",
    title="Verification and enforcement of arms control",
    claim="An agreement needs verification good enough for the patience, the temptation and the false alarms at hand.",
    equation=r"T - R \le \frac{\delta (\beta - \alpha) (R - P)}{1 - \delta (1 - \alpha)}",
    cites=("green1984", "coe2020", "maas2019", "reinhold2022"),
    confidence=Confidence.REDUCED,
    holds="two alike sides, public signals, patient states, punishment that both carry out",
    breaks="when signals are private, when a sanction can be renegotiated, when one breach decides the contest, or "
    "among many with different stakes",
    main=minimum_detection,
    example={"temptation": 5.0, "reward": 3.0, "punishment": 1.0, "discount": 0.9, "false_alarm": 0.05},
    meaning=lambda beta: (
        "no verification is good enough to sustain this agreement"
        if beta > 1.0
        else f"violations must be detected with probability {beta:.4g} or more"
    ),
    known=(
        KnownResult("5,3,1, delta=.9, alpha=.05: .21111", lambda: minimum_detection(5, 3, 1, 0.9, 0.05), 19 / 90),
        KnownResult("slack of grim punishment, beta=.6: 4.8276", lambda: grim_slack(5, 3, 1, 0.9, 0.05, 0.6), 140 / 29),
        KnownResult("punished 1 period: -1.0526", lambda: finite_slack(5, 3, 1, 0.9, 0.05, 0.6, 1), -20 / 19),
    ),
    static=ComparativeStatic(
        vary="discount",
        low=0.5,
        high=0.99,
        curves="false_alarm",
        values=(0.0, 0.05, 0.2),
        fixed={"temptation": 5.0, "reward": 3.0, "punishment": 1.0},
        ylabel="detection needed",
        reading="Patience substitutes for verification, but false alarms shorten every agreement and undo part of it.",
    ),
    corrects="'More verification always helps': it does while it costs nothing; where inspection lays a state's weak "
    "spots bare, an agreement holds best at less than full transparency.",
)
