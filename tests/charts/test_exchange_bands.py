"""Bands over size: the median stands where it should, equality is dashed, the words say the ends."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from counterpoise.charts.exchange_bands import Panel, exchange_chart

SVG = "{http://www.w3.org/2000/svg}"
SIZES = (10.0, 100.0, 1000.0)
EVEN = Panel("even <model>", "note", SIZES, [[0.01] * 3, [0.1] * 3, [1.0] * 3, [10.0] * 3, [100.0] * 3])
FALLING = Panel("falling", "note", SIZES, [[1, 0.1, 0.01], [2, 0.2, 0.02], [10, 1, 0.1], [20, 2, 0.2], [50, 5, 0.5]])


def points(path):
    return np.array([[float(n) for n in pair.split(",")] for pair in re.findall(r"[\d.]+,[\d.]+", path.get("d"))])


@pytest.fixture(scope="module")
def picture():
    return ElementTree.fromstring(exchange_chart("x", "Title", [EVEN, FALLING], "drones", "ratio"))


def test_one_dashed_line_a_panel_at_equality(picture):
    dashed = [line for line in picture.iter(f"{SVG}line") if line.get("stroke-dasharray")]
    medians = [points(p) for p in picture.iter(f"{SVG}path") if p.get("class").startswith("line")]
    assert len(dashed) == len(medians) == 2
    level = float(dashed[0].get("y1"))
    assert medians[0][:, 1] == pytest.approx(level, abs=0.1)  # a ratio of one lies on the line
    assert medians[1][1, 1] == pytest.approx(level, abs=0.1)
    assert medians[1][0, 1] < level < medians[1][2, 1]  # upward is more
    steps = np.diff(medians[1][:, 1])
    assert steps[0] == pytest.approx(steps[1], abs=0.2)  # decades are equal steps on both axes


def test_panels_do_not_overlap_and_washes_hold_the_median(picture):
    areas = [points(p) for p in picture.iter(f"{SVG}path") if p.get("class").startswith("area")]
    assert len(areas) == 4
    assert areas[1][:, 0].max() < areas[2][:, 0].min()
    for outer, inner in ((areas[0], areas[1]), (areas[2], areas[3])):
        assert outer[:, 1].min() <= inner[:, 1].min()
        assert outer[:, 1].max() >= inner[:, 1].max()


def test_words_and_both_themes(picture):
    assert "10 (nine tenths 1 to 50) at 10, 0.1 (nine tenths 0.01 to 0.5) at 1000" in picture.find(f"{SVG}desc").text
    assert "prefers-color-scheme: dark" in picture.find(f"{SVG}style").text
