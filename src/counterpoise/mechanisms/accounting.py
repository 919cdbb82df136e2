"""What the pairs of states add up to, for each state and for the world."""

from counterpoise.core.maths import zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.phases import Phase

from .vocabulary import CLASH, NUCLEAR, WAR

IN_FORCE = 0.2


class Accounting(Mechanism):
    r"""Outcomes are counted from the pairs once a year, so that the pairs themselves need not be kept.

    Sums over a state's dyads of disputes begun, of $[rung \ge war]$ and of pacts; for the world the same by undirected
    pair, with clashes, nuclear use and pairs that joined; shares of pairs that hedge, whose trust does not support
    restraint, $[t_{ij} < t^*_{ij}]$, and controls in force. Off: nothing is counted.
    """

    phase = Phase.SETTLE
    cites = ("palmer_et_al2021",)

    @kernel
    def step(world, change, p, draw):
        disputes, wars = zeros(world.n_states), zeros(world.n_states)
        allies, hedged = zeros(world.n_states), zeros(world.n_states)
        begun, clashes, nuclear, joiners, wary, controls = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
        for e in range(world.n_dyads):
            i, rung = world.src[e], world.rung[e]
            disputes[i] += world.onset[e]
            allies[i] += world.alliance[e]
            hedged[i] += world.hedging[e]
            joiners += 0.5 * world.joined[e]
            wary += 1.0 if world.trust[e] < world.required_trust[e] else 0.0
            controls += 1.0 if world.export_control[e] > IN_FORCE else 0.0
            if rung >= CLASH:
                clashes += 0.5
                wars[i] += 1.0 if rung >= WAR else 0.0
                begun += 0.5 * (1.0 - world.joined[e]) if rung >= WAR else 0.0
                nuclear += 0.5 if rung >= NUCLEAR else 0.0
        for i in range(world.n_states):
            change.state_disputes[i] += disputes[i]
            change.state_wars[i] += wars[i]
            change.allies[i] += allies[i]
            change.hedged[i] += hedged[i] / max(float(world.first[i + 1] - world.first[i]), 1.0)
            change.wars[0] += 0.5 * wars[i]
            change.alliances[0] += 0.5 * allies[i]
            change.hedgers[0] += hedged[i] / max(float(world.n_dyads), 1.0)
        change.wars_begun[0] += begun
        change.clashes[0] += clashes
        change.nuclear_use[0] += nuclear
        change.joiners[0] += joiners
        change.unsupported[0] += wary / max(float(world.n_dyads), 1.0)
        change.controls[0] += controls
