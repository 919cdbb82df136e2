"""How fast the engine lives member-years, on a synthetic world of the intended size.

195 states, 4,000 directed dyads, 20 firms, 5 regimes, 15 mechanisms, 25 years. The timings mean something, the outcomes
do not: equations only have the shape and the cost of those of a real model.

    python -m benchmarks.engine_throughput [members] [mode]
"""

import argparse
import hashlib
import resource
import time
from math import exp, log

import numpy as np

from counterpoise.core.fields import Dimension, Field, Kind, Scale, Vocabulary
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, LogNormal, Normal, Uniform
from counterpoise.engine import Actors, Ensemble, Initial, Mode, Model

STATES, DYADS, YEARS = 195, 4000, 25
STATE, DYAD, STOCK, FLOW = Dimension.STATE, Dimension.DYAD, Kind.STOCK, Kind.FLOW


def number(prior):
    return param(prior, unit="1", source="assumed", doc="synthetic")


FIELDS = Vocabulary(
    [
        *(Field(n, STATE, STOCK, "1", "synthetic", 0.0, 1e6, Scale.LOG) for n in ("gdp", "forces", "compute", "soft")),
        *(Field(n, STATE, STOCK, "1", "synthetic", 0.001, 0.999) for n in ("burden", "drones", "safety", "stability")),
        *(Field(n, STATE, FLOW, "1", "synthetic", 0.0) for n in ("power", "threat", "loss", "pressure")),
        *(Field(n, DYAD, STOCK, "1", "synthetic", 0.0, 1.0) for n in ("trust", "hostility", "control", "sanction")),
        *(Field(n, DYAD, FLOW, "1", "synthetic") for n in ("seen", "advantage", "crisis", "war")),
        Field("distance", DYAD, Kind.FIXED, "1", "synthetic", 0.0, 1.0),
        Field("member", Dimension.MEMBERSHIP, STOCK, "1", "synthetic", 0.0, 1.0, discrete=True),
        Field("depth", Dimension.REGIME, FLOW, "1", "synthetic", 0.0, 1.0),
        Field("chips", Dimension.FIRM, STOCK, "1", "synthetic", 0.0, 1e6),
    ]
)


class Growth(Mechanism):
    phase, rate, shock = Phase.GROW, number(Normal(0.02, 0.01)), number(LogNormal(0.02, 1.5))

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            luck = draw.normal(world.state_id[i])
            change.gdp[i] += world.gdp[i] * (exp(p.rate + p.shock * luck + 0.01 * world.drones[i]) - 1.0)


class Firms(Mechanism):
    phase, rate = Phase.GROW, number(LogNormal(0.3, 1.5))

    @kernel
    def step(world, change, p, draw):
        for f in range(world.n_firms):
            grown = world.chips[f] * p.rate * draw.exponential(world.firm_id[f])
            change.chips[f] += grown
            change.compute[world.home[f]] += 0.1 * grown


class Adoption(Mechanism):
    phase, innovation, imitation = Phase.GROW, number(Beta(2, 60)), number(Beta(3, 10))

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            left = 1.0 - world.drones[i]
            change.drones[i] += (p.innovation + p.imitation * world.drones[i]) * left * world.stability[i]


class Power(Mechanism):
    phase, elasticity = Phase.MEASURE, number(Uniform(0.3, 0.7))

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            hard = p.elasticity * log(1.0 + world.gdp[i]) + (1.0 - p.elasticity) * log(1.0 + world.forces[i])
            change.power[i] += exp(hard) * (1.0 + world.drones[i])


class Perception(Mechanism):
    phase, noise, ease = Phase.PERCEIVE, number(LogNormal(0.2, 1.5)), number(Normal(0.0, 0.5))

    @kernel
    def step(world, change, p, draw):
        for e in range(world.n_dyads):
            ratio = log((world.power[world.dst[e]] + 1.0) / (world.power[world.src[e]] + 1.0))
            reach = exp(-world.distance[e]) * (1.0 + p.ease * world.drones[world.dst[e]])
            change.seen[e] += world.hostility[e] * reach * exp(ratio + p.noise * draw.normal(world.dyad_id[e]))


class Trust(Mechanism):
    phase, rate = Phase.PERCEIVE, number(Beta(2, 10))

    @kernel
    def step(world, change, p, draw):
        for e in range(world.n_dyads):
            kind = 0.2 + 0.6 * world.trust[world.rev[e]]
            signal = 1.0 if draw.uniform(world.dyad_id[e]) < kind else 0.0
            posterior = world.trust[e] * kind / (world.trust[e] * kind + (1.0 - world.trust[e]) * 0.3)
            change.trust[e] += p.rate * (signal * posterior - world.trust[e])


class Advantage(Mechanism):
    phase, decisiveness = Phase.PERCEIVE, number(Uniform(0.5, 3.0))

    @kernel
    def step(world, change, p, draw):
        for e in range(world.n_dyads):
            lead = p.decisiveness * log((world.power[world.src[e]] + 1.0) / (world.power[world.dst[e]] + 1.0))
            change.advantage[e] += 1.0 / (1.0 + exp(-lead))


class ThreatSum(Mechanism):
    phase, weight = Phase.SUM_UP, number(LogNormal(0.1, 1.5))

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            total = 0.0
            for e in range(world.first[i], world.first[i + 1]):
                total += world.seen[e]
            change.threat[i] += p.weight * total


