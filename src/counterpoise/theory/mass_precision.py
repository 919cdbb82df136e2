"""Reduced form: whether many cheap drones or a few precise strikes destroy more for the same money.

Mass faces a defense that saturates; precision faces exposed targets of high value until the defender adapts. All money
is in USD, and the value of a precision strike is counted once, per *hit*: a figure quoted per drone launched already
contains the chance of a hit.
"""

# covers: T15, T16, F30

from math import inf, log

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
    share,
)


@formula(
    hit=share("probability that a precision shot hits, h_p"),
    precision_value=nonnegative("value destroyed per hit, v_p", "USD"),
    precision_cost=positive("cost of one precision shot, c_p", "USD"),
    mass_value=positive("value destroyed per drone that leaks, v_m", "USD"),
    mass_cost=positive("cost of one mass drone, c_d", "USD"),
)
def precision_merit(hit, precision_value, precision_cost, mass_value, mass_cost):
    r"""What a dollar of precision destroys against a dollar of mass that meets no defense.

    $\rho = (h_p v_p c_d) / (c_p v_m)$. At 1 or more, no salvo is large enough for mass to be the better buy.
    """
    return hit * precision_value * mass_cost / (precision_cost * mass_value)


@formula(
    salvo=positive("drones launched together, N", "drones"),
    merit=nonnegative("precision's merit, rho"),
    kill=share("probability that an engaged drone is destroyed, q"),
    channels=nonnegative("drones the defense can engage, I", "drones"),
)
def mass_advantage(salvo, merit, kill, channels):
    r"""Damage per dollar of mass less that of precision, in units of undefended mass; mass is better above 0.

    The share that leaks less the merit of precision: $1 - q \min(1, I/N) - \rho$.
    """
    return 1.0 - kill * min(1.0, channels / salvo) - merit


@formula(
    merit=nonnegative("precision's merit, rho"),
    kill=share("probability that an engaged drone is destroyed, q"),
    channels=nonnegative("drones the defense can engage, I", "drones"),
)
def crossover_salvo(merit, kill, channels):
    r"""Salvo beyond which mass destroys more per dollar than precision, in drones.

    0 (always) if $\rho < 1 - q$; infinite (never) if $\rho \ge 1$; else $N^* = q I / (1 - \rho)$, which is never below
    $I$: mass pays only past saturation. At $N^*$ itself the two are equal.
    """
    if merit < 1.0 - kill:
        return 0.0
    if merit >= 1.0:
        return inf
    return kill * channels / (1.0 - merit)


@formula(
    salvo=positive("drones launched together, N", "drones"),
    channels=nonnegative("drones the defense can engage, I", "drones"),
    kill=share("probability that an engaged drone is destroyed, q"),
    mass_value=nonnegative("value destroyed per drone that leaks, v_m", "USD"),
    mass_cost=positive("cost of one mass drone, c_d", "USD"),
)
def mass_return(salvo, channels, kill, mass_value, mass_cost):
    r"""Expected damage per dollar spent on a mass salvo: $v_m (N - q \min(N, I)) / (N c_d)$."""
    return mass_value * (salvo - kill * min(salvo, channels)) / (salvo * mass_cost)


@formula(
    hit=share("probability that a precision shot hits, h_p"),
    precision_value=nonnegative("value destroyed per hit, v_p", "USD"),
    precision_cost=positive("cost of one precision shot, c_p", "USD"),
)
def precision_return(hit, precision_value, precision_cost):
    r"""Expected damage per dollar spent on precision strikes: $h_p v_p / c_p$."""
    return hit * precision_value / precision_cost


@formula(
    hit=share("probability that a precision shot hits at first, h_p"),
    adaptation=share("share of the surprise the defender removes each period"),
    periods=count("periods since the surprise"),
)
def adapted_hit(hit, adaptation, periods):
    r"""Hit probability after the defender has adapted for some periods: $h_p (1 - a)^t$."""
    return hit * (1.0 - adaptation) ** periods


