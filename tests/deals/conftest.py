"""The panel once, and tables of parties once."""

import pytest

from counterpoise.data.panel import load_panel
from counterpoise.deals.parties import gather


@pytest.fixture(scope="session")
def panel():
    return load_panel()


@pytest.fixture(scope="session")
def table(panel):
    """Read a table of parties, or hand back the one read before."""
    held = {}

    def get(*parties: str):
        if parties not in held:
            held[parties] = gather(panel, parties, 2024)
        return held[parties]

    return get
