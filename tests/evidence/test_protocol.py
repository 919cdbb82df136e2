"""The protocol's prose and its machine-readable part are one, and say what the design asks for."""

from pathlib import Path

import pytest

from counterpoise.core import InputError
from counterpoise.evidence.page import filled
from counterpoise.evidence.protocol import protocol, rendered

PAGE = Path(__file__).parents[2] / "docs/evidence/protocol.md"


def test_the_page_says_what_the_code_reads():
    text = PAGE.read_text(encoding="utf-8")
    assert filled(text, rendered()) == text


def test_a_page_without_markers_is_refused():
    with pytest.raises(InputError, match="windows"):
        filled("no markers", rendered())


def test_windows_are_those_of_the_design():
    windows = protocol().windows
    assert windows.origin - windows.fit_years + 1 == 1992
    assert windows.origin + windows.horizon == 2014
    assert windows.tune_origin + windows.horizon <= windows.origin, "tuning must not reach into the test window"
    assert len(windows.rolling_origins) == 5
    assert max(windows.rolling_origins) == windows.origin


def test_an_unknown_target_names_the_nearest():
    with pytest.raises(InputError, match="did you mean 'onset'"):
        protocol().target("onsett")


def test_every_look_says_who_and_why():
    assert all(look.kind in ("prior", "baseline", "model") and look.who and look.why for look in protocol().looks)
    counted = sum(protocol().looks_by(kind) for kind in ("prior", "baseline", "model"))
    assert counted == len(protocol().looks)