class Arms(Mechanism):
    phase, reaction, fatigue = Phase.DECIDE, number(LogNormal(0.1, 2.0)), number(Normal(0.0, 0.01))

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            pull = log((world.threat[i] + 0.01) / world.burden[i])
            change.burden[i] += 0.01 * p.reaction * pull + 0.01 * p.fatigue
            change.forces[i] += world.burden[i] * world.gdp[i] - 0.07 * world.forces[i]


class Safety(Mechanism):
    phase, enmity = Phase.DECIDE, number(Beta(2, 2))

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            choice = 1.0 / (1.0 + exp(-(1.0 - p.enmity * world.threat[i])))
            change.safety[i] += 0.1 * (choice - world.safety[i])


class Cyber(Mechanism):
    phase, rate = Phase.COERCE, number(LogNormal(0.5, 1.5))

    @kernel
    def step(world, change, p, draw):
        for e in range(world.n_dyads):
            taken = exp(-p.rate * world.advantage[e] * world.hostility[e])
            flip = 1.0 if draw.uniform(world.dyad_id[e]) > taken else 0.0
            change.control[e] += 0.5 * (flip - world.control[e])


class Sanctions(Mechanism):
    phase, bite = Phase.COERCE, number(Beta(2, 20))

    @kernel
    def step(world, change, p, draw):
        for e in range(world.n_dyads):
            imposed = 1.0 / (1.0 + exp(-4.0 * (world.hostility[e] - world.trust[e])))
            change.sanction[e] += 0.2 * (imposed - world.sanction[e])
        for e in range(world.n_dyads):
            change.pressure[world.dst[e]] += p.bite * world.sanction[e]


class Crisis(Mechanism):
    phase, cost, base = Phase.CRISIS, number(LogNormal(0.15, 1.8)), number(Beta(2, 200))

    @kernel
    def step(world, change, p, draw):
        for e in range(world.n_dyads):
            risk = max(0.0, world.hostility[e] * world.advantage[e] - p.cost)
            if draw.uniform(world.dyad_id[e]) < p.base * risk:
                change.crisis[e] += 1.0
                if draw.uniform(world.dyad_id[e], 1) < 0.1:
                    change.war[e] += 1.0


class Accord(Mechanism):
    phase, appeal = Phase.GOVERN, number(Beta(2, 20))

    @kernel
    def step(world, change, p, draw):
        for q in range(world.n_regimes):
            for i in range(world.n_states):
                chance = p.appeal * world.safety[i] * (1.0 - world.member[q, i])
                if draw.uniform(world.membership_id[q, i]) < chance:
                    change.member[q, i] += 1.0
                change.depth[q] += world.member[q, i] / float(world.n_states)


class Losses(Mechanism):
    phase, severity = Phase.SETTLE, number(Beta(2, 30))

    @kernel
    def step(world, change, p, draw):
        for e in range(world.n_dyads):
            struck = world.crisis[e] + world.crisis[world.rev[e]]
            change.hostility[e] += 0.3 * struck * (1.0 - world.hostility[e]) - 0.02 * (world.hostility[e] - 0.2)
        for e in range(world.n_dyads):
            change.gdp[world.src[e]] -= p.severity * world.war[e] * world.gdp[world.src[e]]


MECHANISMS = (
    *(Growth, Firms, Adoption, Power, Perception, Trust, Advantage, ThreatSum),
    *(Arms, Safety, Cyber, Sanctions, Crisis, Accord, Losses),
)


def world() -> Initial:
    """A world of the intended size; every number is invented, and only its size matters."""
    rng = np.random.default_rng(1)
    pairs = np.array([(i, j) for i in range(STATES) for j in range(i + 1, STATES)])
    chosen = pairs[rng.choice(len(pairs), DYADS // 2, replace=False)]
    edges = np.vstack([chosen, chosen[:, ::-1]])
    edges = edges[np.lexsort((edges[:, 1], edges[:, 0]))]
    firms, home = [f"F{n}" for n in range(20)], rng.integers(0, STATES, 20)
    states, regimes = [f"S{n:03d}" for n in range(STATES)], [f"R{n}" for n in range(5)]
    actors = Actors(states, edges[:, 0], edges[:, 1], firms, home, regimes)
    values = {
        name: rng.uniform(0.05, 0.6, actors.size(field.dimension))
        for name, field in FIELDS.items()
        if field.kind is not FLOW and not field.discrete
    }
    errors = {"gdp": 0.05, "forces": 0.1, "hostility": 0.1, "trust": 0.1}
    return Initial(actors, 2024, FIELDS, values | {"member": 0}, errors)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("members", nargs="?", type=int, default=200)
    parser.add_argument("mode", nargs="?", default="strict")
    asked = parser.parse_args()
    begun, cpu = time.perf_counter(), time.process_time()
    record = ("gdp", "power", "burden", "threat")
    ensemble = Ensemble(
        Model(MECHANISMS, FIELDS), world(), YEARS, asked.members, seed=1, record=record, mode=Mode(asked.mode)
    )
    ensemble.prepare()
    print(f"ready after {time.perf_counter() - begun:.2f} s ({time.process_time() - cpu:.2f} s of processor)")
    for threads, block in ((1, 8), (2, 8), (2, 1), (2, 64)):
        begun, cpu = time.perf_counter(), time.process_time()
        results = ensemble.run(threads=threads, block=block)
        wall, busy = time.perf_counter() - begun, time.process_time() - cpu
        digest = hashlib.sha256(b"".join(results[name].tobytes() for name in record)).hexdigest()[:12]
        years = asked.members * YEARS
        rate = f"{years / wall:,.0f} member-years/s, {1e6 * busy / years:.0f} us of processor each"
        print(f"threads {threads}, block {block}: {rate}, {digest}, faults {len(results.faults)}")
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
