"""Firms own most of the computing of the states they call home, and buy more as they keep more of what it earns."""

from counterpoise.core.maths import exp, zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal

from .firm_fields import ALGORITHMS_HELD, COMPUTE_HELD, FIRM_COMPUTE, FIRM_PART, FIRM_SHARE, FIRST_SHARE, PRIVATE


class FirmCompute(Mechanism):
    r"""A home's new computing goes to its firms and others as before, more to a firm that keeps more of the rent.

    Of a state's computing the share n is new, what it holds beyond last year's stock less what was retired. Firm f's
    part in the new is $b_f = w_f / (\sum_g w_g + 1 - \sum_g c_g)$ with $w_f = c_f e^{\kappa (x_f - x_{f1}) +
    \sigma\epsilon}$: its part c in the old, its share x in the rent, now and in the first year, and fortune. So
    $\Delta c_f = n (b_f - c_f)$, and a year without new computing moves nothing. Reduced form; bargains are last
    year's. Off: parts stay, and nobody's computing is counted.
    """

    phase = Phase.GROW
    cites = ("vernon1971", "epoch_chips2026")
    declares = (FIRM_PART, FIRM_SHARE, FIRST_SHARE, FIRM_COMPUTE, COMPUTE_HELD, ALGORITHMS_HELD, PRIVATE)

    retired = param(LogNormal(0.15, 1.4), unit="1/year", source="assumed", doc="share of computing retired in a year")
    luck = param(LogNormal(0.15, 1.6), unit="1/year", source="assumed", doc="spread of a firm's fortune, sigma")
    reinvest = param(
        LogNormal(2.0, 1.6),
        unit="1/share of the rent",
        source="assumed",
        doc="what a firm buys of what it keeps, kappa",
    )

    @kernel
    def step(world, change, p, draw):
        parts, bought = zeros(world.n_states), zeros(world.n_states)
        weight = zeros(world.n_firms)
        for f in range(world.n_firms):
            i = world.home[f]
            fortune = p.luck * draw.normal(world.firm_id[f])
            weight[f] = world.firm_part[f] * exp(p.reinvest * (world.firm_share[f] - world.first_share[f]) + fortune)
            parts[i] += world.firm_part[f]
            bought[i] += weight[f]
        for f in range(world.n_firms):
            i = world.home[f]
            new = newly(world.compute_held[i], world.compute[i], p.retired)
            gained = weight[f] / (bought[i] + max(1.0 - parts[i], 0.0) + 1e-9)
            change.firm_part[f] += new * (gained - world.firm_part[f])
            change.firm_compute[f] += world.firm_part[f] / max(parts[i], 1.0) * world.compute[i]
        for i in range(world.n_states):
            change.compute_held[i] += world.compute[i]
            change.private[i] += min(parts[i], 1.0)
        change.algorithms_held[0] += world.algorithms[0]


def newly(before, now, retired):
    r"""Share of a stock that was bought within the year: $1 - (1 - \delta) C_{t-1} / C_t$; 0 where no year is known."""
    if before <= 0.0:
        return 0.0
    return min(max(1.0 - (1.0 - min(retired, 0.9)) * before / max(now, 1.0), 0.0), 1.0)
