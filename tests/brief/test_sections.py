"""What a planner must find in a brief, and what a brief must never say."""

import re

import numpy as np
import pytest

from counterpoise.brief import deals, dilemma, pair, summary
from counterpoise.brief.compose import compose
from counterpoise.brief.deals import CONTROLS
from counterpoise.brief.dependence import PRESENCE
from counterpoise.brief.distrust import _used
from counterpoise.brief.document import to_html
from counterpoise.brief.entries import Desk
from counterpoise.brief.indicators import series_in
from counterpoise.brief.page import Ledger, Line, Table
from counterpoise.brief.summary import LEAST, NOTABLE, _deal, open_steps, peers_of
from counterpoise.charts.percent import percent
from counterpoise.core import InputError
from counterpoise.data.registers import register
from counterpoise.deals.base_rates import of_pair
from counterpoise.power.recipes import RECIPES
from counterpoise.power.sovereignty import measure_sovereignty
from counterpoise.power.supply import read_supply

from .reading import read, stray_digits


def section(brief, number: int):
    return next(s for s in brief.sections if s.number == number)


def table(brief, number: int, title: str) -> Table:
    return next(b for b in section(brief, number).blocks if isinstance(b, Table) and b.title == title)


def rows(block: Table) -> dict[str, list[str]]:
    return {row[0].text(): [cell.text() for cell in row[1:]] for row in block.rows}


def lines(brief, number: int) -> list[str]:
    return [b.text() for b in section(brief, number).blocks if isinstance(b, Line)]


def all_text(brief) -> str:
    cells = [c.text() for s in brief.sections for b in s.blocks if isinstance(b, Table) for r in b.rows for c in r]
    return "\n".join([*cells, *(t for s in brief.sections for t in lines(brief, s.number))])


def test_the_sections_are_there_in_order_and_none_is_a_stub(brief):
    assert [(s.number, s.title) for s in brief.sections] == [
        (0, "Summary"),
        (1, "Standing"),
        (2, "Dependence"),
        (3, "Dilemma"),
        (4, "Deals"),
        (5, "Outlook"),
        (6, "Statecraft"),
        (7, "Do not trust"),
    ]
    for part in brief.sections[1:]:
        assert sum(isinstance(b, Table) for b in part.blocks) >= 2
        assert sum(n.section.startswith(str(part.number)) for n in brief.ledger) >= 10
        assert part.question.endswith(("?", ")"))


def test_missing_is_named_and_never_written_as_zero(brief, panel):
    gone = panel.cross_section(list(PRESENCE), 2024)
    column = gone.states.index(brief.state)
    shown = rows(table(brief, 2, "Data sovereignty and presence"))
    for row, (variable, label) in enumerate(PRESENCE.items()):
        if label not in shown:
            assert (brief.state, variable) == ("USA", "us_troops_hosted")
        elif np.isnan(gone.value[row, column]):
            assert shown[label][0] == "missing"
        else:
            assert shown[label][0] != "missing"
            assert shown[label][0].startswith("0") == (gone.value[row, column] == 0)


def test_every_indicator_without_a_value_is_on_the_list_of_gaps(brief, panel):
    cross = panel.cross_section(_used(None), 2024)  # what the measures use, the same for every state
    gaps = [v.label for v, x in zip(cross.variables, cross.value[:, cross.states.index(brief.state)], strict=True)
            if np.isnan(x)]  # fmt: skip
    (said,) = [t for t in lines(brief, 7) if "missing, never zero" in t or t.startswith("Every indicator")]
    assert bool(gaps) == ("missing, never zero" in said)
    assert all(label in said for label in gaps)


def test_a_value_that_is_no_record_carries_its_flag(composed, panel):
    cross = panel.cross_section(["milex"], 2024)
    column = cross.states.index("VNM")
    flag, year = cross.flag[0, column], cross.origin_year[0, column]
    assert flag not in ("observed", "zero")
    shown = rows(table(composed("VNM"), 1, "The old balance"))["Military budget (constant 2023 US$)"][0]
    assert flag in shown
    assert year == 2024 or str(year) in shown
    taiwan = rows(table(composed("TWN"), 1, "The old balance"))["GDP, market prices (constant 2015 US$)"][0]
    assert "forecast" in taiwan


