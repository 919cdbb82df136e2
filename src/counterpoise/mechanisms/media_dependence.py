"""Publics that live on the platforms of another state hear it, whether they like it or not."""

# covers: P15, P24, T08, F17

from counterpoise.core.maths import zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal, Normal

from .skill_fields import MEDIA
from .society_fields import EXPOSURE, ONLINE


class MediaDependence(Mechanism):
    r"""Whoever owns a public's media can reach it if it will, and draws or repels it in the long run (Roumate 2022).

    State j's part $m_{ij}$ in the media of i's public exposes it, by how much i has to fear of j: $z_i =
    \omega\,online_i \sum_j m_{ij}\,fear_{ij}$. It also moves agreement in votes by $c\,m_{ij} (1 - a_{ij})$ for both:
    culture attracts or is resented, so the sign is free. Exposure is counted; no content is in the model.
    """

    phase = Phase.COERCE
    cites = ("roumate2022", "nye2004", "farrellnewman2019")
    declares = (MEDIA, EXPOSURE, ONLINE)

    voice = param(
        LogNormal(0.3, 1.8), unit="1", source="assumed", doc="reached if a feared state owned all media, omega"
    )
    culture = param(
        Normal(0.0, 0.01), unit="1/year", source="assumed", doc="agreement won or lost by owning all media, c"
    )

    @kernel
    def step(world, change, p, draw):
        heard = zeros(world.n_states)
        for e in range(world.n_dyads):
            if world.media[e] > 0.0:
                i = world.src[e]
                heard[i] += world.media[e] * world.fear[e]
                drawn = p.culture * world.media[e] * (1.0 - world.affinity[e])
                change.affinity[e] += drawn
                change.affinity[world.rev[e]] += drawn
        for i in range(world.n_states):
            change.exposure[i] += min(p.voice * world.online[i] * heard[i], 1.0)
