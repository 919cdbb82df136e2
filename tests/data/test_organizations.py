import pytest

from counterpoise.data.loaders import organizations

pytestmark = pytest.mark.raw


@pytest.fixture(scope="module")
def rows(raw, codes):
    return organizations.load(raw, codes).set_index(["iso3", "year"]).value


# covers: A02
def test_the_best_connected_and_the_shut_out(rows):
    last = rows.xs(2014, level="year")
    assert last["FRA"] == last.max() == 116
    assert last[["TWN", "XKX"]].tolist() == [8, 5]
    assert {"NOR", "NAM"} <= set(last.index)


def test_counts_are_whole_and_grew_with_the_century(rows):
    assert (rows == rows.round()).all()
    mean = rows.groupby("year").mean()
    assert mean[1850] < mean[1910] < mean[1965] < mean[2014]
