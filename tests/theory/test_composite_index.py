"""CINC: as published, against loops, with gaps in the data, and against the totals of the real data."""

import csv
import gzip
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from counterpoise.theory.composite_index import (
    COMPONENTS,
    composite_index,
    composite_score,
    composite_share,
    world_shares,
)
from counterpoise.theory.declare import DomainError

quick = settings(max_examples=40, deadline=None)

nan = np.nan
worlds = arrays(float, (5, 6), elements=st.one_of(st.just(nan), st.floats(0, 1e6)))
full_worlds = arrays(float, (5, 6), elements=st.floats(0.1, 1e6))


def by_hand(world):
    """Loops over states and components, as the method is described in words."""
    scores = []
    for state in range(world.shape[0]):
        shares = []
        for component in range(world.shape[1]):
            column = [x for x in world[:, component] if not np.isnan(x)]
            if column and sum(column) > 0 and not np.isnan(world[state, component]):
                shares.append(world[state, component] / sum(column))
        scores.append(sum(shares) / len(shares) if shares else nan)
    return scores


def test_the_six_components_are_those_of_the_published_data():
    assert COMPONENTS == ("milex", "milper", "irst", "pec", "tpop", "upop")


# covers: P01
def test_the_score_of_six_known_shares_is_their_mean():
    assert composite_score(0.1, 0.2, 0.3, 0.4, 0.5, 0.6) == pytest.approx(0.35)
    assert [composite_score(*np.eye(6)[k]) for k in range(6)] == pytest.approx([1 / 6] * 6)
    with pytest.raises(DomainError, match="pec = 1.2"):
        composite_score(0.1, 0.2, 0.3, 1.2, 0.5, 0.6)


def test_a_missing_component_is_averaged_out_and_the_scores_miss_one():
    world = [[3.0, 5.0], [1.0, nan]]
    assert composite_index(world) == pytest.approx([0.875, 0.25])
    assert composite_share(world) == pytest.approx([0.875 / 1.125, 0.25 / 1.125])


@quick
@given(worlds)
def test_it_is_the_method_as_described(world):
    np.testing.assert_allclose(composite_index(world), by_hand(world), rtol=1e-12)


@quick
@given(full_worlds)
def test_with_nothing_missing_the_scores_sum_to_one_and_both_variants_agree(world):
    assert composite_index(world).sum() == pytest.approx(1)
    assert composite_share(world) == pytest.approx(composite_index(world))


@quick
@given(worlds)
def test_the_rescaled_shares_sum_to_one_and_keep_every_ratio(world):
    index, shares = composite_index(world), composite_share(world)
    if np.nansum(index) > 0:
        assert np.nansum(shares) == pytest.approx(1)
        np.testing.assert_allclose(shares * np.nansum(index), index, rtol=1e-9)
    else:
        assert np.isnan(shares).all()


@quick
@given(full_worlds, st.integers(0, 5), st.floats(1e-3, 1e3))
def test_the_unit_of_a_component_does_not_matter(world, component, factor):
    scaled = world.copy()
    scaled[:, component] *= factor
    assert composite_index(scaled) == pytest.approx(composite_index(world))


# covers: A08
@quick
@given(full_worlds)
def test_a_federation_has_the_power_of_its_members(world):
    federation = np.vstack([world[0] + world[1], world[2:]])
    assert composite_index(federation)[0] == pytest.approx(composite_index(world)[:2].sum())


def test_missing_is_never_zero():
    world = np.array([[1.0, nan], [1.0, 4.0], [nan, nan]])
    assert composite_index(world)[0] == 0.5
    assert np.isnan(composite_index(world)[2])
    assert np.isnan(composite_share(world)[2])
    assert composite_index(np.nan_to_num(world))[0] == 0.25


def test_a_component_nobody_has_is_no_component():
    assert composite_index([[3.0, 0.0], [1.0, 0.0]]) == pytest.approx([0.75, 0.25])
    assert np.isnan(world_shares([[0.0, 1.0], [0.0, 1.0]])[:, 0]).all()


def test_leading_axes_are_worlds_of_their_own():
    rng = np.random.default_rng(1)
    replicates = rng.uniform(0, 9, (4, 3, 7, 6))
    replicates[rng.uniform(size=replicates.shape) < 0.2] = nan
    scores, shares = composite_index(replicates), composite_share(replicates)
    assert scores.shape == (4, 3, 7)
    np.testing.assert_array_equal(scores[2, 1], composite_index(replicates[2, 1]))
    np.testing.assert_allclose(np.nansum(shares, axis=-1), 1)


def test_faults_are_named():
    with pytest.raises(DomainError, match="components = -1"):
        composite_index([[1.0, -1.0], [1.0, 1.0]])
    with pytest.raises(DomainError, match="components = inf"):
        world_shares([[1.0, np.inf], [1.0, 1.0]])
    with pytest.raises(DomainError, match="state, component"):
        world_shares([1.0, 2.0])


@pytest.mark.raw
@pytest.mark.parametrize(("year", "total"), [(1992, 1.0039), (2022, 1.0071)])
def test_the_published_scores_of_a_year_miss_one_by_as_much_as_is_known(year, total):
    default = Path(__file__).resolve().parents[3] / "shared/data/raw"
    path = Path(os.environ.get("COUNTERPOISE_RAW", default)) / "peacesciencer/cow_nmc_components.csv.gz"
    if not path.is_file():
        pytest.skip(f"raw data file is not at {path}; set COUNTERPOISE_RAW to run this test")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if int(row["year"]) == year]
    values = [[float(row[k]) if row[k] not in ("", "NA", "-9") else nan for k in COMPONENTS] for row in rows]
    assert np.nansum(composite_index(values)) == pytest.approx(total, abs=5e-5)
    if year == 2022:
        score = dict(zip((int(row["ccode"]) for row in rows), composite_index(values), strict=True))
        assert score[710] / score[2] == pytest.approx(2, abs=0.3)  # China and the United States
