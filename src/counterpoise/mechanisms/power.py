"""Hard and smart power as shares of the world."""

# covers: P01, P03, F29

from math import exp, expm1, log, log1p

from counterpoise.core.maths import zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, Uniform

from .economy_fields import HARD_LEVEL, SMART_LEVEL


class Power(Mechanism):
    r"""Power is a combination of fields, hard or smart, and a gap in one is not quite made up by another (Roumate).

    Hard power combines shares of military capital, output and personnel; smart power shares of science and technology,
    output and hard power: $[\sum_f w_f s_f^\rho]^{1/\rho}$, divided by its sum so that shares sum to one. A lead in AI
    capability of $a$ powers of ten counts as science $10^{\eta a}$: between little ($\eta$ near 0) and all of it. That
    AI concentrates power or spreads it is thus not assumed.

    A start that gives standings, measured from far more indicators than are carried here, sets the level: power in the
    first year is as measured, and moves from there with its parts. Without it, power is as made.
    """

    phase = Phase.MEASURE
    cites = ("roumate2022", "arrow1961", "nye2004")
    declares = (HARD_LEVEL, SMART_LEVEL)

    rho_hard = param(Uniform(-1.0, 1.0), unit="1", source="assumed", doc="substitution between arms, output and people")
    rho_smart = param(Uniform(-1.0, 1.0), unit="1", source="assumed", doc="substitution between science, output, force")
    arms = param(Beta(8, 8), unit="share", source="assumed", doc="weight of military capital in hard power")
    output = param(Beta(8, 8), unit="share", source="assumed", doc="part of output in what else makes hard power")
    science = param(Beta(5, 10), unit="share", source="assumed", doc="weight of science and technology in smart power")
    economy = param(Beta(5, 5), unit="share", source="assumed", doc="part of output in what else makes smart power")
    returns = param(Uniform(0.1, 0.6), unit="exponent", source="assumed", doc="worth of tenfold capability, eta")
    floor = param(1e-6, unit="share of the world", source="assumed", doc="least share, so that none is nothing")

    @kernel
    def step(world, change, p, draw):
        skill, wealth, force = zeros(world.n_states), zeros(world.n_states), zeros(world.n_states)
        known, hard, smart = zeros(world.n_states), zeros(world.n_states), zeros(world.n_states)
        stock, people, output, best = 0.0, 0.0, 0.0, 0.0
        for i in range(world.n_states):
            stock += world.military_stock[i]
            people += world.personnel[i]
            output += world.gdp[i]
            best = max(best, world.capability[i])
        for i in range(world.n_states):
            skill[i] = 2.3025851 * p.returns * (world.capability[i] - best)
            known[i] = exp(skill[i])
        least, all_known = log(p.floor), log(total(known))
        w_output = (1.0 - p.arms) * p.output
        w_economy = (1.0 - p.science) * p.economy
        for i in range(world.n_states):
            arms = log(max(world.military_stock[i] / max(stock, 1e-6), p.floor))
            wealth[i] = log(max(world.gdp[i] / output, p.floor))
            troops = log(max(world.personnel[i] / max(people, 1e-6), p.floor))
            force[i] = log_combined(arms, wealth[i], troops, p.rho_hard, p.arms, w_output)
            hard[i] = exp(force[i])
        all_hard = total(hard)
        all_force = log(all_hard)
        for i in range(world.n_states):
            science = max(skill[i] - all_known, least)
            might = max(force[i] - all_force, least)
            smart[i] = exp(log_combined(science, wealth[i], might, p.rho_smart, p.science, w_economy))
        all_smart = total(smart)
        for i in range(world.n_states):
            hard_level = level(world.hard_level[i], world.hard[i], hard[i] / all_hard, p.floor)
            smart_level = level(world.smart_level[i], world.smart[i], smart[i] / all_smart, p.floor)
            change.hard_level[i] += hard_level
            change.smart_level[i] += smart_level
            hard[i] = hard[i] / all_hard * hard_level
            smart[i] = smart[i] / all_smart * smart_level
        all_hard, all_smart = total(hard), total(smart)
        for i in range(world.n_states):
            change.hard[i] += hard[i] / all_hard
            change.smart[i] += smart[i] / all_smart

    @kernel
    def null(world, change, p, draw):
        for i in range(world.n_states):
            change.hard[i] += world.hard[i]
            change.smart[i] += world.smart[i]


def total(values):
    """Sum of an array."""
    found = 0.0
    for i in range(values.size):
        found += values[i]
    return found


def log_combined(la, lb, lc, rho, w_a, w_b):
    r"""Three fields in one, $\ln [\sum_f w_f s_f^\rho]^{1/\rho}$, from their logarithms; the third weighs what is left.

    ``theory.smart_power`` in single precision, which cannot hold the number it takes for no substitution at all; a
    millionth stands for what is less.
    """
    some = rho if abs(rho) > 1e-6 else 1e-6
    excess = w_b * expm1(some * (lb - la)) + (1.0 - w_a - w_b) * expm1(some * (lc - la))
    return la + log1p(excess) / some


def level(carried, measured, made, floor):
    """What was measured over what is made: last year's ratio if there is one, one where nothing was measured."""
    if carried > 0.0:
        return carried
    return max(measured, floor) / max(made, floor) if measured > 0.0 else 1.0