def test_taiwan_is_no_un_member_and_its_ratifications_are_contested(composed):
    brief = composed("TWN")
    votes = rows(table(brief, 4, "Votes on military AI and autonomous weapons"))
    assert votes
    assert {cells[1] for cells in votes.values()} == {"not a UN member"}
    assert "contested" in " ".join(
        c for cells in rows(table(brief, 4, "Arms-control agreements")).values() for c in cells
    )
    assert "endorsed, with all members" not in all_text(brief)


def test_the_rival_stands_beside_the_state(composed):
    brief = composed("PAK")
    assert "India: value" in table(brief, 1, "The old balance").columns
    said = lines(brief, 1)
    (above,) = [t for t in said if "ranks above India" in t]
    assert all(f"of the measures of {kind} power" in above for kind in ("hard", "soft", "smart"))
    assert any("every indicator of smart power" in t for t in said)


def test_no_supplier_of_a_state_is_the_state_itself(brief):
    for technology, (state, firm, _) in rows(table(brief, 2, "Suppliers of critical technology")).items():
        assert not state.startswith(brief.name), technology
        assert not firm.startswith(f"others in {brief.name}"), technology


def test_what_rests_on_world_shares_says_so(brief, panel):
    supply = read_supply(panel, 2024, "state")
    own = supply.specific[supply.importers.index(brief.state)]
    said = [cells[-1] for cells in rows(table(brief, 2, "Suppliers of critical technology")).values()]
    assert [t.split(";")[0] for t in said] == [
        "evidence about this state" if x else "world shares stand in" for x in own
    ]
    held = {n.label: n.value for n in brief.ledger}
    evident = sum(t.startswith("evidence about this state") for t in said)
    assert held["technologies that rest on evidence about the state"] == evident
    assert held["technologies for which world shares stand in"] == len(said) - evident
    assert held["of these, changed by bars on trade"] == sum("barred" in t for t in said)
    assumed = {n.grade for n in brief.ledger if n.label.startswith("share of lithography")}
    assert assumed == {"assumed"}


def test_five_choices_at_most_and_each_moves_its_line(brief):
    shown = table(brief, 7, "Choices of measurement that move a line most")
    assert 1 <= len(shown.rows) <= 5
    for row in shown.rows:
        before, after = row[-1].text().split(" to ")
        assert before != after


def test_words_that_claim_too_much_are_absent(brief):
    text = all_text(brief) + "".join(b.note for s in brief.sections for b in s.blocks if isinstance(b, Table))
    for match in re.finditer(r"confidence", text):
        assert re.search(r"not (a )?$", text[: match.start()]), text[match.start() - 40 : match.end()]
    for phrase in ("will win", "will attack", "confidence interval of rank", "true rank", "predicts"):
        assert phrase not in text
    assert not re.search(r"\b(nan|NaN|None|<NA>|inf)\b", text)


def test_a_brief_of_2005_says_what_it_lacks_and_knows_nothing_later(panel):
    brief = compose(panel, "PAK", "IND", 2005)
    assert [s.number for s in brief.sections] == list(range(8))
    assert lines(brief, 2) == ["The supplier table describes recent years only; for 2005 nothing is claimed."]
    assert lines(brief, 3) == ["Military AI is counted in later years only; for 2005 nothing is claimed."]
    said = lines(brief, 4)
    assert said[0] == "What could be kept is worked out for the base year only; for 2005 nothing is claimed."
    assert "Votes on military AI and autonomous weapons: none in our registers up to 2005." in said
    assert "On a treaty about autonomous weapons: no list of positions up to 2005." in said
    assert max(int(str(n.year)[:4]) for n in brief.ledger) <= 2005
    assert stray_digits(to_html(brief), 2005, panel.variables.values()) == []


