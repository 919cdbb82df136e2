"""Disputes that begin, how far they climb, and whom they draw in: all within the year."""

# covers: F40, F45, F50

from counterpoise.core.maths import exp, log, logistic, zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, LogNormal, Normal
from counterpoise.theory import chain_ganging, escalation_ladder

from .conflict_fields import FIRST_STRAIN, HAZARD, PACE, STRAIN
from .vocabulary import CLASH, FORCE, NUCLEAR, THREAT, WAR

NEVER = 1e-7
"""Odds of a dispute that cannot happen, so that they have a logarithm."""


class CrisisOnset(Mechanism):
    r"""Disputes begin by chance, climb as speed outruns diplomacy, and draw in others (Kahn; Siverson & Starr).

    Odds of a pair's dispute are those of its record h times $e^{x - x_1 + \epsilon}$: what its strain x has changed by
    since the first year, and the shock $\epsilon$ of the year. So the record, which knows of alliances, regimes, power
    and votes, says who is likely to quarrel, and strain only what has changed since. A dispute starts on the first rung
    (``RUNGS``); the next step is upwards with $u = v\lambda / (v\lambda + 1)$, times one less the firebreak of the
    rung. $\lambda$ is the rate of escalation with accidents of unsafe autonomy; v is the tempo of the powers as far as
    the two have automated command like them, $v^{x / \bar x}$ with mean automation x of the pair and $\bar x$ of the
    powers. How far disputes of 1992-2007 between originators climbed gives $\lambda$ and the firebreaks below nuclear
    use: of 547 pairs 316 used force, 93 of them with deaths, 5 of those came to war. Nuclear use needs warheads on one
    side; its firebreak wears as the weaker of the two falls behind, if it holds any.

    A state in politically relevant pairs with both sides joins one of them, on the same rung (below nuclear), with log
    odds $\tau + \eta\,(rung - 3) + \pi\,pact + \kappa\,(y_{opponent} - y_{side}) + \sigma z$: a pact with the side, the
    log odds y of this year that it has a dispute of its own with the one and with the other (an enemy's enemy is a
    friend), and the cause z that all share who could join. Those who joined in 1976-2007, 118 of 32,835, give all five;
    a pact with the opponent kept nobody away, so it does not here. For allies chain-ganging's weights come on top.
    Nobody joins both sides, and who joined draws in nobody else that year.

    A war goes on into the next year as often as on record: of 64 years in which two states fought one (UCDP,
    1946-2023) 27 were followed by another. Off: disputes begin by the record, on the first rung, stay between two and
    end with the year.
    """

    phase = Phase.CRISIS
    cites = (
        "fearon1995", "kahn1965", "horowitz2019", "kreps2019", "christensensnyder1990", "davies_et_al2025",
        "altfeldbuenodemesquita1979", "siversonstarr1990", "corbetta2010", "joyce_et_al2014",
    )  # fmt: skip
    declares = (STRAIN, FIRST_STRAIN, HAZARD, PACE)

    level = param(
        Normal(0.0, 0.0789), unit="log odds", source="estimated:onset_hazard", doc="error that all pairs' records share"
    )
    escalation = param(
        LogNormal(1.37, 1.15), unit="ratio", source="palmer_et_al2021", doc="rate of a step up to that of a step down"
    )
    # covers: F49
    flash = param(LogNormal(0.5, 2.0), unit="ratio", source="assumed", doc="escalation by full autonomy without safety")
    # covers: L10
    firebreak = param(Beta(37.0, 13.0), unit="0 to 1", source="palmer_et_al2021", doc="firebreak to the first death")
    war_break = param(Beta(28.0, 2.0), unit="0 to 1", source="palmer_et_al2021", doc="firebreak to war")
    taboo = param(Beta(49.0, 1.0), unit="0 to 1", source="assumed", doc="firebreak from war to nuclear use")
    wear = param(
        LogNormal(0.005, 2.0), unit="1/log point", source="assumed", doc="wear of it as the weaker falls behind"
    )
    lasting = param(
        Beta(28.0, 38.0), unit="probability", source="davies_et_al2025", doc="a war goes on into the next year"
    )
    joining = param(
        Normal(-8.29, 0.359),
        unit="log odds",
        source="estimated:joining",
        doc="who quarrels as much with both joins one",
    )
    heat = param(Normal(1.08, 0.148), unit="log odds", source="estimated:joining", doc="what a further rung adds")
    pact = param(Normal(1.66, 0.279), unit="log odds", source="estimated:joining", doc="what a pact with the side adds")
    leaning = param(
        Normal(0.678, 0.0568),
        unit="1",
        source="estimated:joining",
        doc="weight of log odds of an own dispute with the opponent over those with the side",
    )
    cause = param(
        LogNormal(2.49, 1.069), unit="log odds", source="estimated:joining", doc="spread that all third states share"
    )
    w_offense = param(
        LogNormal(1.5, 1.5), unit="log odds", source="assumed", doc="weight of the opponent's ease of offense"
    )
    w_dependence = param(
        LogNormal(0.4, 2.0), unit="log odds", source="assumed", doc="weight of the ally's part in strength"
    )

    @kernel
    def step(world, change, p, draw):
        begun, reached, goes_on = zeros(world.n_pairs), zeros(world.n_pairs), zeros(world.n_pairs)
        luck, against = zeros(world.n_pairs), zeros(world.n_pairs)
        odds, base, quarrel = zeros(world.n_pairs), zeros(world.n_pairs), zeros(world.n_pairs)
        moved = zeros(world.n_dyads)
        disputes, wars, wars_expected, uses_expected = 0.0, 0.0, 0.0, 0.0
        most_by_tie = p.pact + 0.5 * (p.w_offense + p.w_dependence)
        mood, earlier = world.tension[0] + p.level, 1.0 if world.elapsed > 1.0 else 0.0
        tempo = world.tempo[0] if world.tempo[0] > 0.0 else 1.0
        for e in range(world.n_dyads):
            first = earlier * world.first_strain[e] + (1.0 - earlier) * world.strain[e]
            change.first_strain[e] += first
            moved[e] = world.strain[e] - first
        for k in range(world.n_pairs):
            luck[k], against[k] = draw.uniform_pair(world.pair_id[k])
        for k in range(world.n_pairs):
            e, back = world.first_of[k], world.second_of[k]
            # each direction may carry its own error of the record
            record = min(0.5 * (world.base_hazard[e] + world.base_hazard[back]), 0.9)
            odds[k] = exp(0.5 * (moved[e] + moved[back]) + mood) * record / (1.0 - record)
            # what all pairs share in a year drops out of differences
            quarrel[k], against[k] = p.leaning * log(odds[k] + NEVER), log(against[k] / (1.0 - against[k]))
        for k in range(world.n_pairs):
            e, back, chance = world.first_of[k], world.second_of[k], chance_of(odds[k])
            change.hazard[e] += chance
            change.hazard[back] += chance
            if world.rung[e] >= WAR:
                goes_on[k] = 1.0 if draw.uniform(world.pair_id[k], 3) < p.lasting else 0.0
            if luck[k] < chance:
                i, j = world.one_of[k], world.other_of[k]
                machine, care = max(world.autonomy[i], world.autonomy[j]), min(world.safety[i], world.safety[j])
                automated = world.u_command[i] + world.autonomy[i] + world.u_command[j] + world.autonomy[j]
                rate = escalation_ladder.rate_with_accidents(p.escalation, p.flash, machine, care)
                up = escalation_ladder.step_up(tempo_of(tempo, 0.25 * automated, world.pace[0]), rate, 1.0)
                lag = log((world.hard[i] + 1e-7) / (world.hard[j] + 1e-7))
                last = nuclear_firebreak(p.taboo, p.wear, lag, world.warheads[i], world.warheads[j])
                force, clash, war, use = chances_of_rungs(up, p.firebreak, p.war_break, last)
                reached[k] = rung_reached(draw.uniform(world.pair_id[k], 1), force, clash, war, use)
                base[k] = p.joining + p.heat * (reached[k] - CLASH) + p.cause * draw.normal(world.pair_id[k], 4)
                begun[k] = 1.0
                disputes += 1.0
                wars_expected += war
                uses_expected += use
        for k in range(world.n_pairs):
            if begun[k] == 1.0:
                i, j = world.one_of[k], world.other_of[k]
                for t in range(world.triad[k], world.triad[k + 1]):
                    a, b = world.leg_one[t], world.leg_other[t]
                    third, with_i, with_j = world.dst[b], world.pair[a], world.pair[b]
                    lean = quarrel[with_j] - quarrel[with_i]
                    # whom luck keeps out at the best of odds need not be looked at
                    most_for_i = base[k] + lean + most_by_tie * world.alliance[a] + 1e-3
                    most_for_j = base[k] - lean + most_by_tie * world.alliance[b] + 1e-3
                    lucky = against[with_j] < most_for_i or against[with_i] < most_for_j
                    if lucky and world.relevant[a] > 0.0 and world.relevant[b] > 0.0:
                        tie, ease, part = world.alliance[a], world.ease[b], part_of(world.hard[i], world.hard[third])
                        for_i = chance_to_join(base[k] + lean, p.pact, tie, p.w_offense, ease, p.w_dependence, part)
                        tie, ease, part = world.alliance[b], world.ease[a], part_of(world.hard[j], world.hard[third])
                        for_j = chance_to_join(base[k] - lean, p.pact, tie, p.w_offense, ease, p.w_dependence, part)
                        luck_j, luck_i = logistic(against[with_j]), logistic(against[with_i])
                        if luck_j < for_i or luck_i < for_j:
                            with_first = sides_with_first(luck_j, for_i, luck_i, for_j)
                            rung = min(reached[k], WAR)
                            if with_first and begun[with_j] != 1.0:
                                disputes += 1.0 - min(begun[with_j], 1.0)
                                begun[with_j], reached[with_j] = 2.0, max(reached[with_j], rung)
                            if not with_first and begun[with_i] != 1.0:
                                disputes += 1.0 - min(begun[with_i], 1.0)
                                begun[with_i], reached[with_i] = 2.0, max(reached[with_i], rung)
        for k in range(world.n_pairs):
            if begun[k] > 0.0 or goes_on[k] > 0.0:
                e, back = world.first_of[k], world.second_of[k]
                onset, joined = (1.0, begun[k] - 1.0) if begun[k] > 0.0 else (0.0, 0.0)
                rung = max(reached[k], WAR) if goes_on[k] > 0.0 else reached[k]
                wars += 1.0 if begun[k] == 1.0 and reached[k] >= WAR and world.rung[e] < WAR else 0.0
                change.onset[e] += onset
                change.onset[back] += onset
                change.joined[e] += joined
                change.joined[back] += joined
                change.rung[e] += rung
                change.rung[back] += rung
        change.disputes[0] += disputes
        change.wars_begun[0] += wars
        change.war_risk[0] += wars_expected
        change.nuclear_risk[0] += uses_expected

    @kernel
    def null(world, change, p, draw):
        record, new = zeros(world.n_pairs), zeros(world.n_pairs)
        for k in range(world.n_pairs):
            e, back = world.first_of[k], world.second_of[k]
            record[k] = min(0.5 * (world.base_hazard[e] + world.base_hazard[back]), 0.9)
            new[k] = 1.0 if draw.uniform(world.pair_id[k]) < record[k] else 0.0
        for k in range(world.n_pairs):
            change.disputes[0] += new[k]
        for e in range(world.n_dyads):
            change.hazard[e] += record[world.pair[e]]
            change.onset[e] += new[world.pair[e]]
            change.rung[e] += new[world.pair[e]]


