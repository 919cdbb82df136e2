"""A run opens as a labelled Dataset that knows what its numbers are and where they came from."""

import json
import math

import numpy as np
import pytest
import synthetic
import xarray as xr

from counterpoise.core import InputError
from counterpoise.results import RunStore, open_dataset


@pytest.fixture(scope="module")
def dataset(undisturbed):
    return open_dataset(undisturbed[0])


def test_every_value_stands_under_its_labels(dataset):
    of = synthetic.layout()
    for number in (0, 6, 7, 19):  # first and last of blocks, the last one short
        stored, _ = synthetic.member(of, number)
        for variable in of.variables:
            here = dataset[variable.name].sel(member=number)
            assert here.dims == variable.dims[1:]
            assert here.values.tobytes() == stored[variable.name].tobytes()
    stored, _ = synthetic.member(of, 11)
    assert dataset.gdp.sel(member=11, year=2026, state="PAK").item() == stored["gdp"][2, 3]
    seen = dataset.compliance.sel(member=11, year=2026, state="USA", regime="command").item()
    assert seen == stored["compliance"][2, 1, 4]
    pair = of.dyads.index(("IND", "PAK"))
    assert dataset.hedging.sel(member=11, year=2026, dyad="IND-PAK").item() == stored["hedging"][2, pair]


def test_dyads_can_be_found_by_sender_and_receiver(dataset):
    from_india = dataset.fear.where(dataset.sender == "IND", drop=True)
    assert set(from_india.receiver.values) == set(synthetic.STATES) - {"IND"}
    assert dataset.fear.dims == ("year", "dyad")


def test_means_are_over_members_that_lived(dataset):
    of = synthetic.layout()
    every = np.stack([synthetic.member(of, m)[1]["fear"] for m in of.members])
    assert np.allclose(dataset.fear.values, np.nanmean(every.astype(float), axis=0), rtol=0, atol=2**-30)
    onset = np.stack([synthetic.member(of, m)[1]["onset"] for m in of.members])
    assert np.array_equal(dataset.onset.values[0], onset[:, 0].astype(float).mean(axis=0))
    assert dataset.fear.attrs["cell_methods"] == "member: mean"
    willing = np.stack([synthetic.member(of, m)[1]["willing"] for m in of.members])
    assert dataset.willing.dims == ("year", "regime", "state")
    assert np.allclose(dataset.willing.values, np.nanmean(willing.astype(float), axis=0), rtol=0, atol=2**-30)


def test_a_failed_member_is_nan_and_listed(dataset):
    failed = dataset.gdp.sel(member=5)
    assert failed.sel(year=slice(2027, None)).isnull().all()
    assert failed.sel(year=slice(None, 2026)).notnull().all()
    assert dataset.gdp.drop_sel(member=5).notnull().all()
    assert dataset.attrs["faulted_members"] == [5]
    assert json.loads(dataset.attrs["faults"][0]) == synthetic.FAULT


def test_every_variable_says_what_it_is(dataset):
    for variable in dataset.data_vars.values():
        assert {"units", "long_name", "grade", "citations"} <= set(variable.attrs)
    assert dataset.gdp.attrs["units"] == "billion USD"
    assert dataset.gdp.attrs["grade"] == "observed"
    assert "Richardson" in dataset.gdp.attrs["citations"][0]


def test_the_whole_says_where_it_came_from(dataset, undisturbed):
    assert dataset.attrs["run_id"] == "synthetic"
    assert dataset.attrs["result_sha256"] == undisturbed[1]
    assert json.loads(dataset.attrs["manifest"]) == synthetic.MANIFEST
    assert dataset.attrs["licences"] == ["CC0-1.0"]
    assert dataset.attrs["citations"][0] == "A source."
    assert "Richardson" in dataset.attrs["citations"][1]


def test_values_are_read_only_when_used(undisturbed, monkeypatch):
    """Opening reads no shard; using a variable reads its own group and no other."""
    from zarr.storage import LocalStore

    seen, get = [], LocalStore.get

    async def watched(self, key, *args, **kwargs):
        seen.append(key)
        return await get(self, key, *args, **kwargs)

    monkeypatch.setattr(LocalStore, "get", watched)
    opened = open_dataset(undisturbed[0])
    assert not [key for key in seen if key.startswith(("states/c", "dyads/c", "systems/c"))]
    opened.gdp.isel(year=0).load()
    assert {key.split("/")[0] for key in seen if "/c." in key} >= {"states"}
    assert not [key for key in seen if key.startswith(("dyads/c", "dyad_mean/c"))]


def test_dask_gives_the_same(dataset, undisturbed):
    pytest.importorskip("dask")
    chunked = open_dataset(undisturbed[0], chunks={})
    assert chunked.gdp.chunks is not None
    xr.testing.assert_identical(chunked.load(), dataset.load())


def test_an_unfinished_run_is_refused_unless_asked_for(tmp_path):
    store = RunStore.create(tmp_path / "run", synthetic.layout(7), {})
    with pytest.raises(InputError, match="unfinished"):
        open_dataset(tmp_path / "run")
    assert open_dataset(tmp_path / "run", partial=True).sizes["member"] == 0
    synthetic.write(store, {1, 2})
    store.write_arrays(synthetic.block(store.layout, 0))  # there, but not marked
    part = open_dataset(tmp_path / "run", partial=True)
    assert part.member.values.tolist() == list(range(7, 20))
    stored, _ = synthetic.member(store.layout, 14)
    assert part.gdp.sel(member=14).values.tobytes() == stored["gdp"].tobytes()
    onset = np.stack([synthetic.member(store.layout, m)[1]["onset"] for m in range(7, 20)])
    assert np.allclose(part.onset.values, onset.astype(float).mean(axis=0), rtol=0, atol=2**-30)
    assert part.attrs["result_sha256"] == "unfinished"


def test_the_dataset_can_be_worked_with(dataset):
    fan = dataset.gdp.sel(state="MAR").quantile([0.05, 0.95], "member")
    assert fan.sizes == {"quantile": 2, "year": 6}
    assert math.isfinite(fan.sel(year=2024, quantile=0.05))
    assert dataset.sel(member=[3, 1], state=["USA", "CHN"]).gdp.shape == (2, 6, 2)
