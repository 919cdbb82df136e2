"""A run is stored once, whole, and the same however its members were cut into blocks or by whom it was written."""

import pickle
import random
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

import numpy as np
import pytest
import synthetic
from xxhash import xxh3_128

from counterpoise.core import DataIntegrityError, InputError, ResourceError
from counterpoise.results import Block, RunStore, Variable, digest, fixed_sum


def test_hash_does_not_depend_on_how_members_were_cut(undisturbed, tmp_path):
    _, expected = undisturbed
    assert {synthetic.resume(tmp_path / str(c), c) for c in (1, 7, 64)} == {expected}


def test_blocks_may_come_in_any_order(undisturbed, tmp_path):
    store = RunStore.create(tmp_path / "run", synthetic.layout(3), synthetic.MANIFEST)
    order = list(range(store.layout.blocks()))
    random.Random(4).shuffle(order)
    for number in order:
        synthetic.write(store, {number})
    assert store.finish() == undisturbed[1]


def test_hash_sees_a_value_a_label_a_fault_and_a_dyad(tmp_path):
    of = synthetic.layout(20)

    def result(name, layout=of, change=lambda block: block):
        store = RunStore.create(tmp_path / name, layout, {})
        made = change(synthetic.block(layout, 0))
        store.write_arrays(made)
        store.mark_done(made)
        return store.finish()

    def one_bit(block):
        block.arrays["depth"].view(np.uint32)[3, 2, 1] ^= 1
        return replace(block, digests=digest(block.arrays))

    def one_dispute(block):
        block.sums["onset"][0, 0] += 1
        return block

    hashes = [
        result("as it was"),
        result("bit", change=one_bit),
        result("dispute", change=one_dispute),
        result("fault", change=lambda block: replace(block, faults=[synthetic.FAULT | {"year": 2028}])),
        result("label", replace(of, states=("RUS", *of.states[1:]))),
        result("year", replace(of, years=(2023, *of.years[1:]))),
    ]
    assert len(set(hashes)) == len(hashes)


def test_arrays_come_back_bit_for_bit(undisturbed):
    store = RunStore.open(undisturbed[0])
    for number in range(store.layout.blocks()):
        made, read = synthetic.block(store.layout, number), store.read_arrays(number)
        assert list(read) == list(made.arrays)
        for name, array in made.arrays.items():
            assert read[name].tobytes() == array.tobytes()


def test_some_variables_are_read_without_the_others(tmp_path):
    folder = tmp_path / "run"
    store = RunStore.create(folder, synthetic.layout(7), synthetic.MANIFEST)
    synthetic.write(store)
    whole = [store.read_arrays(n) for n in range(store.layout.blocks())]
    store.shard("dyads", 1).write_bytes(b"")  # of what is not asked for nothing is read
    found = store.read_years({"threat", "tension"}, [0, -1])
    assert set(found) == {"threat", "tension"}
    for name, array in found.items():
        assert np.array_equal(array, np.concatenate([w[name][:, [0, -1]] for w in whole]), equal_nan=True)
    with pytest.raises(DataIntegrityError, match="block 1"):
        store.read_years({"hedging"}, slice(None))


def test_any_zarr_reader_sees_the_same(undisturbed):
    """The shards are written by hand; the library must read them as its own."""
    import zarr

    folder, _ = undisturbed
    store, group = RunStore.open(folder), zarr.open_group(folder / "results.zarr", mode="r")
    assert group.metadata.consolidated_metadata is not None
    for name, variables in store.layout.groups().items():
        seen = group[name][:]
        for i, variable in enumerate(variables):
            stored = np.concatenate([store.read_arrays(n)[variable.name] for n in range(store.layout.blocks())])
            assert seen[:, i].tobytes() == stored.tobytes()
            assert group[f"{name}_variable"][i] == variable.name


def test_zarr_writes_the_bytes_that_we_write(undisturbed, tmp_path):
    """Same codecs, same order, same index: our shard is the one the library would have made."""
    import zarr

    folder, _ = undisturbed
    written = zarr.open_group(folder / "results.zarr", mode="r")["states"]
    with zarr.config.set({"array.write_empty_chunks": True}):
        own = zarr.create_array(
            tmp_path / "own", shape=written.shape, dtype="float32", fill_value=np.nan, shards=written.shards,
            chunks=written.chunks, compressors=written.compressors, chunk_key_encoding=KEYS,
        )  # fmt: skip
        own[:] = written[:]
    for shard in ("c.0.0.0.0", "c.1.0.0.0", "c.2.0.0.0"):
        assert inner_chunks(tmp_path / "own" / shard) == inner_chunks(folder / "results.zarr/states" / shard)


