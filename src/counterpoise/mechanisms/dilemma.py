"""How severe the security dilemma is, pair by pair and for each state."""

# covers: F31, F37, F38

from counterpoise.core.maths import zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal
from counterpoise.theory import jervis


class DilemmaIntensity(Mechanism):
    r"""Where offense is easy and arms look alike, restraint needs more trust than there is (Jervis 1978; Kydd 2005).

    Least trust that supports restraint, $t^* = (P - S) / [(R - T) + (P - S)]$, with the rival's ease of offense in what
    i fears, $o_{ji}(1 - \kappa)L - a$, and its own in what it covets, $o_{ij} G - a$; G is revisionism times the prize.
    The dilemma of a state is its intensity towards others, weighted by how much each is feared.
    """

    phase = Phase.SUM_UP
    cites = ("jervis1978", "kydd2005", "glaser2010")

    cost = param(LogNormal(0.13, 1.5), unit="value at stake", source="assumed", doc="cost of arming")
    loss = param(LogNormal(1.0, 1.4), unit="value at stake", source="assumed", doc="loss when caught unarmed")
    prize = param(LogNormal(1.0, 1.4), unit="value at stake", source="assumed", doc="gain of a fully greedy exploiter")

    @kernel
    def step(world, change, p, draw):
        intensity = zeros(world.n_dyads)
        for e in range(world.n_dyads):
            against = max(world.ease[world.rev[e]], 1e-3)
            # the rival's ease rules the game; one's own stands in the gain, which it multiplies
            gain = p.prize * world.revisionism[world.src[e]] * world.ease[e] / against
            change.required_trust[e] += jervis.minimum_trust(against, world.distinct[e], p.cost, gain, p.loss)
            intensity[e] = jervis.dilemma_intensity(against, world.distinct[e], p.cost, gain, p.loss)
        for i in range(world.n_states):
            fears, dilemmas = 0.0, 0.0
            for e in range(world.first[i], world.first[i + 1]):
                fears += world.fear[e]
                dilemmas += world.fear[e] * intensity[e]
            change.dilemma[i] += dilemmas / (fears + 1e-6)
