"""Twelve made-up states, all dyads, a few firms and one regime, with a plausible value for every field.

``run`` lives some years of a few mechanisms in plain Python; its answer maps a field to (member, year, actor), the
first year being the start. Two calls meet the same luck, so their difference is the effect of what was changed.
"""

import numpy as np

from counterpoise.core.fields import Dimension, Kind
from counterpoise.engine import Actors, Ensemble, Initial, Model
from counterpoise.mechanisms.started_fields import STARTED
from counterpoise.mechanisms.vocabulary import VOCABULARY

STATES = tuple(f"S{n:02d}" for n in range(12))
FIRMS = ("Alpha", "Beta", "Gamma")
REGIMES = ("limits",)
STATE_VALUES = {
    "gdp": [24000, 15000, 4000, 3000, 2500, 1800, 900, 500, 300, 120, 40, 8],
    "population": [330, 1400, 83, 1400, 125, 140, 50, 230, 38, 20, 10, 5],
    "trend_growth": [0.02, 0.05, 0.01, 0.06, 0.01, 0.01, 0.03, 0.04, 0.03, 0.02, 0.03, 0.01],
    "growth": [0.02, 0.05, 0.01, 0.06, 0.01, 0.01, 0.03, 0.04, 0.03, 0.02, 0.03, 0.01],
    "automation": [0.05, 0.04, 0.03, 0.01, 0.03, 0.02, 0.02, 0.01, 0.02, 0.01, 0.01, 0.01],
    "compute": [2e6, 6e5, 5e4, 4e4, 6e4, 1e4, 2e4, 1e3, 5e3, 1e3, 300, 30],
    "talent": [0.3, 0.25, 0.06, 0.06, 0.05, 0.03, 0.03, 0.01, 0.02, 0.01, 0.005, 0.001],
    "capability": [26.3, 25.8, 24.7, 24.6, 24.8, 24.0, 24.3, 23.0, 23.7, 23.0, 22.5, 21.5],
    "spending": [0.006, 0.004, 0.001, 0.001, 0.001, 5e-4, 1e-3, 2e-4, 1e-3, 2e-4, 1e-4, 1e-4],
    "dependence": [0.1, 0.3, 0.6, 0.7, 0.5, 0.6, 0.6, 0.8, 0.7, 0.8, 0.9, 0.9],
    "sovereignty": [0.9, 0.7, 0.4, 0.3, 0.5, 0.4, 0.4, 0.2, 0.3, 0.2, 0.1, 0.1],
    "u_weapons": [0.4, 0.35, 0.1, 0.15, 0.1, 0.3, 0.2, 0.1, 0.15, 0.05, 0.05, 0.02],
    "u_isr": [0.6, 0.5, 0.3, 0.25, 0.3, 0.35, 0.15, 0.1, 0.15, 0.05, 0.05, 0.02],
    "u_cyber": [0.5, 0.5, 0.3, 0.2, 0.2, 0.5, 0.2, 0.1, 0.3, 0.1, 0.05, 0.05],
    "u_command": [0.3, 0.3, 0.2, 0.1, 0.2, 0.2, 0.1, 0.05, 0.15, 0.05, 0.05, 0.02],
    "agility": [0.7, 0.6, 0.5, 0.4, 0.5, 0.4, 0.5, 0.3, 0.7, 0.4, 0.3, 0.3],
    "milex_share": [0.034, 0.017, 0.015, 0.024, 0.011, 0.05, 0.027, 0.02, 0.05, 0.015, 0.01, 0.008],
    "military_stock": [7000, 2500, 600, 700, 300, 900, 250, 100, 150, 20, 5, 1],
    "personnel": [1300, 2000, 180, 1450, 240, 1100, 500, 650, 170, 100, 40, 10],
    "warheads": [3700, 410, 0, 164, 0, 4380, 0, 170, 90, 0, 0, 0],
    "hard": [0.35, 0.2, 0.07, 0.1, 0.05, 0.1, 0.05, 0.03, 0.03, 0.01, 0.008, 0.002],
    "smart": [0.35, 0.2, 0.1, 0.07, 0.08, 0.05, 0.05, 0.02, 0.04, 0.02, 0.01, 0.01],
    "democracy": [1.5, -1.0, 1.8, 0.8, 1.6, -0.8, 1.4, 0.1, 1.0, 0.5, -0.5, 0.9],
    "revisionism": [0, 0.05, 0, 0, 0, 0.2, 0, 0.05, 0, 0, 0, 0],
    "safety": [0.6, 0.5, 0.7, 0.5, 0.7, 0.4, 0.6, 0.5, 0.6, 0.5, 0.5, 0.5],
    "position": [2.9, -0.8, 0.9, -0.5, 0.9, 0.3, 1.1, -0.7, 2.2, -0.6, -0.9, 0.1],
    "growth_scatter": [0.013, 0.02, 0.015, 0.02, 0.02, 0.03, 0.02, 0.025, 0.03, 0.03, 0.05, 0.04],
    "burden_scatter": [0.04, 0.05, 0.03, 0.04, 0.03, 0.1, 0.04, 0.07, 0.05, 0.1, 0.2, 0.15],
    "autonomy": [0.15, 0.15, 0.05, 0.08, 0.05, 0.15, 0.1, 0.05, 0.12, 0.03, 0.02, 0.01],
}


