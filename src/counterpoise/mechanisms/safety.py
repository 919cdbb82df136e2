"""The race for AI and what it does to safety."""

# covers: T17, F02, F49

from counterpoise.core.fields import Dimension, Field, Kind
from counterpoise.core.maths import exp, zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, LogNormal
from counterpoise.theory import race_to_precipice

from .conflict_fields import carried
from .effort import level_kept

EFFORT_LEVEL = Field(
    "effort_level",
    Dimension.STATE,
    Kind.FLOW,
    "ratio",
    "safety over the race's equilibrium in the base year",
    0.0,
    1e6,
    note=True,
)
"""A flow that is carried on: a year that finds none takes what it sees."""


class SafetyRace(Mechanism):
    r"""States that race for AI skimp on its safety, the more of them and the bitterer the more (Armstrong et al. 2016).

    A state is in the race as far as its capability is near the frontier, $r_i = e^{-(c^* - c_i)/b}$; the teams it races
    are $n_i = 1 + r_i \sum_j r_j$, their enmity grows with how much it fears them, and the dispersion $\mu$ with how
    far their capabilities lie from its own, as far as seen. Teams that do not know one another's capability choose $E =
    \min\{1, \mu / (n e)\}$. What of that is done differs for other reasons and stays: effort moves towards
    $\min\{s_{i0} E_i / E_{i0}, a\}$, 0 being the first year and a the most that anyone attains, at its pace times
    $\min\{n_i - 1, 1\}$: it takes two to race, and who is out of it does not drift. A serious accident happens with
    hazard $h_0 (1 - s_i) \bar u_i$, $\bar u$ being mean adoption. Off: effort stays, and accidents happen as it is.
    """

    phase = Phase.DECIDE
    cites = ("armstrong_bostrom_shulman2016", "emery_xu_park_trager2023")
    declares = (EFFORT_LEVEL,)

    band = param(LogNormal(0.5, 1.5), unit="log10 compute", source="assumed", doc="lag at which a state is all but out")
    bitterness = param(
        LogNormal(0.15, 1.8), unit="fear", source="assumed", doc="fear of fellow racers at enmity one half"
    )
    dispersion = param(
        LogNormal(1.0, 2.0), unit="safety per log10 compute", source="assumed", doc="what a lead is worth"
    )
    unseen = param(LogNormal(0.2, 1.5), unit="log10 compute", source="assumed", doc="spread that nobody can measure")
    attainable = param(Beta(8.0, 2.0), unit="0 to 1", source="assumed", doc="the most safety that effort can reach")
    adjustment = param(
        LogNormal(0.2, 1.5), unit="1/year", source="assumed", doc="pace at which effort follows the race"
    )
    hazard = param(
        LogNormal(0.003, 4.0), unit="1/year", source="assumed", doc="accidents of full adoption without safety"
    )

    @kernel
    def step(world, change, p, draw):
        racing = zeros(world.n_states)
        frontier = 0.0
        for i in range(world.n_states):
            frontier = max(frontier, world.capability[i])
        for i in range(world.n_states):
            racing[i] = exp((world.capability[i] - frontier) / p.band)
        rivals, feared, apart = zeros(world.n_states), zeros(world.n_states), zeros(world.n_states)
        for i in range(world.n_states):
            raced, fears, distance = 0.0, 0.0, 0.0
            for e in range(world.first[i], world.first[i + 1]):
                j = world.dst[e]
                raced += racing[j]
                fears += racing[j] * world.fear[e]
                distance += racing[j] * abs(world.capability[i] - world.capability[j])
            rivals[i], feared[i], apart[i] = raced, fears, distance
        for i in range(world.n_states):
            fear = feared[i] / (rivals[i] + 1e-9)
            enmity = fear / (fear + p.bitterness)
            teams = 1.0 + racing[i] * rivals[i]
            spread = p.dispersion * (p.unseen + apart[i] / (rivals[i] + 1e-9))
            effort = race_to_precipice.safety_without_information(max(teams, 2.0), enmity, spread)
            level = carried(world.effort_level[i], world.safety[i] / max(effort, 1e-6))
            wanted = level_kept(level * effort, world.safety[i], p.attainable)
            change.safety[i] += min(p.adjustment, 1.0) * min(teams - 1.0, 1.0) * (wanted - world.safety[i])
            change.effort_level[i] += level
        for i in range(world.n_states):
            adopted = (world.u_weapons[i] + world.u_isr[i] + world.u_cyber[i] + world.u_command[i]) / 4.0
            chance = accident_chance(p.hazard, world.safety[i], adopted)
            change.accidents[i] += 1.0 if draw.uniform(world.state_id[i]) < chance else 0.0

    @kernel
    def null(world, change, p, draw):
        for i in range(world.n_states):
            adopted = (world.u_weapons[i] + world.u_isr[i] + world.u_cyber[i] + world.u_command[i]) / 4.0
            chance = accident_chance(p.hazard, world.safety[i], adopted)
            change.accidents[i] += 1.0 if draw.uniform(world.state_id[i]) < chance else 0.0


def accident_chance(hazard, safety, adopted):
    r"""Chance of an accident within a year, $1 - e^{-h_0 (1 - s) u}$ (the hazard of one team in the race's model)."""
    return 1.0 - exp(-hazard * (1.0 - safety) * adopted)
