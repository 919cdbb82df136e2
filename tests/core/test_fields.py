"""A field says what it is, and refuses what no world could hold."""

import pytest

from counterpoise.core import InputError
from counterpoise.core.fields import Dimension, Field, Kind


def test_a_note_is_a_flow():
    assert Field("begun", Dimension.STATE, Kind.FLOW, "1", "in the first year", note=True).note
    for kind in (Kind.FIXED, Kind.STOCK):
        with pytest.raises(InputError, match=f"a note is a flow, not a {kind}"):
            Field("begun", Dimension.STATE, kind, "1", "in the first year", note=True)
