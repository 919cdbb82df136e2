"""What states come to believe of one another's motives."""

# covers: F37

from counterpoise.core.maths import log, logistic, zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, LogNormal, Normal, Uniform
from counterpoise.theory import trust

from .conflict_fields import ARMING
from .luck_fields import BURDEN_SCATTER
from .quantal import quantal_response


class Beliefs(Mechanism):
    r"""Trust follows Bayes' rule on last year's restraint or arming; threats weigh more (Kydd 2005; Jervis 1976).

    A state sent a threat if it was in a dispute with the observer or armed faster than luck explains, $\Delta \ln m_j >
    a\,x\,s_j$, as seen (a quantal response, sharper with good surveillance; its error, too, is in units of $s_j$); else
    it reassured. Budgets of some states jump and those of others do not, which observers know: $s_j$ is the size of
    luck that is usual for j, and luck of that size (Laplace) passes $x\,s_j$ with $x = -\ln 2(1 - \rho)$ as often as a
    security seeker fails to reassure, $1 - \rho$. $\mathrm{logit}\,t' = \mathrm{logit}\,t + \ln LR$, a threat's
    evidence counted $(1 + b)$ times; the first year has no signal, as nothing was seen before it. Motives are also
    judged by company: trust returns slowly to what affinity, rivalry, alliance and past disputes suggest. Off: trust
    stays.
    """

    phase = Phase.PERCEIVE
    cites = ("kydd2000", "kydd2005", "jervis1976")
    declares = (ARMING, BURDEN_SCATTER)

    seeker = param(Beta(16.0, 4.0), unit="probability", source="assumed", doc="a security seeker reassures in a year")
    telling = param(
        Beta(12.0, 4.0), unit="ratio", source="assumed", doc="how likely a greedy state does, against a seeker"
    )
    bias = param(Uniform(0.0, 1.0), unit="weight", source="jervis1976", doc="extra weight given to threats")
    alarm = param(
        LogNormal(1.0, 1.3),
        unit="ratio",
        source="assumed",
        doc="rise that reads as a threat, over what luck explains",
    )
    blur = param(LogNormal(0.3, 1.5), unit="ratio", source="assumed", doc="error in seeing it without AI ISR")
    fading = param(LogNormal(0.15, 1.6), unit="1/year", source="assumed", doc="pull of trust back to what ties suggest")
    standing = param(Normal(0.0, 0.4), unit="log odds", source="assumed", doc="trust between strangers")
    kinship = param(LogNormal(4.0, 1.3), unit="log odds", source="assumed", doc="trust from full affinity over none")
    grudge = param(LogNormal(2.0, 1.3), unit="log odds", source="assumed", doc="mistrust of a strategic rival")
    pact = param(LogNormal(1.5, 1.3), unit="log odds", source="assumed", doc="trust from a defense pact")
    shadow = param(LogNormal(0.25, 1.3), unit="log odds", source="assumed", doc="mistrust from each dispute remembered")

    @kernel
    def step(world, change, p, draw):
        sharp, excess = zeros(world.n_states), zeros(world.n_states)
        luck, ratio = zeros(world.n_dyads), zeros(world.n_dyads)
        # likelihood ratios of the two signals, as in trust_after_reassurance and trust_after_threat
        greedy = p.seeker * p.telling
        reassuring, alarming = p.seeker / greedy, ((1.0 - p.seeker) / (1.0 - greedy)) ** (1.0 + p.bias)
        if world.elapsed <= 1.0:
            reassuring, alarming = 1.0, 1.0  # nothing was seen yet
        explained = p.alarm * usual_rise(p.seeker)
        for i in range(world.n_states):
            sharp[i] = 1.0 / max(p.blur * (1.0 - 0.5 * world.u_isr[i]), 1e-6)
            excess[i] = world.arming[i] / world.burden_scatter[i] - explained
        for k in range(world.n_pairs):
            luck[world.lower_of[k]], luck[world.upper_of[k]] = draw.uniform_pair(world.pair_id[k])
        for e in range(world.n_dyads):
            i, j = world.src[e], world.dst[e]
            alarm = quantal_response(excess[j] * sharp[i], 1.0)
            threat = max(1.0 if luck[e] < alarm else 0.0, world.onset[e])
            ratio[e] = alarming if threat > 0.0 else reassuring
            ties = p.standing + p.kinship * (world.affinity[e] - 0.5)
            ties += p.pact * world.alliance[e] - p.grudge * world.rivalry[e] - p.shadow * world.memory[e]
            learned = trust.updated_trust(world.trust[e], ratio[e])
            change.trust[e] += learned - world.trust[e] + p.fading * (logistic(ties) - world.trust[e])


def usual_rise(seeker):
    """How many times its mean size Laplace's luck is passed, upwards, in one less the seeker's share of years."""
    return max(-log(max(2.0 * (1.0 - seeker), 1e-6)), 0.0)
