import re
from datetime import date

import pytest

from counterpoise.core import InputError
from counterpoise.data.memberships import CONTESTED, SILENT, party_status
from counterpoise.data.panel import load_panel
from counterpoise.data.registers import STATUSES, codes_in, names, register

# Parties, voters or territories of the sources that are no states of the system.
OUTSIDE_THE_SYSTEM = {
    "laws_positions": {"PSE", "VAT"},
    "ai_governance_instruments": {"VAT"},
    "treaty_memberships": {"COK", "NIU", "PSE", "VAT"},
    "national_ai_strategies": {"HKG"},
    "passport_access_2025": {"HKG", "MAC", "PSE", "VAT"},
    "endangered_languages_by_country": {
        "COK",
        "ESH",
        "FRO",
        "GRL",
        "GUF",
        "GUM",
        "NCL",
        "NFK",
        "NIU",
        "PCN",
        "PSE",
        "PYF",
        "TKL",
    },
}
CODE_COLUMNS = ("iso3", "_iso3", "against", "abstaining")
AGREEMENTS = register("arms_control_agreements").set_index("id")
MEMBERSHIPS = register("treaty_memberships")
EXITS = register("treaty_exits")
VOTES = register("ai_governance_votes").set_index("id")


@pytest.fixture(scope="module")
def system():
    return set(load_panel().system.members(2024))


def rows(agreement):
    return MEMBERSHIPS[MEMBERSHIPS["id"] == agreement]


@pytest.mark.parametrize("name", names())
def test_every_register_parses_and_grades_its_rows(name):
    table = register(name)
    assert len(table)
    assert not table.columns.duplicated().any()
    if name != "paper_facts":
        assert table.status.isin(STATUSES).all()


@pytest.mark.parametrize("name", names())
def test_every_code_is_a_state_or_a_named_exception(name, system):
    table = register(name)
    for column in [c for c in table if c.endswith(CODE_COLUMNS)]:
        codes = {code for cell in table[column] for code in codes_in(cell) if re.fullmatch("[A-Z]{3}", code)}
        assert codes - system <= OUTSIDE_THE_SYSTEM.get(name, set()), column
    for column in [c for c in ("against", "abstaining", "principal_parties_iso3", "ended_by_iso3") if c in table]:
        assert all(re.fullmatch("[A-Z]{3}", code) for cell in table[column] for code in codes_in(cell))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("ai_governance_instruments", "id"),
        ("ai_governance_votes", "id"),
        ("arms_control_agreements", "id"),
        ("regimes", "id"),
        ("laws_positions", "iso3"),
        ("national_ai_strategies", "iso3"),
    ],
)
def test_keys_are_unique(name, key):
    table = register(name)
    assert table[key].notna().all()
    assert table[key].is_unique


def test_no_list_names_a_state_twice():
    for name in ("ai_governance_instruments", "treaty_memberships", "ai_governance_votes"):
        table = register(name)
        for column in [c for c in table if c.endswith(CODE_COLUMNS)]:
            assert all(len(codes_in(cell)) == len(set(codes_in(cell))) for cell in table[column]), (name, column)


def test_an_unknown_register_is_refused_by_name():
    with pytest.raises(InputError, match="ai_governance_votes"):
        register("ai_governance_vote")


def test_dates_parse_and_follow_one_another():
    for day in [*VOTES.date, *register("ai_governance_instruments").date, *register("regimes").adopted]:
        date.fromisoformat(day)
    for _, row in register("export_controls").iterrows():
        if row.in_force == row.in_force:
            assert date.fromisoformat(row.date) <= date.fromisoformat(row.in_force)
    for name, row in AGREEMENTS.iterrows():
        years = [float(y) for y in (row.year_opened, row.year_in_force, row.year_ended) if y == y]
        assert years == sorted(years), name
        assert 0 <= int(row.verification_level) <= 4


@pytest.mark.parametrize("vote", VOTES.index)
def test_listed_noes_and_abstainers_match_the_printed_tally(vote):
    row = VOTES.loc[vote]
    against, abstaining = codes_in(row.against), codes_in(row.abstaining)
    assert not set(against) & set(abstaining)
    assert row.lists_complete == "no and abstain"
    assert (len(against), len(abstaining)) == (int(row.no), int(row.abstain))
    assert int(row.yes) + int(row.no) + int(row.abstain) <= 193
    assert not {"TWN", "XKX", "VAT"} & {*against, *abstaining}


