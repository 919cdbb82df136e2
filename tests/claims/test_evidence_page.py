"""The record says what the code, the scorecard and the boards say."""

from pathlib import Path

from counterpoise.claims.evidence_page import parts
from counterpoise.evidence.page import filled
from counterpoise.models import NEOREALIST

PAGE = Path(__file__).parents[2] / "docs" / "evidence.md"


def test_the_page_is_what_its_sources_say():
    text = PAGE.read_text(encoding="utf-8")
    assert filled(text, parts()) == text, "run python -m counterpoise.claims.evidence_page"


def test_every_mechanism_has_its_row():
    text = parts()["mechanisms"]
    assert all(f"`{m.__name__}`" in text for m in NEOREALIST.mechanisms)
