"""The loop as a Mesa model: states are agents, dyads are ties that they hold, and the model keeps the calendar.

Random numbers are drawn for all agents of a year at once, by NumPy and at the engine's addresses: in Python proper, one
such number costs as much as a state's whole year of growth, and that would be held against Mesa.
"""

from collections.abc import Sequence
from math import e, log, log10
from types import SimpleNamespace
from typing import Any

import mesa
import numpy as np

from counterpoise.engine import Initial, Model
from counterpoise.theory import country_growth

from .draws import WORD, Array, Luck, starting_values
from .mesa_states import AFFINITY, ARMS, GROWTH, State
from .mesa_ties import ALIGNMENT, BELIEFS, THREAT, Tie
from .numpy_states import ANYONE
from .subset import CHANNELS, parameters

ONE = 0


class MesaWorld(mesa.Model):
    """One member's world."""

    def __init__(self, model: Model, initial: Initial, theta: Array, seed: int, member: int):
        super().__init__()
        self.p = _plain(parameters(model, theta[None]))
        self.bounds = {name: (field.low, field.high) for name, field in model.fields.items()}
        self.draws, self.base, self.elapsed = Luck(seed, np.array([member])), initial.year, 0
        start = {name: values[0].tolist() for name, values in starting_values(initial, model, self.draws).items()}
        self.algorithms, self.drone_price = start["algorithms"][0], start["drone_price"][0]
        self.ten_less_e, self.first_day = 10.0 - e, log10(10.0 - e)
        self._settle_parameters()
        self._people(model, initial, start)

    def _settle_parameters(self) -> None:
        p = self.p
        self.kappa = country_growth.automation_effect(p.Growth.effect)
        given = vars(p.Adoption)
        self.channels = {c: tuple(given[f"{part}_{c}"] for part in ("cost", "upset", "spill")) for c in CHANNELS}
        seeker, greedy = p.Beliefs.seeker, p.Beliefs.seeker * p.Beliefs.telling
        self.explained = p.Beliefs.alarm * max(-log(max(2.0 * (1.0 - seeker), 1e-6)), 0.0)
        self.reassuring, self.alarming = seeker / greedy, ((1.0 - seeker) / (1.0 - greedy)) ** (1.0 + p.Beliefs.bias)

    def _people(self, model: Model, initial: Initial, start: dict[str, list[float]]) -> None:
        index = initial.actors.index
        within = {d: [f.name for f in model.fields.values() if f.dimension == d] for d in ("state", "dyad")}
        self.states = [State(self, i, {n: start[n][i] for n in within["state"]}) for i in range(index.n_states)]
        self.most_talent = max(max(s.talent for s in self.states), 1e-6)
        pairs: dict[frozenset[int], int] = {}
        self.ties = []
        for k, (i, j) in enumerate(zip(index.src.tolist(), index.dst.tolist(), strict=True)):
            pair = pairs.setdefault(frozenset((i, j)), len(pairs))
            tie = Tie(self.states[i], self.states[j], k, pair, {n: start[n][k] for n in within["dyad"]})
            self.states[i].ties.append(tie)
            self.ties.append(tie)
        self.back = index.rev.astype(np.intp)
        for tie, back in zip(self.ties, self.back.tolist(), strict=True):
            tie.back = self.ties[back]
        self.state_id, self.dyad_id = index.state_id.astype(WORD), index.dyad_id.astype(WORD)
        self.pair_id = np.empty(len(pairs), WORD)
        for tie in self.ties:
            self.pair_id[tie.pair] = min(self.dyad_id[tie.place], self.dyad_id[tie.back.place])

    def step(self) -> None:
        """One year, phase by phase."""
        self._begin_year()
        self.agents.do("plan_growth").do("grow")
        self.best, self.all_output = self.agents.agg("capability", max), self.agents.agg("gdp", sum)
        self.all_stock, self.all_people = self.agents.agg("military_stock", sum), self.agents.agg("personnel", sum)
        self.agents.do("measure_hard")
        self.sum_hard, self.sum_skill = self.agents.agg("made_hard", sum), self.agents.agg("skill", sum)
        self.agents.do("measure_smart")
        self.sum_smart = self.agents.agg("made_smart", sum)
        self.agents.do("level_power")
        self.sum_hard, self.sum_smart = self.agents.agg("made_hard", sum), self.agents.agg("made_smart", sum)
        for deed in ("be_powerful", "perceive", "believe", "sum_up", "decide"):
            self.agents.do(deed)
        self.middle = self.agents.agg("position", sum) / len(self.states)
        self.agents.do("move").do("end_year").do("stand")

    def _begin_year(self) -> None:
        self.elapsed += 1
        self.draws.year = self.base + self.elapsed
        self.fade = 2.0 ** (-self.elapsed / self.p.Growth.half_life)
        self.best = self.agents.agg("capability", max)
        before, self.performance = (self._computing_per_dollar(t) for t in (self.elapsed - 1, self.elapsed))
        self.chip_growth = self.performance / before - 1.0
        who = {ALIGNMENT: self.pair_id, GROWTH: self.state_id, ARMS: self.state_id, AFFINITY: self.state_id}
        self.luck = {stream: self.draws.uniform(stream, ids)[ONE].tolist() for stream, ids in who.items()}
        self.luck[BELIEFS] = self.draws.uniform_of_dyads(BELIEFS, self.dyad_id, self.back)[ONE].tolist()
        self.luck[THREAT] = self.draws.normal_of_dyads(THREAT, self.dyad_id, self.back)[ONE].tolist()
        self.arms_luck = float(self.draws.normal(ARMS, ANYONE, channel=1)[ONE, 0])
        self.world_luck = float(self.draws.normal(GROWTH, ANYONE, channel=1)[ONE, 0])

    def _computing_per_dollar(self, t: int) -> float:
        p = self.p.Computing
        years = min(t, p.slowdown) + max(0.0, t - p.slowdown) / p.divisor
        return float(max(p.factor, 1.01) ** years)


def _plain(columns: SimpleNamespace) -> SimpleNamespace:
    """Parameters of one member as plain numbers."""
    return SimpleNamespace(
        **{
            mechanism: SimpleNamespace(**{name: float(value[0, 0]) for name, value in vars(group).items()})
            for mechanism, group in vars(columns).items()
        }
    )


def run(
    model: Model, initial: Initial, years: int, members: Array, theta: Array, seed: int, record: Sequence[str]
) -> dict[str, Array]:
    """The recorded fields as (member, year, actor); as the engine's results."""
    found: dict[str, list[Any]] = {name: [] for name in record}
    for m, member in enumerate(members.tolist()):
        world = MesaWorld(model, initial, theta[m, 0], seed, member)
        lives: dict[str, list[list[float]]] = {name: [] for name in record}
        for t in range(years + 1):
            if t:
                world.step()
            for name in record:
                actors: Sequence[Any] = world.ties if model.fields[name].dimension == "dyad" else world.states
                lives[name].append([getattr(actor, name) for actor in actors])
        for name in record:
            found[name].append(lives[name])
    return {name: np.array(values, np.float32) for name, values in found.items()}
