"""A norm makes an agreement easier to keep."""

from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta

from .conflict_fields import WILLING
from .regime_fields import NORMATIVE
from .society_fields import NORM


class NormDuty(Mechanism):
    r"""Breaking one's word costs more before an audience that shares the norm (Finnemore & Sikkink 1998).

    Of the unwillingness a state had last year a norm turns the part $a\,n_i$, as far as it bears on the agreement:
    $\Delta willing_{qi} = a\,g_q n_i (1 - willing_{qi}^{t-1})$, beside what incentives say this year. With steady
    incentives Q it settles at $(Q + a g n) / (1 + a g n)$, between Q and 1. Off: incentives alone.
    """

    phase = Phase.COERCE
    cites = ("finnemoresikkink1998", "downs1996")
    declares = (NORM, WILLING, NORMATIVE)

    audience = param(Beta(3.0, 7.0), unit="share", source="assumed", doc="unwillingness turned by full adherence, a")

    @kernel
    def step(world, change, p, draw):
        for q in range(world.n_regimes):
            for i in range(world.n_states):
                change.willing[q, i] += p.audience * world.normative[q] * world.norm[i] * (1.0 - world.willing[q, i])
