"""States that have fought grow weary of war, for a while."""

from counterpoise.core.fields import Dimension, Field, Kind
from counterpoise.core.maths import zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal, Normal
from counterpoise.mechanisms.conflict_fields import STRAIN

WEARINESS = Field("weariness", Dimension.STATE, Kind.FLOW, "0 to 1", "how recently the state has fought", 0.0, 1.0)
"""A flow is made anew each year; this one is made of last year's, so that it needs no starting value."""

LIMITED_WAR = 2.5
"""Rungs of escalation are whole: 3 is a limited war, 4 a major one."""


class WarWeariness(Mechanism):
    r"""War inhibits those who have fought from fighting again, for some years (a hypothesis of negative contagion).

    $w_i' = \max\{(1 - \phi)\,w_i,\ fought_i\}$, where a state has fought if a dispute of last year reached limited war;
    the log odds of a dispute of i and j fall by $\gamma (w_i + w_j)/2$. Levy and Morgan, who tested it on the great
    powers of five centuries, found no such effect (1986, American Journal of Political Science 30(1): 26-49), so the
    prior of $\gamma$ is centered on zero: the hypothesis is to be swept, not believed. Reduced form. Off: nobody grows
    weary.
    """

    phase = Phase.COERCE
    declares = (STRAIN, WEARINESS)

    fading = param(LogNormal(0.2, 1.6), unit="1/year", source="assumed", doc="part of weariness that fades in a year")
    weight = param(Normal(0.0, 0.3), unit="log odds", source="assumed", doc="relief of strain by full weariness, gamma")

    @kernel
    def step(world, change, p, draw):
        fought, weary = zeros(world.n_states), zeros(world.n_states)
        for e in range(world.n_dyads):
            fought[world.src[e]] = max(fought[world.src[e]], 1.0 if world.rung[e] > LIMITED_WAR else 0.0)
        for i in range(world.n_states):
            weary[i] = max((1.0 - min(p.fading, 1.0)) * world.weariness[i], fought[i])
            change.weariness[i] += weary[i]
        for e in range(world.n_dyads):
            change.strain[e] -= p.weight * (weary[world.src[e]] + weary[world.dst[e]]) / 2.0
