"""What an agreement would win for each state, and how much that state minds what others win by it."""

# covers: F26, F31

from counterpoise.core.maths import exp, zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal

from .regime_fields import (
    CONVERTIBLE,
    HOLDING,
    ON_COMMAND,
    ON_CONDUCT,
    ON_FRONTIER,
    ON_SUPPLY,
    ON_WEAPONS,
    STANCE,
    WEIGHING,
    WORTH,
)
from .society_fields import NORM


class AgreementWorth(Mechanism):
    r"""Who fears much, of those whom an agreement binds, wins by it; who fears its members minds their gains (Grieco).

    Worth is $w_{qi} = \varphi_i t_{qi}$, $\varphi_i = 2 f_i / (f_i + \bar f)$ with $f_i$ all that i fears, $\bar f$ its
    mean by power, and $t_{qi}$ the part of i's fears, each counted as far as the one feared has what the agreement
    limits (autonomous weapons, a nuclear arsenal, AI near the frontier), that stems from members. In a club of
    suppliers it is $\varphi_i (1 - t_{qi})$ times the members' part in computing: what outsiders could be denied. Of
    rules of conduct it is the norm that i holds. The weight is the mean of relative gains towards members, as far as
    gains can be turned into force. What i has to give up is $g_{qi} = 2 h_{qi} / (h_{qi} + \bar h_q)$, with h what i
    has of what is limited; in a club and under rules of conduct all have alike. Where none is in force, states weigh
    one that binds all, or the club of the well disposed. Reduced form. Off: no agreement is worth anything to anyone.
    """

    phase = Phase.DECIDE
    cites = ("grieco1988", "downs1996", "snidal1991", "maas2019")
    declares = (
        WORTH, WEIGHING, HOLDING, STANCE, NORM, ON_WEAPONS, ON_COMMAND, ON_FRONTIER, ON_SUPPLY, ON_CONDUCT, CONVERTIBLE,
    )  # fmt: skip

    near = param(LogNormal(0.5, 1.5), unit="log10 compute", source="assumed", doc="lag at which AI is all but unfeared")

    @kernel
    def step(world, change, p, draw):
        feared, minded, racing = zeros(world.n_states), zeros(world.n_states), zeros(world.n_states)
        inside, held, found, weighed = (
            zeros(world.n_states), zeros(world.n_states), zeros(world.n_states), zeros(world.n_states),
        )  # fmt: skip
        usual, power, computing, frontier = 0.0, 1e-9, 1e-9, 0.0
        for i in range(world.n_states):
            fears, gains = 0.0, 0.0
            for e in range(world.first[i], world.first[i + 1]):
                fears += world.fear[e]
                gains += world.relative_gains[e]
            feared[i], minded[i] = fears, gains / max(float(world.first[i + 1] - world.first[i]), 1.0)
        for i in range(world.n_states):
            usual += world.hard[i] * feared[i]
            power += world.hard[i]
            computing += world.compute[i]
            frontier = max(frontier, world.capability[i])
        for i in range(world.n_states):
            racing[i] = exp((world.capability[i] - frontier) / p.near)
            feared[i] = 2.0 * feared[i] / (feared[i] + usual / power + 1e-9)
        for q in range(world.n_regimes):
            alive, club, conduct = world.alive[q], world.on_supply[q], world.on_conduct[q]
            supply, usually = 0.0, 0.0
            for j in range(world.n_states):
                inside[j] = alive * world.member[q, j] + (1.0 - alive) * (1.0 if world.stance[q, j] > 0.0 else 0.0)
                armed = 1.0 if world.warheads[j] > 0.0 else 0.0
                limited = world.on_weapons[q] * world.u_weapons[j] + world.on_command[q] * armed
                held[j] = limited + world.on_frontier[q] * racing[j] + club
                usually += world.hard[j] * held[j] / power
                found[j], weighed[j] = 1.0, minded[j]
            if club > 0.0:
                for j in range(world.n_states):
                    supply += inside[j] * world.compute[j] / computing
            if alive + club > 0.0 and conduct < 1.0:  # else all count alike, or nobody else does
                for i in range(world.n_states):
                    tied, total, toward, partners = 0.0, 1e-9, 0.0, 0.0
                    for e in range(world.first[i], world.first[i + 1]):
                        j = world.dst[e]
                        threat = held[j] * world.fear[e]
                        total += threat
                        tied += inside[j] * threat
                        toward += inside[j] * world.relative_gains[e]
                        partners += inside[j]
                    found[i], weighed[i] = tied / total, toward / max(partners, 1.0)
            for i in range(world.n_states):
                won = feared[i] * ((1.0 - club) * found[i] + club * supply * (1.0 - found[i]))
                change.worth[q, i] += conduct * world.norm[i] + (1.0 - conduct) * won
                change.weighing[q, i] += world.convertible[q] * weighed[i]
                given = 2.0 * held[i] / (held[i] + usually + 1e-9)
                change.holding[q, i] += conduct + (1.0 - conduct) * given