def test_a_brief_of_the_seventies_names_the_measures_it_cannot_make(panel):
    note = table(compose(panel, "USA", None, 1975), 1, "The new balance").note
    assert "Not measured, for want of series in 1975: soft power, smart power, science & technology" in note


def test_acts_after_the_year_stay_out_of_a_brief_of_the_past(panel):
    dates = {}
    for year in (2022, 2024):
        ledger = Ledger()
        deals.write(Desk(panel, year, "USA", None, ledger, "4 Deals"))
        dates[year] = [n.text for n in ledger.rows if n.label == "date"]
    assert max(dates[2024]) > "2025"  # the base year shows what is on record since
    assert dates[2022]
    assert max(dates[2022]) < "2023"


def test_a_control_without_a_sequel_says_so(composed):
    controls = rows(table(composed("USA"), 4, CONTROLS))
    assert any(cells[-1].startswith("nothing later in our register (") for cells in controls.values())


def test_a_control_aimed_at_a_group_reaches_its_members_and_nobody_else(panel):
    states = panel.system.members(2024)
    controls = register("export_controls")
    (chips,) = [r for _, r in controls[controls.target_iso3 == "CHN;D:5 group"].iterrows()]
    reach = {s: deals.reach_of(chips, s, states) for s in ("USA", "CHN", "SYR", "PAK", "MAR")}
    assert reach == {"USA": "its own measure", "CHN": "by name", "SYR": "as one of: D:5 group (list unverified)",
                     "PAK": "", "MAR": ""}  # fmt: skip
    tools = controls[controls.target_iso3 == "outside the EU"].iloc[0]
    assert deals.reach_of(tools, "EST", states) == ""
    assert deals.reach_of(tools, "MAR", states).startswith("as one of: outside the EU")
    gallium = controls[(controls.target_iso3 == "all")].iloc[0]
    assert {deals.reach_of(gallium, s, states) for s in states if s != "CHN"} == {"as every state"}


def test_groups_that_no_register_resolves_are_named_and_not_guessed(brief, panel):
    note = table(brief, 4, CONTROLS).note
    assert "not resolved, and so left out: all but 42 partners" in note
    assert ("all but equivalent-control partners" in note) == (brief.state != "USA")  # its own measures are shown
    shown = rows(table(brief, 4, CONTROLS)).values()
    assert not any("partners" in cells[0] for cells in shown if "own measure" not in cells[1])


def test_the_summary_is_four_sentences_and_each_says_what_it_rests_on(brief, panel):
    said = lines(brief, 0)
    assert [t.split(":")[0] for t in said] == ["Standing", "Dependence", "Dilemma", "Deal"]
    assert all("rests on" in t for t in said)
    held = {n.label: n.value for n in brief.ledger}
    for mine, other in (("rank", "rank"), ("5th percentile of rank", "5th percentile of rank over measures")):
        assert held[f"summary: {mine}, smart"] == held.get(
            f"{other}: smart, {brief.name}", held["summary: rank, smart"]
        )
    assert f"ranks {held['summary: rank, smart']} of 195, between" in said[0]


def test_the_sharpest_dependence_is_the_largest_foreign_share_there_is(brief, panel):
    supply = read_supply(panel, 2024, "state")
    i = supply.importers.index(brief.state)
    foreign = np.where(supply.domestic()[i][:, None], 0.0, supply.share[i])
    own = foreign[:, supply.specific[i]].max()
    expected = own if own >= NOTABLE else foreign[:, ~supply.specific[i]].max()
    (shown,) = {n.text for n in brief.ledger if n.label.startswith("summary: share of") and n.value == expected}
    assert f", {shown} of supply" in lines(brief, 0)[1]
    assert ("for want of evidence" in lines(brief, 0)[1]) == (own < NOTABLE)


