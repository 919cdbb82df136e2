"""How bargaining short of war may fail."""

# covers: F39

from counterpoise.core.maths import exp, log, zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, LogNormal, Uniform
from counterpoise.theory import commitment, fearon

from .conflict_fields import BARGAINING
from .quantal import quantal_response


class Bargaining(Mechanism):
    r"""Bargains fail where the cost of war is hidden or power is about to shift (Fearon 1995; Powell 2006).

    $\gamma_I P_{info} + \gamma_P P_{shift}$ in log odds of a dispute. $P_{info}$ is Fearon's chance that an offer is
    refused, the target's cost lying within a share of its mean that shrinks with the pair's surveillance. $P_{shift}$
    is a quantal response on Powell's margin for the one that declines, over the years of growth that make a period
    and the power expected from a lead in AI. Off: neither adds to the odds.
    """

    phase = Phase.DECIDE
    cites = ("fearon1995", "powell2006", "hirshleifer1989", "mckelvey_palfrey1995")
    declares = (BARGAINING,)

    own_cost = param(LogNormal(0.12, 1.4), unit="share of stake", source="assumed", doc="attacker's cost of war")
    cost = param(LogNormal(0.2, 1.4), unit="share of stake", source="assumed", doc="target's mean cost of war")
    hidden = param(Beta(9.0, 3.0), unit="share", source="assumed", doc="how far its cost may lie from that, seen blind")
    clearing = param(Uniform(0.0, 0.5), unit="share", source="assumed", doc="part of that which full AI ISR clears up")
    decisiveness = param(Uniform(0.5, 3.0), unit="exponent", source="assumed", doc="how far superiority decides a war")
    discount = param(Beta(18.0, 2.0), unit="1", source="assumed", doc="weight of the next period")
    destroyed = param(Beta(2.0, 8.0), unit="share", source="assumed", doc="share of all flows that war destroys")
    horizon = param(LogNormal(5.0, 1.4), unit="year", source="assumed", doc="years of growth that make a period")
    leap = param(
        LogNormal(0.05, 2.5), unit="1/log10 compute", source="assumed", doc="log power expected from a lead in AI"
    )
    noise = param(LogNormal(0.1, 1.5), unit="share of flow", source="assumed", doc="error in weighing a preventive war")
    w_information = param(LogNormal(1.0, 1.8), unit="log odds", source="assumed", doc="weight of hidden costs")
    w_shift = param(LogNormal(1.0, 1.8), unit="log odds", source="assumed", doc="weight of shifting power")

    @kernel
    def step(world, change, p, draw):
        now, later, rise = zeros(world.n_states), zeros(world.n_states), zeros(world.n_states)
        seen, margin, odds = zeros(world.n_states), zeros(world.n_pairs), zeros(world.n_pairs)
        strongest, leader = -1e30, -1e30
        for i in range(world.n_states):
            now[i] = p.decisiveness * log(world.hard[i] * 1e7 + 1.0)
            rise[i] = p.horizon * world.growth[i] + p.leap * world.capability[i]
            later[i] = now[i] + p.decisiveness * rise[i]
            seen[i] = 0.5 * p.clearing * world.u_isr[i]
        for i in range(world.n_states):
            strongest, leader = max(strongest, now[i]), max(leader, later[i])
        for i in range(world.n_states):
            # only ratios of these count; the strongest is set to one, so that none is too great for a number
            now[i], later[i] = exp(max(now[i] - strongest, -80.0)), exp(max(later[i] - leader, -80.0))
        for k in range(world.n_pairs):
            i, j = world.one_of[k], world.other_of[k]
            shift = rise[i] - rise[j]
            margin[k] = declining_margin(now[i], now[j], later[i], later[j], shift, p.discount, p.destroyed)
            hidden = p.hidden * (1.0 - (seen[i] + seen[j]))
            odds[k] = p.w_information * bargaining_failure(p.own_cost, p.cost, hidden)
        for k in range(world.n_pairs):
            odds[k] += p.w_shift * quantal_response(margin[k], p.noise)
        for e in range(world.n_dyads):
            change.bargaining[e] += odds[world.pair[e]]


def bargaining_failure(own_cost, cost, hidden):
    """Fearon's chance of failure if the target's cost lies within a share ``hidden`` of its mean; 0 if known."""
    width = max(hidden, 1e-3)
    return fearon.war_probability(cost * (1.0 - width), cost * (1.0 + width), own_cost)


def declining_margin(first, second, first_later, second_later, shift, discount, destroyed):
    """Powell's margin for whichever of two declines (the weaker if neither); the same seen from either.

    Each is given by its power, raised to the decisiveness of war, now and later; ``shift`` is above zero if the first
    grows by more. The chance to win is a ratio contest of powers.
    """
    tilt = shift if shift != 0.0 else first - second
    now = (first if tilt < 0.0 else second) / (first + second)
    after = (first_later if tilt < 0.0 else second_later) / (first_later + second_later)
    return commitment.shift_margin(now, after, discount, destroyed)
