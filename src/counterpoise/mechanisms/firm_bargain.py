"""Firms and their homes bargain over what computing earns; new technology keeps firms free to leave."""

# covers: A04, F03, F15, C12

from counterpoise.core.maths import exp, log, zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, LogNormal
from counterpoise.theory import obsolescing_bargain

from .conflict_fields import carried
from .firm_fields import (
    ALGORITHMS_HELD,
    COMPUTE_HELD,
    DIFFUSED,
    FIRM_COMPUTE,
    FIRM_PART,
    FIRM_REACH,
    FIRM_SHARE,
    FIRST_HOLD,
    FIRST_SHARE,
    HOLD,
    SUNK,
    TNC_SHARE,
)  # fmt: skip


class FirmBargain(Mechanism):
    r"""A firm's share of the rent falls as its investment sinks and rises as technology renews it (Vernon; Kobrin).

    Nash's split $x = \frac12 (1 + o_T - o_S)$ with the firm's option $o_T = o_0\,r_f (1 - s_f)$, r its reach abroad and
    s the share that is sunk, and the home's $o_S = o_H (1 - c_f)$: the computing at home that is not this firm's. Sunk
    investment moves as $\dot s = \phi (1 - s) - g s$, renewal g in proportion to the year's growth of computing and
    algorithms at home. What the home keeps, $1 - x$ by computing, is its hold on firms; power has moved to firms by
    $\sum_f C_f x_f / C$. Off: sunk shares stay, and no state holds anything of its firms.
    """

    phase = Phase.MEASURE
    cites = ("nash1950", "vernon1971", "kobrin1987")
    declares = (
        *(FIRM_PART, FIRM_REACH, SUNK, FIRM_COMPUTE, FIRM_SHARE, COMPUTE_HELD, ALGORITHMS_HELD),
        *(FIRST_SHARE, HOLD, FIRST_HOLD, TNC_SHARE, DIFFUSED),
    )

    sinking = param(LogNormal(0.1, 1.6), unit="1/year", source="assumed", doc="pace at which assets are tied, phi")
    renewal = param(
        LogNormal(0.15, 1.8), unit="1", source="assumed", doc="assets freed by an e-fold of effective computing"
    )
    footloose = param(
        Beta(4.0, 6.0), unit="share of the rent", source="assumed", doc="option of a free firm welcome anywhere, o_0"
    )
    rivals = param(
        Beta(3.0, 7.0), unit="share of the rent", source="assumed", doc="option of a home with other firms, o_H"
    )

    @kernel
    def step(world, change, p, draw):
        computing, owned, moved = 1e-9, 0.0, 0.0
        mine, kept = zeros(world.n_states), zeros(world.n_states)
        better = 2.302585 * max(world.algorithms[0] - world.algorithms_held[0], 0.0)
        for i in range(world.n_states):
            computing += world.compute_held[i]
        for f in range(world.n_firms):
            i = world.home[f]
            grown = 0.0
            if world.compute_held[i] > 0.0:
                grown = max(log((world.compute[i] + 1.0) / (world.compute_held[i] + 1.0)) + better, 0.0)
            fresh = p.renewal * grown
            left = world.sunk[f] * exp(-(p.sinking + fresh))
            change.sunk[f] += left + obsolescing_bargain.sunk_share(1.0, p.sinking, fresh) - world.sunk[f]
            option = obsolescing_bargain.option_left(p.footloose * world.firm_reach[f], world.sunk[f])
            rival = min(p.rivals * (1.0 - world.firm_part[f]), 1.0 - option)
            share = obsolescing_bargain.firm_share(option, rival)
            change.firm_share[f] += share
            change.first_share[f] += carried(world.first_share[f], share)
            mine[i] += world.firm_compute[f]
            kept[i] += world.firm_compute[f] * (1.0 - share)
            owned += world.firm_compute[f]
            moved += obsolescing_bargain.diffused_power(world.firm_compute[f], 1.0 - share)
        for i in range(world.n_states):
            hold = kept[i] / mine[i] if mine[i] > 0.0 else 0.0
            change.hold[i] += hold
            change.first_hold[i] += carried(world.first_hold[i], hold)
        change.tnc_share[0] += min(owned / computing, 1.0)
        change.diffused[0] += min(moved / computing, 1.0)
