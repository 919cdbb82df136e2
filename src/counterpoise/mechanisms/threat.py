"""Who fears whom, and how much."""

# covers: A09, F37

import math

from counterpoise.core.maths import exp, log, log10, logistic, sqrt, zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal, Uniform
from counterpoise.theory import balance_of_threat, loss_of_strength, trust

DAYS = 10.0 - math.e
"""The constant in Bueno de Mesquita's gradient, as in ``theory.loss_of_strength``."""


class BalanceOfThreat(Mechanism):
    r"""States fear power that can reach them, can attack and is not trusted, as they see it (Walt 1987).

    $\theta_{ij} = \frac{\hat c_{j|D}}{\hat c_{j|D} + c_{i|0}}\, o_{ji}\, (1 - t_{ij})$: the rival's hard power where it
    arrives (Boulding's loss of strength, none across a border) as a share of the two's, times its ease of offense and
    the trust it lacks. It is seen through noise, less of it with good surveillance and relations and more where the
    rival is closed: $\sigma^2 = \sigma_0^2 (1 - \iota\,ISR_i)(1 + \zeta\,closed_j)(1 - d\,affinity_{ij})$. Off: seen as
    it is.
    """

    phase = Phase.PERCEIVE
    cites = ("walt1987", "boulding1962", "buenodemesquita1981", "jervis1976")

    march = param(LogNormal(500.0, 1.4), unit="mile/day", source="assumed", doc="distance covered in a day")
    error = param(
        LogNormal(0.1, 2.0), unit="log variance", source="assumed", doc="error in a rival's power, seen blind"
    )
    # covers: P12, T12
    clearing = param(
        Uniform(0.0, 0.8), unit="share", source="assumed", doc="part of the error that full AI ISR removes"
    )
    # covers: P25, F22, C18
    clouding = param(
        LogNormal(0.5, 2.0), unit="ratio", source="assumed", doc="growth of the error if the rival is closed"
    )
    # covers: A09
    contact = param(
        Uniform(0.0, 0.5), unit="share", source="assumed", doc="part of the error that full affinity removes"
    )

    @kernel
    def step(world, change, p, draw):
        closed, at_home, log_hard = zeros(world.n_states), zeros(world.n_states), zeros(world.n_states)
        seen = zeros(world.n_dyads)
        for i in range(world.n_states):
            closed[i] = logistic(-world.democracy[i])
            at_home[i] = loss_of_strength.projected_capability(world.hard[i], 0.0, p.march) + 1e-9
            log_hard[i] = log(world.hard[i])
        for k in range(world.n_pairs):
            seen[world.lower_of[k]], seen[world.upper_of[k]] = draw.normals(world.pair_id[k])
        for e in range(world.n_dyads):
            i, j = world.src[e], world.dst[e]
            good_relations = p.contact * world.affinity[e]
            variance = trust.perception_variance(
                p.error, world.u_isr[i], p.clearing, closed[j], p.clouding, good_relations
            )
            seen[e] *= sqrt(variance)
        for e in range(world.n_dyads):
            # the same as by the theory, in logarithms: a power is a product, and what arrives times an error a sum
            far = miles(world.distance[e], world.contiguous[e])
            seen[e] += log_hard[world.dst[e]] * log10(far / p.march + DAYS)
        for e in range(world.n_dyads):
            arrives = exp(seen[e])
            relative = arrives / (arrives + at_home[world.src[e]])
            change.fear[e] += balance_of_threat.threat(relative, world.ease[world.rev[e]], world.trust[e])

    @kernel
    def null(world, change, p, draw):
        for e in range(world.n_dyads):
            far = miles(world.distance[e], world.contiguous[e])
            arrives = loss_of_strength.projected_capability(world.hard[world.dst[e]], far, p.march)
            at_home = loss_of_strength.projected_capability(world.hard[world.src[e]], 0.0, p.march) + 1e-9
            relative = arrives / (arrives + at_home)
            change.fear[e] += balance_of_threat.threat(relative, world.ease[world.rev[e]], world.trust[e])


def miles(distance, contiguous):
    """Miles that strength has to travel, from thousand km; none across a border."""
    return 621.371 * distance * (1.0 - contiguous)
