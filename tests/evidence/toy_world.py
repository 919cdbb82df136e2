"""A toy of four states: output grows with agility, power is output, and something else is counted by nobody."""

import numpy as np

from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Uniform
from counterpoise.engine import Actors, Ensemble, Initial, Mode, Model
from counterpoise.evidence.relived import Worlds
from counterpoise.mechanisms.vocabulary import VOCABULARY

STATES = ("USA", "CHN", "PAK", "MAR")


class Mover(Mechanism):
    """Output grows with agility; one parameter does it, the other only seems to."""

    phase = Phase.GROW
    strength = param(Uniform(0.0, 0.3), unit="1/year", source="assumed", doc="growth of the most agile")
    dead = param(Uniform(0.0, 1.0), unit="1", source="assumed", doc="multiplied by nothing")

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            change.gdp[i] += world.gdp[i] * (p.strength * world.agility[i] + 0.0 * p.dead)


class Luck(Mechanism):
    """Output moves by chance."""

    phase = Phase.GROW
    spread = param(0.01, unit="1/year", source="assumed", doc="of growth")

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            change.gdp[i] += world.gdp[i] * p.spread * draw.normal(world.state_id[i])


class Measurer(Mechanism):
    """Hard power is the share of output; off, it stays."""

    phase = Phase.MEASURE

    @kernel
    def step(world, change, p, draw):
        total = 0.0
        for i in range(world.n_states):
            total += world.gdp[i]
        for i in range(world.n_states):
            change.hard[i] += world.gdp[i] / total

    @kernel
    def null(world, change, p, draw):
        for i in range(world.n_states):
            change.hard[i] += world.hard[i]


class Idle(Mechanism):
    """Arms grow alike for all, and nobody reads them."""

    phase = Phase.DECIDE
    pace = param(Uniform(0.0, 0.1), unit="1/year", source="assumed", doc="growth of arms")

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            change.military_stock[i] += p.pace


MECHANISMS = (Mover, Luck, Measurer, Idle)
VALUES = {
    "gdp": np.array([40.0, 30.0, 20.0, 10.0]),
    "agility": np.array([0.1, 0.9, 0.5, 0.3]),
    "hard": np.array([0.4, 0.3, 0.2, 0.1]),
    "military_stock": np.zeros(4),
}


def start(**changed):
    actors = Actors(STATES, np.array([0, 1]), np.array([1, 0]), (), (), ())
    return Initial(actors, 2024, VOCABULARY, VALUES | changed, {"gdp": 0.05 * np.ones(4)})


def toy(members=40, years=4, initial=None, record=("gdp", "hard", "military_stock")):
    model = Model(MECHANISMS, VOCABULARY)
    return Worlds(Ensemble(model, initial or start(), years, members, seed=1, mode=Mode.PLAIN, record=record))
