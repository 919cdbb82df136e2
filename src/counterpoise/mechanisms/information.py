"""States manipulate the publics of others before disputes and during them."""

# covers: A07, A10, P15, T07, T09, F10, F11, F12, F20

from counterpoise.core.maths import exp, logistic, zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, LogNormal
from counterpoise.theory import rumor

from .conflict_fields import HAZARD, STRAIN
from .quantal import could_act, quantal_response
from .society_fields import CAMPAIGNS, EXPOSURE, LITERACY, MANIPULATION, ONLINE
from .vocabulary import CLASH


class InformationOperations(Mechanism):
    r"""Stories planted by rivals spread like epidemics: AI widens their reach, literacy narrows it (Maki & Thompson).

    A story of i among j's people is retold $R_{ij} = \beta\,online_j (1 + g\,u^{cyber}_i)(1 - \ell_j)(1 - c (1 - f_j))$
    times, with literacy $\ell$ and closed states ($f = \sigma(democracy)$ low) preventing part of it. Hostility is a
    rivalry's standing one and last year's chance of a dispute, weighed (in the first year that of the record), and is
    one where lives were lost. A campaign is
    run by quantal response on hostility times prospects $1 - 1/R$, less its cost. It then reaches the share z with $z =
    1 - e^{-R z}$, none up to R = 1. Publics so primed add $\omega (z_{ij} + z_{ji}) / 2$ to the pair's strain, in the
    year of the campaign, before disputes begin. It is exposure that is counted: hearing is not believing, and no
    content is in the model. Off: no story is planted.
    """

    phase = Phase.COERCE
    cites = ("kermack1927", "maki1973", "bradshaw_howard2019", "mckelvey_palfrey1995")
    declares = (STRAIN, HAZARD, LITERACY, ONLINE, MANIPULATION, EXPOSURE, CAMPAIGNS)

    contact = param(
        LogNormal(2.2, 1.25), unit="ratio", source="assumed", doc="retellings per teller among believers online, no AI"
    )
    gain = param(LogNormal(1.0, 1.6), unit="ratio", source="assumed", doc="reach added by full AI in cyber operations")
    # covers: T19
    control = param(Beta(5.0, 5.0), unit="share", source="assumed", doc="retelling that a closed state prevents")
    standing = param(Beta(3.0, 7.0), unit="0 to 1", source="assumed", doc="hostility between rivals in quiet years")
    anticipation = param(
        LogNormal(1.0, 1.5), unit="hostility/chance", source="assumed", doc="weight of a dispute to be expected"
    )
    cost = param(
        LogNormal(0.15, 1.3), unit="hostility", source="assumed", doc="cost of a campaign, political and other"
    )
    noise = param(LogNormal(0.03, 1.4), unit="hostility", source="assumed", doc="error in weighing a campaign")
    priming = param(
        LogNormal(0.5, 1.8), unit="log odds", source="assumed", doc="strain if both publics were reached in full"
    )

    @kernel
    def step(world, change, p, draw):
        audience, missed, campaigns = zeros(world.n_states), zeros(world.n_states), 0.0
        retold, worth, luck = zeros(world.n_dyads), zeros(world.n_dyads), zeros(world.n_dyads)
        precision = 1.0 / max(p.noise, 1e-6)
        # a hostility so low would not be worth the cost of a campaign however far it reached
        least = max(p.cost - 5.0 * p.noise, 0.0)
        for j in range(world.n_states):
            closed = p.control * (1.0 - logistic(world.democracy[j]))
            audience[j] = rumor.reproduction_number(p.contact * world.online[j], 1.0, world.literacy[j], closed, 1.0)
            missed[j] = 1.0
        for k in range(world.n_pairs):
            luck[world.lower_of[k]], luck[world.upper_of[k]] = draw.uniform_pair(world.pair_id[k])
        for e in range(world.n_dyads):
            hazard = world.base_hazard[e] if world.elapsed <= 1.0 else world.hazard[e]
            quiet = world.rivalry[e] * p.standing + p.anticipation * hazard
            hostile = 1.0 if world.rung[e] >= CLASH else min(quiet, 1.0)
            retold[e] = (1.0 + p.gain * world.u_cyber[world.src[e]]) * audience[world.dst[e]]
            worth[e] = hostile * (1.0 - 1.0 / max(retold[e], 1.0)) - p.cost
            luck[e] = luck[e] if hostile > least and retold[e] > 1.0 else 1.0  # with that, nobody acts
        for e in range(world.n_dyads):
            # most are kept out by luck, and need not be weighed
            if could_act(luck[e], worth[e] * precision):
                chance = quantal_response(worth[e], p.noise)
                if luck[e] < chance:
                    reached = share_reached(retold[e])
                    missed[world.dst[e]] *= 1.0 - reached
                    campaigns += 1.0
                    change.manipulation[e] += reached
                    change.strain[e] += 0.5 * p.priming * reached
                    change.strain[world.rev[e]] += 0.5 * p.priming * reached
        for i in range(world.n_states):
            change.exposure[i] += 1.0 - missed[i]
        change.campaigns[0] += campaigns


def share_reached(retold):
    r"""``rumor.final_size`` of a story retold more than once, to single precision: two of Newton's steps.

    They start from our own fit, with $x = R - 1$ off by less than half a percent: $2 x (1 + a x) / (1 + b x + c x^2)$,
    at most 1, which near 0 is right to the first power. An error squares with each step.
    """
    beyond = retold - 1.0
    most = min(1.0, 2.0 * beyond)
    fit = 2.0 * beyond * (1.0 + 0.44739 * beyond) / (1.0 + beyond * (1.73936 + 0.90289 * beyond))
    reached = min(fit, 1.0)
    for _ in range(2):
        missed = exp(-retold * reached)
        slope = max(1.0 - retold * missed, 1e-6)
        reached = min(max(reached - (reached - 1.0 + missed) / slope, 0.0), most)
    return reached
