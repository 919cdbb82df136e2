"""Whether arsenals survive being found, and what that does to restraint."""

# covers: P31, F32

from counterpoise.core.maths import exp, logistic
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal, Normal, Uniform
from counterpoise.theory import first_strike, second_strike

from .force_fields import FIRST_STRIKE, RETALIATION


class SecondStrike(Mechanism):
    r"""Surveillance erodes what survives a first strike, and with it the comfort of waiting (Jervis; Lieber & Press).

    A strike of i destroys each of j's warheads with chance $k_{ij} = \min(1, W_i / (c W_j))\,\sigma(f + a\,u_{ISR,i} -
    h\,a\,u_{ISR,j})$: it takes warheads and finding, and the hunted hides as well. Harm done by W arriving warheads is
    $R(W) = 1 - e^{-W/w}$. Striking first, i suffers what $(1 - k_{ij}) W_j$ can do; struck first, all that $W_j$ can do
    and, at the price v, what its own arsenal can no longer do in answer; if both strike, each destroys half as much.
    From these payoffs follows the trust that i needs for restraint (``theory.first_strike``), which rises from 0 as the
    other's retaliation fades. And i fears whoever could destroy its arsenal, by d times that part of it and distrust.
    Nuclear pairs only; doctrine, such as no first use, is not in it.
    """

    phase = Phase.PERCEIVE
    cites = ("jervis1989", "geist2016", "lieberpress2017", "schelling1960")
    declares = (FIRST_STRIKE, RETALIATION)

    found = param(Normal(-2.0, 0.7), unit="log odds", source="assumed", doc="a warhead is found without AI, f")
    seeing = param(LogNormal(1.5, 1.6), unit="log odds", source="assumed", doc="what full AI in ISR adds to that, a")
    hiding = param(Uniform(0.0, 1.0), unit="share", source="assumed", doc="part of it that AI of the hunted undoes, h")
    shots = param(LogNormal(1.0, 1.5), unit="warheads", source="assumed", doc="spent on each warhead destroyed, c")
    ruin = param(LogNormal(100.0, 2.0), unit="warheads", source="assumed", doc="that do two thirds of the harm, w")
    answer = param(LogNormal(0.2, 1.6), unit="harm suffered", source="assumed", doc="worth of an answer, v")
    dread = param(
        LogNormal(0.2, 1.8), unit="fear", source="assumed", doc="of one trusted in nothing who can take all, d"
    )

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            mine, missing = world.warheads[i], 0.0
            if mine > 0.0:
                for e in range(world.first[i], world.first[i + 1]):
                    j = world.dst[e]
                    theirs = world.warheads[j]
                    if theirs > 0.0:
                        sight, other = p.seeing * world.u_isr[i], p.seeing * world.u_isr[j]
                        kill = found_and_hit(mine, theirs, p.shots, p.found + sight - p.hiding * other)
                        lost = found_and_hit(theirs, mine, p.shots, p.found + other - p.hiding * sight)
                        change.first_strike[e] += restraint(mine, theirs, kill, lost, p.ruin, p.answer)
                        change.fear[e] += p.dread * lost * (1.0 - world.trust[e])
                        missing = max(missing, exp(-second_strike.expected_survivors(mine, lost) / p.ruin))
                change.retaliation[i] += 1.0 - missing


def found_and_hit(attacker, target, shots, odds):
    """Chance that one of the target's warheads is destroyed: as far as there are warheads for it, and finding."""
    return min(1.0, attacker / (shots * target)) * logistic(odds)


def restraint(mine, theirs, kill, lost, ruin, answer):
    """Trust needed for restraint by a side that would destroy ``kill`` of the other's arsenal, and lose ``lost``."""
    first = -harm(theirs * (1.0 - kill), ruin)
    struck = -harm(theirs, ruin) - answer * (1.0 - harm(mine * (1.0 - lost), ruin))
    war = -harm(theirs * (1.0 - 0.5 * kill), ruin) - answer * (1.0 - harm(mine * (1.0 - 0.5 * lost), ruin))
    return first_strike.trust_needed(0.0, first, min(struck, war), war)


def harm(warheads, ruin):
    """What arriving warheads do of all the harm that can be done."""
    return 1.0 - exp(-warheads / ruin)
