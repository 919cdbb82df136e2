"""What strains a pair of states beyond its record."""

# covers: F39

from counterpoise.core.maths import log, logistic, zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal
from counterpoise.theory import balance_of_threat, power_transition

from .conflict_fields import BARGAINING, EXPECTED, STRAIN


class DisputeStrain(Mechanism):
    r"""Failing bargains, the dilemma, dissatisfied parity and past disputes strain a pair; ties relieve it (Walt 1987).

    In log odds of a dispute, of which the change since the first year counts (``CrisisOnset``): $x = bargaining +
    \gamma_D\,SDI\,\bar\theta + \gamma_T\,parity \cdot dissatisfaction + \gamma_m \ln\frac{1 + memory}{1 + expected} -
    \gamma_a\,alliance - \gamma_d\,democracy_i democracy_j$. Memory counts as far as it surprises: it is compared with
    what the hazards since the base year would have left, so that on average it neither adds disputes nor takes any, and
    what the record had said by then is not said twice. Dissatisfaction is disagreement in votes. Off: no strain but the
    record.
    """

    phase = Phase.COERCE
    cites = ("jervis1978", "walt1987", "lemke2002")
    declares = (BARGAINING, EXPECTED, STRAIN)

    dilemma = param(LogNormal(3.0, 1.8), unit="log odds/fear", source="assumed", doc="weight of the security dilemma")
    transition = param(LogNormal(0.5, 1.8), unit="log odds", source="assumed", doc="weight of dissatisfied parity")
    past = param(
        LogNormal(3.52, 1.083), unit="log odds", source="estimated:recurrence", doc="weight of disputes not expected"
    )
    alliance = param(LogNormal(0.3, 1.8), unit="log odds", source="assumed", doc="relief by an alliance")
    peace = param(LogNormal(0.5, 1.6), unit="log odds", source="assumed", doc="relief by joint democracy")

    @kernel
    def step(world, change, p, draw):
        power, free, strained = zeros(world.n_states), zeros(world.n_states), zeros(world.n_pairs)
        for i in range(world.n_states):
            power[i], free[i] = world.hard[i] + 1e-7, logistic(world.democracy[i])
        for k in range(world.n_pairs):
            e, back = world.first_of[k], world.second_of[k]
            remembered, expected = world.memory[e] + world.memory[back], world.expected[e] + world.expected[back]
            strained[k] = p.past * surprise(remembered, expected)
        for k in range(world.n_pairs):
            e, back, i, j = world.first_of[k], world.second_of[k], world.one_of[k], world.other_of[k]
            needed = (world.required_trust[e] + world.required_trust[back]) / 2.0
            fears = balance_of_threat.dilemma_term(needed, world.fear[back], world.fear[e])
            ratio = min(power[i], power[j]) / max(power[i], power[j])
            at_odds = 1.0 - (world.affinity[e] + world.affinity[back]) / 2.0
            parity = power_transition.transition_term(ratio, at_odds, p.transition, 0.8, 1.25)
            ties = p.alliance * world.alliance[e] + p.peace * (free[i] * free[j])
            strained[k] += p.dilemma * fears + parity - ties
        for e in range(world.n_dyads):
            change.strain[e] += world.bargaining[e] + strained[world.pair[e]]


def surprise(memory, expected):
    """How far the disputes both sides remember exceed what was to be expected, in logs; nothing in the first year."""
    return log((2.0 + memory) / (2.0 + (expected if expected > 0.0 else memory)))
