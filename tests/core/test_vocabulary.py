"""The standard vocabulary: every field is declared once, with unit and meaning, and the four AI channels stay apart."""

from collections import Counter

import pytest

from counterpoise.core.errors import InputError
from counterpoise.core.fields import Dimension, Kind
from counterpoise.core.phases import Phase
from counterpoise.core.vocabulary import CHANNELS, DYAD_FIELDS, FIRM_FIELDS, REGIME_FIELDS, STATE_FIELDS, VOCABULARY


def test_no_field_is_declared_twice():
    names = Counter(f.name for f in (*STATE_FIELDS, *DYAD_FIELDS, *FIRM_FIELDS, *REGIME_FIELDS))
    assert not [name for name, count in names.items() if count > 1]


def test_every_dimension_has_fields():
    assert all(VOCABULARY.along(dimension) for dimension in Dimension)


def test_the_channels_stay_apart():
    assert len([name for name in VOCABULARY if name.startswith("adoption_")]) == len(CHANNELS) == 4
    assert not [name for name in VOCABULARY if "ai_level" in name]


def test_shares_are_bounded_and_flows_say_what_happened_this_year():
    for field in VOCABULARY.values():
        if field.unit == "share" and field.dimension is not Dimension.STATE:
            assert (field.low, field.high) == (0.0, 1.0), field.name
    assert VOCABULARY["threat"].kind is Kind.FLOW
    assert VOCABULARY["trust"].kind is Kind.STOCK


def test_an_unknown_field_is_answered_with_the_nearest():
    with pytest.raises(InputError, match="did you mean 'milex_share'"):
        VOCABULARY["milex_shar"]
    assert "milex_shar" not in VOCABULARY


def test_the_year_has_nine_phases_in_order():
    assert [phase.name for phase in Phase] == [
        *("GROW", "MEASURE", "PERCEIVE", "SUM_UP", "DECIDE", "COERCE", "CRISIS", "GOVERN", "SETTLE"),
    ]
