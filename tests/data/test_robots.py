"""Industrial robots: five states, rounded to thousands."""

from pathlib import Path

import pandas as pd
import pytest

from counterpoise.data.codes import Codes
from counterpoise.data.loaders import robots

pytestmark = pytest.mark.raw


# covers: P21
def test_five_states_without_the_world(raw: Path, codes: Codes) -> None:
    rows = robots.load(raw, codes)
    assert set(rows.iso3) == {"CHN", "DEU", "JPN", "KOR", "USA"}
    values = rows.set_index(["iso3", "year"]).value
    assert values["CHN", 2023] == 276_000
    assert (values % 1000 == 0).all()
    world = (
        pd.read_csv(raw / "robots/annual-industrial-robots-installed.csv").query("Entity == 'World'").set_index("Year")
    )
    shares = values.groupby("year").sum() / world.iloc[:, -1]
    assert shares.dropna().between(0.6, 0.95).all()
