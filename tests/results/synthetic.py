"""A small run without an engine: what a member gave depends on its number alone.

As a program (``synthetic.py FOLDER CHUNK [PAUSE]``) it starts or resumes the run and prints its hash.
"""

import sys
import time

import numpy as np

from counterpoise.results import Block, Layout, RunStore, Variable, digest, fixed_sum

STATES = ("CHN", "IND", "MAR", "PAK", "USA")
DYADS = tuple((a, b) for a in STATES for b in STATES if a != b)
FAULT = {"member": 5, "year": 2027, "phase": "crisis"}
MANIFEST = {"run_id": "synthetic", "seed": 1, "licences": ["CC0-1.0"], "citations": ["A source."]}


def layout(chunk=7, members=20):
    of_member = ("member", "year")
    return Layout(
        members=np.arange(members),
        years=tuple(range(2024, 2030)),
        states=STATES,
        dyads=DYADS,
        regimes=("laws", "command"),
        variables=(
            Variable("gdp", (*of_member, "state"), "billion USD", "output", "observed", ("richardson1960",)),
            Variable("tension", of_member, "log factor", "common shock"),
            Variable("threat", (*of_member, "state"), "share of output", "threat received"),
            Variable("depth", (*of_member, "regime"), "0 to 1", "depth of the agreement"),
            Variable("compliance", (*of_member, "regime", "state"), "probability", "chance of keeping it"),
            Variable("hedging", (*of_member, "dyad"), "0 to 1", "how undecided the pair is"),
        ),
        means=(
            Variable("fear", ("year", "dyad"), "0 to 1", "mean threat posed"),
            Variable("willing", ("year", "regime", "state"), "probability", "chance that it would keep it"),
            Variable("onset", ("year", "dyad"), "probability", "chance that a dispute begins"),
        ),
        chunk=chunk,
    )


def member(of, number):
    """All that one member gave: its stored arrays, then its dyads."""
    draw = np.random.default_rng(number)
    stored = {v.name: draw.normal(size=of.shape(v)[1:]).astype(np.float32) for v in of.variables}
    shape = (len(of.years), len(of.dyads))
    summed = {"fear": draw.random(shape, np.float32)}
    summed |= {"willing": draw.random((len(of.years), len(of.regimes), len(of.states)), np.float32)}
    summed |= {"onset": (draw.random(shape) < 0.1).astype(np.float32)}
    if number == FAULT["member"]:
        for array in (*stored.values(), *summed.values()):
            array[of.years.index(FAULT["year"]) :] = np.nan
    return stored, summed


def block(of, number):
    members = of.members[of.members_of(number)].tolist()
    stored, summed = zip(*(member(of, m) for m in members), strict=True)
    arrays = {name: np.stack([one[name] for one in stored]) for name in stored[0]}
    sums = {name: _sum(np.stack([one[name] for one in summed])) for name in summed[0]}
    faults = [FAULT] if FAULT["member"] in members else []
    return Block(number, arrays, sums, faults, digest(arrays))


def _sum(values):
    """Of (member, year, ...); ``fixed_sum`` knows one axis beside members and years."""
    return fixed_sum(values.reshape(*values.shape[:2], -1)).reshape(values.shape[1:])


def write(store, only=None, pause=0.0):
    """Do what is not done yet; which blocks were done now."""
    todo = [n for n in range(store.layout.blocks()) if n not in store.done() and (only is None or n in only)]
    for number in todo:
        made = block(store.layout, number)
        store.write_arrays(made)
        time.sleep(pause)
        store.mark_done(made.receipt())
    return todo


def resume(folder, chunk, pause=0.0, members=20):
    store = (
        RunStore.open(folder) if RunStore.exists(folder) else RunStore.create(folder, layout(chunk, members), MANIFEST)
    )
    with store.lock():
        write(store, pause=pause)
        return store.finish()


if __name__ == "__main__":
    from pathlib import Path

    print("ready", flush=True)
    print(resume(Path(sys.argv[1]), int(sys.argv[2]), *map(float, sys.argv[3:4]), *map(int, sys.argv[4:5])))