def test_a_chunk_that_would_not_shrink_is_copied_and_read_by_any_zarr(tmp_path):
    import zarr

    draw = np.random.default_rng(5)
    of = replace(
        synthetic.layout(16, 20),
        states=tuple(f"s{i}" for i in range(300)),
        variables=tuple(Variable(n, ("member", "year", "state"), "1", n) for n in ("noise", "still")),
        means=(),
    )
    bits = draw.integers(0, 2**31, (16, 6, 300), np.uint32)
    bits[:, 3:] &= 2**24 - 1  # an eighth is nil
    noise = bits.view(np.float32)
    arrays = {"noise": noise, "still": np.repeat(draw.random((16, 1, 300), np.float32), 6, axis=1)}
    store = RunStore.create(tmp_path / "run", of, {})
    store.write_arrays(Block(0, arrays, {}, [], digest(arrays)))
    copied, packed = inner_chunks(store.shard("states", 0))
    assert noise.nbytes < len(copied) < noise.nbytes + 64
    assert len(packed) < noise.nbytes / 2
    seen = zarr.open_group(tmp_path / "run/results.zarr", mode="r")["states"][:16]
    for i, array in enumerate(arrays.values()):
        assert seen[:, i].tobytes() == store.read_arrays(0)[of.variables[i].name].tobytes() == array.tobytes()


KEYS = {"name": "default", "separator": "."}


def inner_chunks(path):
    """Encoded chunks of a shard of two variables."""
    data = path.read_bytes()
    return [data[a : a + n] for a, n in np.frombuffer(data[-36:-4], "<u8").reshape(2, 2).tolist()]


def test_threads_and_processes_write_their_own_regions(undisturbed, tmp_path):
    for name, pool in (
        ("threads", ThreadPoolExecutor(3)),
        ("processes", ProcessPoolExecutor(2, mp_context=get_context("spawn"))),
    ):
        store = RunStore.create(tmp_path / name, synthetic.layout(7), synthetic.MANIFEST)
        blocks = [synthetic.block(store.layout, n) for n in range(store.layout.blocks())]
        with pool, store.lock():
            list(pool.map(store.write_arrays, blocks * 2))  # twice: a lost worker's block is done again by another
            for made in blocks:
                store.mark_done(made.receipt())
            assert store.finish() == undisturbed[1]


def test_a_store_sent_elsewhere_carries_no_memory_of_what_is_done(undisturbed):
    store = RunStore.open(undisturbed[0])
    assert store.done()
    assert pickle.loads(pickle.dumps(store))._ledger is None


def test_what_is_not_marked_does_not_count(tmp_path):
    store = RunStore.create(tmp_path / "run", synthetic.layout(7), {})
    store.write_arrays(synthetic.block(store.layout, 1))
    assert RunStore.open(tmp_path / "run").done() == set()
    with pytest.raises(InputError, match="unfinished"):
        store.finish()
    with pytest.raises(DataIntegrityError, match="block 0 is incomplete"):
        store.mark_done(synthetic.block(store.layout, 0))


def test_a_file_lost_with_the_power_is_written_again(undisturbed, tmp_path):
    folder = tmp_path / "run"
    store = RunStore.create(folder, synthetic.layout(7), synthetic.MANIFEST)
    synthetic.write(store)
    store.shard("states", 1).write_bytes(b"")
    store.shard("dyads", 2).unlink()
    again = RunStore.open(folder)
    assert again.done() == {0}
    assert synthetic.write(again) == [1, 2]
    assert again.finish() == undisturbed[1]
    assert again.verify()


def test_a_block_written_again_by_another_codec_is_done(tmp_path, undisturbed, monkeypatch):
    store = RunStore.create(tmp_path / "run", synthetic.layout(7), synthetic.MANIFEST)
    synthetic.write(store)
    store.shard("dyads", 1).unlink()
    monkeypatch.setattr("counterpoise.results.shards.LEVEL", 0)
    assert synthetic.write(RunStore.open(tmp_path / "run")) == [1]
    again = RunStore.open(tmp_path / "run")
    assert again.done() == {0, 1, 2}
    assert again.finish() == undisturbed[1]
    assert again.verify()


def test_a_block_that_comes_out_otherwise_is_refused(tmp_path):
    store = RunStore.create(tmp_path / "run", synthetic.layout(7), {})
    synthetic.write(store, {0})
    made = synthetic.block(store.layout, 0)
    store.mark_done(made)
    with pytest.raises(DataIntegrityError, match="block 0 came out otherwise"):
        store.mark_done(replace(made, digests=made.digests ^ 1))


def test_finishing_twice_changes_nothing(finished, undisturbed):
    before = {p: p.read_bytes() for p in finished.rglob("*") if p.is_file()}
    assert RunStore.open(finished).finish() == undisturbed[1]
    assert {p: p.read_bytes() for p in finished.rglob("*") if p.is_file()} == before


def test_what_a_kill_left_half_written_is_removed_at_the_end(tmp_path, undisturbed):
    store = RunStore.create(tmp_path / "run", synthetic.layout(7), synthetic.MANIFEST)
    for place in (".", "done", "results.zarr/states"):
        (tmp_path / "run" / place / "c.0.0.0.0.1234.abcd.tmp").write_bytes(b"half")
    assert RunStore.open(tmp_path / "run").done() == set()
    synthetic.write(store)
    assert store.finish() == undisturbed[1]
    assert not list((tmp_path / "run").rglob("*.tmp"))


