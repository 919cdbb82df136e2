import pytest

from counterpoise.data.loaders import regime_type

pytestmark = pytest.mark.raw


@pytest.fixture(scope="module")
def rows(raw, codes):
    return regime_type.load(raw, codes).set_index(["variable", "iso3", "year"]).value


def test_zero_parts_democracies_from_autocracies(rows):
    now = rows["democracy"].xs(2024, level="year")
    assert now[["NOR", "USA", "TWN", "NAM"]].min() > 0 > now[["PRK", "CHN", "RUS", "SAU"]].max()
    assert now.idxmin() in ("PRK", "TKM", "ERI", "AFG", "SAU", "SYR", "MMR")


def test_both_scores_order_states_alike(rows):
    both = rows.unstack("variable").dropna()
    assert both.corr(method="spearman").iloc[0, 1] > 0.85
    assert both.polity2.between(-10, 10).all()


def test_every_member_has_a_score_and_v_dem_is_left_out(rows, codes):
    assert set(codes.members(2024)) <= set(rows["democracy"].xs(2024, level="year").index)
    assert set(rows.index.get_level_values("variable")) == {"democracy", "polity2"}
