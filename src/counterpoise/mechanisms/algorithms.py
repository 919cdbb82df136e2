"""Algorithms need ever less computing for the same result; the pace slackens some day."""

from math import log10

from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal, Uniform
from counterpoise.theory import ai_capability


class Algorithms(Mechanism):
    r"""The efficiency of the best algorithms doubles every eight months or so, later more slowly (Ho et al. 2024).

    $\Delta \log_{10} Q = \log_{10} g^{x(t) - x(t-1)}$ with $g = 2^{1/\tau}$ and $x$ the years lived, counted $d$-fold
    less after the slowdown. One level for the frontier: what leaks to followers is part of ``Capability``.
    """

    phase = Phase.GROW
    cites = ("ho2024", "epoch2024")

    doubling = param(
        LogNormal(8.0 / 12.0, 1.35),
        unit="year",
        source="ho2024",
        doc="time in which efficiency doubles, 5 to 14 months",
    )
    slowdown = param(Uniform(2.0, 8.0), unit="year", source="assumed", doc="when progress slows")
    divisor = param(Uniform(2.0, 5.0), unit="1", source="assumed", doc="by how much the doubling time then lengthens")

    @kernel
    def step(world, change, p, draw):
        factor = ai_capability.growth_factor(p.doubling)
        this_year = ai_capability.frontier_compute(1.0, factor, slowed(world.elapsed, p.slowdown), p.divisor)
        change.algorithms[0] += log10(this_year)


def slowed(elapsed, slowdown):
    """The part of the year now ending that lay before the slowdown."""
    return min(1.0, max(0.0, slowdown - (elapsed - 1.0)))
