"""What sanctions cost in output."""

# covers: F14

from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal

from .economy_fields import TREND_KEPT
from .society_fields import CUT_OFF, FIRST_CUT


class SanctionCosts(Mechanism):
    r"""A state cut off from a part of the world's market grows by so much less (Neuenkirch & Neumeier 2015).

    $\Delta loss_i = d\,\max(m_i - f m_{i1}, 0)$ with the part m of the world's market that compliant firms have left;
    what sanctions of the first year cost is in the state's own trend, as far as that still counts (f, ``Growth``).
    Sanctions of the United Nations took 2.3 to 3.5 points off growth for ten years, American ones .5 to .9 for seven:
    with a quarter of the world's output and most firms complying, both ask for a d near .03. Senders lose the target's
    market alike.
    """

    phase = Phase.SETTLE
    cites = ("neuenkirch_neumeier2015",)
    declares = (CUT_OFF, FIRST_CUT, TREND_KEPT)

    damage = param(
        LogNormal(0.03, 1.4), unit="share of output", source="neuenkirch_neumeier2015", doc="lost if all cut off, d"
    )

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            # a flow that is carried on, one higher so that nil is told from not yet known
            first = world.first_cut[i] if world.first_cut[i] > 0.0 else 1.0 + world.cut_off[i]
            change.first_cut[i] += first
            change.loss[i] += min(p.damage * max(world.cut_off[i] - world.trend_kept[0] * (first - 1.0), 0.0), 0.5)
