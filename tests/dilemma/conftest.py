"""The panel once, evidence and draws of pairs once."""

import pytest

from counterpoise.data.panel import load_panel
from counterpoise.dilemma import dilemma as work_out
from counterpoise.dilemma.draws import luck
from counterpoise.dilemma.evidence import read

DRAWS, SEED = 400, 3


@pytest.fixture(scope="session")
def panel():
    return load_panel()


@pytest.fixture
def drawn(panel):
    """Luck for a pair."""
    return lambda one, other: luck(read(panel, one, other, 2024), DRAWS, SEED)


@pytest.fixture(scope="session")
def found(panel):
    """Work a dilemma out, or hand back the one worked out before."""
    held = {}

    def get(state: str, rival: str | None = None):
        if (state, rival) not in held:
            held[state, rival] = work_out(panel, state, rival, draws=DRAWS, seed=SEED)
        return held[state, rival]

    return get
