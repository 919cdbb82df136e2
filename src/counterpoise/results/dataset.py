"""A run as an xarray Dataset: labelled, lazy, and carrying where it came from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from counterpoise.core.bibliography import format_reference
from counterpoise.core.errors import InputError

from .layout import Variable
from .store import STORE, RunStore

if TYPE_CHECKING:
    import xarray as xr


def open_dataset(folder: Path | str, *, partial: bool = False, chunks: Any = None) -> xr.Dataset:
    """What a run stored, read when it is used.

    Coordinates: member, year, state (ISO3), regime, dyad ("USA-CHN", with sender and receiver). Every variable has
    units, long_name, grade and citations; members that failed are NaN from that year on, and listed in ``faults`` and
    ``faulted_members``. ``chunks`` as for ``xarray.open_zarr`` (needs Dask); by default a variable is read whole.

    Raises InputError for an unfinished run unless ``partial``: then only members of stored blocks are there, and means
    over members are over those.
    """
    store = RunStore.open(folder)
    if store.result is None and not partial:
        done, blocks = len(store.done()), store.layout.blocks()
        raise InputError(f"{folder}: the run is unfinished ({done} of {blocks} blocks); resume it, or say partial=True")
    stored = _open(store, chunks)
    variables = _members(store, stored) | _means(store, stored)
    return _labelled(store, variables).assign_attrs(_provenance(store))


def _open(store: RunStore, chunks: Any) -> xr.Dataset:
    import xarray as xr

    return xr.open_dataset(
        store.folder / STORE,
        engine="zarr",
        consolidated=True,
        chunks=chunks,
        cache=False,
        mask_and_scale=False,
        decode_times=False,
    ).drop_encoding()


def _members(store: RunStore, stored: xr.Dataset) -> dict[str, xr.Variable]:
    part = _stored_members(store)
    found = {}
    for group, variables in store.layout.groups().items():
        array = stored[group].variable
        for i, variable in enumerate(variables):
            one = array.isel({f"{group}_variable": i})
            found[variable.name] = _described(one if part is None else one.isel(member=part), variable)
    return {v.name: found[v.name] for v in store.layout.variables}


def _means(store: RunStore, stored: xr.Dataset) -> dict[str, xr.Variable]:
    import xarray as xr

    from .sums import mean

    found = {}
    for group, variables in store.layout.mean_groups().items():
        for i, variable in enumerate(variables):
            if store.result is None:
                one = xr.Variable(variable.dims, mean(store.ledger.totals[variable.name], store.ledger.counts()))
            else:
                one = stored[group].variable.isel({f"{group}_variable": i})
            found[variable.name] = _described(one, variable)
            found[variable.name].attrs["cell_methods"] = "member: mean"
    return {v.name: found[v.name] for v in store.layout.means}


def _described(array: xr.Variable, variable: Variable) -> xr.Variable:
    array = array.copy(deep=False)
    array.attrs = {
        "units": variable.unit,
        "long_name": variable.meaning,
        "grade": str(variable.grade),
        "citations": [format_reference(key) for key in variable.cites],
    }
    return array


def _stored_members(store: RunStore) -> np.ndarray | None:
    """Places of the members of stored blocks, or None for all."""
    done = sorted(store.done())
    if len(done) == store.layout.blocks():
        return None
    parts = [np.arange(part.start, part.stop) for part in map(store.layout.members_of, done)]
    return np.concatenate(parts) if parts else np.empty(0, np.int64)


def _labelled(store: RunStore, variables: dict[str, xr.Variable]) -> xr.Dataset:
    import xarray as xr

    layout, part = store.layout, _stored_members(store)
    used = {dim for variable in variables.values() for dim in variable.dims}
    labels: dict[str, tuple[str, Any]] = {
        "member": ("member", layout.members if part is None else layout.members[part]),
        "year": ("year", np.array(layout.years)),
        "state": ("state", np.array(layout.states)),
        "regime": ("regime", np.array(layout.regimes)),
        "dyad": ("dyad", np.array([f"{a}-{b}" for a, b in layout.dyads])),
        "sender": ("dyad", np.array([a for a, _ in layout.dyads])),
        "receiver": ("dyad", np.array([b for _, b in layout.dyads])),
    }
    return xr.Dataset(variables, {name: label for name, label in labels.items() if label[0] in used})


def _provenance(store: RunStore) -> dict[str, Any]:
    """What the whole run rests on: the manifest as JSON, and of it what a reader looks for first."""
    run, faults = store.manifest, store.faults
    cites = {key for v in (*store.layout.variables, *store.layout.means) for key in v.cites}
    own = run.get("citations", [])
    return {
        "run_id": str(run.get("run_id", "")),
        "result_sha256": store.result or "unfinished",
        "manifest": json.dumps(run, sort_keys=True),
        "licences": run.get("licences", []),
        "citations": [*own, *(text for text in map(format_reference, sorted(cites)) if text not in own)],
        "faulted_members": sorted({fault["member"] for fault in faults}),
        "faults": [json.dumps(fault, sort_keys=True) for fault in faults],
    }
