"""A flipped bit anywhere in a run is found, and the error says where."""

import json
import re
import shutil

import numpy as np
import pytest
import synthetic
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterpoise.core import DataIntegrityError
from counterpoise.results import RunStore, open_dataset
from counterpoise.results.ledger import Ledger
from counterpoise.results.shards import crc, write_shard

IDLE = {"lock"}
"""Files that hold no part of the result."""


def files(folder):
    return sorted(p for p in folder.rglob("*") if p.is_file() and p.name not in IDLE)


def verify(folder):
    return RunStore.open(folder).verify()


def flip(path, bit):
    data = bytearray(path.read_bytes())
    data[bit // 8] ^= 1 << bit % 8
    path.write_bytes(bytes(data))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(data=st.data())
def test_a_flipped_bit_anywhere_is_found(undisturbed, data):
    path = data.draw(st.sampled_from(files(undisturbed[0])), label="file")
    bit = data.draw(st.integers(0, 8 * path.stat().st_size - 1), label="bit")
    whole = path.read_bytes()
    try:
        flip(path, bit)
        with pytest.raises(DataIntegrityError):
            verify(undisturbed[0])
    finally:
        path.write_bytes(whole)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(data=st.data())
def test_a_flipped_bit_in_an_unfinished_run_is_found(half, data):
    path = data.draw(st.sampled_from(files(half)), label="file")
    bit = data.draw(st.integers(0, 8 * path.stat().st_size - 1), label="bit")
    whole = path.read_bytes()
    try:
        flip(path, bit)
        with pytest.raises(DataIntegrityError):
            verify(half)
    finally:
        path.write_bytes(whole)


@pytest.fixture(scope="module")
def half(tmp_path_factory):
    """Blocks folded into the ledger, blocks with loose markers, a block missing."""
    folder = tmp_path_factory.mktemp("half") / "run"
    store = RunStore.create(folder, synthetic.layout(5), synthetic.MANIFEST)
    synthetic.write(store, {0, 1})
    store.ledger.fold()
    synthetic.write(store, {3})
    return folder


@pytest.mark.parametrize("name", ["ledger", "done/0000003", "manifest.json", "layout.json"])
def test_flipped_bits_throughout_the_bookkeeping_are_found(half, tmp_path, name):
    """Sums and faults are checked by nothing else, so these files are gone through from end to end."""
    folder = tmp_path / "run"
    shutil.copytree(half, folder)
    path, store = folder / name, RunStore.open(folder)
    whole = path.read_bytes()
    for byte in range(0, len(whole), max(1, len(whole) // 100)):
        flip(path, 8 * byte + byte % 8)
        with pytest.raises(DataIntegrityError, match=re.escape(path.name)):
            Ledger.read(folder, RunStore.open(folder).layout if "json" in name else store.layout)
        path.write_bytes(whole)


def test_an_unfinished_run_can_be_verified(half):
    assert verify(half)[1:] == [
        "3 of 4 blocks, 15 members: digests agree",
        "unfinished: no result to compare",
    ]


def test_a_whole_run_holds(undisturbed):
    lines = verify(undisturbed[0])
    assert lines[1] == "3 of 3 blocks, 20 members: digests agree"
    assert lines[2] == f"result: sha256 {undisturbed[1]}"


@pytest.mark.parametrize("path", ["dyads/c.1.0.0.0", "dyad_mean/c.0.0.0", "zarr.json", "state/c.0"])
def test_a_missing_file_is_found(finished, path):
    (finished / "results.zarr" / path).unlink()
    with pytest.raises(DataIntegrityError, match=re.escape(path.split("/")[-1])):
        verify(finished)


@pytest.mark.parametrize("change", [lambda d: d + b"\0", lambda d: d[:-1], lambda d: b""])
def test_a_file_of_another_length_is_found(finished, change):
    path = finished / "results.zarr/states/c.0.0.0.0"
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(DataIntegrityError, match="block 0"):
        verify(finished)


def test_the_error_names_array_block_and_members(finished):
    flip(finished / "results.zarr/states/c.1.0.0.0", 8 * 40)
    with pytest.raises(DataIntegrityError, match=r"block 1 \(members 7 to 13\): gdp: checksum of the chunk differs"):
        verify(finished)
    with pytest.raises(ValueError, match="checksum"):  # whoever reads without verifying is told as well
        open_dataset(finished).gdp.load()


def test_values_changed_along_with_their_checksums_are_found(finished):
    """A forger who mends crc32c still meets the digests; the error names the member."""
    store = RunStore.open(finished)
    arrays = store.read_arrays(1)
    arrays = {k: v.copy() for k, v in arrays.items()}
    arrays["threat"][4, 2, 3] += np.float32(0.25)
    write_shard(store.shard("states", 1), [arrays["gdp"], arrays["threat"]], store.layout.width)
    with pytest.raises(DataIntegrityError, match="member 11 is not as it was run"):
        verify(finished)


def test_a_block_in_the_place_of_another_is_found(finished):
    store = RunStore.open(finished)
    store.shard("states", 1).write_bytes(store.shard("states", 0).read_bytes())
    with pytest.raises(DataIntegrityError, match="member 7"):
        verify(finished)


def test_a_marker_under_another_number_is_found(half, tmp_path):
    shutil.copytree(half, tmp_path / "run")
    (tmp_path / "run/done/0000003").rename(tmp_path / "run/done/0000002")
    with pytest.raises(DataIntegrityError, match="marker of block 3"):
        verify(tmp_path / "run")


def test_a_manifest_edited_by_hand_is_found(finished):
    path = finished / "manifest.json"
    path.write_text(path.read_text().replace('"seed": 1', '"seed": 2'))
    with pytest.raises(DataIntegrityError, match="manifest is not as it was written"):
        RunStore.open(finished)
    assert json.loads(path.read_text())["run"]["seed"] == 2


def test_crc_is_the_standard_one():
    """CRC-32C (Castagnoli) of the nine digits, the standard check value."""
    assert int.from_bytes(crc(b"123456789"), "little") == 0xE3069283
