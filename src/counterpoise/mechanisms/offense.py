"""Ease of offense and how well arms can be told apart."""

# covers: T12, F37

from counterpoise.core.maths import sqrt, zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, LogNormal, Normal, Uniform
from counterpoise.theory import offense_defense_scaling


class OffenseBalance(Mechanism):
    r"""Geography and technology decide how easy attack is, and software is hard to tell apart (Jervis 1978).

    Ease of offense of i against j, $o_{ij} = \sigma(b_0 + \sum_\tau b_\tau u_{i\tau} - g\, D_{ij} / (D_{ij} + r_i))$,
    distance D nil between neighbors, the reach $r_i = r_0 + r_1 \sqrt{s_i}$ growing with its share s of the world's
    military stock; the effects $b_\tau$ of the four AI channels are of either sign, since the literature disputes them.
    Arms of j are told apart as $\kappa_{ij} = \kappa_0 - \Delta\kappa\,\bar u_j$.
    Off: geography alone, and arms as distinct as without AI. It stands among the measures of the year, because threat
    is perceived from it in the same year.
    """

    phase = Phase.MEASURE
    cites = ("jervis1978", "garfinkel_dafoe2019")

    base = param(
        Normal(-0.3, 0.4), unit="log odds", source="assumed", doc="lean to offense between neighbors without AI"
    )
    weapons = param(Normal(0.0, 0.5), unit="log odds", source="assumed", doc="lean from autonomous weapons, sign open")
    isr = param(Normal(0.0, 0.5), unit="log odds", source="assumed", doc="lean from surveillance, sign open")
    cyber = param(Normal(0.0, 0.5), unit="log odds", source="assumed", doc="lean from cyber operations, sign open")
    command = param(Normal(0.0, 0.5), unit="log odds", source="assumed", doc="lean from AI in command, sign open")
    barrier = param(
        LogNormal(1.5, 1.4), unit="log odds", source="assumed", doc="what endless distance takes from offense"
    )
    plain = param(Beta(3.0, 3.0), unit="0 to 1", source="assumed", doc="how well arms are told apart without AI")
    blurring = param(Uniform(0.0, 0.4), unit="0 to 1", source="assumed", doc="what full adoption of AI takes from that")
    near = param(
        LogNormal(1.0, 1.4), unit="thousand km", source="assumed", doc="distance that halves the weakest's reach"
    )
    projection = param(
        LogNormal(20.0, 1.4), unit="thousand km", source="assumed", doc="what all military stock would add"
    )

    @kernel
    def step(world, change, p, draw):
        lean, adopted, reach = zeros(world.n_states), zeros(world.n_states), zeros(world.n_states)
        stock = total(world.military_stock)
        for i in range(world.n_states):
            kinetic = p.weapons * world.u_weapons[i] + p.isr * world.u_isr[i]
            lean[i] = p.base + kinetic + p.cyber * world.u_cyber[i] + p.command * world.u_command[i]
            adopted[i] = (world.u_weapons[i] + world.u_isr[i] + world.u_cyber[i] + world.u_command[i]) / 4.0
            reach[i] = p.near + p.projection * sqrt(world.military_stock[i] / stock)
        for e in range(world.n_dyads):
            i = world.src[e]
            far = p.barrier * remoteness(world.distance[e], world.contiguous[e], reach[i])
            change.ease[e] += offense_defense_scaling.offense_ease(lean[i], far)
            change.distinct[e] += p.plain - p.blurring * adopted[world.dst[e]]

    @kernel
    def null(world, change, p, draw):
        stock = total(world.military_stock)
        for e in range(world.n_dyads):
            reach = p.near + p.projection * sqrt(world.military_stock[world.src[e]] / stock)
            far = p.barrier * remoteness(world.distance[e], world.contiguous[e], reach)
            change.ease[e] += offense_defense_scaling.offense_ease(p.base, far)
            change.distinct[e] += p.plain


def remoteness(distance, contiguous, reach):
    """How remote a target is: 0 across a border, one half at the attacker's reach, 1 without end."""
    return (1.0 - contiguous) * distance / (distance + reach)


def total(values):
    """Sum of an array, above zero."""
    found = 1e-9
    for i in range(values.size):
        found += values[i]
    return found
