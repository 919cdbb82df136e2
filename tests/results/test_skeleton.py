"""The empty store is written by hand: every file must be the one that Zarr's own library would write."""

import warnings
from pathlib import Path

import numpy as np
import synthetic
import zarr
from zarr.codecs import BloscCodec, Crc32cCodec

from counterpoise.results.layout import MEANS
from counterpoise.results.skeleton import create_store

TEXT = np.dtypes.StringDType()
KEYS = {"name": "default", "separator": "."}


def attributes(variables):
    return {
        "variables": [
            {"name": v.name, "units": v.unit, "long_name": v.meaning, "grade": v.grade, "citations": list(v.cites)}
            for v in variables
        ]
    }


def by_the_library(path, layout):
    """The same store made through the library alone."""
    group = zarr.create_group(path, zarr_format=3, attributes={"Conventions": "CF-1.11"})
    senders, receivers = zip(*layout.dyads, strict=True)
    labels = {
        "member": ("member", layout.members),
        "year": ("year", np.array(layout.years, np.int64)),
        "state": ("state", np.array(layout.states, TEXT)),
        "sender": ("dyad", np.array(senders, TEXT)),
        "receiver": ("dyad", np.array(receivers, TEXT)),
        "regime": ("regime", np.array(layout.regimes, TEXT)),
    }
    for name, variables in (layout.groups() | layout.mean_groups()).items():
        labels[f"{name}_variable"] = (f"{name}_variable", np.array([v.name for v in variables], TEXT))
    for name, (dim, values) in labels.items():
        if len(values):
            group.create_array(
                name, data=values, chunks=values.shape, compressors=[Crc32cCodec()], dimension_names=[dim],
                chunk_key_encoding=KEYS,
            )  # fmt: skip
    blosc = BloscCodec(cname="lz4", clevel=5, shuffle="shuffle", typesize=4)
    for name, variables in layout.groups().items():
        members, *rest = layout.shape(variables[0])
        first, *dims = variables[0].dims
        group.create_array(
            name, shape=(members, len(variables), *rest), dtype="float32", fill_value=np.nan,
            shards=(layout.width, len(variables), *rest), chunks=(layout.width, 1, *rest),
            compressors=[blosc, Crc32cCodec()], dimension_names=[first, f"{name}_variable", *dims],
            chunk_key_encoding=KEYS, attributes=attributes(variables),
        )  # fmt: skip
    for name, means in layout.mean_groups().items():
        shape = (len(means), *layout.shape(means[0]))
        group.create_array(
            name, shape=shape, chunks=shape, dtype="float64", fill_value=np.nan, compressors=[Crc32cCodec()],
            dimension_names=[f"{name}_variable", *MEANS[name]], chunk_key_encoding=KEYS, attributes=attributes(means),
        )  # fmt: skip
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Consolidated metadata", UserWarning)
        zarr.consolidate_metadata(path)


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_the_empty_store_is_the_one_the_library_writes(tmp_path):
    layout = synthetic.layout(chunk=7, members=20)
    create_store(tmp_path / "ours", layout)
    by_the_library(tmp_path / "theirs", layout)
    ours, theirs = files(tmp_path / "ours"), files(tmp_path / "theirs")
    assert set(ours) == set(theirs)
    for name, content in theirs.items():
        assert ours[name] == content, name


def test_any_text_can_be_a_label(tmp_path):
    layout = synthetic.layout(3, 3)
    object.__setattr__(layout, "regimes", ("arms-control", "Übereinkunft", "協定"))
    create_store(tmp_path / "run", layout)
    assert list(zarr.open_group(tmp_path / "run", mode="r")["regime"][:]) == list(layout.regimes)
