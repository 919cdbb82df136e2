"""A compiled step sees fields as rows; the bits are those of plain Python, and what rows cannot do is refused."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import toy

from counterpoise.core.errors import InputError
from counterpoise.core.maths import zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.phases import Phase
from counterpoise.engine import Ensemble, Mode
from counterpoise.engine.generate import program
from counterpoise.engine.lanes import WIDTH


class LooksUp(Mechanism):
    """Every way to look a number up that rows know, with indices of both signs and one regime at a time."""

    phase = Phase.GROW

    @kernel
    def step(world, change, p, draw):
        held, laws = zeros(world.n_states), world.member[0]
        for i in range(world.milex_share.size):
            held[i] += world.power[i] + world.power[-1]
        for i in range(len(held)):
            change.threat[i] += held[i] + 0.5 * laws[i] + 0.25 * world.member[-1, i] + world.elapsed
        for q in range(world.n_regimes):
            change.member[q, 1] += 1.0
        change.frontier[0] += float(world.compute.size) + float(world.year)


def total(values):
    found = 0.0
    for value in values:
        found += value
    return found


class PassesOn(Mechanism):
    """Passes arrays on to a helper that goes through them."""

    phase = Phase.SETTLE

    @kernel
    def step(world, change, p, draw):
        held = zeros(world.n_states)
        for i in range(world.n_states):
            held[i] += world.power[i]
        for i in range(world.n_states):
            change.milex_share[i] += 0.001 * total(world.power) + 0.001 * total(held)


MODEL = toy.model(LooksUp, PassesOn, keep=["milex_share", "compute"])


def lived(mode, **given):
    return Ensemble(MODEL, toy.initial(), 3, 2, seed=1, mode=mode, **given).run(threads=1)


class Cuts(Mechanism):
    """Cuts an array, which a row does not do."""

    phase = Phase.SETTLE

    @kernel
    def step(world, change, p, draw):
        change.milex_share[0] += total(world.power[1:])


def test_what_rows_cannot_do_is_refused_with_its_line():
    with pytest.raises(InputError, match=r"test_rows.py:\d+: an array cannot be cut; go through its places") as caught:
        Ensemble(toy.model(Cuts), toy.initial(), 1, 1, seed=1, mode="strict").prepare()
    line = int(str(caught.value).split("test_rows.py:")[1].split(":")[0])
    assert "world.power[1:]" in Path(__file__).read_text().splitlines()[line - 1]


def test_rows_give_the_bits_of_plain_python():
    plain, compiled = lived("plain"), lived("strict")
    assert not plain.faults + compiled.faults
    for name in MODEL.fields:
        np.testing.assert_array_equal(compiled[name], plain[name], err_msg=name)
    power = toy.initial().values["power"].astype(np.float32)
    assert compiled["threat"][0, 1, 2] == power[2] + power[-1] + np.float32(1.0)
    assert compiled["frontier"][0, 2, 0] == 3 + 2026


def test_changes_of_different_phases_share_rows():
    """The blocks of changes are as large as the busiest phase needs, eight members side by side, in whole lines."""
    values, index = toy.initial().start(MODEL).values, toy.initial().actors.index
    shared = program(MODEL, Mode.STRICT).changes(values, index)
    assert shared.state.shape == (1, 6, WIDTH)
    assert (len(shared.membership), len(shared.system), len(shared.firm)) == (1, 1, 0)
    assert shared.scratch.shape == (1, 6, WIDTH)  # one array for six states
    assert all(block.ctypes.data % 64 == 0 for block in shared if block.size)


def test_an_error_in_the_middle_of_a_year_leaves_no_changes_behind():
    ensemble = Ensemble(MODEL, toy.initial(), 1, 1, seed=1, mode="plain")
    before = ensemble.run(threads=1)["threat"]
    usual = ensemble._program
    thread_local = ensemble._local

    def interrupted(*given):
        ensemble._local.c.state[:] = 7.0
        raise KeyboardInterrupt

    ensemble._program = SimpleNamespace(run=interrupted)
    with pytest.raises(KeyboardInterrupt):
        ensemble.part(0, 1)
    ensemble._program = usual
    assert thread_local is ensemble._local
    np.testing.assert_array_equal(ensemble.part(0, 1)["threat"], before)
