"""Concentrated fire rewards numbers by their square, single combat only in proportion (Lanchester 1916)."""

from math import atanh, exp, inf, sqrt

from .declare import ComparativeStatic, Confidence, KnownResult, Model, formula, nonnegative, positive


@formula(
    own=nonnegative("own strength", "units"),
    rival=nonnegative("rival's strength", "units"),
    own_rate=positive("units killed per own unit and time", "1/time"),
    rival_rate=positive("units killed per rival unit and time", "1/time"),
)
def square_margin(own, rival, own_rate, rival_rate):
    r"""What the square law conserves during battle, $\alpha A^2 - \beta B^2$: own side wins if above 0.

    Every unit can fire at every other: $\dot A = -\beta B,\ \dot B = -\alpha A$.
    """
    return own_rate * own * own - rival_rate * rival * rival


@formula(
    own=nonnegative("own strength", "units"),
    rival=nonnegative("rival's strength", "units"),
    own_rate=positive("units killed per own unit and time", "1/time"),
    rival_rate=positive("units killed per rival unit and time", "1/time"),
)
def square_survivors(own, rival, own_rate, rival_rate):
    r"""Own units left when a fight to the finish ends under the square law: $\sqrt{A^2 - (\beta/\alpha) B^2}$, or 0."""
    left = own * own - rival_rate / own_rate * rival * rival
    return sqrt(left) if left > 0.0 else 0.0


@formula(
    own=nonnegative("own strength", "units"),
    rival=nonnegative("rival's strength", "units"),
    own_rate=positive("units killed per own unit and time", "1/time"),
    rival_rate=positive("units killed per rival unit and time", "1/time"),
)
def square_duration(own, rival, own_rate, rival_rate):
    r"""Time until one side is gone under the square law: $\tanh(\sqrt{\alpha\beta}\,t) =$ weaker over stronger.

    Strength is $\sqrt{\text{rate}} \cdot \text{units}$. Infinite if the sides are equally strong.
    """
    mine = sqrt(own_rate) * own
    theirs = sqrt(rival_rate) * rival
    if mine == theirs:
        return 0.0 if mine == 0.0 else inf
    return atanh(min(mine, theirs) / max(mine, theirs)) / sqrt(own_rate * rival_rate)


@formula(
    own=nonnegative("own strength", "units"),
    rival=nonnegative("rival's strength", "units"),
    own_rate=positive("units killed per own unit and time", "1/time"),
    rival_rate=positive("units killed per rival unit and time", "1/time"),
    time=nonnegative("time since the fight began", "time"),
)
def square_strength(own, rival, own_rate, rival_rate, time):
    r"""Own units left after a while under the square law.

    $A(t) = \tfrac12 (A + c B) e^{-\omega t} + \tfrac12 (A - c B) e^{\omega t}$ with $c = \sqrt{\beta/\alpha}$ and
    $\omega = \sqrt{\alpha\beta}$, until one side is gone.
    """
    facing = sqrt(rival_rate / own_rate) * rival
    tempo = sqrt(own_rate * rival_rate)
    if own == facing:
        return own * exp(-tempo * time)
    if time >= atanh(min(own, facing) / max(own, facing)) / tempo:
        return sqrt((own - facing) * (own + facing)) if own > facing else 0.0
    return 0.5 * (own + facing) * exp(-tempo * time) + 0.5 * (own - facing) * exp(tempo * time)


@formula(
    own=nonnegative("own strength", "units"),
    rival=nonnegative("rival's strength", "units"),
    own_rate=positive("units killed per own unit, rival unit and time", "1/(unit time)"),
    rival_rate=positive("units killed per rival unit, own unit and time", "1/(unit time)"),
)
def linear_survivors(own, rival, own_rate, rival_rate):
    r"""Own units left when a fight to the finish ends under the linear law: $A - (\beta/\alpha) B$, or 0.

    Duels, or fire at an area: $\dot A = -\beta A B,\ \dot B = -\alpha A B$, so $\alpha A - \beta B$ is conserved.
    """
    return max(0.0, own - rival_rate / own_rate * rival)


@formula(
    outnumbered=positive("rival's units for each own unit"),
    exponent=positive("2 under the square law, 1 under the linear law"),
)
def quality_to_match(outnumbered, exponent):
    r"""How many times deadlier each unit must be to draw against greater numbers: $(B/A)^e$."""
    return outnumbered**exponent


MODEL = Model(
    section="M13",
    title="Lanchester's laws",
    claim="Where all can fire at all, strength grows with the square of numbers and only in proportion to quality.",
    equation=r"\alpha A^2 - \beta B^2 = \text{const}, \qquad A_\infty = \sqrt{A^2 - \tfrac{\beta}{\alpha} B^2}",
    cites=("lanchester1916",),
    confidence=Confidence.DERIVED,
    holds="two homogeneous forces, constant rates, aimed fire, no reserves, fought to the finish",
    breaks="forces break off long before annihilation; terrain, surprise and command are absent; the fit to "
    "historical battles is disputed",
    main=square_survivors,
    example={"own": 100.0, "rival": 80.0, "own_rate": 1.0, "rival_rate": 1.0},
    meaning=lambda left: f"{left:.4g} units of the own side are left when the fight ends",
    known=(
        KnownResult("100 against 80, equal quality", lambda: square_survivors(100, 80, 1, 1), 60.0),
        KnownResult("the same under the linear law", lambda: linear_survivors(100, 80, 1, 1), 20.0),
        KnownResult("outnumbered 3 to 1 under the square law", lambda: quality_to_match(3, 2), 9.0),
    ),
    static=ComparativeStatic(
        vary="rival",
        low=0.0,
        high=150.0,
        curves="rival_rate",
        values=(0.5, 1.0, 2.0),
        fixed={"own": 100.0, "own_rate": 1.0},
        ylabel="own units left",
        reading="Losses stay small until the rival is nearly equal, then everything is lost at once.",
    ),
)