@formula(
    channels=nonnegative("drones the defense can engage at first, I", "drones"),
    investment=nonnegative("spent on new channels each period", "USD/period"),
    channel_cost=positive("cost of one more channel", "USD/drone"),
    periods=count("periods of investment"),
)
def adapted_channels(channels, investment, channel_cost, periods):
    r"""Channels after the defender has invested for some periods: $I + t \cdot \text{investment} / \text{cost}$."""
    return channels + periods * investment / channel_cost


@formula(
    Relation("merit > leak", lambda merit, leak: merit > leak),
    merit=positive("precision's merit at first, rho"),
    leak=positive("share of the mass salvo that leaks", high=1.0),
    adaptation=share("share of the surprise the defender removes each period", low_open=True),
)
def surprise_lasts(merit, leak, adaptation):
    r"""Periods for which precision stays the better buy as its surprise wears off.

    $\rho (1 - a)^t > \ell$ until $t = \ln(\ell / \rho) / \ln(1 - a)$; with full adaptation it ends at once.
    """
    if adaptation == 1.0:
        return 0.0
    return log(leak / merit) / log(1.0 - adaptation)


@formula(
    hit=share("probability that a precision shot hits at first, h_p"),
    shots=nonnegative("precision shots each period, n_p", "shots/period"),
    adaptation=share("share of the surprise the defender removes each period"),
    periods=count("periods of the campaign"),
    assets=positive("strategic assets at risk", "assets"),
)
def asset_loss_share(hit, shots, adaptation, periods, assets):
    r"""Share of the strategic assets a precision campaign is expected to hit.

    $\min\{1, n_p h_p \sum_{t<T} (1 - a)^t / A\}$, each hit counted on a different asset. However long the campaign, at
    most $n_p h_p / a$ hits are made: surprise is spent.
    """
    hits = 0.0
    chance = hit
    for _ in range(int(periods)):
        hits += shots * chance
        chance *= 1.0 - adaptation
        if hits >= assets or chance == 0.0:
            break
    return min(1.0, hits / assets)


@formula(
    stock=nonnegative("drones in store", "drones"),
    production=nonnegative("drones made each period", "drones/period"),
    salvo=positive("drones launched each period", "drones/period"),
)
def sustainable_periods(stock, production, salvo):
    r"""Periods a mass campaign lasts before its store is empty: $S / (N - \text{production})$, or for ever."""
    return stock / (salvo - production) if salvo > production else inf


MODEL = Model(
    section="M13",
    title="Mass against precision",
    claim="Mass beats precision per dollar only past the saturation of the defense, and not at all if precision's "
    "targets are valuable enough.",
    equation=r"N^* = \frac{q I}{1 - \rho}, \quad \rho = \frac{h_p v_p c_d}{c_p v_m}, \quad 1 - q \le \rho < 1",
    cites=("saghir2025", "aljazeera2025c"),
    confidence=Confidence.REDUCED,
    holds="equal budgets, damage adds up, one defense for the mass salvo, precision shots meet no saturation",
    breaks="when the two are used together (mass opens the way for precision), when targets are few, or when values "
    "per hit are disputed, as they are",
    main=crossover_salvo,
    example={"merit": 0.315, "kill": 0.87, "channels": 60.0},
    meaning=lambda salvo: (
        "no salvo is large enough for mass to be the better buy"
        if salvo == inf
        else f"mass is the better buy in salvos of more than {salvo:.4g} drones"
    ),
    known=(
        KnownResult("q=.87, I=60, rho=.315: 76.2", lambda: crossover_salvo(0.315, 0.87, 60), 52.2 / 0.685),
        KnownResult("always if rho < 1 - q", lambda: crossover_salvo(0.12, 0.87, 60), 0.0),
        KnownResult("never if rho >= 1", lambda: crossover_salvo(1.0, 0.87, 60), inf),
    ),
    static=ComparativeStatic(
        vary="channels",
        low=0.0,
        high=200.0,
        curves="merit",
        values=(0.2, 0.5, 0.8),
        fixed={"kill": 0.87},
        ylabel="salvo beyond which mass pays (drones)",
        reading="Each channel the defender adds raises the salvo that mass needs; more so the better precision does.",
    ),
    corrects="'Quantity has a quality of its own': below saturation size changes nothing, and where a precision hit "
    "destroys enough per dollar (rho of 1 or more) no quantity does.",
)
