"""Firms sell to the controlled if that pays more than their home can make them lose."""

# covers: P29, F48

from counterpoise.core.maths import zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal

from .firm_fields import HOLD, LEAKED, PRIVATE
from .quantal import quantal_response


class FirmCompliance(Mechanism):
    r"""An export control withholds as far as the sender's firms obey, and they obey as far as it holds them (Drezner).

    A firm of sender i that sells to target j although it must not gains j's custom, $y_j$ (parts of the world's
    output), and loses $\lambda\,h_i\,y_i$, with i's hold h on its firms: it obeys by quantal response to the
    difference. What it sells is taken off what j is denied: $\sum_i e_{ij} C_i / C\;q_i (1 - \kappa_{ij})$, with q the
    part of i's computing that firms own. Off: all obey.
    """

    phase = Phase.COERCE
    cites = ("drezner1999", "farrellnewman2019", "mckelvey_palfrey1995")
    declares = (HOLD, PRIVATE, LEAKED)

    penalty = param(
        LogNormal(3.0, 1.5), unit="home markets", source="assumed", doc="what a home that holds all can make it lose"
    )
    greed = param(LogNormal(0.05, 1.4), unit="share of the world", source="assumed", doc="scatter among firms")
    least = param(0.02, unit="0 to 1", source="assumed", doc="control below which nothing is withheld to speak of")

    @kernel
    def step(world, change, p, draw):
        computing, output = 1e-9, 1e-9
        leaked = zeros(world.n_states)
        for i in range(world.n_states):
            computing += world.compute[i]
            output += world.gdp[i]
        for i in range(world.n_states):
            if world.private[i] > 0.0:
                sold = world.private[i] * world.compute[i] / computing
                loses = p.penalty * world.hold[i] * world.gdp[i] / output
                for e in range(world.first[i], world.first[i + 1]):
                    if world.export_control[e] > p.least:
                        j = world.dst[e]
                        obeys = quantal_response(loses - world.gdp[j] / output, p.greed)
                        leaked[j] += world.export_control[e] * sold * (1.0 - obeys)
        for i in range(world.n_states):
            change.leaked[i] += leaked[i]
            change.restricted[i] -= leaked[i]
