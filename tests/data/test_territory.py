import pytest

from counterpoise.data.loaders import territory

pytestmark = pytest.mark.raw


@pytest.fixture(scope="module")
def rows(raw, codes):
    return territory.load(raw, codes).set_index(["variable", "iso3", "year"]).value


@pytest.mark.parametrize(
    ("iso3", "latitude", "longitude"),
    [("MAR", 34.0, -6.8), ("PAK", 33.7, 73.1), ("CHN", 39.9, 116.4), ("NOR", 59.9, 10.8), ("NAM", -22.6, 17.1)],
)
def test_capitals_stand_where_they_are(rows, iso3, latitude, longitude):
    assert rows["capital_latitude", iso3, 2024] == pytest.approx(latitude, abs=0.1)
    assert rows["capital_longitude", iso3, 2024] == pytest.approx(longitude, abs=0.1)


def test_capitals_move_with_history(rows):
    assert rows["capital_latitude", "BRA", 1950] == pytest.approx(-22.9, abs=0.1)  # Rio de Janeiro
    assert rows["capital_latitude", "BRA", 1970] == pytest.approx(-15.8, abs=0.1)  # Brasilia


def test_every_member_has_one(rows, codes):
    assert set(codes.members(2024)) <= set(rows["capital_latitude"].xs(2024, level="year").index)