@pytest.mark.parametrize("iso3", ["PAK", "MAR", "USA", "VNM", "EST"])
def test_the_step_advised_is_open_and_no_other_has_more_peers_in_it(panel, iso3):
    desk = Desk(panel, 2024, iso3, {"PAK": "IND"}.get(iso3), Ledger(), "0 Summary")
    steps = list(open_steps(desk))
    assert len(peers_of(desk)) == 20
    assert iso3 not in peers_of(desk)
    said = _deal(desk).text()
    if not steps:
        assert "stands outside no open text" in said
        return
    if not any(s.rival_in or s.share >= LEAST for s in steps):
        assert "no step stands out" in said
        assert ("has itself left one" in said) == (iso3 == "EST")
        assert not any(s.name in said for s in steps)
        return
    pool = [s for s in steps if s.rival_in] or steps
    pool = [s for s in pool if not s.unsure] or pool
    best = max(s.share for s in pool)
    assert any(s.name in said and s.share == best for s in pool)
    assert ("though most of its peers stay out" not in said) == (bool(pool[0].rival_in) or best >= 0.5)
    if iso3 == "USA":  # a signatory of the test ban that never ratified: known to be outside
        assert "Comprehensive Nuclear-Test-Ban Treaty" in {s.name for s in steps}
        assert "Chemical Weapons Convention" not in {s.name for s in steps}


@pytest.mark.parametrize("iso3", ["EST", "POL", "LTU", "DEU", "FRA", "RUS"])
def test_no_advice_goes_against_what_the_state_has_done_or_cannot_do_alone(panel, iso3):
    steps = {s.name: s for s in open_steps(Desk(panel, 2024, iso3, None, Ledger(), "0 Summary"))}
    if iso3 != "RUS":  # the European Union signed for its members
        assert not any("Council of Europe" in name for name in steps)
    if iso3 in ("EST", "POL", "LTU"):  # left the ban on mines
        assert not any(s.eroding for s in steps.values())
    if iso3 == "RUS":  # took back its ratification in 2023
        assert not any("Test-Ban" in name for name in steps)
    banned = any("Prohibition of Nuclear Weapons" in name for name in steps)
    assert banned == (iso3 not in ("FRA", "RUS"))  # who has such weapons is not told to join their ban


def test_a_signatory_is_not_told_to_sign_again_and_all_is_not_a_hundred_percent(panel):
    said = _deal(Desk(panel, 2024, "USA", None, Ledger(), "0 Summary")).text()
    assert "become a party to the Comprehensive Nuclear-Test-Ban Treaty: all of the 20 states" in said
    assert "which other states are leaving" in _deal(Desk(panel, 2024, "MAR", None, Ledger(), "0 Summary")).text()
    hague = _deal(Desk(panel, 2024, "PAK", "IND", Ledger(), "0 Summary")).text()
    assert "is to join the Hague Code" in hague


def test_a_state_without_a_seat_is_not_told_to_accede(composed):
    assert "no accession is open to Taiwan" in lines(composed("TWN"), 0)[3]


def test_every_indicator_of_every_field_stands_with_value_year_grade_source_and_rank(brief, panel):
    for name in ("smart", "soft"):
        for field in RECIPES[name].fields:
            block = table(brief, 1, f"Indicators: {field.label}")
            assert block.folded
            series = series_in(field)
            cross = panel.cross_section(series, 2024)
            column = cross.states.index(brief.state)
            mine = [row for row in block.rows if row[1].text() == brief.name]
            assert len(mine) == len(series)
            for k, row in enumerate(mine):
                held = cross.value[k, column]
                cells = [c.text() for c in row[2:]]
                if np.isnan(held):
                    assert cells == ["missing", "", "", "", ""]
                    continue
                assert cells[1] == str(cross.origin_year[k, column])
                assert cells[3] == cross.source[k, column]
                known = cross.value[k][~np.isnan(cross.value[k])]
                assert cells[4] == f"{1 + (known > held).sum()} of {len(known)}"