def sides_with_first(luck, chance, luck_other, chance_other):
    """Which side a state joins that joins one: where it would join either, the one its luck is better for."""
    return luck < chance and (luck_other >= chance_other or luck < luck_other)


def part_of(strength, ally):
    """How much of two states' strength the first has."""
    return strength / (strength + ally + 1e-9)


def chance_of(odds):
    """The probability that has these odds."""
    return odds / (1.0 + odds)


def tempo_of(tempo, automated, pace):
    r"""The tempo of a pair, $v^{x / \bar x}$, no further from one than the powers'; theirs if pace is unknown."""
    return tempo ** min(automated / pace, 1.0) if pace > 0.0 else tempo


def chance_to_join(odds, pact, allied, w_offense, offense, w_dependence, dependence):
    """Chain-ganging's probability; its weights bear on allies alone, and leave one of equal strength as it is where
    the ease of offense is one half.
    """
    pull, need = w_offense * allied, w_dependence * allied
    usual = odds + pact * allied - 0.5 * (pull + need)
    return chain_ganging.joining_probability(usual, pull, offense, need, dependence)


def chances_of_rungs(up, firebreak, war_break, nuclear_break):
    """The chance that a dispute on the first rung reaches force, a clash with deaths, war and nuclear use before peace.

    The chance to get from a rung to the next, allowing for steps down and back up, is $h / (1 - (1 - h) c)$ with h the
    chance of the next step up and c the same chance one rung below.
    """
    clash = climb(up * (1.0 - firebreak), up)
    war = climb(up * (1.0 - war_break), clash)
    nuclear = climb(up * (1.0 - nuclear_break), war)
    return up, up * clash, up * clash * war, up * clash * war * nuclear


def rung_reached(luck, force, clash, war, nuclear):
    """The highest rung, from one uniform number and the falling chances to reach each."""
    rung = THREAT
    if luck < nuclear:
        rung = NUCLEAR
    elif luck < war:
        rung = WAR
    elif luck < clash:
        rung = CLASH
    elif luck < force:
        rung = FORCE
    return rung


def climb(step_up, below):
    """Chance to rise from a rung before peace, given that chance on the rung below."""
    return step_up / max(1.0 - (1.0 - step_up) * below, 1e-9)


def nuclear_firebreak(taboo, wear, lag, warheads, warheads_other):
    """Firebreak to nuclear use: perfect without warheads; worn where the weaker side, if it holds any, is far behind.

    ``lag`` is the log of the first side's hard power over the other's.
    """
    weaker = warheads if lag < 0.0 else warheads_other
    behind = abs(lag) if weaker > 0.0 else 0.0
    return (
        escalation_ladder.firebreak_under_inferiority(taboo, behind, wear) if warheads + warheads_other > 0.0 else 1.0
    )
