"""The speed of crises."""

# covers: T13, F43

from counterpoise.core.maths import exp
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Normal

from .conflict_fields import PACE, PACE_LEVEL, carried


class Tempo(Mechanism):
    r"""Machines in command speed up crises against diplomacy, one in the base year (Horowitz 2019).

    $v = e^{g (x - x_0)}$, where x is automation of command and autonomy of states, weighted by their hard power, so
    that the powers set the pace. Diplomacy may speed up too: the gain g can be below 0. Off: v = 1.
    """

    phase = Phase.COERCE
    cites = ("horowitz2019", "johnson2020")
    declares = (PACE, PACE_LEVEL)

    gain = param(
        Normal(1.4, 1.4), unit="log factor", source="assumed", doc="tempo if the powers automated command in full"
    )

    @kernel
    def step(world, change, p, draw):
        automated, power = 0.0, 1e-9
        for i in range(world.n_states):
            automated += world.hard[i] * 0.5 * (world.u_command[i] + world.autonomy[i])
            power += world.hard[i]
        now = automated / power + 1e-6
        before = carried(world.pace_level[0], now)
        change.tempo[0] += exp(p.gain * (now - before))
        change.pace_level[0] += before
        change.pace[0] += now

    @kernel
    def null(world, change, p, draw):
        change.tempo[0] += 1.0
