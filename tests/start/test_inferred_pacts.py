"""Evidence for the inference of unlisted defense pacts, from the treaty data themselves."""

import os
from pathlib import Path

import numpy as np
import pytest

from counterpoise.data.codes import read_codes
from counterpoise.data.dyads.alliances import promises
from counterpoise.start.actors import Pairs
from counterpoise.start.base import Base

pytestmark = [pytest.mark.raw, pytest.mark.slow]


@pytest.fixture(scope="module")
def pacts():
    """Defense pacts of the treaty data: (year, a, b) in both directions."""
    default = Path(__file__).resolve().parents[3] / "shared/data/raw"
    raw = Path(os.environ.get("COUNTERPOISE_RAW", default))
    if not raw.is_dir():
        pytest.skip(f"raw data files are not at {raw}; set COUNTERPOISE_RAW to run this test")
    rows = promises(raw, read_codes(raw))
    rows = rows[rows.defense]
    found = set(zip(rows.year, rows.source, rows.target, strict=True))
    return found | {(year, b, a) for year, a, b in found}


@pytest.mark.parametrize(("year", "pairs"), [(1992, 56), (2007, 201), (2014, 239), (2018, 260)])
def test_every_inferred_pact_is_one(panel, pacts, year, pairs):
    base = Base(panel, year)
    inferred = Pairs(base, np.zeros(base.size, bool)).inferred
    named = [(base.states[i], base.states[j]) for i, j in zip(*np.nonzero(inferred), strict=True)]
    assert len(named) == 2 * pairs
    assert all((year, a, b) in pacts for a, b in named)
