"""Armed forces adopt AI where it is wanted, can be paid for and can be absorbed; four channels, never one level."""

# covers: P32, T02, T03, F28, F33, F43

from math import exp, log

from counterpoise.core.maths import zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, LogNormal, Normal
from counterpoise.theory import adoption_capacity


class Adoption(Mechanism):
    r"""Costly technologies favor the rich, those that upset organizations the nimble (Horowitz 2010; Bass 1969).

    In each channel $\Delta u = h\,(\iota + u)(1 - u)$: innovators and imitators among a state's own forces, at the
    hazard h of the theory of adoption capacity. Pull: threat, the adoption of those it fears, and commercial use;
    barriers: the cost of a unit beside military expenditure (that of weapons falls with the price of drones) and the
    organizational change asked of a state of limited agility. The traits of the channels are our reading of the theory,
    assumed. Fear, threat and capability are last year's.
    """

    phase = Phase.GROW
    cites = ("horowitz2010", "bass1969")

    rate = param(LogNormal(0.1, 1.4), unit="1/year", source="assumed", doc="rate of adoption without pull or barrier")
    innovators = param(Beta(3, 12), unit="share", source="assumed", doc="part of the forces that need no example")
    w_threat = param(LogNormal(15.0, 1.6), unit="1/share of output", source="assumed", doc="weight of threat")
    w_rivals = param(LogNormal(2.0, 1.6), unit="1", source="assumed", doc="weight of adoption by those feared")
    w_civilian = param(LogNormal(1.0, 1.6), unit="1", source="assumed", doc="weight of commercial use")
    w_change = param(LogNormal(2.0, 1.5), unit="1", source="assumed", doc="weight of organizational change")
    unit_cost = param(LogNormal(1.0, 2.5), unit="billion 2015 USD", source="assumed", doc="cost of a working system")
    useful = param(
        Normal(8.0, 1.0), unit="log10 effective compute", source="assumed", doc="capability of half commercial use"
    )

    cost_weapons = param(Beta(4, 6), unit="0 to 1", source="assumed", doc="financial intensity of autonomous weapons")
    cost_isr = param(Beta(7, 3), unit="0 to 1", source="assumed", doc="financial intensity of AI in ISR")
    cost_cyber = param(Beta(1, 9), unit="0 to 1", source="assumed", doc="financial intensity of AI in cyber")
    cost_command = param(Beta(4, 6), unit="0 to 1", source="assumed", doc="financial intensity of AI in command")
    upset_weapons = param(Beta(5, 5), unit="0 to 1", source="assumed", doc="change asked for by autonomous weapons")
    upset_isr = param(Beta(3, 7), unit="0 to 1", source="assumed", doc="change asked for by AI in ISR")
    upset_cyber = param(Beta(4, 6), unit="0 to 1", source="assumed", doc="change asked for by AI in cyber")
    upset_command = param(Beta(8, 2), unit="0 to 1", source="assumed", doc="change asked for by AI in command")
    spill_weapons = param(Beta(5, 5), unit="0 to 1", source="assumed", doc="commercial use of what weapons need")
    spill_isr = param(Beta(6, 4), unit="0 to 1", source="assumed", doc="commercial use of what ISR needs")
    spill_cyber = param(Beta(7, 3), unit="0 to 1", source="assumed", doc="commercial use of what cyber needs")
    spill_command = param(Beta(4, 6), unit="0 to 1", source="assumed", doc="commercial use of what command needs")

    @kernel
    def step(world, change, p, draw):
        base = log(p.rate)
        drone = p.unit_cost * world.drone_price[0]
        by_weapons, by_isr = zeros(world.n_states), zeros(world.n_states)
        by_cyber, by_command = zeros(world.n_states), zeros(world.n_states)
        for i in range(world.n_states):
            weapons, isr, cyber, command = 0.0, 0.0, 0.0, 0.0
            for e in range(world.first[i], world.first[i + 1]):
                j, fear = world.dst[e], world.fear[e]
                weapons = max(weapons, fear * world.u_weapons[j])
                isr = max(isr, fear * world.u_isr[j])
                cyber = max(cyber, fear * world.u_cyber[j])
                command = max(command, fear * world.u_command[j])
            by_weapons[i], by_isr[i], by_cyber[i], by_command[i] = weapons, isr, cyber, command
        for i in range(world.n_states):
            milex = max(world.milex_share[i] * world.gdp[i], 1e-4)
            civil = 1.0 / (1.0 + exp(p.useful - world.capability[i]))
            alarm = base + p.w_threat * min(world.threat[i], 0.1)
            rigid = p.w_change * (1.0 - world.agility[i])
            h = hazard(alarm, p.w_rivals * by_weapons[i], p.w_civilian * p.spill_weapons * civil,
                       p.cost_weapons, drone, milex, rigid * p.upset_weapons)  # fmt: skip
            change.u_weapons[i] += gain(world.u_weapons[i], h, p.innovators)
            h = hazard(alarm, p.w_rivals * by_isr[i], p.w_civilian * p.spill_isr * civil,
                       p.cost_isr, p.unit_cost, milex, rigid * p.upset_isr)  # fmt: skip
            change.u_isr[i] += gain(world.u_isr[i], h, p.innovators)
            h = hazard(alarm, p.w_rivals * by_cyber[i], p.w_civilian * p.spill_cyber * civil,
                       p.cost_cyber, p.unit_cost, milex, rigid * p.upset_cyber)  # fmt: skip
            change.u_cyber[i] += gain(world.u_cyber[i], h, p.innovators)
            h = hazard(alarm, p.w_rivals * by_command[i], p.w_civilian * p.spill_command * civil,
                       p.cost_command, p.unit_cost, milex, rigid * p.upset_command)  # fmt: skip
            change.u_command[i] += gain(world.u_command[i], h, p.innovators)


def hazard(base, rivals, civil, intensity, unit_cost, milex, upset):
    """Hazard of adoption in one channel; the arguments are already weighted, upset too."""
    cost = adoption_capacity.financial_barrier(intensity=intensity, unit_cost=unit_cost, milex=milex, weight=1.0)
    return adoption_capacity.adoption_hazard(baseline=base, pull=rivals + civil, financial=cost, organizational=upset)


def gain(adopted, hazard, innovators):
    """Adoption gained in a year: logistic growth with a seed."""
    return hazard * (innovators + adopted) * (1.0 - adopted)
