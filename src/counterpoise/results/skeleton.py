"""The empty Zarr store of a run: metadata and labels, written before any member is.

Zarr v3 describes an array by a small JSON file, which is written here rather than through the library, as shards are:
loading the library and having it write took half a second, a tenth of a short run. What the library would write of the
same layout is the same, byte for byte.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .layout import MEANS, Layout, Variable
from .shards import LEVEL, crc

Metadata = dict[str, Any]
Labels = NDArray[np.integer] | Sequence[str]


def _codec(name: str, **configuration: Any) -> Metadata:
    return {"name": name, "configuration": configuration}


BYTES = _codec("bytes", endian="little")
TEXT: Metadata = {"name": "vlen-utf8", "configuration": {}}
CHECKED = {"name": "crc32c"}
BLOSC = _codec("blosc", typesize=4, cname="lz4", clevel=LEVEL, shuffle="shuffle", blocksize=0)


def create_store(path: Path, layout: Layout) -> None:
    """Metadata of every array (consolidated) and the labels of every axis. Raises OSError."""
    labels = _labels(layout)
    arrays = {name: _label_array(dim, values) for name, (dim, values) in labels.items()}
    arrays |= {name: _member_array(name, variables, layout) for name, variables in layout.groups().items()}
    arrays |= {name: _mean_array(name, means, layout) for name, means in layout.mean_groups().items()}
    for name, described in arrays.items():
        (path / name).mkdir(parents=True)
        _write(path / name, described)
    for name, (_, values) in labels.items():
        raw = _encoded(values)
        (path / name / "c.0").write_bytes(raw + crc(raw))
    _write(path, _group(arrays))


def _write(folder: Path, described: Metadata) -> None:
    (folder / "zarr.json").write_text(json.dumps(described, indent=2), encoding="utf-8")


def _group(arrays: Mapping[str, Metadata]) -> Metadata:
    """The whole, with a copy of every array's metadata, so that a reader opens one file."""
    inline = {"kind": "inline", "must_understand": False, "metadata": {name: arrays[name] for name in sorted(arrays)}}
    return {
        "attributes": {"Conventions": "CF-1.11"},
        "zarr_format": 3,
        "consolidated_metadata": inline,
        "node_type": "group",
    }


def _labels(layout: Layout) -> dict[str, tuple[str, Labels]]:
    """Coordinates by name: (dimension, values); axes without labels are left out."""
    senders, receivers = zip(*layout.dyads, strict=True) if layout.dyads else ((), ())
    found: dict[str, tuple[str, Labels]] = {
        "member": ("member", layout.members),
        "year": ("year", np.array(layout.years, np.int64)),
        "state": ("state", layout.states),
        "sender": ("dyad", senders),
        "receiver": ("dyad", receivers),
        "regime": ("regime", layout.regimes),
    }
    for group, variables in (layout.groups() | layout.mean_groups()).items():
        found[f"{group}_variable"] = (f"{group}_variable", [v.name for v in variables])
    return {name: (dim, values) for name, (dim, values) in found.items() if len(values)}


def _encoded(labels: Labels) -> bytes:
    """Numbers as they are, little-endian; texts each behind its length, and all behind their count."""
    if isinstance(labels, np.ndarray):
        return labels.astype(labels.dtype.newbyteorder("<")).tobytes()
    texts = {text: text.encode() for text in labels}
    behind = {text: _length(raw) + raw for text, raw in texts.items()}  # thousands of pairs name few states
    return _length(labels) + b"".join(map(behind.__getitem__, labels))


def _length(what: Sequence[Any]) -> bytes:
    return len(what).to_bytes(4, "little")


def _label_array(dim: str, labels: Labels) -> Metadata:
    """One chunk of all labels, checked but not compressed."""
    kind, empty, codec = (str(labels.dtype), 0, BYTES) if isinstance(labels, np.ndarray) else ("string", "", TEXT)
    shape = [len(labels)]
    return _array(shape, kind, empty, shape, [codec, CHECKED], [dim])


def _member_array(name: str, variables: tuple[Variable, ...], layout: Layout) -> Metadata:
    """A shard for a block of members, a chunk of it for a variable; ``shards`` writes them."""
    members, *rest = layout.shape(variables[0])
    first, *dims = variables[0].dims
    sharded = _codec(
        "sharding_indexed",
        chunk_shape=[layout.width, 1, *rest],
        codecs=[BYTES, BLOSC, CHECKED],
        index_codecs=[BYTES, CHECKED],
        index_location="end",
    )
    shape, shard = [members, len(variables), *rest], [layout.width, len(variables), *rest]
    names = [first, f"{name}_variable", *dims]
    return _array(shape, "float32", "NaN", shard, [sharded], names, variables)


def _mean_array(name: str, means: tuple[Variable, ...], layout: Layout) -> Metadata:
    """One chunk of all means, written when the run is finished."""
    shape = [len(means), *layout.shape(means[0])]
    names = [f"{name}_variable", *MEANS[name]]
    return _array(shape, "float64", "NaN", shape, [BYTES, CHECKED], names, means)


def _array(
    shape: list[int],
    kind: str,
    empty: str | int,
    chunk: list[int],
    codecs: list[Metadata],
    dims: list[str],
    variables: tuple[Variable, ...] = (),
) -> Metadata:
    """An array as Zarr v3 describes it, key by key in the order in which the library writes them."""
    return {
        "shape": shape,
        "data_type": kind,
        "chunk_grid": _codec("regular", chunk_shape=chunk),
        "chunk_key_encoding": _codec("default", separator="."),
        "fill_value": empty,
        "codecs": codecs,
        "attributes": {"variables": [_described(v) for v in variables]} if variables else {},
        "dimension_names": dims,
        "zarr_format": 3,
        "node_type": "array",
        "storage_transformers": [],
    }


def _described(variable: Variable) -> Metadata:
    return {
        "name": variable.name, "units": variable.unit, "long_name": variable.meaning,
        "grade": str(variable.grade), "citations": list(variable.cites),
    }  # fmt: skip
