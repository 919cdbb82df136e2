"""Charts: geometry that follows the numbers, words for who cannot see, and nothing that breaks a page."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.charts import Band, interval_chart, line_chart, share_chart
from counterpoise.charts.intervals import Interval
from counterpoise.charts.shares import Supplied
from counterpoise.charts.svg import WIDTH, ticks

SVG = "{http://www.w3.org/2000/svg}"
NASTY = 'Bosnia & "Herzegovina" <x>'


def parsed(svg: str) -> ElementTree.Element:
    root = ElementTree.fromstring(svg)
    assert not re.search(r"\b(nan|inf)\b", svg, flags=re.IGNORECASE)
    return root


def ranks(*rows: tuple[str, str, int, int, int]) -> ElementTree.Element:
    return parsed(interval_chart("c", "Ranks", [Interval(*r) for r in rows], 195))


def test_title_and_description_are_bound_and_escaped():
    root = ranks((NASTY, "CINC", 9, 8, 20))
    ids = {e.get("id"): e.text for e in root.iter() if e.get("id")}
    assert root.get("aria-labelledby").split() == ["c-t", "c-d"]
    assert ids["c-t"] == "Ranks"
    assert ids["c-d"] == f"{NASTY}, CINC: rank 9, spread 8 to 20"
    assert root.get("role") == "img"


def test_a_better_rank_stands_farther_left_and_the_dot_within_its_bar():
    root = ranks(("A", "x", 3, 1, 9), ("A", "y", 30, 12, 150))
    dots = [float(c.get("cx")) for c in root.iter(f"{SVG}circle")]
    bars = [(float(b.get("x1")), float(b.get("x2"))) for b in root.iter(f"{SVG}line") if "wide" in b.get("class")]
    assert dots[0] < dots[1]
    assert all(low <= dot <= high for dot, (low, high) in zip(dots, bars, strict=True))
    assert all(0 <= x <= WIDTH for x in dots)
    assert bars[1][1] > bars[0][1]


def test_error_in_the_data_is_drawn_only_where_it_is_known():
    bare = interval_chart("c", "t", [Interval("A", "x", 3, 1, 9)], 195)
    known = interval_chart("c", "t", [Interval("A", "x", 3, 1, 9, 2, 4)], 195)
    assert "thin" not in bare
    assert known.count('class="thin') == 1


def test_bars_are_as_long_as_their_shares_and_end_to_end():
    rows = [Supplied("chips", [("A", 0.5), ("B", 0.3), ("C", 0.2)], 0.4, 0.6, True)]
    bars = list(parsed(share_chart("s", "Shares", rows)).iter(f"{SVG}rect"))
    x, width = ([float(b.get(k)) for b in bars] for k in ("x", "width"))
    assert [w / width[0] for w in width] == pytest.approx([1.0, 0.6, 0.4], abs=0.01)
    assert x[1] == pytest.approx(x[0] + width[0], abs=0.2)
    assert x[2] + width[2] <= WIDTH


def test_technologies_on_world_shares_are_marked():
    own = share_chart("s", "t", [Supplied("chips", [("A", 0.5)], 0.4, 0.6, True)])
    stand_in = share_chart("s", "t", [Supplied("chips", [("A", 0.5)], 0.4, 0.6, False)])
    assert ">chips</text>" in own
    assert ">chips *</text>" in stand_in


def test_a_line_rises_with_its_values_inside_its_band():
    band = Band("cinc", [1950, 1960, 1970], [2.0, 3.0, 4.0], [1.0, 2.0, 3.0], [3.0, 4.0, 5.0])
    root = parsed(line_chart("l", "Powers", [band], "powers"))
    line, area = (next(p for p in root.iter(f"{SVG}path") if kind in p.get("class")) for kind in ("line", "area"))
    points = [tuple(map(float, p.split(","))) for p in re.findall(r"[\d.]+,[\d.]+", line.get("d"))]
    edge = [tuple(map(float, p.split(","))) for p in re.findall(r"[\d.]+,[\d.]+", area.get("d"))]
    assert [y for _, y in points] == sorted((y for _, y in points), reverse=True)  # up is less in SVG
    assert [x for x, _ in points] == sorted(x for x, _ in points)
    for k, (x, y) in enumerate(points):
        (_, top), (_, bottom) = edge[k], edge[len(edge) - 1 - k]
        assert edge[k][0] == x
        assert top < y < bottom


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_ticks_are_round_evenly_spaced_inside_and_few(low, span):
    found = ticks(low, low + span)
    assert 1 <= len(found) <= 7
    assert all(low - 1e-6 * span <= t <= low + span * (1 + 1e-6) for t in found)
    steps = [b - a for a, b in pairwise(found)]
    if steps:
        assert max(steps) == pytest.approx(min(steps), rel=1e-6)
        digits = f"{steps[0]:.3e}"[:4]
        assert digits in ("1.00", "2.00", "5.00")