def test_markers_are_folded_as_they_pile_up(tmp_path):
    store = RunStore.create(tmp_path / "run", synthetic.layout(1, 70), {})
    synthetic.write(store)
    assert len(list((tmp_path / "run" / "done").iterdir())) == 70 % 32
    assert RunStore.open(tmp_path / "run").result_hash() == store.result_hash()


def test_a_marker_left_beside_the_ledger_counts_once(tmp_path):
    folder = tmp_path / "run"
    store = RunStore.create(folder, synthetic.layout(7), {})
    synthetic.write(store)
    kept = {p: p.read_bytes() for p in (folder / "done").iterdir()}
    expected = store.result_hash()
    store.ledger.fold()
    for path, data in kept.items():
        path.write_bytes(data)  # killed before they were removed
    assert RunStore.open(folder).result_hash() == expected


def test_one_run_a_folder(finished, tmp_path):
    with pytest.raises(ResourceError, match="has a run already"):
        RunStore.create(finished, synthetic.layout(), {})
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "thesis.docx").write_text("precious")
    with pytest.raises(ResourceError, match="not empty"):
        RunStore.create(tmp_path / "other", synthetic.layout(), {})
    with pytest.raises(InputError, match="holds no run"):
        RunStore.open(tmp_path)


def test_a_start_that_was_killed_can_be_started_again(tmp_path, undisturbed):
    folder = tmp_path / "run"
    RunStore.create(folder, synthetic.layout(2), {})
    assert RunStore.exists(folder)
    (folder / "manifest.json").unlink()  # the last thing that a start writes
    assert not RunStore.exists(folder)
    assert synthetic.resume(folder, 7) == undisturbed[1]


def test_manifest_and_layout_are_restored(undisturbed):
    store, of = RunStore.open(undisturbed[0]), synthetic.layout(7)
    assert store.manifest == synthetic.MANIFEST
    assert store.layout.to_json() == of.to_json()
    assert store.layout.members.dtype == np.uint32
    assert store.faults == [synthetic.FAULT]


def test_members_need_not_be_consecutive(tmp_path):
    of = replace(synthetic.layout(2), members=np.array([9, 3, 4, 2**32 - 1], np.uint32))
    store = RunStore.create(tmp_path / "run", of, {})
    synthetic.write(store)
    store.finish()
    again = RunStore.open(tmp_path / "run")
    assert again.layout.members.tolist() == [9, 3, 4, 2**32 - 1]
    assert again.verify()


def test_a_manifest_that_cannot_be_written_as_json_is_refused(tmp_path):
    with pytest.raises(ValueError, match="not JSON compliant"):
        RunStore.create(tmp_path / "run", synthetic.layout(), {"seed": float("nan")})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda b: replace(b, arrays=dict(reversed(b.arrays.items()))), "in its order"),
        (lambda b: replace(b, arrays=b.arrays | {"gdp": b.arrays["gdp"][:, :, :2]}), "gdp is float32"),
        (lambda b: replace(b, arrays=b.arrays | {"gdp": b.arrays["gdp"].astype(float)}), "gdp is float64"),
        (lambda b: replace(b, sums={}), "sums of"),
        (lambda b: replace(b, sums=b.sums | {"fear": b.sums["fear"].astype(float)}), "not int64"),
        (lambda b: replace(b, faults=[{"member": 19, "year": 2027}]), "a fault needs"),
        (lambda b: replace(b, digests=b.digests[:2]), "digests"),
        (lambda b: replace(b, number=3), "no block 3"),
    ],
)
def test_a_block_that_does_not_fit_is_refused(tmp_path, change, message):
    store = RunStore.create(tmp_path / "run", synthetic.layout(7), {})
    wrong = change(synthetic.block(store.layout, 0))
    with pytest.raises(InputError, match=message):  # noqa: PT012
        store.write_arrays(wrong)
        store.mark_done(wrong)
    assert store.done() == set()


def test_digest_of_a_member_does_not_depend_on_its_block():
    whole = synthetic.block(synthetic.layout(20), 0)
    parts = [synthetic.block(synthetic.layout(3), n).digests for n in range(7)]
    assert np.array_equal(np.concatenate(parts), whole.digests)
    strided = {k: np.asfortranarray(v) for k, v in whole.arrays.items()}
    assert np.array_equal(digest(strided), whole.digests)
    assert len(np.unique(whole.digests, axis=0)) == 20
    one = xxh3_128(b"".join(array[3].tobytes() for array in whole.arrays.values())).digest()
    assert whole.digests[3].tobytes() == one


def test_sums_are_over_members_whatever_their_blocks():
    values = np.random.default_rng(0).random((50, 3, 40), np.float32)
    parts = sum(fixed_sum(values[a : a + 7]) for a in range(0, 50, 7))
    assert np.array_equal(parts, fixed_sum(values))
