"""The answer depends on seed, member and model; never on chunks, threads or whether the code was compiled."""

import numpy as np
import pytest
import toy

from counterpoise.engine import Ensemble, Mode

MEMBERS, YEARS = 20, 4


def run(model=None, initial=None, members=MEMBERS, *, mode=Mode.PLAIN, threads=1, block=64, **given):
    ensemble = Ensemble(model or toy.model(), initial or toy.initial(), YEARS, members, seed=11, mode=mode, **given)
    return ensemble.run(threads=threads, block=block)


def same_bits(first, second):
    return all(first[name].tobytes() == second[name].tobytes() for name in first.fields)


@pytest.fixture(scope="module")
def oracle():
    return run()


def test_the_toy_world_moves(oracle):
    moved = {name for name in oracle.fields if np.any(oracle[name][:, -1] != oracle[name][:, 0])}
    assert moved == set(oracle.fields) - {"power"}
    assert 0 < oracle["crises"].sum() < 0.2 * oracle["crises"].size
    assert not np.array_equal(oracle["milex_share"][0], oracle["milex_share"][1])
    assert oracle["member"].shape == (MEMBERS, YEARS + 1, 2, 6)
    assert oracle.years.tolist() == [2024, 2025, 2026, 2027, 2028]


@pytest.mark.parametrize("mode", [Mode.STRICT])
def test_compiled_is_plain_python_bit_for_bit(oracle, mode):
    assert same_bits(run(mode=mode), oracle)


@pytest.mark.parametrize("block", [1, 7, 64])
@pytest.mark.parametrize("threads", [1, 2])
def test_chunks_and_threads_change_no_bit(oracle, block, threads):
    assert same_bits(run(mode=Mode.STRICT, threads=threads, block=block), oracle)


@pytest.mark.slow
def test_fast_is_close(oracle):
    fast = run(mode=Mode.FAST)
    np.testing.assert_allclose(fast["milex_share"], oracle["milex_share"], rtol=1e-3)


def test_members_can_be_run_apart(oracle):
    part = run(members=np.array([17, 3]))
    for name in part.fields:
        np.testing.assert_array_equal(part[name], oracle[name][[17, 3]])


def test_another_seed_is_another_world(oracle):
    other = Ensemble(toy.model(), toy.initial(), YEARS, 3, seed=12, mode=Mode.PLAIN).run()
    assert not np.array_equal(other["milex_share"], oracle["milex_share"][:3])


def test_blocks_can_be_skipped_and_progress_is_told(oracle):
    ensemble = Ensemble(toy.model(), toy.initial(), YEARS, MEMBERS, seed=11, mode=Mode.STRICT)
    parts = list(ensemble.blocks(block=8, skip=[1]))
    assert sorted(m for part in parts for m in part.members) == [*range(8), *range(16, 20)]
    told = []
    ensemble.run(block=8, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (20, 20)
    assert len(told) == 3
