"""A digest says of two runs what numpy says of them, survives a file, and what ships is of the model as it is."""

import numpy as np
import pytest
import xarray as xr

from counterpoise.runs import digest, outlook
from counterpoise.runs.chances import Lived, chances
from counterpoise.runs.plan import Plan
from counterpoise.scenarios import load

MEMBERS, YEARS, STATES = 30, 4, ("PAK", "IND")


def made(shift, name):
    rng = np.random.default_rng(3)
    values = rng.normal(1.0, 0.2, (MEMBERS, YEARS, len(STATES))) + shift
    return xr.Dataset(
        {
            "smart": (("member", "year", "state"), values),
            "state_disputes": (("member", "year", "state"), values),
            "disputes": (("member", "year"), values.sum(axis=2)),
        },
        {
            "member": np.arange(MEMBERS),
            "year": 2024 + np.arange(YEARS),
            "state": np.array(STATES, object),
            "sender": ("dyad", np.array(STATES, object)),
            "receiver": ("dyad", np.array(STATES[::-1], object)),
        },
        {"run_id": name},
    )


def held(pair):
    """The chances of one pair, of hazards that never move."""
    rng = np.random.default_rng(3).uniform(0.1, 0.3, (MEMBERS, 1, 1)) + np.zeros((MEMBERS, YEARS, 1))
    never = np.zeros(rng.shape, bool)
    sides = (Lived(np.arange(MEMBERS), np.float32(rng + shift), never, never, pair) for shift in (0.1, 0.0))
    return chances(*sides)


@pytest.fixture
def pair():
    return made(0.5, "aaa"), made(0.0, "bbb"), held(np.array([0, 0]))


def test_it_says_what_numpy_says(pair):
    found, values = digest.digest(*pair), pair[0]["smart"].to_numpy()
    smart = found.judged.sel(quantity="smart", kind="with", state="IND")
    assert float(smart.sel(stat="median")) == pytest.approx(np.median(values[:, -1, 1]))
    assert float(smart.sel(stat="low")) == pytest.approx(np.quantile(values[:, -1, 1], 0.05))
    fan = found.fan.sel(drawn="smart", side="with", year=2025, state="PAK", quantile=0.95)
    assert float(fan) == pytest.approx(np.quantile(values[:, 1, 0], 0.95))


def test_events_are_judged_by_the_mean_over_years_after_the_first(pair):
    found = digest.digest(*pair).judged.sel(quantity="state_disputes", kind="with", stat="mean", state="PAK")
    assert float(found) == pytest.approx(pair[0]["smart"].to_numpy()[:, 1:, 0].mean())


def test_differences_are_paired(pair):
    found = digest.digest(*pair).judged.sel(quantity="smart", kind="difference", state="PAK")
    np.testing.assert_allclose(found, 0.5, atol=1e-12)
    assert float(digest.digest(*pair).rises.sel(quantity="smart", state="PAK")) == 1.0


def test_both_directions_of_a_pair_have_its_chances(pair):
    found = digest.digest(*pair)
    np.testing.assert_allclose(found.chance.sel(kind="difference", bound="mean"), 0.1, atol=1e-6)
    assert found.within.sel(side="with", bound="mean")[0] > found.chance.sel(kind="with", bound="mean")[0]
    assert found.attrs["horizon"] == YEARS


def test_a_file_keeps_it(pair, tmp_path):
    found = digest.digest(*pair)
    digest.save(found, tmp_path / "one.npz")
    back = digest.read(tmp_path / "one.npz")
    assert back.attrs == found.attrs
    assert [p.name for p in tmp_path.iterdir()] == ["one.npz"]
    for name in found.variables:
        assert back[name].dims == found[name].dims
        if found[name].dtype.kind == "f":
            np.testing.assert_allclose(back[name], found[name], rtol=1e-6)
        else:
            assert list(map(str, back[name].to_numpy())) == list(map(str, found[name].to_numpy()))


def test_what_ships_is_of_the_model_as_it_is():
    found = digest.read(outlook.shipped())
    ids = [Plan(load(name), outlook.MEMBERS).run_id for name in ("baseline", "no-ai")]
    assert [found.attrs["run_id"], found.attrs["twin_id"]] == ids, "run python -m counterpoise.runs.outlook"


def test_what_ships_is_whole():
    found = digest.read(outlook.shipped())
    assert found.attrs["worlds"] == outlook.MEMBERS
    assert {f.name for f in digest.OF_STATES} == set(found.quantity.to_numpy())
    assert {f.name for f in digest.OF_THE_WORLD} == set(found.outcome.to_numpy())
    assert np.isfinite(found.judged).all()
    assert ((found.rises >= 0) & (found.rises <= 1)).all()
    assert (found.fan.diff("quantile") >= 0).all()
    for chance in (found.chance.sel(kind=["with", "without"]), found.within):
        low, mean, high = (chance.sel(bound=bound) for bound in ("low", "mean", "high"))
        assert ((low >= 0) & (low <= mean + 1e-6) & (mean <= high + 1e-6) & (high <= 1)).all()


def test_what_an_earlier_version_kept_is_made_anew(pair, tmp_path, monkeypatch):
    """A digest of the same runs without chances of pairs does not do."""
    ids = [Plan(load(name), outlook.MEMBERS).run_id for name in outlook.NAMES]
    found = digest.digest(*pair).assign_attrs(run_id=ids[0], twin_id=ids[1])
    digest.save(found.drop_vars("chance"), tmp_path / "old.npz")
    monkeypatch.setattr(outlook, "shipped", lambda: tmp_path / "old.npz")
    monkeypatch.setattr(outlook, "cache_folder", lambda: tmp_path)
    monkeypatch.setattr(outlook, "made", lambda progress: found)
    assert "chance" in outlook.outlook_digest()
