"""Ranks over years: the first rank on top, the band around the line, nothing drawn outside the picture."""

import re

import pytest

from counterpoise.charts import Band, rank_chart

BANDS = [Band("One", [2000, 2010, 2024], [40, 30, 20], [30, 20, 10], [60, 50, 40]),
         Band("Two", [2010, 2024], [2, 1], [1, 1], [3, 2])]  # fmt: skip


def dots(svg):
    return [(float(x), float(y)) for x, y in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', svg)]


def test_a_better_rank_stands_higher_and_a_later_year_further_right():
    svg = rank_chart("t", "Rank", BANDS)
    points = dots(svg)
    assert len(points) == 5
    first = points[:3]
    assert first[0][1] > first[1][1] > first[2][1]
    assert first[0][0] < first[1][0] < first[2][0]
    assert all(0 <= x <= 720 and 0 <= y <= 230 for x, y in points)


def test_the_description_says_every_rank_with_its_spread():
    svg = rank_chart("t", "Rank", BANDS)
    assert "One in 2024: rank 20, spread 10 to 40" in svg
    assert "Two in 2010: rank 2, spread 1 to 3" in svg


@pytest.mark.parametrize("rank", [1, 195])
def test_one_year_and_one_state_still_make_a_picture(rank):
    svg = rank_chart("t", "Rank", [Band("One", [2024], [rank], [rank], [rank])])
    assert len(dots(svg)) == 1
    assert "nan" not in svg
