"""Major powers sanction those who fight their friends or break agreements, as far as firms comply."""

# covers: P29, F14, F20

from counterpoise.core.maths import logistic, zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, LogNormal
from counterpoise.theory import sanctions

from .conflict_fields import STRAIN
from .quantal import could_act, quantal_response
from .regime_fields import RESOLVE
from .society_fields import CONCESSION, CUT_OFF, SANCTION, SANCTIONS
from .vocabulary import CLASH


class Sanctions(Mechanism):
    r"""Sanctions bite as far as firms comply, and adversaries, sanctioned most, concede least (Drezner 1999).

    The occasion is a dispute with deaths last year, or an agreement in force that the target is seen to break, where
    members are resolved. A sender of hard power above ``major``, not allied with the target, weighs $(k + b) c_T - (1 +
    k) c_S$, k being the weight of relative gains and b that of hurting one who fights a state closer to the sender (or
    breaks an agreement), greater where a public asks for it. $c_T = s\,\kappa\,y_i$, $c_S = s\,\kappa\,y_j + c_0\,y_i /
    (y_i + Y_j)$, y parts of the world's output, Y that of senders already there, who share the diplomatic cost. Firms
    comply, $\kappa$, by quantal response on the markets of all senders they would lose if caught, less the target's
    that they give up, so a coalition is obeyed where one sender is not. The target concedes $[(1 + k) c_T - k c_S]/(1 +
    2k)$ of the stake, k weighted by the senders' markets; that relieves the strain of its disputes. Sanctions end at
    their own pace once there is no occasion, sooner as it concedes (a third of episodes succeeded, by tolerant
    standards). Off: no sanction begins, ends or bites.
    """

    phase = Phase.COERCE
    cites = (
        "drezner1999",
        "cox_drury2006",
        "grieco1988",
        "farrellnewman2019",
        "hufbauer_et_al2007",
        "mckelvey_palfrey1995",
    )
    declares = (RESOLVE, STRAIN, SANCTION, CUT_OFF, CONCESSION, SANCTIONS)

    major = param(
        LogNormal(0.012, 1.3), unit="share of the world", source="assumed", doc="least hard power of a sender"
    )
    reach = param(
        LogNormal(0.7, 1.6), unit="share of the stake", source="assumed", doc="cost of being cut off from the world, s"
    )
    fixed = param(
        LogNormal(0.05, 1.3), unit="share of the stake", source="assumed", doc="diplomatic cost, shared by senders"
    )
    outrage = param(
        LogNormal(1.3, 1.4), unit="weight", source="assumed", doc="weight of hurting the other side, in a democracy"
    )
    caught = param(Beta(5.0, 5.0), unit="probability", source="assumed", doc="a firm that trades on is caught")
    greed = param(LogNormal(0.03, 1.4), unit="share of the world", source="assumed", doc="scatter among firms")
    noise = param(LogNormal(0.006, 1.4), unit="share of the stake", source="assumed", doc="error in weighing sanctions")
    lapse = param(LogNormal(0.12, 1.4), unit="1/year", source="neuenkirch_neumeier2015", doc="pace at which they end")
    settle = param(
        LogNormal(0.15, 1.6), unit="1/year", source="assumed", doc="pace at which a stake conceded in full is settled"
    )
    relief = param(LogNormal(0.7, 1.6), unit="log odds", source="assumed", doc="strain relieved by conceding all")

    @kernel
    def step(world, change, p, draw):
        output, standing = 1e-9, 0.0
        part, senders, minded = zeros(world.n_states), zeros(world.n_states), zeros(world.n_states)
        accused, fighting = zeros(world.n_states), zeros(world.n_states)
        outcry = zeros(world.n_states)
        fond = zeros(world.n_dyads)  # how close the second state is to the closest of those whom the first fights
        for i in range(world.n_states):
            output += world.gdp[i]
        for i in range(world.n_states):
            part[i], outcry[i] = world.gdp[i] / output, p.outrage * logistic(world.democracy[i])
        for q in range(world.n_regimes):
            answered = world.alive[q] * world.detection[q] * world.resolve[q]
            if answered > 0.0:
                for i in range(world.n_states):
                    chance = answered * world.member[q, i] * (1.0 - world.compliance[q, i])
                    if chance > 0.0:
                        accused[i] = 1.0 if draw.uniform(world.membership_id[q, i], 1) < chance else accused[i]
        for e in range(world.n_dyads):
            if world.sanction[e] > 0.0:
                senders[world.dst[e]] += part[world.src[e]]
                minded[world.dst[e]] += part[world.src[e]] * world.relative_gains[e]
                standing += 1.0
        for k in range(world.n_pairs):
            e, back = world.first_of[k], world.second_of[k]
            if world.rung[e] >= CLASH or world.rung[back] >= CLASH:
                i, j = world.one_of[k], world.other_of[k]
                clash, clash_back = world.rung[e] >= CLASH, world.rung[back] >= CLASH
                if clash:
                    fighting[j], fond[e] = 1.0, 1.0
                if clash_back:
                    fighting[i], fond[back] = 1.0, 1.0
                for t in range(world.triad[k], world.triad[k + 1]):
                    a, b = world.leg_one[t], world.leg_other[t]
                    if clash:
                        fond[a] = max(fond[a], world.affinity[b])
                    if clash_back:
                        fond[b] = max(fond[b], world.affinity[a])
        for j in range(world.n_states):
            if senders[j] > 0.0:
                obeyed = complying(senders[j], part[j], p.caught, p.greed)
                hurt, paid = p.reach * obeyed * senders[j], p.reach * obeyed * part[j]
                conceded = min(sanctions.greatest_concession(hurt, paid, minded[j] / senders[j]), 1.0)
                ends = min(p.lapse + p.settle * conceded, 1.0) * (1.0 - max(accused[j], fighting[j]))
                change.cut_off[j] += obeyed * senders[j]
                change.concession[j] += conceded
                for e in range(world.first[j], world.first[j + 1]):
                    back = world.rev[e]
                    eased = p.relief * conceded * quarrel(world.memory[e] + world.memory[back])
                    change.strain[e] -= eased
                    change.strain[back] -= eased
                    if world.sanction[back] > 0.0:
                        change.cut_off[world.dst[e]] += obeyed * part[j]
                        if draw.uniform(world.dyad_id[back], 2) < ends:
                            change.sanction[back] -= 1.0
        for j in range(world.n_states):
            if accused[j] + fighting[j] > 0.0:
                for e in range(world.first[j], world.first[j + 1]):
                    i, back = world.dst[e], world.rev[e]
                    cause = max(accused[j], fond[e] - world.affinity[back])
                    free = world.alliance[e] == 0.0 and world.sanction[back] == 0.0
                    if world.hard[i] >= p.major and free and cause > 0.0:
                        obeyed = complying(senders[j] + part[i], part[j], p.caught, p.greed)
                        shared = p.fixed * part[i] / (part[i] + senders[j] + 1e-9)
                        hurt, paid = p.reach * obeyed * part[i], p.reach * obeyed * part[j] + shared
                        margin = sanctions.threat_margin(hurt, paid, world.relative_gains[back])
                        margin += outcry[i] * cause * hurt
                        luck = draw.uniform(world.dyad_id[back])
                        if could_act(luck, margin / max(p.noise, 1e-6)):
                            change.sanction[back] += 1.0 if luck < quantal_response(margin, p.noise) else 0.0
        change.sanctions[0] += standing


def complying(senders, target, caught, greed):
    """Share of firms that obey: they choose between the senders' markets, lost if caught, and the target's."""
    return quantal_response(caught * senders - target, greed)


def quarrel(memory):
    """How far a pair has a dispute to settle, from the disputes that both sides remember."""
    return memory / (2.0 + memory)
