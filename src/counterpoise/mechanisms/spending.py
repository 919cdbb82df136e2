"""States invest in AI as others do, the more so the more they fear them, up to what an economy bears."""

# covers: F02

from math import log1p

from counterpoise.core.maths import zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal


class AISpending(Mechanism):
    r"""Investment in AI grows by its own momentum, by what feared rivals invest and by threat, and saturates.

    $\Delta s_i = s_i\,[g + r \ln(1 + \max_j \theta_{ij} s_j / s_i) + a\,threat_i]\,(1 - s_i / \bar s)$: Richardson's
    (1960) reaction to the most alarming rival, with fatigue as a ceiling. Fear and threat are last year's. Reduced
    form. A state that invests nothing begins with ``seed``.
    """

    phase = Phase.GROW
    cites = ("richardson1960", "eto_country_ai_metrics")

    momentum = param(LogNormal(0.12, 1.6), unit="1/year", source="assumed", doc="growth of the share without rivals")
    reaction = param(LogNormal(0.08, 2.0), unit="1/year", source="assumed", doc="answer to a feared rival's investment")
    alarm = param(LogNormal(1.0, 2.0), unit="1/year", source="assumed", doc="answer to threat as such")
    ceiling = param(LogNormal(0.02, 1.5), unit="share of output", source="assumed", doc="most that an economy invests")
    seed = param(1e-5, unit="share of output", source="assumed", doc="where a state begins that invests nothing")

    @kernel
    def step(world, change, p, draw):
        rival = zeros(world.n_states)
        for i in range(world.n_states):
            most = 0.0
            for e in range(world.first[i], world.first[i + 1]):
                most = max(most, world.fear[e] * world.spending[world.dst[e]])
            rival[i] = most
        for i in range(world.n_states):
            share = max(world.spending[i], p.seed)
            push = p.momentum + p.reaction * log1p(rival[i] / share) + p.alarm * world.threat[i]
            change.spending[i] += share * min(push, 1.0) * max(1.0 - share / p.ceiling, -0.5)
