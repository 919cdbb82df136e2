"""Computing is bought with money; what money buys grows, then grows more slowly; and some of it can be withheld."""

# covers: F48

from counterpoise.core.fields import Dimension, Field, Kind
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, LogNormal, Normal, Uniform
from counterpoise.theory import ai_capability, export_controls

HOME_MADE = Field(
    "home_made", Dimension.STATE, Kind.FLOW, "ratio", "what barred spending buys at home, beside imports", 0.0, 10.0
)
"""A flow that is carried on: each year adds to last year's. None in the base year, whose computing shows what was."""


class Computing(Mechanism):
    r"""Computing accumulates like capital; export controls withhold part of what is bought, until it is made at home.

    $C_{t+1} = (1 - \delta) C_t + \pi_t I_t (1 - e_i (1 - s_t))$ with investment $I = $ spending times output, computing
    per dollar $\pi_t$ growing by a yearly factor until the slowdown and more slowly after it, and home substitution
    $s_t = s_{t-1} + \ell e_t (\bar s - s_{t-1})$, learned from what is barred, year by year, and from nothing else. A
    ceiling above one means that the controlled state ends with more: the sign in the long run is free. ``price`` is set
    so that the listed investment of 2024 buys the chips sold in 2025. Sites and power limit what a state can add in a
    year. Switched off, computing stands still, as the world without AI needs.
    """

    phase = Phase.GROW
    cites = ("epoch_chips2026", "epoch2024", "pilz2025", "eto_country_ai_metrics")
    declares = (HOME_MADE,)

    price = param(
        LogNormal(70000.0, 1.3),
        unit="H100 equivalents/billion 2015 USD",
        source="epoch_chips2026",
        doc="bought in 2024",
    )
    factor = param(LogNormal(1.3, 1.08), unit="1/year", source="epoch2024", doc="growth of computing per dollar")
    slowdown = param(Uniform(3.0, 8.0), unit="year", source="assumed", doc="when that growth slows")
    divisor = param(Uniform(2.0, 4.0), unit="1", source="assumed", doc="by how much its doubling time then lengthens")
    retired = param(LogNormal(0.15, 1.4), unit="1/year", source="assumed", doc="share of computing retired in a year")
    fastest = param(LogNormal(2.5, 1.3), unit="own stocks/year", source="assumed", doc="most that is added in a year")
    smallest = param(100.0, unit="H100 equivalents", source="assumed", doc="stock from which that counts at least")
    learning = param(Beta(2, 10), unit="1/year", source="assumed", doc="distance to home substitution closed in a year")
    ceiling = param(
        Normal(0.9, 0.25), unit="share", source="assumed", doc="how far home production can replace imports"
    )

    @kernel
    def step(world, change, p, draw):
        rate = max(p.factor, 1.01)
        now = ai_capability.frontier_compute(world.elapsed, rate, p.slowdown, p.divisor)
        before = ai_capability.frontier_compute(world.elapsed - 1.0, rate, p.slowdown, p.divisor)
        change.chip_growth[0] += now / before - 1.0
        for i in range(world.n_states):
            home_made = export_controls.substitution_after(
                years=1.0,
                restriction=world.restricted[i],
                learning=p.learning,
                start=world.home_made[i],
                ceiling=max(p.ceiling, 0.0),
            )
            change.home_made[i] += home_made
            room = p.fastest * max(world.compute[i], p.smallest)
            after = ai_capability.next_compute(
                stock=world.compute[i],
                depreciation=min(p.retired, 0.9),
                performance=p.price * now,
                investment=min(world.spending[i] * world.gdp[i], room / (p.price * now)),
                restriction=-export_controls.inflow_change(world.restricted[i], home_made),
            )
            change.compute[i] += after - world.compute[i]
