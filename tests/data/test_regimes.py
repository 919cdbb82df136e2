import pytest

from counterpoise.core import InputError
from counterpoise.data.panel import load_panel
from counterpoise.data.regimes import regime, regimes
from counterpoise.data.registers import codes_in, register


@pytest.fixture(scope="module")
def states():
    return load_panel().system.members(2024)


# covers: A02, A13
def test_the_five_regimes_of_the_model_are_there(states):
    found = {r.id for r in regimes(states, 2024)}
    assert {"laws-limits", "nuclear-human-control", "frontier-safety", "supplier-club", "ethics-unesco"} <= found


def test_texts_and_grades_come_from_the_registers(states):
    instruments = register("ai_governance_instruments").set_index("id")
    agreements = register("arms_control_agreements").set_index("id")
    grades = dict(zip(agreements.verification_level.astype(int), agreements.verification_grade, strict=True))
    for r in regimes(states, 2026):
        dates = [instruments.at[i, "date"] for i in r.instruments]
        assert set(r.agreements) <= set(agreements.index)
        assert r.kind in ("regime", "norm")
        assert r.source
        assert grades[r.verification_level] == r.verification_grade
        if dates:
            assert r.adopted.isoformat() == min(dates)
            assert r.binding == any(instruments.at[i, "binding"] == "yes" for i in r.instruments)
        if r.agreements:
            assert r.verification_level == max(int(agreements.at[a, "verification_level"]) for a in r.agreements)
            assert r.adopted.year == min(int(agreements.at[a, "year_opened"]) for a in r.agreements)


def test_members_are_those_of_the_lists(states):
    assert list(regime("chip-club", states, 2024).members) == ["JPN", "NLD", "USA"]
    assert list(regime("nuclear-human-control", states, 2024).members) == ["CHN", "FRA", "GBR", "USA"]
    club = regime("supplier-club", states, 2024)
    assert {"IND", "RUS", "USA"} <= set(club.members)
    assert not {"CHN", "PAK", "ISR", "TWN"} & set(club.members)
    assert club.complete
    assert club.share_checked == 1
    assert set(regime("frontier-safety", states, 2024).members) >= set(
        codes_in(register("ai_governance_instruments").set_index("id").at["bletchley-2023", "parties_iso3"])
    )


def test_all_members_means_all_but_those_known_outside(states):
    unesco = regime("ethics-unesco", states, 2024)
    assert len(unesco.members) == 190
    assert "MAR" in unesco.members
    assert not {"USA", "ISR", "LIE", "TWN", "XKX"} & set(unesco.members)
    assert len(regime("un-ai-dialogue", states, 2024).members) == 193


def test_wanting_a_limit_is_not_belonging_to_one(states):
    limits = regime("laws-limits", states, 2024)
    assert not limits.members
    assert not limits.complete
    assert not limits.binding
    assert limits.share_checked == 0
    assert {"PAK", "MAR"} <= set(limits.proponents)
    assert "IND" not in limits.proponents


def test_members_are_states_asked_for_and_texts_of_the_time(states):
    assert set(regime("supplier-club", ["USA", "PAK"], 2024).members) == {"USA"}
    assert set(regimes(states, 2022)[0].members) <= set(states)
    ids = {r.id for r in regimes(states, 2020)}
    assert "ethics-oecd" in ids
    assert "ethics-unesco" not in ids
    assert "EGY" in regime("ethics-oecd", states, 2024).members
    assert "EGY" not in regime("ethics-oecd", states, 2020).members
    with pytest.raises(InputError, match="supplier-club"):
        regime("suplier-club", states, 2024)
