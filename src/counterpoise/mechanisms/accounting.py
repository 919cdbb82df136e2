"""What the pairs of states add up to, for each state and for the world."""

from counterpoise.core.maths import zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.phases import Phase

from .tallies import NONE, counted, tally
from .vocabulary import CLASH, NUCLEAR

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
        clashes, nuclear, joiners, drawn_in, wary, controls = NONE, NONE, NONE, NONE, NONE, NONE
        for e in range(world.n_dyads):
            joiners = counted(joiners, world.joined[e] > 0.0)
            drawn_in = counted(drawn_in, (world.joined[e] > 0.0) & (world.rung[e] >= CLASH))
            clashes = counted(clashes, world.rung[e] >= CLASH)
            nuclear = counted(nuclear, world.rung[e] >= NUCLEAR)
        for e in range(world.n_dyads):
            wary = counted(wary, world.trust[e] < world.required_trust[e])
            controls = counted(controls, world.export_control[e] > IN_FORCE)
        change.joiners[0] += 0.5 * float(joiners)
        change.drawn_in[0] += 0.5 * float(drawn_in)
        change.clashes[0] += 0.5 * float(clashes)
        change.nuclear_use[0] += 0.5 * float(nuclear)
        change.unsupported[0] += float(wary) / pairs
        change.controls[0] += float(controls)
        wars = zeros(world.n_states)
        tally(world.rung, CLASH, world.src, wars)
        for i in range(world.n_states):
            disputes, allies, hedged = 0.0, 0.0, 0.0
            for e in range(world.first[i], world.first[i + 1]):
                disputes += world.onset[e]
                allies += world.alliance[e]
                hedged += world.hedging[e]
            change.state_disputes[i] += disputes
            change.state_wars[i] += wars[i]
            change.allies[i] += allies
            change.hedged[i] += hedged / max(float(world.first[i + 1] - world.first[i]), 1.0)
            change.wars[0] += 0.5 * wars[i]
            change.alliances[0] += 0.5 * allies
            change.hedgers[0] += hedged / pairs
