"""Who leaves it to others to balance a power that all of them fear."""

# covers: F40

from counterpoise.core.maths import zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, LogNormal
from counterpoise.theory import buck_passing

from .conflict_fields import PASSED


class BuckPassing(Mechanism):
    r"""Where defense seems easy and others could act, states leave it to them (Christensen & Snyder 1990).

    Those who could act against j are the powers that fear it, $n_j = (\sum_k w_{kj})^2 / \sum_k w_{kj}^2$ of them with
    $w_{kj} = \theta_{kj} h_k$ (fear times hard power). A state abstains as in the volunteer's dilemma, with probability
    $(c / o_i)^{1 / (n_i - 1)}$, surely where the ease of offense against it is below the cost: $o_i$ and $n_i$ are
    means over those it fears, weighted by fear. What others do replaces a part of what it would have to do itself, so
    that part of the threat goes unanswered by arms. Where it alone is threatened it has nobody to pass to. Off: nobody
    passes the buck.
    """

    phase = Phase.SUM_UP
    cites = ("christensensnyder1990", "diekmann1985")
    declares = (PASSED,)

    cost = param(
        LogNormal(0.1, 1.6), unit="share of the loss", source="assumed", doc="cost of balancing, c, if offense is easy"
    )
    part = param(Beta(3.0, 7.0), unit="share", source="assumed", doc="own effort that the effort of others replaces")

    @kernel
    def step(world, change, p, draw):
        balancers, ease = zeros(world.n_states), zeros(world.n_states)
        feared, others = zeros(world.n_states), zeros(world.n_states)
        for j in range(world.n_states):
            all_, squares = 0.0, 1e-30
            for e in range(world.first[j], world.first[j + 1]):
                fear = world.fear[world.rev[e]]
                weight = fear * world.hard[world.dst[e]]
                all_ += weight
                squares += weight * weight
                ease[world.dst[e]] += fear * world.ease[e]
            balancers[j] = all_ * all_ / squares
        for i in range(world.n_states):
            fears, able = 1e-9, 0.0
            for e in range(world.first[i], world.first[i + 1]):
                fears += world.fear[e]
                able += world.fear[e] * balancers[world.dst[e]]
            feared[i], others[i] = fears, able
        for i in range(world.n_states):
            # the dilemma needs two: with one it has nobody to pass to, and the power below is as good as zero
            able = max(others[i] / feared[i], 1.01)
            abstains = buck_passing.abstains(able, p.cost, 1.0, min(ease[i] / feared[i], 1.0))
            change.passed[i] += p.part * abstains * (1.0 if others[i] > 0.0 else 0.0)
