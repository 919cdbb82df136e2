"""The real panel, and starting points read from it once."""

import pytest

from counterpoise.data.panel import Panel, load_panel
from counterpoise.start import StartingPoint, gather


@pytest.fixture(scope="session")
def panel() -> Panel:
    return load_panel()


@pytest.fixture(scope="session", params=[2024, 1992])
def start(request, panel) -> StartingPoint:
    """Each base year in turn."""
    return gather(panel, request.param)


@pytest.fixture(scope="session")
def now(panel) -> StartingPoint:
    return gather(panel, 2024)


@pytest.fixture(scope="session")
def then(panel) -> StartingPoint:
    return gather(panel, 1992)


@pytest.fixture(scope="session")
def of():
    """The value of a field for one state or one directed dyad: ``of(start, "gdp", "USA")``."""

    def value(start: StartingPoint, field: str, *who: str) -> float:
        places = start.actors.states if len(who) == 1 else start.actors.dyads
        return float(start.readings[field].value[places.index(who[0] if len(who) == 1 else who)])

    return value
