"""Reduced form: a false alarm becomes a launch when it is not resolved within the time leaders have.

After Barrett, Baum and Hostetler (2013) in spirit; their fault trees are not reproduced. The sign of AI's effect is not
assumed: it shortens the time to decide and the time to resolve an alarm, and may add or remove alarms.
"""

# covers: F45

from math import exp

from .declare import ComparativeStatic, Confidence, KnownResult, Model, formula, nonnegative, positive, share


@formula(
    alarms=nonnegative("false alarms serious enough to threaten a launch", "1/year"),
    window=nonnegative("time leaders have to decide, T", "minutes"),
    resolution=positive("mean time to recognise an alarm as false, tau", "minutes"),
)
def launch_probability(alarms, window, resolution):
    r"""Probability of at least one launch on a false alarm in a year: $1 - \exp(-\lambda e^{-T/\tau})$.

    Alarms arrive at random at rate $\lambda$ and the time to resolve one is exponential with mean $\tau$, so the alarms
    still open after $T$ arrive at rate $\lambda e^{-T/\tau}$.
    """
    return 1.0 - exp(-alarms * exp(-window / resolution))


@formula(
    alarms=nonnegative("false alarms serious enough to threaten a launch", "1/year"),
    window=nonnegative("time leaders have to decide, T", "minutes"),
    resolution=positive("mean time to recognise an alarm as false, tau", "minutes"),
    bias=share("share of alarms believed without a check (automation bias), b"),
)
def launch_probability_with_bias(alarms, window, resolution, bias):
    r"""The same when a share of alarms is believed unchecked: $1 - \exp\{-\lambda [b + (1 - b) e^{-T/\tau}]\}$."""
    return 1.0 - exp(-alarms * (bias + (1.0 - bias) * exp(-window / resolution)))


@formula(
    window=nonnegative("time leaders have to decide before, T", "minutes"),
    resolution=positive("mean time to recognise an alarm as false before, tau", "minutes"),
    new_window=nonnegative("time leaders have to decide after", "minutes"),
    new_resolution=positive("mean time to recognise an alarm as false after", "minutes"),
)
def tolerable_log_alarms(window, resolution, new_window, new_resolution):
    r"""By how much, in logs, the rate of alarms may change before the risk does: $T'/\tau' - T/\tau$.

    This is the sign of AI's effect: if decision and assessment speed up alike nothing may be added; if assessment gains
    more, the risk falls unless alarms multiply by more than $e$ to this power.
    """
    return new_window / new_resolution - window / resolution


MODEL = Model(
    section="M15",
    title="Launch on a false alarm",
    claim="The risk turns on the ratio of decision time to resolution time, so AI can raise or lower it.",
    equation=r"P = 1 - \exp\left(-\lambda e^{-T/\tau}\right)",
    cites=("barrett2013", "sagan1985", "johnson2020"),
    confidence=Confidence.REDUCED,
    holds="independent alarms, leaders who launch whenever the window closes on an open alarm",
    breaks="when leaders wait beyond the window, when alarms cluster in crises, or where windows differ between "
    "arsenals; no launch has happened, so rates are assumed, not observed",
    main=launch_probability,
    example={"alarms": 1.0, "window": 15.0, "resolution": 3.0},
    meaning=lambda p: f"under these assumptions a false alarm leads to a launch in a year with probability {p:.4g}",
    known=(
        KnownResult("no time to decide: every alarm counts", lambda: launch_probability(1, 0, 5), 1 - exp(-1)),
        KnownResult("T = tau, one alarm a year", lambda: launch_probability(1, 5, 5), 0.30779937244465687),
        KnownResult("halving both times changes nothing", lambda: tolerable_log_alarms(15, 3, 7.5, 1.5), 0.0),
    ),
    static=ComparativeStatic(
        vary="resolution",
        low=0.5,
        high=15.0,
        curves="window",
        values=(5.0, 10.0, 20.0),
        fixed={"alarms": 1.0},
        ylabel="annual probability of a launch",
        reading="Faster assessment lowers the risk and a shorter window raises it; moving along both can leave it "
        "as it was.",
    ),
    corrects="'AI in early warning makes accidental war more (or less) likely': either, by the sign of the change in "
    "decision time over resolution time less the growth of alarms.",
)