def dyadic(names):
    """Values over all dyads of the named states, from the states' numbers alone (symmetric where they must be)."""
    number = np.array([STATES.index(name) for name in names])
    src, dst = np.nonzero(~np.eye(len(names), dtype=bool))
    i, j = number[src], number[dst]
    low, high = np.minimum(i, j), np.maximum(i, j)
    hashed = ((low * 7 + high * 5) % 11) / 10.0
    contiguous = ((high - low) <= 1).astype(float)
    rivalry = np.isin(low * 12 + high, [1, 5, 39, 43, 17, 104]).astype(float)
    alliance = np.isin(low * 12 + high, [2, 4, 6, 28, 8, 21]).astype(float)
    values = {
        "distance": 0.8 + 11.0 * hashed,
        "contiguous": contiguous,
        "rivalry": rivalry,
        "affinity": np.clip(0.85 - 0.5 * hashed - 0.2 * rivalry + 0.1 * alliance, 0.0, 1.0),
        "alliance": alliance,
        "hedging": 0.4,
        "trust": np.clip(0.8 - 0.3 * hashed - 0.4 * rivalry + 0.1 * alliance, 0.05, 0.95),
        "ease": 0.2 + 0.2 * contiguous + 0.01 * ((i * 3 + j) % 7),
        "distinct": 0.5 - 0.02 * ((i + 2 * j) % 5),
        "fear": 0.05 + 0.2 * rivalry + 0.01 * ((2 * i + j) % 7),
        "required_trust": 0.2 + 0.4 * rivalry + 0.02 * ((i + 3 * j) % 9),
        "relative_gains": 0.1 + 1.0 * rivalry,
        "export_control": 0.5 * rivalry,
        "memory": 2.0 * rivalry,
        "onset": 0.0,
        "rung": 0.0,
        "relevant": 1.0,
        "base_hazard": 0.01 + 0.04 * contiguous + 0.1 * rivalry,
    }
    return src, dst, values


GOVERNANCE_VALUES = {
    "depth": 0.4,
    "alive": 1.0,
    "detection": 0.5,
    "false_alarm": 0.05,
    "violations": 0.0,
    "compliance": 0.9,
    "on_weapons": 1.0,
    "on_command": 0.0,
    "on_frontier": 0.0,
    "on_supply": 0.0,
    "on_conduct": 0.0,
    "convertible": 1.0,
    "resolve": 1.0,
    "agent": 0.0,
    "shared_loss": 0.0,
    "normative": 1.0,
    "stance": 0.0,
    "algorithms": 1.0,
    "chip_growth": 0.3,
    "drone_price": 1.0,
    "tempo": 1.0,
    "tension": 0.0,
    "disputes": 8.0,
}
FIRST_MEMBERS = 8


def initial(names=STATES, regimes=REGIMES, vocabulary=VOCABULARY, **changed):
    """The small world; ``names`` in any order or a subset, and ``changed`` fields (one or many values)."""
    src, dst, values = dyadic(names)
    number = [STATES.index(name) for name in names]
    actors = Actors(names, src, dst, FIRMS, [0, 0, min(1, len(names) - 1)], regimes)
    values |= {field: np.array(column, float)[number] for field, column in STATE_VALUES.items()}
    values |= GOVERNANCE_VALUES
    values["member"] = np.tile(np.array(number) < FIRST_MEMBERS, len(regimes)).astype(float)
    vocabulary = vocabulary.extended(STARTED.values())
    for field in vocabulary.values():
        if field.name not in values and field.kind is not Kind.FLOW:
            values[field.name] = max(field.low, 0.5 if field.high == 1.0 and not field.discrete else 0.0)
    return Initial(actors, 2024, vocabulary, values | changed)


def model(*mechanisms, keep=()):
    return Model(mechanisms, VOCABULARY, keep)


def run(
    *mechanisms, years=1, members=4, off=(), overrides=None, start=None, keep=(), seed=7, mode="plain", record=None
):
    """The recorded fields after some years; every field the mechanisms use, and those in ``keep``."""
    made = model(*mechanisms, keep=keep)
    who = np.arange(members) if np.ndim(members) == 0 else np.asarray(members)
    theta = made.sample(seed, who, overrides)
    ensemble = Ensemble(
        made,
        start if start is not None else initial(),
        years,
        who,
        seed=seed,
        theta=theta,
        on=made.switches(len(who), off),
        mode=mode,
        record=record,
    )
    results = ensemble.run(threads=1)
    assert not results.faults, results.faults
    return results.fields


def extremes(made, share=0.001):
    """Two settings of every parameter: near the low and near the high end of its prior."""
    return {
        name: np.array([float(q.prior.ppf(share)), float(q.prior.ppf(1.0 - share))])
        for name, q in made.parameters.items()
    }


def changed_fields(*mechanisms, years=3, members=2, **options):
    """Names of the fields that differ from the start in some year (all fields of the vocabulary are watched)."""
    fields = run(*mechanisms, years=years, members=members, keep=list(VOCABULARY), **options)
    return {name for name, array in fields.items() if np.any(array[:, 1:] != array[:, :1])}


def relabelled(*mechanisms, years=3, order=None, **options):
    """Results with the states in another order, put back: equal to ``run`` if order does not matter."""
    names = [STATES[n] for n in (order or [7, 3, 11, 0, 5, 9, 1, 8, 2, 10, 4, 6])]
    shuffled = initial(names)
    fields = run(*mechanisms, years=years, start=shuffled, **options)
    usual = initial().actors
    place = {label: k for k, label in enumerate(shuffled.actors.dyads)}
    state = [names.index(name) for name in STATES]
    dyad = [place[pair] for pair in usual.dyads]
    made = model(*mechanisms).fields
    back = {Dimension.STATE: state, Dimension.DYAD: dyad, Dimension.MEMBERSHIP: state}
    return {
        name: array[..., back[made[name].dimension]] if made[name].dimension in back else array
        for name, array in fields.items()
    }


def lead(*mechanisms, field, years=1, **options):
    """Values of one field in the last year: (member, actor)."""
    return run(*mechanisms, years=years, record=[field], **options)[field][:, -1]
