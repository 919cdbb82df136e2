"""Hard and smart power as shares of the world."""

from math import exp, expm1, log, log1p

from counterpoise.core.maths import zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, Uniform


class Power(Mechanism):
    r"""Power is a combination of fields, hard or smart, and a gap in one is not quite made up by another (Roumate).

    Hard power combines shares of military capital, output and personnel; smart power shares of science and technology,
    output and hard power: $[\sum_f w_f s_f^\rho]^{1/\rho}$, divided by its sum so that shares sum to one. A lead in AI
    capability of $a$ powers of ten counts as science $10^{\eta a}$: between little ($\eta$ near 0) and all of it. That
    AI concentrates power or spreads it is thus not assumed.
    """

    phase = Phase.MEASURE
    cites = ("roumate2022", "arrow1961", "nye2004")

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
        n = world.n_states
        stock, people, output, science, best = 0.0, 0.0, 0.0, 0.0, 0.0
        skill, hard, smart = zeros(n), zeros(n), zeros(n)
        for i in range(n):
            stock += world.military_stock[i]
            people += world.personnel[i]
            output += world.gdp[i]
            best = max(best, world.capability[i])
        for i in range(n):
            skill[i] = 10.0 ** (p.returns * (world.capability[i] - best))
        for i in range(n):
            science += skill[i]
        w_output = (1.0 - p.arms) * p.output
        for i in range(n):
            arms = max(world.military_stock[i] / max(stock, 1e-6), p.floor)
            wealth = max(world.gdp[i] / output, p.floor)
            troops = max(world.personnel[i] / max(people, 1e-6), p.floor)
            hard[i] = combined(arms, wealth, troops, p.rho_hard, p.arms, w_output)
        total = 0.0
        for i in range(n):
            total += hard[i]
        w_economy = (1.0 - p.science) * p.economy
        for i in range(n):
            hard[i] = hard[i] / total
            wealth = max(world.gdp[i] / output, p.floor)
            smart[i] = combined(
                max(skill[i] / science, p.floor), wealth, max(hard[i], p.floor), p.rho_smart, p.science, w_economy
            )
        total = 0.0
        for i in range(n):
            total += smart[i]
        for i in range(n):
            change.hard[i] += hard[i]
            change.smart[i] += smart[i] / total


def combined(a, b, c, rho, w_a, w_b):
    r"""Three fields in one, $[\sum_f w_f s_f^\rho]^{1/\rho}$, the third weighing what is left.

    ``theory.smart_power`` in single precision, which cannot hold the number it takes for no substitution at all.
    """
    la, lb, lc = log(a), log(b), log(c)
    w_c = 1.0 - w_a - w_b
    if abs(rho) < 1e-6:
        return exp(w_a * la + w_b * lb + w_c * lc)
    pivot = max(la, lb, lc) if rho > 0.0 else min(la, lb, lc)
    excess = w_a * expm1(rho * (la - pivot)) + w_b * expm1(rho * (lb - pivot)) + w_c * expm1(rho * (lc - pivot))
    return exp(pivot + log1p(excess) / rho)
