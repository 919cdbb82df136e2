"""Human control over AI as a norm that may spread in a cascade."""

# covers: A03, A07, A17, F23, F26, L1, L5

from counterpoise.core.maths import exp, logistic, zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, LogNormal, Normal
from counterpoise.theory import norm_cascade

from .society_fields import NORM, NORM_SHARE


class NormCascade(Mechanism):
    r"""Who adheres depends on who already does, on NGOs and on what experts make of accidents (Finnemore & Sikkink).

    A state sees adherence in the world, weighted by status (smart power), and among the like-minded (affinity to the
    fourth power): $x_i = (1 - w) X + w\,\bar n_i + e_i$. Entrepreneurs add what openness lets them, accidents of the
    year what an epistemic community makes of them: $e_i = p\,\sigma(democracy_i) + \ell (1 - e^{-A})$. Adherence moves
    towards the share of thresholds that are met, $\Phi((x_i - \mu - c\,u_i) / \sigma)$, $u_i$ being the autonomous
    weapons it would have to bind. Adherents put effort into safety and take machines out of the loop. With thresholds
    of mean .33 and deviation .15 the cascade tips at .208, not at a third. Off: adherence stays and binds nobody.
    """

    phase = Phase.GOVERN
    cites = ("finnemoresikkink1998", "granovetter1978", "haas1992", "bradford2023")
    declares = (NORM, NORM_SHARE)

    threshold = param(Normal(0.33, 0.05), unit="share of status", source="assumed", doc="mean threshold of states")
    scatter = param(LogNormal(0.15, 1.2), unit="share of status", source="assumed", doc="deviation of thresholds")
    peers = param(Beta(4.0, 6.0), unit="share", source="assumed", doc="weight of the like-minded beside the world")
    # covers: A03
    pressure = param(
        LogNormal(0.03, 1.8), unit="share of status", source="assumed", doc="what entrepreneurs add where all is open"
    )
    # covers: A17
    lesson = param(
        LogNormal(0.1, 1.8), unit="share of status", source="assumed", doc="what experts make of many accidents"
    )
    stake = param(
        LogNormal(0.15, 1.6), unit="share of status", source="assumed", doc="threshold added by full autonomous arms"
    )
    pace = param(LogNormal(0.1, 1.5), unit="1/year", source="assumed", doc="pace at which adherence follows example")
    care = param(LogNormal(0.02, 1.8), unit="1/year", source="assumed", doc="missing safety that an adherent adds")
    restraint = param(LogNormal(0.04, 1.8), unit="1/year", source="assumed", doc="autonomy that an adherent gives up")

    @kernel
    def step(world, change, p, draw):
        standing, adhering, accidents = 1e-9, 0.0, 0.0
        likeness, example = zeros(world.n_states), zeros(world.n_states)
        for i in range(world.n_states):
            standing += world.smart[i]
            adhering += world.smart[i] * world.norm[i]
            accidents += world.accidents[i]
        everywhere = min(adhering / standing, 1.0)
        alarm = p.lesson * (1.0 - exp(-accidents))
        for i in range(world.n_states):
            weights, adherents = 0.0, 0.0
            for e in range(world.first[i], world.first[i + 1]):
                close = world.affinity[e] * world.affinity[e]
                weights += close * close
                adherents += close * close * world.norm[world.dst[e]]
            likeness[i], example[i] = weights, adherents
        for i in range(world.n_states):
            among = example[i] / likeness[i] if likeness[i] > 0.0 else everywhere
            seen = (1.0 - p.peers) * everywhere + p.peers * min(among, 1.0)
            urged = min(seen + p.pressure * logistic(world.democracy[i]) + alarm, 1.0)
            needed = p.threshold + p.stake * world.u_weapons[i]
            drawn = norm_cascade.next_share(urged, needed, p.scatter)
            change.norm[i] += min(p.pace, 1.0) * (drawn - world.norm[i])
            change.safety[i] += min(p.care * world.norm[i], 1.0) * (1.0 - world.safety[i])
            change.autonomy[i] -= min(p.restraint * world.norm[i], 1.0) * world.autonomy[i]
        change.norm_share[0] += everywhere
