"""What the pairs of states add up to, for each state and for the world."""

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
        pairs = max(float(world.n_dyads), 1.0)
        for i in range(world.n_states):
            disputes, wars, begun, clashes, nuclear, joiners = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
            allies, hedged, wary, controls = 0.0, 0.0, 0.0, 0.0
            for e in range(world.first[i], world.first[i + 1]):
                at_war = 1.0 if world.rung[e] >= WAR else 0.0
                disputes += world.onset[e]
                joiners += world.joined[e]
                wars += at_war
                begun += at_war * max(world.onset[e] - world.joined[e], 0.0)
                clashes += 1.0 if world.rung[e] >= CLASH else 0.0
                nuclear += 1.0 if world.rung[e] >= NUCLEAR else 0.0
            for e in range(world.first[i], world.first[i + 1]):
                allies += world.alliance[e]
                hedged += world.hedging[e]
                wary += 1.0 if world.trust[e] < world.required_trust[e] else 0.0
                controls += 1.0 if world.export_control[e] > IN_FORCE else 0.0
            change.state_disputes[i] += disputes
            change.state_wars[i] += wars
            change.allies[i] += allies
            change.hedged[i] += hedged / max(float(world.first[i + 1] - world.first[i]), 1.0)
            change.wars[0] += 0.5 * wars
            change.wars_begun[0] += 0.5 * begun
            change.clashes[0] += 0.5 * clashes
            change.nuclear_use[0] += 0.5 * nuclear
            change.joiners[0] += 0.5 * joiners
            change.alliances[0] += 0.5 * allies
            change.hedgers[0] += hedged / pairs
            change.unsupported[0] += wary / pairs
            change.controls[0] += controls