def test_the_rank_of_this_year_is_the_same_in_the_trend_and_in_the_standing(brief):
    held = {n.label: n.value for n in brief.ledger}
    for name in ("hard", "smart"):
        assert held[f"rank, {name}, {brief.name}, in 2024"] == held[f"rank: {name}, {brief.name}"]
        for year in (2000, 2010):
            rank = held[f"rank, {name}, {brief.name}, in {year}"]
            low, high = (  # a spread of no width is not shown
                held.get(f"{end} percentile of rank, {name}, {brief.name}, in {year}", rank) for end in ("5th", "95th")
            )
            assert low <= rank <= high
    for label, cells in rows(table(brief, 1, "Change over time")).items():
        then, now = ([int(x) for x in re.findall(r"\d+", cells[k])] for k in (0, -2))
        then, now = (found if len(found) > 1 else found * 3 for found in (then, now))
        apart = now[2] < then[1] or now[1] > then[2]
        assert (cells[-1] != "within the spread") == apart, label


def test_the_record_of_the_pair_is_the_panels(composed, panel):
    brief = composed("PAK")
    facts = {k: v[0] for k, v in rows(table(brief, 1, "The record of the pair: Pakistan and India")).items()}
    record = panel.dyads[(panel.dyads.a == "IND") & (panel.dyads.b == "PAK") & (panel.dyads.year >= 1946)]
    onsets = record[record.mid_onset == 1]
    assert facts["Militarized disputes"].startswith(f"new ones in {len(onsets)} years from 1947 to 2014")
    late = record[(record.year >= 1992) & record.mid_onset.notna()]
    rate, low, high = map(percent, (late.mid_onset.mean(), *of_pair(panel, "IND", "PAK", 2024).interval))
    told = f"in {onsets.year.max()}; since 1992 in {rate} of the years ({low} to {high} by so short a record)"
    assert facts["Militarized disputes"].endswith(told)
    assert facts["Border"] == "a land border"
    assert facts["Pacts between them"] == "nonaggression, consultation (ATOP, read to 2018)"
    assert facts["Defense pacts with others"].endswith("(ATOP, read to 2018)")
    assert facts["Strategic rivalry"] == "positional, spatial, 1947 to 2020, carried on since"
    warheads = panel.cross_section(["warheads"], 2024)
    for iso3, name in (("PAK", "Pakistan"), ("IND", "India")):
        assert f"{name} {warheads.value[0, warheads.states.index(iso3)]:.0f}" in facts["Nuclear warheads"]
    assert not any(isinstance(b, Table) and "record of the pair" in b.title for b in section(composed("MAR"), 1).blocks)


def test_a_pair_without_border_pact_or_dispute_says_so(panel):
    ledger = Ledger()
    facts = {k: v[0] for k, v in rows(pair.write(Desk(panel, 2024, "NPL", "BOL", ledger, "1 Standing"))).items()}
    assert facts["Border"].startswith("none")
    assert facts["Pacts between them"] == "none on record"
    assert facts["Strategic rivalry"] == "none on record"
    assert facts["Nuclear warheads"] == "Nepal 0, Bolivia 0"


def test_sovereignty_says_who_is_clearly_above_and_gives_no_bare_rank_where_many_are_not_told_apart(brief, panel):
    result = measure_sovereignty(panel, 2024)
    i = result.states.index(brief.state)
    best, worst = (int(p[i]) for p in result.places(True))
    (said,) = [t for t in lines(brief, 2) if t.startswith("Technological sovereignty")]
    assert f"of 195 states, {best - 1 or 'none'} clearly above, {195 - worst or 'none'} clearly below" in said
    assert f"{worst - best or 'none'} that cannot be told apart" in said
    assert (", rank " in said) == (worst - best < 19.5)
    shown = rows(table(brief, 2, "What each choice does to sovereignty"))
    assert shown["every foreign supplier counts"][-1] == (f"{best} to {worst}" if best < worst else str(best))
    assert len(shown) == len(list(result.variants()))


