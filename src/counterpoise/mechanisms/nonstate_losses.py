"""What armed groups with autonomous weapons cost the states on whose ground they stand."""

from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal, Uniform

from .force_fields import NONSTATE, NONSTATE_FIRST


class NonstateLosses(Mechanism):
    r"""Cheap precise force in the hands of the few costs weak states output, less where these see it coming.

    $loss_i = d\,\max(0, N_i - N_{i0}) (1 - g\,u_{ISR,i})$: only what groups hold beyond the base year counts, since
    growth until then contains what they cost. Reduced form. Losses of output are also losses of arms, as in war.
    """

    phase = Phase.SETTLE
    cites = ("horowitz2010", "veilleuxlepage2022")
    declares = (NONSTATE, NONSTATE_FIRST)

    harm = param(LogNormal(0.006, 2.0), unit="share of output", source="assumed", doc="lost where groups hold all, d")
    guard = param(Uniform(0.0, 1.0), unit="share", source="assumed", doc="part of it that full surveillance prevents")

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            new = max(world.nonstate[i] - world.nonstate_first[i], 0.0)
            change.loss[i] += min(p.harm * new * (1.0 - p.guard * world.u_isr[i]), 1.0)
