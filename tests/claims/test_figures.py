"""The page of figures: self-contained, readable without seeing, and nothing undisclosed drawn as zero."""

import re
from html.parser import HTMLParser

import pytest

from counterpoise.claims.figures import PAGE, budgets, page, soldiers, write_figures
from counterpoise.claims.personnel import figure
from counterpoise.cli import main


@pytest.fixture(scope="module")
def html(context) -> str:
    return page(context)


def test_nothing_is_fetched_from_anywhere(html):
    without_namespace = html.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"https?:|//[a-z]|<script|<link|<img|@import|url\(", without_namespace)


def test_every_chart_has_a_title_and_a_description_of_its_own(html):
    charts = re.findall(r"<svg.*?</svg>", html, flags=re.S)
    assert len(charts) == 4
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    for chart in charts:
        named = re.search(r'aria-labelledby="(\S+) (\S+)"', chart)
        for part, tag in zip(named.groups(), ("title", "desc"), strict=True):
            assert re.search(rf'<{tag} id="{part}">[^<]{{20,}}</{tag}>', chart)


def test_the_page_is_well_formed(html):
    class Balance(HTMLParser):
        void, stack = {"meta", "line", "rect", "circle", "path"}, []

        def handle_starttag(self, tag, attrs):
            if tag not in self.void:
                self.stack.append(tag)

        def handle_endtag(self, tag):
            if tag not in self.void:
                assert self.stack.pop() == tag

    parser = Balance()
    parser.feed(html)
    assert parser.stack == []


def test_it_follows_the_theme_of_the_reader(html):
    assert "prefers-color-scheme: dark" in html
    assert 'name="viewport"' in html
    charts = "".join(re.findall(r"<svg.*?</svg>", html, flags=re.S))
    assert not re.search(r'(?:fill|stroke)="', charts)  # colors come from the page alone


# covers: P07
def test_every_state_of_figure_2_is_drawn_and_listed(context):
    shown = soldiers(context)
    table = figure(context)
    assert len(table) == 10
    for state in table.index:
        name = context.name(state).removeprefix("the ")
        assert all(f">{name}</text>" in p.svg for p in shown.pictures)
        assert any(row[0] == name for row in shown.rows)


def test_the_undisclosed_is_drawn_as_unknown(context):
    svg = soldiers(context).pictures[0].svg
    assert svg.count("stroke-dasharray") == 1
    assert "United States: active 1,388,100, reserve 844,950, paramilitary not disclosed" in svg


def test_the_printed_sum_stands_beside_both_counts(html):
    assert "printed in the paper: 77.5 in 2021" in html
    assert "disclosed sums only: 2016 22" in html
    assert "with undisclosed sums estimated: 2016 39" in html


# covers: P08, E6
def test_figure_3_has_15_budgets_with_error_and_the_ranks_of_the_text(context):
    shown = budgets(context)
    svg = shown.pictures[0].svg
    assert len(shown.rows) == 15
    assert svg.count("thin first") == 15
    assert {r[1]: r[-1] for r in shown.rows if r[-1]} == {"United States": "1", "China": "2", "Russia": "5"}
    values = [float(r[2]) for r in shown.rows]
    assert values == sorted(values, reverse=True)
    assert all(word in svg for word in ("text: first", "text: second", "text: fifth"))


def test_the_command_writes_the_page(panel, tmp_path, capsys):
    main(["claims", "--figures", str(tmp_path / "new" / "folder")])
    written = tmp_path / "new" / "folder" / PAGE
    assert written.is_file()
    assert str(written) in capsys.readouterr().out
    assert write_figures(panel, tmp_path).read_bytes() == written.read_bytes()
