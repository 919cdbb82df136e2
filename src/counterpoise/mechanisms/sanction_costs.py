"""What sanctions cost in output."""

from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal

from .society_fields import CUT_OFF


class SanctionCosts(Mechanism):
    r"""A state cut off from a part of the world's market grows by so much less (Neuenkirch & Neumeier 2015).

    $\Delta loss_i = d\,m_i$ with the part m of the world's market that compliant firms have left. Sanctions of the
    United Nations took 2.3 to 3.5 points off growth for ten years, American ones .5 to .9 for seven: with a quarter of
    the world's output and most firms complying, both ask for a d near .03. Senders lose the target's market alike.
    """

    phase = Phase.SETTLE
    cites = ("neuenkirch_neumeier2015",)
    declares = (CUT_OFF,)

    damage = param(
        LogNormal(0.03, 1.4), unit="share of output", source="neuenkirch_neumeier2015", doc="lost if all cut off, d"
    )

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            change.loss[i] += min(p.damage * world.cut_off[i], 0.5)
