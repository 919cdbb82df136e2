"""Briefs of five kinds of state, each composed once: a rival, a secondary power, a great power, gaps, no UN seat."""

import pytest

from counterpoise.brief.compose import compose
from counterpoise.brief.document import to_html
from counterpoise.data.panel import load_panel

KINDS = {"PAK": "IND", "MAR": None, "USA": None, "VNM": None, "TWN": None}


@pytest.fixture(scope="session")
def panel():
    return load_panel()


@pytest.fixture(scope="session")
def composed(panel):
    """Compose a brief, or hand back the one composed before."""
    held = {}

    def get(state: str, year: int = 2024):
        if (state, year) not in held:
            held[state, year] = compose(panel, state, KINDS.get(state), year)
        return held[state, year]

    return get


@pytest.fixture(params=KINDS)
def brief(request, composed):
    return composed(request.param)


@pytest.fixture
def html(brief) -> str:
    return to_html(brief)
