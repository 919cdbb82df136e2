import pytest

from counterpoise.data.loaders import ideal_points

pytestmark = pytest.mark.raw


@pytest.fixture(scope="module")
def rows(raw, codes):
    return ideal_points.load(raw, codes).set_index(["iso3", "year"])


def test_the_dimension_runs_from_washington_to_its_opponents(rows):
    now = rows.value.xs(2023, level="year")
    assert now["USA"] > now["GBR"] > now["BRA"] > now["CHN"]
    assert now.idxmax() == "USA"
    assert {"NOR", "NAM"} <= set(now.index)


def test_only_members_that_vote_have_a_point(rows):
    assert ("TWN", 1970) in rows.index
    assert ("TWN", 1975) not in rows.index
    assert ("CHE", 1990) not in rows.index
    assert ("CHE", 2010) in rows.index
    assert ("XKX", 2023) not in rows.index
    assert 185 < len(rows.xs(2023, level="year")) <= 193


def test_the_error_is_the_posterior_spread(rows):
    assert (rows.error > 0).all()
    assert rows.error.median() == pytest.approx(0.13, abs=0.02)
    assert (rows.flag == "modelled").all()


def test_the_two_germanies_are_two(rows):
    assert rows.value["XWG", 1980] > 0 > rows.value["DDR", 1980]
    assert ("DEU", 1980) not in rows.index
