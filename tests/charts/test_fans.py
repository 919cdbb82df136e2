"""Fans: the band follows the quantiles, the other scenario is dashed, the words say both."""

import re
from xml.etree import ElementTree

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.charts.fans import Fan, fan_chart
from counterpoise.charts.svg import WIDTH

SVG = "{http://www.w3.org/2000/svg}"
YEARS = (2024, 2025, 2026)
WIDE = Fan("with AI", YEARS, [[1, 1, 1], [1, 2, 2], [1, 3, 4], [1, 4, 6], [1, 5, 9]])
NARROW = Fan("without <AI>", YEARS, [[1, 1, 1]] * 5)


def points(path: ElementTree.Element) -> np.ndarray:
    return np.array([[float(n) for n in pair.split(",")] for pair in re.findall(r"[\d.]+,[\d.]+", path.get("d"))])


def paths(svg: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter(f"{SVG}path"))


def test_bands_and_median_stand_where_the_quantiles_are():
    outer, inner, median, *_ = paths(fan_chart("f", "t", WIDE, None, "share"))
    low, high = points(outer)[:3, 1], points(outer)[:2:-1, 1]
    assert (low >= high).all()  # downward is less
    assert (points(inner)[:3, 1] <= low).all()
    assert (points(median)[:, 1] <= points(inner)[:3, 1]).all()
    step = np.diff(points(median)[:, 1])
    assert np.isclose(step[0], 2 * step[1], atol=0.2)  # 1, 3, 4 on a linear axis


def test_only_the_other_scenario_is_dashed():
    drawn = paths(fan_chart("f", "t", WIDE, NARROW, "share"))
    dashed = [p for p in drawn if p.get("stroke-dasharray")]
    assert len(dashed) == 3
    assert all("second" in p.get("class") for p in dashed)
    assert not any("second" in p.get("class") for p in drawn if p not in dashed)


def test_the_words_say_what_is_drawn():
    root = ElementTree.fromstring(fan_chart("f", "t", WIDE, NARROW, "share"))
    told = next(root.iter(f"{SVG}desc")).text
    assert "with AI: median 1 in 2024, 4 in 2026 (half of the worlds 2 to 6, nine tenths 1 to 9)" in told
    assert "without <AI>: median 1 in 2024, 1 in 2026" in told


@given(st.lists(st.lists(st.floats(-1e6, 1e6), min_size=5, max_size=5), min_size=2, max_size=30))
def test_whatever_the_numbers_all_is_on_the_paper(rows):
    table = np.sort(np.array(rows), axis=1).T.tolist()
    svg = fan_chart("f", "t", Fan("x", range(2024, 2024 + len(rows)), table), None, "u")
    assert not re.search(r"\b(nan|inf)\b", svg)
    for path in paths(svg):
        assert ((points(path) >= -0.1) & (points(path) <= WIDTH)).all()
