"""Regimes last or fall."""

# covers: A10, F05, F12

from counterpoise.core.maths import exp, log, zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal
from counterpoise.theory import rumor

from .society_fields import EXPOSURE, INSTITUTIONS, STABILITY, TURNOVER, TURNOVERS


class RegimeStability(Mechanism):
    r"""Manipulated publics and hard times shake regimes; a change costs output (Maki & Thompson 1973, reduced form).

    Stability S is the chance to last ten years, so a regime changes within a year with $1 - S^{1/10}$. It is lowered by
    $\eta z_i$ with the part z of the public that was reached, more in years of election (one year in four in a
    democracy, its calendar left to chance), and by output that shrinks; it is repaired towards what the regime's
    kind and income give. A change costs output. Where the state turns in votes is in the luck of ``AffinityDrift``,
    which was estimated from years with changes of regime and without. The kind of regime stays, as its score is fixed.
    Off: no regime changes.
    """

    phase = Phase.SETTLE
    cites = ("kermack1927", "maki1973")
    declares = (EXPOSURE, INSTITUTIONS, STABILITY, TURNOVER, TURNOVERS)

    shock = param(LogNormal(0.03, 1.8), unit="1/year", source="assumed", doc="stability lost if all are reached, eta")
    ballot = param(LogNormal(1.0, 1.8), unit="ratio", source="assumed", doc="what an election adds to that")
    hardship = param(LogNormal(0.5, 1.8), unit="1", source="assumed", doc="stability lost per part of output lost")
    repair = param(LogNormal(0.15, 1.5), unit="1/year", source="assumed", doc="pace of return to the usual stability")
    upheaval = param(LogNormal(0.01, 1.8), unit="share of output", source="assumed", doc="output lost in a change")

    @kernel
    def step(world, change, p, draw):
        luck, chance = zeros(world.n_states), zeros(world.n_states)
        changes = 0.0
        for i in range(world.n_states):
            votes = 1.0 if draw.uniform(world.state_id[i], 1) < 0.25 and world.democracy[i] > 0.0 else 0.0
            lost = rumor.stability_shock(world.exposure[i], p.shock * (1.0 + p.ballot * votes))
            lean = p.hardship * min(world.growth[i], 0.0)
            mended = min(p.repair, 1.0) * (world.institutions[i] - world.stability[i])
            change.stability[i] += lost + lean + mended
        for i in range(world.n_states):
            luck[i], chance[i] = draw.uniform(world.state_id[i]), yearly(world.stability[i])
        for i in range(world.n_states):
            if luck[i] < chance[i]:
                changes += 1.0
                change.turnover[i] += 1.0
                change.loss[i] += min(p.upheaval, 0.5)
        change.turnovers[0] += changes


def yearly(lasting):
    """Chance of a change within a year, from the chance to last ten: $1 - S^{1/10}$."""
    return 1.0 - exp(0.1 * log(max(lasting, 1e-6)))
