"""The brief as files: one self-contained page a screen reader can use, JSON, a ledger, the same bytes every time."""

import csv
import io
import json
import re

import pytest
from rich.console import Console

from counterpoise.brief.compose import compose
from counterpoise.brief.document import LEDGER, to_dict, to_html, to_json, to_ledger, write
from counterpoise.brief.terminal import show
from counterpoise.core import ResourceError
from counterpoise.data.panel import Panel, load_panel, panel_folder

from .reading import read

NAMESPACE = "http://www.w3.org/2000/svg"


def test_the_page_fetches_nothing(html):
    tags = read(html).tags
    assert not {"script", "link", "img", "iframe", "object", "embed", "video"} & {t for t, _ in tags}
    for tag, attributes in tags:
        assert not {"src", "srcset", "action", "xlink:href"} & set(attributes), tag
        assert not any(name.startswith("on") for name in attributes), tag
        if "href" in attributes:
            assert attributes["href"].startswith("#"), tag
    body = re.sub(r'title="[^"]*"', "", html).replace(NAMESPACE, "")
    assert not re.search(r"https?://|//cdn|url\(|@import", body)


def test_the_page_is_accessible(brief, html):
    page = read(html)
    named = [a for t, a in page.tags if t == "html"]
    assert named == [{"lang": "en"}]
    names = [t for t, _ in page.tags]
    assert names.count("h1") == names.count("main") == names.count("title") - names.count("svg") == 1
    assert names.count("h2") == len(brief.sections)
    assert all(a.get("scope") in ("col", "row") for t, a in page.tags if t == "th")
    assert names.count("caption") == names.count("table")
    assert names.count("th") > names.count("table")
    ids = [a["id"] for _, a in page.tags if "id" in a]
    assert len(ids) == len(set(ids))
    for _, attributes in page.tags:
        for key in (attributes.get("aria-labelledby") or "").split():
            assert key in ids
        if (attributes.get("href") or "").startswith("#"):
            assert attributes["href"][1:] in ids


def test_every_picture_has_a_title_and_a_description(html):
    pictures = re.findall(r"<svg.*?</svg>", html, flags=re.DOTALL)
    assert len(pictures) >= 3
    for picture in pictures:
        assert 'role="img"' in picture
        assert re.search(r"<title id=[^>]*>[^<]+</title>", picture)
        assert re.search(r"<desc id=[^>]*>[^<]+</desc>", picture)
        assert not re.search(r"\bnan\b|\binf\b", picture, flags=re.IGNORECASE)


def test_the_page_follows_the_readers_theme_and_width(html):
    assert "prefers-color-scheme: dark" in html
    assert 'name="viewport"' in html


def test_json_parses_and_holds_the_whole_ledger(brief):
    made = json.loads(to_json(brief), parse_constant=lambda word: pytest.fail(f"{word} in the JSON"))
    assert [row["id"] for row in made["ledger"]] == [n.id for n in brief.ledger]
    assert set(made["ledger"][0]) == set(LEDGER)
    assert (made["state"], made["year"]) == (brief.state, brief.year)


def test_the_ledger_as_csv_holds_every_row(brief):
    read_back = list(csv.DictReader(io.StringIO(to_ledger(brief))))
    assert [r["id"] for r in read_back] == [n.id for n in brief.ledger]
    assert [r["text"] for r in read_back] == [n.text for n in brief.ledger]
    assert all(None not in r and all(v for v in r.values()) for r in read_back)


def test_the_terminal_says_what_the_json_says(brief):
    out = io.StringIO()
    show(brief, Console(file=out, width=5000, highlight=False))
    said = out.getvalue()
    for section in to_dict(brief)["sections"]:
        for block in section["blocks"]:
            texts = (
                [block["text"]] if block["type"] == "line" else [c["text"] for r in block.get("rows", []) for c in r]
            )
            folded = block.get("folded", False)
            assert block["title"] in said if folded else all(t in said for t in texts)
    assert brief.name in said
    assert "<data" not in said


def test_the_same_question_gives_the_same_bytes(composed):
    fresh = Panel(panel_folder(), load_panel().manifest)
    again = compose(fresh, "MAR")
    for form in (to_html, to_json, to_ledger):
        assert form(again) == form(composed("MAR"))


def test_files_are_written_whole_and_alone(composed, tmp_path):
    paths = write(composed("PAK"), tmp_path / "a" / "b")
    assert sorted(p.name for p in (tmp_path / "a" / "b").iterdir()) == sorted(p.name for p in paths)
    assert {p.name for p in paths} == {"brief-PAK-2024.html", "brief-PAK-2024.json", "brief-PAK-2024-ledger.csv"}
    assert paths[0].read_text(encoding="utf-8") == to_html(composed("PAK"))
    assert write(composed("PAK"), tmp_path / "a" / "b") == paths


def test_a_folder_that_cannot_be_made_is_a_matter_of_resources(composed, tmp_path):
    (tmp_path / "way").write_text("a file in the way")
    with pytest.raises(ResourceError, match="choose another folder with --out"):
        write(composed("PAK"), tmp_path / "way" / "out")
