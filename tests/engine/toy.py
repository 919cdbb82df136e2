"""A small world for the engine's tests: threat, an arms race, a rare crisis, a contest of regimes."""

from math import exp, log

import numpy as np

from counterpoise.core.fields import Dimension, Field, Kind, Scale, Vocabulary
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, LogNormal, Normal
from counterpoise.engine import Actors, Initial, Model
from counterpoise.theory import fearon

FIELDS = Vocabulary(
    [
        Field("power", Dimension.STATE, Kind.FIXED, "share", "share of world power", 0.0, 1.0),
        Field("milex_share", Dimension.STATE, Kind.STOCK, "share", "military share of GDP", 0.001, 0.3, Scale.LOG),
        Field("threat", Dimension.STATE, Kind.FLOW, "share", "threat received", 0.0),
        Field("hostility", Dimension.DYAD, Kind.STOCK, "1", "how hostile the target seems", 0.0, 1.0, Scale.LOGIT),
        Field("crises", Dimension.DYAD, Kind.FLOW, "count", "crises begun this year", 0.0, discrete=True),
        Field("member", Dimension.MEMBERSHIP, Kind.STOCK, "1", "whether a member", 0.0, 1.0, discrete=True),
        Field("norm", Dimension.REGIME, Kind.FLOW, "share", "share of states that are members", 0.0, 1.0),
        Field("compute", Dimension.FIRM, Kind.STOCK, "FLOP/s", "compute owned", 0.0, scale=Scale.LOG),
        Field("frontier", Dimension.SYSTEM, Kind.FLOW, "FLOP/s", "largest compute of any firm", 0.0),
    ]
)


class Threat(Mechanism):
    """Threat is the power of those who seem hostile, seen through noise."""

    phase = Phase.PERCEIVE
    noise = param(LogNormal(0.2, 1.5), unit="1", source="assumed", doc="how blurred perception is")

    @kernel
    def step(world, change, p, draw):
        for e in range(world.n_dyads):
            seen = world.hostility[e] * exp(p.noise * draw.normal(world.dyad_id[e]))
            change.threat[world.src[e]] += seen * world.power[world.dst[e]]


class ArmsRace(Mechanism):
    """States arm in answer to threat."""

    phase = Phase.DECIDE
    reaction = param(LogNormal(0.1, 2.0), unit="1/year", source="assumed", doc="pull of the burden towards threat")
    grievance = param(Normal(0.0, 0.001), unit="1/year", source="assumed", doc="arming without any threat")

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            pull = log((world.threat[i] + 0.01) / world.milex_share[i])
            change.milex_share[i] += world.milex_share[i] * (p.reaction * pull) + p.grievance


class CrisisOnset(Mechanism):
    """Bargaining fails, rarely, as Fearon says; a crisis hardens both sides."""

    phase = Phase.CRISIS
    cost = param(Beta(2, 8), unit="share", source="assumed", doc="attacker's cost of war")

    @kernel
    def step(world, change, p, draw):
        for e in range(world.n_dyads):
            risk = fearon.war_probability(c_low=0.05, c_high=0.45, c_attacker=p.cost)
            if draw.uniform(world.dyad_id[e]) < 0.2 * risk * world.hostility[e] ** 1.5:
                change.crises[e] += 1.0

    @kernel
    def null(world, change, p, draw):
        for e in range(world.n_dyads):
            if draw.uniform(world.dyad_id[e]) < 0.001:
                change.crises[e] += 1.0


class Hardening(Mechanism):
    """Crises raise hostility on both sides; without them it fades."""

    phase = Phase.SETTLE
    learning = param(Beta(2, 5), unit="1", source="assumed", doc="rise of hostility in a crisis")

    @kernel
    def step(world, change, p, draw):
        for e in range(world.n_dyads):
            struck = world.crises[e] + world.crises[world.rev[e]]
            change.hostility[e] += p.learning * struck * (1.0 - world.hostility[e]) - 0.05 * world.hostility[e]


class Joining(Mechanism):
    """States join regimes now and then."""

    phase = Phase.GOVERN

    @kernel
    def step(world, change, p, draw):
        for q in range(world.n_regimes):
            for i in range(world.n_states):
                if world.member[q, i] < 0.5 and draw.uniform(world.membership_id[q, i]) < 0.1:
                    change.member[q, i] += 1.0


class NormSpread(Mechanism):
    """A norm is as strong as its membership is wide."""

    phase = Phase.SUM_UP

    @kernel
    def step(world, change, p, draw):
        for q in range(world.n_regimes):
            for i in range(world.n_states):
                change.norm[q] += world.member[q, i] / float(world.n_states)


class Compute(Mechanism):
    """Firms add compute with luck; the frontier is the best of them."""

    phase = Phase.GROW
    growth = param(LogNormal(0.3, 1.5), unit="1/year", source="assumed", doc="growth of compute")

    @kernel
    def step(world, change, p, draw):
        best = 0.0
        for f in range(world.n_firms):
            gain = world.compute[f] * p.growth * draw.exponential(world.firm_id[f], 1)
            change.compute[f] += gain * world.power[world.home[f]]
            best = max(best, world.compute[f])
        change.frontier[0] += best


MECHANISMS = (Compute, Threat, NormSpread, ArmsRace, CrisisOnset, Joining, Hardening)


def model(*mechanisms, keep=()):
    return Model(mechanisms or MECHANISMS, FIELDS, keep)


def names(count):
    return [f"S{n:03d}" for n in range(count)]


def initial(states=6, errors=True, drop=()):
    """A world of ``states`` states, all pairs; ``drop`` leaves some out without touching the others."""
    kept = [name for name in names(states) if name not in drop]
    number = {name: names(states).index(name) for name in kept}
    src, dst = np.nonzero(~np.eye(len(kept), dtype=bool))
    firms = ["Alpha", "Beta", "Gamma"]
    actors = Actors(kept, src, dst, firms, [0, 1, 1], ["laws", "nuclear"])
    power = np.array([1.0 / (2 + number[name]) for name in kept]) / 4
    hostile = [0.2 + 0.5 * ((number[i] * 7 + number[j] * 3) % 5) / 5 for i, j in actors.dyads]
    values = {
        "power": power,
        "milex_share": 0.02 + power / 20,
        "hostility": hostile,
        "member": 0,
        "compute": [10.0, 20.0, 30.0],
    }
    spread = {"milex_share": 0.2, "hostility": 0.5, "compute": 0.3} if errors else {}
    return Initial(actors, 2024, FIELDS, values, spread)
