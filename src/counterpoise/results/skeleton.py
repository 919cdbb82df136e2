"""The empty Zarr store of a run: metadata and labels, written before any member is."""

import warnings
from pathlib import Path
from typing import Any

import numpy as np

from .layout import MEANS, Layout, Variable
from .shards import LEVEL

KEYS = {"name": "default", "separator": "."}


def create_store(path: Path, layout: Layout) -> None:
    """Metadata of every array (consolidated) and the labels of every axis. Raises OSError."""
    import zarr

    with warnings.catch_warnings():
        # consolidated metadata is an extension of Zarr v3; every array also has its own
        warnings.filterwarnings("ignore", "Consolidated metadata", UserWarning)
        group = zarr.create_group(path, zarr_format=3, attributes={"Conventions": "CF-1.11"})
        for name, labels in _labels(layout).items():
            _label_array(group, name, labels)
        for name, variables in layout.groups().items():
            _member_array(group, name, variables, layout)
        for name, means in layout.mean_groups().items():
            _mean_array(group, name, means, layout)
        zarr.consolidate_metadata(path)


def _labels(layout: Layout) -> dict[str, tuple[str, Any]]:
    """Coordinates by name: (dimension, values); axes without labels are left out."""
    text = np.dtypes.StringDType()
    senders, receivers = zip(*layout.dyads, strict=True) if layout.dyads else ((), ())
    found: dict[str, tuple[str, Any]] = {
        "member": ("member", layout.members),
        "year": ("year", np.array(layout.years, np.int64)),
        "state": ("state", np.array(layout.states, text)),
        "sender": ("dyad", np.array(senders, text)),
        "receiver": ("dyad", np.array(receivers, text)),
        "regime": ("regime", np.array(layout.regimes, text)),
    }
    for group, variables in (layout.groups() | layout.mean_groups()).items():
        found[f"{group}_variable"] = (f"{group}_variable", np.array([v.name for v in variables], text))
    return {name: (dim, values) for name, (dim, values) in found.items() if len(values)}


def _label_array(group: Any, name: str, labels: tuple[str, Any]) -> None:
    from zarr.codecs import Crc32cCodec

    dim, values = labels
    group.create_array(
        name, data=values, chunks=values.shape, compressors=[Crc32cCodec()], dimension_names=[dim],
        chunk_key_encoding=KEYS,
    )  # fmt: skip


def _member_array(group: Any, name: str, variables: tuple[Variable, ...], layout: Layout) -> None:
    from zarr.codecs import BloscCodec, Crc32cCodec

    members, *rest = layout.shape(variables[0])
    first, *dims = variables[0].dims
    blosc = BloscCodec(cname="lz4", clevel=LEVEL, shuffle="shuffle", typesize=4)
    group.create_array(
        name, shape=(members, len(variables), *rest), dtype="float32", fill_value=np.nan,
        shards=(layout.width, len(variables), *rest), chunks=(layout.width, 1, *rest),
        compressors=[blosc, Crc32cCodec()], dimension_names=[first, f"{name}_variable", *dims],
        chunk_key_encoding=KEYS, attributes={"variables": [_described(v) for v in variables]},
    )  # fmt: skip


def _mean_array(group: Any, name: str, means: tuple[Variable, ...], layout: Layout) -> None:
    from zarr.codecs import Crc32cCodec

    shape = (len(means), *layout.shape(means[0]))
    group.create_array(
        name, shape=shape, chunks=shape, dtype="float64", fill_value=np.nan, compressors=[Crc32cCodec()],
        dimension_names=[f"{name}_variable", *MEANS[name]], chunk_key_encoding=KEYS,
        attributes={"variables": [_described(v) for v in means]},
    )  # fmt: skip


def _described(variable: Variable) -> dict[str, Any]:
    return {
        "name": variable.name, "units": variable.unit, "long_name": variable.meaning,
        "grade": str(variable.grade), "citations": list(variable.cites),
    }  # fmt: skip