def test_a_barred_supplier_is_neither_the_largest_nor_the_next_best(composed):
    usa = composed("USA")
    text = " ".join(" ".join(c) for c in rows(table(usa, 2, "Suppliers of critical technology")).values())
    assert "without the barred: Huawei, ZTE" in text
    embargo = table(usa, 2, "What an embargo by China would cost")
    assert embargo.rows
    assert not any(row[0].text().startswith("mobile networks") for row in embargo.rows)
    bars = table(usa, 2, "Bars on trade that world shares do not know")
    assert {row[1].text() for row in bars.rows if row[0].text() == "mobile networks"} == {"Huawei", "ZTE"}
    assert not any(isinstance(b, Table) and b.title == bars.title for b in section(composed("MAR"), 2).blocks)


def test_a_rival_that_would_step_in_is_called_one(composed):
    """Taiwan losing what the United States supply is not saved by China."""
    said = [row[2].text() for row in table(composed("TWN"), 2, "What an embargo by the United States would cost").rows]
    assert any(text.startswith("China (a strategic rival), ") for text in said)
    assert not any(text.startswith("China, ") for text in said)
    other = [row[2].text() for row in table(composed("MAR"), 2, "What an embargo by the United States would cost").rows]
    assert any(text.startswith("China, ") for text in other)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("PAKISTN",), "did you mean PAK"),
        (("DDR",), "not a member of the state system in 2024"),
        (("PAK", "PAK"), "rival must be another state than Pakistan"),
        (("PAK", "pakistan"), "rival must be another state"),
        (("PAK", None, 1969), "begin in 1970"),
        (("PAK", None, 2025), "1816 to 2024"),
    ],
)
def test_what_cannot_be_briefed_is_refused(panel, arguments, told):
    with pytest.raises(InputError, match=told):
        compose(panel, *arguments)


def test_names_and_codes_give_the_same_brief(composed, panel):
    assert to_html(compose(panel, "morocco")) == to_html(composed("MAR"))


def test_the_words_of_the_page_are_the_words_of_the_sections(brief, html):
    seen = " ".join(" ".join(w.split()) for _, w in read(html).words)
    for part in brief.sections:
        assert part.question in seen
        for block in part.blocks:
            if isinstance(block, Table):
                assert block.title in seen
                assert all(column in seen for column in block.columns)


def test_the_mix_that_comes_nearest_to_peace_says_by_how_much_of_what(brief):
    (said,) = [t for t in lines(brief, 6) if t.startswith("De-escalation")]
    held = {n.label: n.value for n in brief.ledger if n.section == "6 Statecraft"}
    (middle,) = [label for label in held if label.endswith(" spares")]
    assert held[f"{middle}, low"] <= held[middle] <= held[f"{middle}, high"]
    assert ("in a thousand years" in middle) == ("rarer by enough to count" in said)
    assert held["disputes a year without it"] > 0
    assert "the record has" in said


def test_the_step_names_its_threats_side_and_whether_the_text_is_in_force(panel):
    said = _deal(Desk(panel, 2024, "PAK", None, Ledger(), "0 Summary")).text()
    assert "Comprehensive Nuclear-Test-Ban Treaty" in said
    assert "it is not in force; India, its most threatening state, has not" in said
    calm = _deal(Desk(panel, 2024, "BRA", None, Ledger(), "0 Summary")).text()
    assert "threatening" not in calm


def test_no_threat_is_named_where_none_is_on_record(panel):
    for state, calm in (("BRA", True), ("EST", False)):
        ledger = Ledger()
        first = dilemma.write(Desk(panel, 2024, state, None, ledger, "3 Dilemma")).blocks[0].text()
        top = summary.dilemma(Desk(panel, 2024, state, None, ledger, "0 Summary")).blocks[0].text()
        assert ("No state threatens" in first) == ("no state threatens" in top) == calm
        assert ("most threatening state" in first) == (not calm)
        assert "0.20 or more" in first
    asked = dilemma.write(Desk(panel, 2024, "BRA", "USA", Ledger(), "3 Dilemma")).blocks[0].text()
    assert "No state threatens Brazil" in asked
    assert "Worked out against the United States, the rival asked for" in asked