def test_memberships_are_about_agreements_of_the_register():
    assert set(MEMBERSHIPS["id"]) <= set(AGREEMENTS.index)
    assert set(MEMBERSHIPS.rule) <= {"parties", "outsiders", "contested"}
    assert set(MEMBERSHIPS.completeness) <= {"complete", "partial"}
    assert set(MEMBERSHIPS.status) <= {"checked", "part", "verify"}
    assert MEMBERSHIPS.source.notna().all()
    from_memory = MEMBERSHIPS[MEMBERSHIPS.source.str.startswith("memory")]
    assert (from_memory.status == "verify").all()


@pytest.mark.parametrize("agreement", sorted(set(MEMBERSHIPS["id"])))
def test_nobody_is_both_in_and_out(agreement):
    lists = {rule: set() for rule in ("parties", "outsiders", "contested")}
    for _, row in rows(agreement).iterrows():
        assert not lists[row.rule] & set(codes_in(row.iso3))
        lists[row.rule] |= set(codes_in(row.iso3))
    assert not lists["parties"] & lists["outsiders"]
    assert not lists["contested"] & (lists["parties"] | lists["outsiders"])
    assert not lists["parties"] & set(codes_in(AGREEMENTS.at[agreement, "ended_by_iso3"]))


# Who can join: 193 UN members with the Holy See, Palestine, the Cook Islands and Niue; the NPT and the CTBT have fewer.
@pytest.mark.parametrize(
    ("agreement", "eligible", "left", "parties"),
    [("npt", 195, 0, 191), ("cwc", 197, 0, 193), ("bwc", 197, 0, 189), ("ctbt", 196, 0, 178), ("ottawa", 197, 5, 162)],
)
def test_outsiders_close_the_published_count(agreement, eligible, left, parties):
    outsiders = {s for cell in rows(agreement)[rows(agreement).rule == "outsiders"].iso3 for s in codes_in(cell)}
    assert eligible - len(outsiders - {"TWN", "XKX"}) - left == parties
    assert len(codes_in(AGREEMENTS.at[agreement, "ended_by_iso3"])) == (left or (agreement == "npt"))
    assert str(parties) in AGREEMENTS.at[agreement, "n_parties"]


@pytest.mark.parametrize("agreement", ["ccm", "att", "tpnw", "mtcr", "wassenaar"])
def test_complete_lists_of_parties_have_the_published_length(agreement):
    table = rows(agreement)
    listed = table[(table.rule == "parties") & (table.completeness == "complete")].iso3
    assert len(codes_in(listed.iloc[0])) == int(AGREEMENTS.at[agreement, "n_parties"])


@pytest.mark.parametrize("agreement", AGREEMENTS.index)
def test_principal_parties_are_parties(agreement):
    row = AGREEMENTS.loc[agreement]
    for state in codes_in(row.principal_parties_iso3):
        assert party_status(agreement, state, int(row.year_opened)).startswith(("party", "principal party"))


@pytest.mark.parametrize("agreement", AGREEMENTS.index)
def test_who_left_is_a_party_until_the_year_it_left(agreement):
    left = EXITS[(EXITS["id"] == agreement) & (EXITS.act == "left")]
    assert set(left.iso3) == set(codes_in(AGREEMENTS.at[agreement, "ended_by_iso3"]))
    for row in left.itertuples():
        year = date.fromisoformat(row.effective).year
        assert party_status(agreement, row.iso3, year) == "left or ended it"
        assert party_status(agreement, row.iso3, year - 1).startswith(("party", "principal party", "was a party"))


def test_exits_are_dated_and_graded():
    assert set(EXITS.act) == {"left", "suspended", "unratified"}
    assert set(EXITS["id"]) <= set(AGREEMENTS.index)
    assert not EXITS.duplicated(["id", "iso3", "act"]).any()
    for row in EXITS.itertuples():
        assert int(AGREEMENTS.at[row.id, "year_opened"]) <= date.fromisoformat(row.effective).year
    assert EXITS[EXITS.note.str.contains("memory", na=False)].status.eq("part").all()


