"""Launches on false alarms: rare, between nuclear powers, likelier in a crisis."""

# covers: P31, T14, F32, F45

from counterpoise.core.maths import exp, zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, LogNormal, Normal
from counterpoise.theory import false_alarm

from .economy_fields import FOUGHT
from .force_fields import FALSE_LAUNCHES, FALSE_RISK, FIRST_STRIKE
from .quantal import quantal_response
from .vocabulary import NUCLEAR


class NuclearAlarm(Mechanism):
    r"""A false alarm that is not seen through in time may be answered; AI shortens the time and the seeing through.

    Alarms of i about j arrive at $\lambda = \lambda_0\,W_i/(W_i + w)\,hostility\,(1 + a\,rung)\,e^{n x_i}$ a year: only
    arsenals kept ready have them, and alerts multiply them (Sagan). One is open when the window closes with chance
    $b x_i + (1 - b x_i) e^{-T/\tau}$, $T = T_0 e^{-g \bar x}$, $\tau = \tau_0 e^{-s x_i}$, with x the automation of
    command and $\bar x$ its mean of the two; then it is answered, by quantal response, if the trust that restraint
    needs (``first_strike``) exceeds trust. That AI changes the number of alarms has a sign that is open, and haste g
    and insight s have the same prior: neither side of the dispute is assumed, but machines that are believed (b) are.

    The level is assumed, from no use in 79 years (``docs/decisions``). A launch costs both sides the share ``toll`` of
    output. This year's rungs count. Off: no false alarm is answered.
    """

    phase = Phase.SETTLE
    cites = ("barrett2013", "sagan1985", "johnson2020", "lewis2014", "schelling1960")
    declares = (FIRST_STRIKE, FALSE_RISK, FALSE_LAUNCHES, FOUGHT)

    alarms = param(LogNormal(0.03, 1.7), unit="1/year", source="assumed", doc="serious alarms of a hostile ready power")
    ready = param(LogNormal(500.0, 1.5), unit="warheads", source="assumed", doc="arsenal half of which is kept ready")
    alert = param(LogNormal(1.0, 1.6), unit="1/rung", source="assumed", doc="alarms that each rung of a crisis adds")
    window = param(LogNormal(10.0, 1.2), unit="minutes", source="assumed", doc="time to decide without AI")
    resolution = param(LogNormal(2.5, 1.2), unit="minutes", source="assumed", doc="mean time to see through an alarm")
    haste = param(LogNormal(0.5, 1.6), unit="log factor", source="assumed", doc="time to decide that full AI takes")
    insight = param(
        LogNormal(0.5, 1.6), unit="log factor", source="assumed", doc="time to see through it that AI saves"
    )
    noise = param(Normal(0.0, 0.7), unit="log factor", source="assumed", doc="alarms that full AI adds, sign open")
    bias = param(Beta(1, 399), unit="share", source="assumed", doc="alarms of full AI believed unchecked")
    doubt = param(LogNormal(0.15, 1.4), unit="trust", source="assumed", doc="scatter of the choice to launch")
    toll = param(Beta(5, 5), unit="share of output", source="assumed", doc="lost by either side to a false launch")

    @kernel
    def step(world, change, p, draw):
        lost = zeros(world.n_states)
        risk, launches = 0.0, 0.0
        for i in range(world.n_states):
            mine, own = world.warheads[i], world.u_command[i]
            if mine > 0.0:
                prone = p.alarms * mine / (mine + p.ready) * exp(p.noise * own)
                resolution = p.resolution * exp(-p.insight * own)
                for e in range(world.first[i], world.first[i + 1]):
                    j = world.dst[e]
                    if world.warheads[j] > 0.0 and world.rung[e] < NUCLEAR:
                        rate = prone * max(world.rivalry[e], world.fear[e]) * (1.0 + p.alert * world.rung[e])
                        window = p.window * exp(-p.haste * 0.5 * (own + world.u_command[j]))
                        answered = quantal_response(world.first_strike[e] - world.trust[e], p.doubt)
                        chance = false_alarm.launch_probability_with_bias(
                            rate * answered, window, resolution, p.bias * own
                        )
                        risk += chance
                        if draw.uniform(world.dyad_id[e]) < chance:
                            launches += 1.0
                            lost[i] = max(lost[i], p.toll)
                            lost[j] = max(lost[j], p.toll)
        for i in range(world.n_states):
            change.loss[i] += lost[i]
            change.fought[i] += lost[i]
        change.false_risk[0] += risk
        change.false_launches[0] += launches
        change.nuclear_use[0] += launches
