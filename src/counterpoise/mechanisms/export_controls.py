"""Those who lead in computing withhold it from those whose gains they fear."""

# covers: F31, F48, L10

from counterpoise.core.maths import zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, LogNormal
from counterpoise.theory import sanctions

from .quantal import quantal_response


class ExportControls(Mechanism):
    r"""A control is imposed if what it costs the target, weighed by relative gains, exceeds its cost (Drezner 1999).

    Credible iff $k\,c_T \ge (1 + k)\,c_S$: the target loses the sender's part in the world's computing times the
    share of technology it has from abroad (the root of its dependence), the sender a fixed cost and custom in
    proportion to the target's part of the world market. The control moves toward the quantal
    response to that margin. What a state is denied is the sum of controls, each by the sender's part in computing.
    Off: nothing is withheld.
    """

    phase = Phase.COERCE
    cites = ("drezner1999", "grieco1988", "farrellnewman2019")

    speed = param(Beta(3, 9), unit="1/year", source="assumed", doc="part of the way to the response gone in a year")
    fixed = param(LogNormal(0.02, 1.3), unit="share of the stake", source="assumed", doc="diplomatic cost of a control")
    market = param(LogNormal(0.02, 1.3), unit="share of the stake", source="assumed", doc="cost of the world's custom")
    noise = param(
        LogNormal(0.15, 1.4), unit="share of the fixed cost", source="assumed", doc="error in weighing payoffs"
    )

    @kernel
    def step(world, change, p, draw):
        computing, output = 0.0, 0.0
        supply, need, paid = zeros(world.n_states), zeros(world.n_states), zeros(world.n_states)
        for i in range(world.n_states):
            computing += world.compute[i]
            output += world.gdp[i]
        for i in range(world.n_states):
            supply[i] = world.compute[i] / max(computing, 1.0)
            need[i] = world.dependence[i] ** 0.5
            paid[i] = p.fixed + p.market * world.gdp[i] / output
        for e in range(world.n_dyads):
            i, j = world.src[e], world.dst[e]
            margin = sanctions.threat_margin(supply[i] * need[j], paid[j], world.relative_gains[e])
            response = quantal_response(margin, p.noise * p.fixed)
            change.export_control[e] += p.speed * (response - world.export_control[e])
            change.restricted[j] += world.export_control[e] * supply[i]