def test_a_suspension_that_others_reject_leaves_a_party():
    assert party_status("ottawa", "UKR", 2024) == "party"
    assert party_status("ottawa", "UKR", 2025) == "party (suspension declared)"
    row = EXITS[(EXITS["id"] == "ottawa") & (EXITS.iso3 == "UKR")].iloc[0]
    assert "no suspension" in row.note


def test_no_name_of_an_agreement_repeats_the_year_shown_beside_it():
    for name, year in zip(AGREEMENTS["name"], AGREEMENTS.year_opened, strict=True):
        assert str(year) not in name


@pytest.mark.parametrize(
    ("agreement", "state", "year", "status"),
    [
        ("npt", "PAK", 2024, "outside"),
        ("npt", "MAR", 2024, "party"),
        ("npt", "PRK", 2024, "left or ended it"),
        ("npt", "TWN", 2024, CONTESTED),
        ("cwc", "TWN", 2024, "outside"),
        ("cwc", "ISR", 2024, "outside"),
        ("ctbt", "RUS", 2024, "left, its ratification withdrawn"),
        ("ctbt", "RUS", 2022, "party"),
        ("ctbt", "USA", 2024, "outside"),
        ("ottawa", "FIN", 2026, "left or ended it"),
        ("ottawa", "FIN", 2025, "party"),
        ("ottawa", "EST", 2025, "left or ended it"),
        ("ottawa", "POL", 2025, "party"),
        ("ottawa", "UKR", 2026, "party (suspension declared)"),
        ("ottawa", "MAR", 2026, "outside"),
        ("ccm", "LTU", 2026, "left or ended it"),
        ("inf", "USA", 2024, "left or ended it"),
        ("inf", "RUS", 1990, "principal party"),
        ("inf", "RUS", 2024, "was a party"),
        ("new-start", "RUS", 2022, "principal party"),
        ("new-start", "RUS", 2024, "principal party (suspension declared)"),
        ("cfe", "DEU", 2010, "party"),
        ("cfe", "DEU", 2024, "was a party"),
        ("open-skies", "RUS", 2024, "left or ended it"),
        ("mtcr", "IND", 2024, "party"),
        ("mtcr", "CHN", 2024, "outside"),
        ("hcoc", "PAK", 2024, "outside"),
        ("salt1", "PAK", 2024, SILENT),
    ],
)
def test_known_cases(agreement, state, year, status):
    assert party_status(agreement, state, year) == status


def test_memory_is_marked_where_it_is_shown():
    assert party_status("outer-space", "SAU", 2024) == "party (unverified)"
    assert party_status("seabed", "PAK", 2024) == "outside (unverified)"


def test_silence_is_never_read_as_refusal(system):
    partial = MEMBERSHIPS.groupby("id").completeness.agg(lambda c: (c == "partial").all())
    assert partial.any()
    for agreement in partial.index[partial]:
        named = {s for cell in rows(agreement).iso3 for s in codes_in(cell)}
        named |= set(codes_in(AGREEMENTS.at[agreement, "principal_parties_iso3"]))
        named |= set(codes_in(AGREEMENTS.at[agreement, "ended_by_iso3"]))
        assert {party_status(agreement, s, 2024) for s in sorted(system - named)} == {SILENT}


def test_taiwan_is_party_to_nothing_and_outside_what_it_could_not_join(system):
    found = {a: party_status(a, "TWN", 2024) for a in AGREEMENTS.index}
    assert not any(f.startswith(("party", "principal", "was a")) for f in found.values())
    assert {a for a, f in found.items() if f.startswith(CONTESTED)} == {
        "geneva-1925", "ptbt", "outer-space", "npt", "seabed", "bwc",
    }  # fmt: skip
    assert not any(party_status(a, "XKX", 2024).startswith("party") for a in AGREEMENTS.index)


def test_an_unknown_agreement_is_refused():
    with pytest.raises(InputError, match="salt9"):
        party_status("salt9", "USA", 2024)
