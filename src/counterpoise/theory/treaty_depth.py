"""Reduced form: compliance looks high because states sign only what they will keep; weak enforcement shows in depth.

Our own algebra for the argument of Downs, Rocke and Barsoom (1996), whose functional form differs. Each side limits
itself by x, worth b x to the other at a cost of x^2/2: R = b x - x^2/2, T = b x, S = -x^2/2, P = 0. A signal of
violation comes each period with probability alpha under compliance and beta under violation, and ends the treaty.
"""

# covers: F42

from .declare import ComparativeStatic, Confidence, KnownResult, Model, formula, nonnegative, positive, share

DISCOUNT = share("discount factor, delta", high_open=True)
FALSE_ALARM = share("probability of a signal under compliance, alpha")
DETECTION = share("probability of a signal under violation, beta")
BENEFIT = positive("benefit of the other's depth, b", "value/depth")
WEIGHT = nonnegative("weight on relative gains, k")


@formula(
    depth=nonnegative("cuts or limits accepted by each side, x", "depth"),
    benefit=BENEFIT,
    discount=DISCOUNT,
    false_alarm=FALSE_ALARM,
    detection=DETECTION,
    weight=WEIGHT,
)
def depth_slack(depth, benefit, discount, false_alarm, detection, weight=0.0):
    r"""Whether a treaty of given depth would be kept: it is at 0 or more.

    $\Delta R - (T - R) - k (T - S)$ with $\Delta = \delta (\beta - \alpha) / (1 - \delta (1 - \alpha))$.
    """
    power = discount * (detection - false_alarm) / (1.0 - discount * (1.0 - false_alarm))
    burden = 0.5 * depth * depth
    return power * (benefit * depth - burden) - burden - weight * (benefit * depth + burden)


@formula(
    benefit=BENEFIT,
    discount=DISCOUNT,
    false_alarm=FALSE_ALARM,
    detection=DETECTION,
    weight=WEIGHT,
)
def sustainable_depth(benefit, discount, false_alarm, detection, weight=0.0):
    r"""Deepest agreement that is kept, and no deeper than both want: $\min\{b, 2 b (\Delta - k) / (1 + k + \Delta)\}$.

    0 if $\Delta \le k$. With perfect monitoring and no relative gains $2 b \delta$ for $\delta < 1/2$, else the best
    depth $b$.
    """
    power = discount * (detection - false_alarm) / (1.0 - discount * (1.0 - false_alarm))
    if power <= weight:
        return 0.0
    return min(benefit, 2.0 * benefit * (power - weight) / (1.0 + weight + power))


@formula(false_alarm=FALSE_ALARM)
def observed_compliance(false_alarm):
    r"""Share of periods in which an agreement of sustainable depth looks kept: $1 - \alpha$.

    Everyone complies, because an agreement no one would keep is not made; only false alarms look like violations. So
    the figure says nothing of how strong enforcement is, or how deep the agreement.
    """
    return 1.0 - false_alarm


MODEL = Model(
    section="M20",
    title="The depth of treaties",
    claim="States agree on no more than they will keep: enforcement decides how deep treaties are, not how well kept.",
    equation=r"\bar{x} = \min\left\{b, \frac{2 b \Delta}{1 + \Delta}\right\}, \quad "
    r"\Delta = \frac{\delta (\beta - \alpha)}{1 - \delta (1 - \alpha)}",
    cites=("downs1996", "green1984"),
    confidence=Confidence.REDUCED,
    holds="two alike sides that choose the depth themselves, know what is enforceable and punish a signal for ever",
    breaks="when depth is imposed, when states sign for show or misjudge what they can keep, or when treaties only "
    "write down what states would do anyway",
    main=sustainable_depth,
    example={"benefit": 1.0, "discount": 0.4, "false_alarm": 0.0, "detection": 1.0},
    meaning=lambda x: f"the deepest agreement that would be kept has depth {x:.4g}",
    known=(
        KnownResult("perfect monitoring, delta=.4: 2 b delta", lambda: sustainable_depth(1, 0.4, 0, 1), 0.8),
        KnownResult("patient and seen: the best depth, b", lambda: sustainable_depth(2, 0.5, 0, 1), 2.0),
        KnownResult("signals that say nothing: no treaty", lambda: sustainable_depth(1, 0.9, 0.3, 0.3), 0.0),
    ),
    static=ComparativeStatic(
        vary="detection",
        low=0.0,
        high=1.0,
        curves="weight",
        values=(0.0, 0.5, 2.0),
        fixed={"benefit": 1.0, "discount": 0.8, "false_alarm": 0.05},
        ylabel="depth of the treaty",
        reading="Better detection buys depth up to what both want; relative gains shift the whole curve to the right.",
    ),
    corrects="'States keep nearly all their treaties, so enforcement is not the problem': compliance is the same at "
    "every strength of enforcement, because depth adjusts.",
)
