"""States that a scenario marks as federated act abroad as one."""

# covers: A08

from counterpoise.core.maths import zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta

from .skill_fields import FEDERATED, UNION_HARD, UNION_SMART


class Federation(Mechanism):
    r"""A federation speaks with one voice, in which members count by their power (Roumate: a state or a federation).

    Towards each outsider j a member moves a part $\upsilon f_i$ of the way from its own export control and agreement in
    votes to the members' mean, weighted by hard power times how far each is federated, f. The hard and smart power of
    the whole are added up, as those of one actor. Nobody is federated unless a scenario says so; then nothing happens.
    """

    phase = Phase.COERCE
    cites = ("roumate2022", "edler2020")
    declares = (FEDERATED, UNION_HARD, UNION_SMART)

    unity = param(Beta(5.0, 5.0), unit="1/year", source="assumed", doc="way to the common position gone in a year")

    @kernel
    def step(world, change, p, draw):
        hard, smart = 0.0, 0.0
        weight, control, votes = zeros(world.n_states), zeros(world.n_states), zeros(world.n_states)
        for i in range(world.n_states):
            hard += world.federated[i] * world.hard[i]
            smart += world.federated[i] * world.smart[i]
        if hard > 0.0:
            for e in range(world.n_dyads):
                i, j = world.src[e], world.dst[e]
                part = world.federated[i] * world.hard[i] * (1.0 - world.federated[j])
                weight[j] += part
                control[j] += part * world.export_control[e]
                votes[j] += part * world.affinity[e]
            for e in range(world.n_dyads):
                i, j = world.src[e], world.dst[e]
                if world.federated[i] > 0.0 and weight[j] > 0.0:
                    moved = p.unity * world.federated[i] * (1.0 - world.federated[j])
                    change.export_control[e] += moved * (control[j] / weight[j] - world.export_control[e])
                    turned = moved * (votes[j] / weight[j] - world.affinity[e])
                    change.affinity[e] += turned
                    change.affinity[world.rev[e]] += turned
        change.union_hard[0] += min(hard, 1.0)
        change.union_smart[0] += min(smart, 1.0)
