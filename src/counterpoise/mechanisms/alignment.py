"""Who allies with whom, and who hedges."""

# covers: F19, F36, L8

from counterpoise.core.maths import exp, logistic, zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal, Normal

from .quantal import quantal_response


class Alignment(Mechanism):
    r"""States ally where that lessens frustration, slowly, and hedge where it hardly matters (Axelrod & Bennett 1993).

    Propensity of a pair, $w_{ij} = w_0 + w_a\,affinity + w_d\,democracy_i democracy_j + w_n\,near + w_c\,common - w_r\,
    rivalry - w_f \bar\theta_{ij} - w_x\,controls$: common is the fear both have of the one state they fear most, if it
    is the same one; controls on the other's technology stand for systems that do not fit. The pair reconsiders by
    landscape theory's $1 / (1 + e^{2 \Delta F / T})$, where a change must also repay the inertia of what is, s times
    the noise T: $\Delta F = s T \mp w$. So without noise a pair allies if and only if that lessens frustration. Hedging
    is $4P(1 - P)$ with P the chance of alliance without inertia: one where alliance and distance are worth the same.
    Off: alliances are frozen and nobody hedges.
    """

    phase = Phase.DECIDE
    cites = ("axelrodbennett1993", "walt1987")

    base = param(Normal(-1.2, 0.2), unit="energy", source="assumed", doc="propensity of strangers without any affinity")
    affinity = param(LogNormal(1.2, 1.3), unit="energy", source="assumed", doc="weight of agreement in votes")
    regime = param(LogNormal(0.3, 1.5), unit="energy", source="assumed", doc="weight of joint democracy")
    near = param(LogNormal(0.4, 1.5), unit="energy", source="assumed", doc="weight of being neighbors")
    common = param(LogNormal(2.0, 1.6), unit="energy/fear", source="assumed", doc="weight of a common threat")
    rivalry = param(LogNormal(1.0, 1.4), unit="energy", source="assumed", doc="weight of rivalry")
    feared = param(LogNormal(2.0, 1.6), unit="energy/fear", source="assumed", doc="weight of fear of one another")
    systems = param(
        LogNormal(0.5, 1.6), unit="energy", source="assumed", doc="weight of technology kept from one another"
    )
    temperature = param(LogNormal(0.8, 1.3), unit="energy", source="assumed", doc="noise in alignment")
    inertia = param(LogNormal(3.0, 1.08), unit="temperatures", source="assumed", doc="what a change must repay")

    @kernel
    def step(world, change, p, draw):
        free, worst, foe = zeros(world.n_states), zeros(world.n_states), zeros(world.n_states)
        half, luck, drawn = zeros(world.n_dyads), zeros(world.n_pairs), zeros(world.n_pairs)
        bound, undecided = zeros(world.n_pairs), zeros(world.n_pairs)
        noise = 0.5 * p.temperature
        kept = exp(p.inertia * p.temperature / max(noise, 1e-6))
        for e in range(world.n_dyads):
            # what each side adds; what lies between both is halved
            half[e] = 0.5 * (p.affinity * world.affinity[e] - p.feared * world.fear[e])
            half[e] += 0.5 * (p.base + p.near * world.contiguous[e] - p.rivalry * world.rivalry[e])
        for i in range(world.n_states):
            free[i] = logistic(world.democracy[i])
            # two maxima side by side, as each has to wait for the last; then whom the larger one is
            begin, end = world.first[i], world.first[i + 1]
            most, other = 0.0, 0.0
            for e in range(begin + 1, end, 2):
                most, other = max(most, world.fear[e - 1]), max(other, world.fear[e])
            if begin < end:
                most = max(max(most, other), world.fear[end - 1])
            for e in range(begin, end):
                if world.fear[e] == most:
                    foe[i] = float(world.dst[e])
                    break
            worst[i] = most
        # what follows is one decision of two states, alike for both
        for k in range(world.n_pairs):
            e, back, i, j = world.first_of[k], world.second_of[k], world.one_of[k], world.other_of[k]
            feared = min(worst[i], worst[j]) if foe[i] == foe[j] else 0.0
            drawn[k] = half[e] + half[back] + p.regime * (free[i] * free[j]) + p.common * feared
            bound[k] = world.alliance[e]
            drawn[k] -= p.systems * max(world.export_control[e], world.export_control[back])
        for k in range(world.n_pairs):
            luck[k] = draw.uniform(world.pair_id[k])
        for k in range(world.n_pairs):
            apart = quantal_response(-drawn[k], noise)
            allied = 1.0 - apart
            undecided[k] = 4.0 * apart * allied
            # landscape.switch_probability: inertia makes what is more likely, ``kept`` times
            likely, other = (allied, apart) if bound[k] > 0.0 else (apart, allied)
            odds = likely / max(other, 1e-9)
            luck[k] *= 1.0 + kept * odds
        for k in range(world.n_pairs):
            e, back = world.first_of[k], world.second_of[k]
            change.hedging[e] += undecided[k]
            change.hedging[back] += undecided[k]
            if luck[k] < 1.0:
                change.alliance[e] += 1.0 - 2.0 * bound[k]
                change.alliance[back] += 1.0 - 2.0 * bound[k]
