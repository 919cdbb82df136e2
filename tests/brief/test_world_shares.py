"""What rests on shares of the world, or is barred by law, is never shown as a state's own dependence."""

from counterpoise.brief.dependence import plain_technology
from counterpoise.brief.page import Table
from counterpoise.brief.summary import sharpest
from counterpoise.power.supply import read_supply


def rows(brief, title: str) -> dict[str, list[str]]:
    """Cells of a table of the section on dependence, by the first."""
    blocks = next(s for s in brief.sections if s.number == 2).blocks
    block = next(b for b in blocks if isinstance(b, Table) and b.title == title)
    return {row[0].text(): [cell.text() for cell in row[1:]] for row in block.rows}


def summary(brief) -> str:
    """The line of the summary on dependence."""
    blocks = next(s for s in brief.sections if s.number == 0).blocks
    return next(b.text() for b in blocks if not isinstance(b, Table) and b.text().startswith("Dependence"))


def test_no_world_share_is_shown_as_what_a_state_itself_buys(composed, panel):
    """A share that rests on no evidence about the state says whose it is, in the table of suppliers and of losses."""
    supply = read_supply(panel, 2024, "state")
    for state in ("EST", "TWN", "USA"):
        brief = composed(state)
        own = {t for t, x in zip(supply.technologies, supply.specific[supply.importers.index(state)], strict=True) if x}
        plain = {plain_technology(t) for t in own}
        for technology, (shown, firm, _) in rows(brief, "Suppliers of critical technology").items():
            for cell in (shown, firm):
                if "%" in cell:
                    assert ("of the world's" in cell) == (technology not in plain), (state, technology)
        losses = rows(brief, "What an embargo by China would cost")
        for technology, (lost, *_) in losses.items():
            assert ("of the world's" in lost) == (technology.split(" *")[0] not in plain), (state, technology)


def test_what_is_legally_barred_is_never_called_a_dependence(composed):
    """Networks for all three; chips, and for Taiwan drones, that offices may not buy. No bar on a market, no mark."""
    lost = {s: rows(composed(s), "What an embargo by China would cost") for s in ("EST", "TWN", "USA")}
    networks = {s: [k for k in found if k.startswith("mobile networks")] for s, found in lost.items()}
    assert networks == {"EST": ["mobile networks * (partly barred)"], "TWN": [], "USA": []}
    partly = {s: {k.split(" *")[0] for k in found if k.endswith("(partly barred)")} for s, found in lost.items()}
    assert partly == {"EST": {"mobile networks"}, "TWN": {"accelerators", "civil drones"}, "USA": {"accelerators"}}
    for state, names in partly.items():
        measures = rows(composed(state), "Bars on trade that world shares do not know")
        assert all(measures[name][1] == "part" for name in names)
    for state in ("EST", "TWN", "USA"):
        assert "dependence is on China" not in summary(composed(state))


def test_who_makes_its_own_drones_is_not_told_that_it_depends_on_those_delivered(composed, panel):
    """Russia's deliveries are Iran's alone, yet it makes its own in mass; Ethiopia makes none."""
    table = rows(composed("RUS"), "Suppliers of critical technology")
    assert table["military drones"][2] == "evidence about this state; of deliveries alone: it makes its own in mass"
    assert "military drones" not in summary(composed("RUS"))
    assert (
        rows(composed("ETH"), "Suppliers of critical technology")["military drones"][2] == "evidence about this state"
    )
    supply = read_supply(panel, 2024, "state")
    i, t = supply.importers.index("RUS"), supply.technologies.index("drones")
    found = sharpest(supply, i, True)
    assert found[1] == t
    assert sharpest(supply, i, True, ("drones",))[1] != t
