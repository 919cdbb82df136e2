"""Economies grow at their own pace, which fades into catching up; AI adds what its automation is worth."""

# covers: P19, F24

from math import exp, log

from counterpoise.core.fields import Dimension, Field, Kind
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, LogNormal, Normal, Uniform
from counterpoise.theory import country_growth

from .economy_fields import AUTOMATED, TREND_KEPT
from .heavy_tails import laplace
from .luck_fields import GROWTH_SCATTER

GROWTH_LUCK = Field("growth_luck", Dimension.STATE, Kind.FLOW, "1/year", "growth beyond what is explained", -5.0, 5.0)


class Growth(Mechanism):
    r"""A country grows at its own pace, then catches up; AI adds its automation times its adoption (country law).

    $\Delta \ln Y_i = g_i + \chi_i\,gap_i + \kappa\,\Delta auto_i \cdot adopt_i - damage_i + shock$. The pace of the
    last two decades fades, as extremes do, to the share $f = 2^{-t/h}$, and a pace common to all plus convergence take
    over, faster where capacity q is great: $g_i = f\,trend_i + (1 - f)\,g^*$, $\chi_i = (1 - f)\chi(1 - c + c\,q_i)$.
    Luck lasts in part, $l_t = \phi l_{t-1} + w_t + b s_i e_{it}$, at first growth less the trend; e has Laplace's
    distribution and s is the size that is usual for the state.
    The effect $\kappa$ is a quantile of three published magnitudes, each of a decade's automation, so automation counts
    in such decades and no faster than ``fastest``. Adoption is organizational capacity; damage is what was lost last
    year. Population does not change. Off: the trend alone.
    """

    phase = Phase.GROW
    cites = ("acemoglu2024", "briggs2023", "erdil2025", "davidson2021", "pritchett2014", "barro1992")
    declares = (AUTOMATED, GROWTH_LUCK, GROWTH_SCATTER, TREND_KEPT)

    common = param(Normal(0.0208, 0.0034), unit="1/year", source="estimated:growth", doc="pace to which all paces fade")
    half_life = param(
        LogNormal(2.59, 1.182), unit="year", source="estimated:growth", doc="time in which half the own pace fades"
    )
    convergence = param(
        LogNormal(0.0108, 1.116), unit="1/year", source="estimated:growth", doc="distance caught up in a year"
    )
    capacity = param(Beta(5, 5), unit="share", source="assumed", doc="part of catching up that needs capacity, c")
    frontier = param(
        80.0, unit="thousand 2015 USD/person", source="assumed", doc="output per head to be caught up with"
    )
    effect = param(Uniform(0.0, 0.96), unit="quantile", source="assumed", doc="where AI's effect lies in the mixture")
    decade = param(
        LogNormal(0.1, 1.5),
        unit="share of tasks",
        source="assumed",
        doc="what the published views automate in ten years",
    )
    fastest = param(0.1, unit="decades/year", source="assumed", doc="fastest pace at which an effect is realized")
    world_shock = param(
        LogNormal(0.0064, 1.185), unit="1/year", source="estimated:growth", doc="spread of the world's growth"
    )
    own_shock = param(
        LogNormal(0.845, 1.019), unit="ratio", source="estimated:growth", doc="size of luck over the usual, b"
    )
    inertia = param(Normal(0.366, 0.0178), unit="share", source="estimated:growth", doc="part of luck that lasts, phi")

    @kernel
    def step(world, change, p, draw):
        kappa = country_growth.automation_effect(p.effect)
        fade = exp(-0.6931472 * world.elapsed / p.half_life)
        change.trend_kept[0] += fade
        world_luck = p.world_shock * draw.normal(0, channel=1)
        for i in range(world.n_states):
            per_head = world.gdp[i] / max(world.population[i], 1e-3)
            gap = country_growth.convergence_gap(output_per_head=max(per_head, 0.05), frontier=p.frontier)
            pace = country_growth.growth(
                base=fade * world.trend_growth[i] + (1.0 - fade) * p.common,
                chi=(1.0 - fade) * p.convergence * (1.0 - p.capacity + p.capacity * world.agility[i]),
                gap=gap,
                kappa=kappa,
                automation=min(world.automated[i] / p.decade, p.fastest),
                adoption=world.agility[i],
                damage=-log(1.0 - min(world.loss[i], 0.95)),
            )
            luck = world.growth_luck[i]
            if world.elapsed == 1.0:
                luck = log(1.0 + max(world.growth[i], -0.5)) - world.trend_growth[i]
            own = p.own_shock * world.growth_scatter[i] * laplace(draw.uniform(world.state_id[i]))
            luck = p.inertia * luck + world_luck + own
            growth = exp(pace + luck) - 1.0
            change.growth_luck[i] += luck
            change.growth[i] += growth
            change.gdp[i] += world.gdp[i] * growth

    @kernel
    def null(world, change, p, draw):
        change.trend_kept[0] += 1.0
        for i in range(world.n_states):
            growth = exp(world.trend_growth[i]) - 1.0
            change.growth[i] += growth
            change.gdp[i] += world.gdp[i] * growth
