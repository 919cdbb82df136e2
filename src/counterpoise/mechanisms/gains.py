"""How much states mind what others gain."""

# covers: F31, F34, F41

from counterpoise.core.maths import exp, log, zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal, Uniform
from counterpoise.theory import relative_gains


class RelativeGains(Mechanism):
    r"""States weigh others' gains as far as those could be turned into force against them (Powell 1991; Grieco 1988).

    $k_{ij} = \varphi_{ij}\, m\, p (1 - p)\, V / W$, force being at issue with $\varphi = \theta / (\theta + \theta_0)$
    where $\theta$ is fear, and p the chance of winning a ratio contest of hard power. Off: no weight, absolute gains
    alone. It is summed up from this year's fear, so it stands one phase after it.
    """

    phase = Phase.SUM_UP
    cites = ("grieco1988", "powell1991", "hirshleifer1989")

    wariness = param(
        LogNormal(0.2, 1.8), unit="0 to 1", source="assumed", doc="fear at which force is at issue half the time"
    )
    decisiveness = param(
        Uniform(0.5, 3.0), unit="exponent", source="assumed", doc="how far superiority decides a contest"
    )
    stakes = param(
        LogNormal(5.0, 2.5), unit="ratio", source="assumed", doc="stake if force is used over the gain at issue"
    )

    @kernel
    def step(world, change, p, draw):
        strength, balance = zeros(world.n_states), zeros(world.n_pairs)
        strongest = 1.0
        for i in range(world.n_states):
            strongest = max(strongest, world.hard[i] * 1e7 + 1.0)
        for i in range(world.n_states):
            # a number that is above zero even where superiority decides nearly everything
            strength[i] = exp(max(p.decisiveness * log((world.hard[i] * 1e7 + 1.0) / strongest), -80.0))
        for k in range(world.n_pairs):
            one, other = strength[world.one_of[k]], strength[world.other_of[k]]
            # a ratio contest; the weight is the same for the one that wins it with p and with 1 - p
            win = one / (one + other)
            balance[k] = relative_gains.powell_weight(1.0, p.decisiveness, win, p.stakes, 1.0)
        for e in range(world.n_dyads):
            at_issue = world.fear[e] / (world.fear[e] + p.wariness)
            change.relative_gains[e] += at_issue * balance[world.pair[e]]
