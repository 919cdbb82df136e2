"""The arms race."""

from counterpoise.core.fields import Dimension, Field, Kind
from counterpoise.core.maths import log, zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal, Normal, Uniform
from counterpoise.theory import richardson

from .conflict_fields import ARMING, PASSED, PEACE_BURDEN, PEACE_THREAT, carried
from .heavy_tails import laplace
from .luck_fields import BURDEN_SCATTER
from .quantal import quantal_response

ARMS_LUCK = Field("arms_luck", Dimension.STATE, Kind.FLOW, "1/year", "growth of the burden by luck", -5.0, 5.0)


class ArmsRace(Mechanism):
    r"""States arm in answer to threat where they dare not trust, and tire under the cost (Richardson 1960; Kydd 2005).

    Restraint towards j is a quantal response on trust less the trust it takes, $q_{ij} = \sigma((t - t^*) / \lambda)$,
    which leaves part of a threat unanswered, as does the part B that is left to others:
    $\phi_i = \theta_i (1 - r \bar q_i)(1 - B_i)$, with the mean weighted by fear. What that calls for is the burden in
    peace, $\bar m$, scaled by how much $\phi$ has grown since the base year; what makes states differ for other reasons
    so stays as it was:
    $\Delta \ln m = k \ln(\bar m \frac{\phi}{\phi_0} / m) - a \ln(m / \bar m) + g + l$. Luck lasts in part,
    $l_t = \varphi l_{t-1} + w_t + b s_i e_{it}$: a shock w of the year common to all, and one e of the state, which has
    Laplace's distribution and the size s that is usual for it. Off: the burden returns to its norm by fatigue alone
    (AR(1)). The record of 1976-2007 tells neither reaction nor fatigue from zero
    (``docs/decisions/0020-calibrations.md``): both are assumed, and small.
    """

    phase = Phase.DECIDE
    cites = ("richardson1960", "jervis1978", "kydd2005", "mckelvey_palfrey1995")
    declares = (ARMING, PEACE_BURDEN, PEACE_THREAT, PASSED, ARMS_LUCK, BURDEN_SCATTER)

    reaction = param(
        LogNormal(0.02, 2.0), unit="1/year", source="assumed", doc="pull of the burden to what threat calls for"
    )
    fatigue = param(LogNormal(0.01, 1.6), unit="1/year", source="assumed", doc="pull of the burden back to its norm")
    grievance = param(
        Normal(0.0, 0.005), unit="1/year", source="assumed", doc="growth of the burden without any threat"
    )
    shock = param(LogNormal(1.02, 1.0207), unit="ratio", source="estimated:arms", doc="size of luck over the usual, b")
    inertia = param(Normal(0.152, 0.0202), unit="share", source="estimated:arms", doc="part of luck that lasts, phi")
    tide = param(LogNormal(0.0129, 1.24), unit="1/year", source="estimated:arms", doc="spread of the shock to all")
    forbearance = param(Uniform(0.2, 0.8), unit="share", source="assumed", doc="part of a threat that restraint leaves")
    noise = param(
        LogNormal(0.15, 1.5), unit="trust", source="assumed", doc="error in weighing restraint against arming"
    )

    @kernel
    def step(world, change, p, draw):
        answer = zeros(world.n_states)
        common = p.tide * draw.normal(0, channel=1)
        for i in range(world.n_states):
            fears, borne = 0.0, 0.0
            for e in range(world.first[i], world.first[i + 1]):
                fears += world.fear[e]
                borne += world.fear[e] * quantal_response(world.trust[e] - world.required_trust[e], p.noise)
            unmoved = p.forbearance * borne / (fears + 1e-6)
            answer[i] = max(world.threat[i] * (1.0 - unmoved) * (1.0 - world.passed[i]), 1e-7)
        for i in range(world.n_states):
            norm = carried(world.peace_burden[i], world.milex_share[i])
            usual = carried(world.peace_threat[i], answer[i])
            own = p.shock * world.burden_scatter[i] * laplace(draw.uniform(world.state_id[i]))
            burden, luck = world.milex_share[i], p.inertia * world.arms_luck[i] + common + own
            called_for = norm * answer[i] / usual
            after = richardson.next_burden(burden, called_for, norm, p.reaction, p.fatigue, p.grievance + luck)
            change.milex_share[i] += after - burden
            change.arming[i] += log(after / burden)
            change.peace_burden[i] += norm
            change.peace_threat[i] += usual
            change.arms_luck[i] += luck

    @kernel
    def null(world, change, p, draw):
        common = p.tide * draw.normal(0, channel=1)
        for i in range(world.n_states):
            norm = carried(world.peace_burden[i], world.milex_share[i])
            own = p.shock * world.burden_scatter[i] * laplace(draw.uniform(world.state_id[i]))
            burden, luck = world.milex_share[i], p.inertia * world.arms_luck[i] + common + own
            after = richardson.next_burden(burden, norm, norm, 0.0, p.fatigue, p.grievance + luck)
            change.milex_share[i] += after - burden
            change.arming[i] += log(after / burden)
            change.peace_burden[i] += norm
            change.arms_luck[i] += luck
