"""Section 3, Dilemma: the four worlds by channel of AI, the stage game and the trust it needs, and what is assumed."""

from functools import lru_cache

from counterpoise.charts import WorldBar, world_chart
from counterpoise.charts.percent import percent
from counterpoise.core import Grade
from counterpoise.data.panel import Panel
from counterpoise.data.regimes import NOT_UN_MEMBERS
from counterpoise.deals.parties import CHANNELS
from counterpoise.deals.words import listed, the
from counterpoise.dilemma import COINCIDE, DISTINCT, OFFENSE, WORLDS, Dilemma, StageGame, Worlds, interval
from counterpoise.dilemma import dilemma as work_out
from counterpoise.dilemma.evidence import FEARED, WARY
from counterpoise.mechanisms.vocabulary import AI_SINCE
from counterpoise.theory.jervis import Game, World

from .entries import Desk
from .page import Chart, Line, Number, Section, Table, capital, literal, words

QUESTION = "Is arming with AI a dilemma here: is attack easy, are arms told apart, is there trust enough for restraint?"
LABELS = {
    "weapons": "autonomous weapons and drones",
    "isr": "surveillance and reconnaissance",
    "cyber": "cyber operations",
    "command": "command and control, nuclear too",
    "together": "all four together",
}
NAMES = {
    World.DOUBLY_DANGEROUS: "doubly dangerous",
    World.SECURITY_DILEMMA: "security dilemma",
    World.AGGRESSION_POSSIBLE: "aggression possible",
    World.DOUBLY_STABLE: "doubly stable",
}
PROXIES = {
    "weapons": "deals in armed drones and loitering munitions",
    "isr": "military surveillance satellites",
    "cyber": "cyber-defense standing, operations attributed",
    "command": "digital government, communications satellites",
}
FEW = 0.005
"""A class with fewer of the draws is left out of the sentence."""
SOURCE = "priors of the world model, registers and panel"


def write(desk: Desk) -> Section:
    """The section; for years without military AI a line that says so."""
    if desk.year < AI_SINCE:
        absent = f"Military AI is counted in later years only; for {desk.year} nothing is claimed."
        return Section(3, "Dilemma", QUESTION, [words(absent)])
    found = worked_out(desk.panel, desk.state, desk.rival, desk.year)
    first = found.of(found.others[0])
    blocks: list[Line | Table | Chart] = [_chosen(desk, found)]
    blocks += [_war(desk, found)] if found.at_war else []
    blocks += [_trust(desk, found), _classes(desk, found.games[0]), _difference(desk, found.games[0])]
    blocks += [
        _worlds(desk, found),
        _picture(desk, found),
        _plainly(desk, first, near(found, found.others[0])),
        *_movers(desk, first),
    ]
    blocks += [_others(desk, found), _record(desk, found), words(BASIS)]
    return Section(3, "Dilemma", QUESTION, blocks)


BASIS = (
    "Observed: votes, pacts, rivalries, disputes, borders, and the counts behind adoption. Assumed: how such a count "
    "stands for adoption, what each channel does to the ease of attack (of either sign, since the literature disputes "
    "it), how far software makes arms look alike, that distance does not hinder cyber operations, and what "
    "arming costs "
    "and being caught unarmed loses. No record measures the offense-defense balance, so history speaks on trust alone."
)


@lru_cache(maxsize=4)
def worked_out(panel: Panel, state: str, rival: str | None, year: int) -> Dilemma:
    """The dilemma of a state, worked out once for the section and the summary."""
    return work_out(panel, state, rival, year=year)


def _number(desk: Desk, label: str, value: float, text: str, unit: str, grade: Grade = Grade.ASSUMED) -> Number:
    return desk.computed(label, value, text, unit, SOURCE, grade)


def _share(desk: Desk, label: str, value: float) -> Number:
    return _number(desk, label, value, percent(value), "share")


def _span(desk: Desk, label: str, values: tuple[float, float, float], keys: str) -> dict[str, Number]:
    """Median, 5th and 95th percentile over draws under three keys."""
    names = ("median", "5th percentile", "95th percentile")
    told = zip(keys, names, values, strict=True)
    return {k: _number(desk, f"{label}, {what}", v, f"{v:.2f}", "zero to one") for k, what, v in told}


def _chosen(desk: Desk, found: Dilemma) -> Line:
    """Against whom, and from what on a state counts as threatening."""
    first, rest = found.others[0], [desk.said(s) for s in found.others[1:]]
    also = f"; the table of trust adds {listed(rest)}" if rest else "; no other state threatens it by the record"
    told = {
        "f": ("fear of a state that is no rival, from which it threatens", FEARED),
        "d": ("the same where a dispute with it is remembered", WARY),
        "x": (f"fear of {desk.name(first)}", found.fear(first)),
    }
    numbers = {k: _number(desk, what, v, f"{v:.2f}", "zero to one") for k, (what, v) in told.items()}
    scale = "on a scale from zero to one (its power as it arrives here, times the ease of attack, times distrust)"
    if found.menacing:
        why = "the rival asked for" if found.rivalled else "by the record its most threatening state"
        why += ", a strategic rival" if found.evidence.table.tie("rivalry", found.state, first) > 0 else ""
        text = f"Worked out against {desk.said(first)}, {why}, feared {{x}} {scale}{also}. Threatening is a strategic "
        text += "rival on record, or a state without a pact that is feared {f} or more, {d} or more where a dispute "
        return Line(text + "with it is remembered.", numbers)
    text = f"No state threatens {desk.said(found.state)} by the record: no strategic rival is within reach, and none "
    text += f"without a pact is feared {{f}} or more {scale}, or {{d}} or more with a dispute remembered. "
    if found.rivalled:
        return Line(text + f"Worked out against {desk.said(first)}, the rival asked for, feared {{x}}.", numbers)
    text += f"{capital(desk.said(first))}, the most feared of these at {{x}}, stands in: what follows is about a pair, "
    return Line(text + "not about a threat.", numbers)


def _war(desk: Desk, found: Dilemma) -> Line:
    other = the(desk.name(found.others[0]))
    text = (
        f"Armed conflict between the two is on record for {desk.year}: while it lasts neither restrains "
        "itself, and what "
    )
    return words(text + f"follows is about the arms that will stand between it and {other} once the war ends.")


def _trust(desk: Desk, found: Dilemma) -> Line:
    """Trust required against trust on record."""
    game = found.games[0]
    other = literal(the(desk.name(game.other)))
    where = f"towards {desk.name(game.other)}"
    numbers = _span(desk, f"trust that restraint requires {where}", interval(game.required), "mab")
    numbers |= _span(desk, f"trust that the record supports {where}", interval(game.trust), "tcd")
    numbers["e"] = _share(desk, f"draws in which trust is enough {where}", game.enough)
    believes = (
        "that believes with a probability of {m} or more ({a} to {b} in nine draws of ten) that it is met with it"
    )
    if float(numbers["m"].value or 0.0) < FEW:
        believes = (
            "however little it trusts, in most draws (a belief of {m} is enough; {a} to {b} in nine draws of ten)"
        )
    text = f"Restraint towards {other} is worth the risk to a state {believes}. The record supports a belief of {{t}} "
    return Line(text + "({c} to {d}), which is enough in {e} of the draws" + _ties(desk, found, numbers) + ".", numbers)


def _ties(desk: Desk, found: Dilemma, numbers: dict[str, Number]) -> str:
    """What the belief is read from, added to ``numbers``."""
    table, one, other = found.evidence.table, found.state, found.others[0]
    affinity, memory = (table.tie(n, one, other) for n in ("affinity", "memory"))
    numbers["v"] = desk.computed(
        f"agreement of votes with {desk.name(other)}", affinity, f"{affinity:.2f}", "zero to one", "unga_ideal_points"
    )
    numbers["q"] = desk.computed(
        f"disputes remembered with {desk.name(other)}, fading", memory, f"{memory:.1f}", "disputes", "cow_mid"
    )
    rivals, pact = (table.tie(n, one, other) > 0 for n in ("rivalry", "alliance"))
    said = "a strategic rivalry" if rivals else "no strategic rivalry on its lists"
    said += " and a defense pact" if pact else " and no defense pact"
    said += (
        "; a pact between rivals may be a league that binds to little, so this is likely too high"
        if doubtful_pact(found)
        else ""
    )
    voteless = [desk.name(s) for s in (one, other) if s in NOT_UN_MEMBERS]
    stand_in = f"; {literal(voteless[0])} has no vote, and the median state's stand in" if voteless else ""
    return (
        f". It is read from the record: closeness of {{v}} on the main line on which the Assembly divides (one: the "
        f"same place on it, which is less than the same votes{stand_in}), {{q}} "
        f"disputes remembered (old ones fade), {said}"
    )


def doubtful_pact(found: Dilemma) -> bool:
    """Whether rivals are on record as bound by a defense pact: as members of one league, say."""
    return all(found.evidence.table.tie(n, found.state, found.others[0]) > 0 for n in ("rivalry", "alliance"))


def _classes(desk: Desk, game: StageGame) -> Line:
    """Which game it is."""
    told = {
        Game.HARMONY: "harmony (neither fear nor greed arms it)",
        Game.STAG_HUNT: "a stag hunt (it arms from fear alone, and trust is a way out)",
        Game.PRISONERS_DILEMMA: "a prisoner's dilemma (it gains by arming whatever the other does)",
        Game.CHICKEN: "chicken (greed arms it, fear does not)",
    }
    numbers = {
        kind.name: _share(desk, f"draws in which the game is {kind.value}", game.classes[kind])
        for kind in told
        if game.classes[kind] >= FEW
    }
    shown = [f"{told[kind]} in {{{kind.name}}} of draws" for kind in told if kind.name in numbers]
    return Line("The game of arming or restraint is " + ", ".join(shown) + ".", numbers)


def _difference(desk: Desk, game: StageGame) -> Line:
    """What AI does to the trust required, on the same draws."""
    numbers = {
        "r": _share(desk, "draws in which AI raises the trust required", game.raised),
        "l": _share(desk, "draws in which AI lowers it", game.lowered),
    }
    text = (
        "Without AI, on the same draws, restraint would need less trust in {r} of them and more in {l}: whether AI "
        "helps attack or defense is drawn either way"
    )
    tilt = (
        ", and only the assumption that software makes arms look alike tilts it" if game.raised > game.lowered else ""
    )
    return Line(f"{text}{tilt}.", numbers)


def _worlds(desk: Desk, found: Dilemma) -> Table:
    """The four worlds by channel, before and after."""
    other = found.others[0]
    rows = [
        [words(LABELS[w.channel]), *(_cell(desk, w, kind) for kind in WORLDS), words(basis(found, w))]
        for w in found.of(other).values()
    ]
    note = (
        "Offense has the advantage, and arms are told apart: neither (security dilemma), the first (doubly dangerous), "
        "both (aggression possible), the second (doubly stable). Before: any two states that are neighbors, rivals or "
        f"have a major power among them. After: the adoption of {the(desk.name(other))} and where the two lie; near is "
        "a border, or up to four hundred miles of sea. Moved by names what moves a channel by a twentieth or more."
    )
    columns = ["Channel", *(NAMES[kind] for kind in WORLDS), "Moved by"]
    return Table(
        f"Chance of each world against {the(desk.name(other))}: before | after the evidence", columns, rows, note
    )


def _cell(desk: Desk, found: Worlds, kind: World) -> Line:
    where = f"{NAMES[kind]}, {LABELS[found.channel]}, against {desk.name(found.other)}"
    return Line(
        "{b} | {a}",
        {
            "b": _share(desk, f"chance before the evidence: {where}", found.prior[kind]),
            "a": _share(desk, f"chance after it: {where}", found.posterior[kind]),
        },
    )


def basis(found: Dilemma, channel: Worlds) -> str:
    """What moved the chances of a channel, in a few words."""
    if channel.assumption_only:
        return "assumption only" if channel.on_record else "assumption only; no record of its adoption"
    moved = ["nearness" if near(found, channel.other) else "distance"] if channel.by_geography >= COINCIDE else []
    moved += ["its adoption"] if channel.by_adoption >= COINCIDE else []
    return " and ".join(moved) or "nearness and adoption together"


def near(found: Dilemma, other: str) -> bool:
    """Whether the two are neighbors by land or sea."""
    return found.evidence.table.tie("contiguous", found.state, other) > 0


def _picture(desk: Desk, found: Dilemma) -> Chart:
    other = found.others[0]
    rows = [
        WorldBar(
            SHORT[w.channel],
            [w.prior[k] for k in WORLDS],
            [w.posterior[k] for k in WORLDS],
            "assumption only" if w.assumption_only else "",
        )
        for w in found.of(other).values()
    ]
    title = f"Jervis's four worlds, {desk.name(found.state)} against {desk.name(other)}"
    svg = world_chart("worlds", title, [NAMES[k] for k in WORLDS], rows)
    return Chart(
        svg, f"{title}. Pale: before the evidence about the pair; full: after it. Numbers are percent of draws."
    )


SHORT = {"weapons": "weapons", "isr": "surveillance", "cyber": "cyber", "command": "command", "together": "all four"}


def _plainly(desk: Desk, worlds: dict[str, Worlds], near: bool) -> Line:
    """How little is known, said plainly."""
    whole = worlds["together"]
    other = desk.said(whole.other)
    most = max(worlds[c].by_adoption for c in CHANNELS)
    numbers = {
        "o": _share(desk, "chance that offense has the advantage, all channels", whole.chance(OFFENSE)),
        "p": _share(desk, "the same for any relevant pair", whole.chance(OFFENSE, prior=True)),
        "d": _share(desk, "chance that arms are told apart, all channels", whole.chance(DISTINCT)),
        "w": _share(desk, "most that a channel's adoption on record moves", most),
    }
    text = (
        f"Plainly: the chance that {other} finds attack easier than defense is {{o}} ({{p}} for any relevant pair), "
        "the chance that its arms can be told apart {d}. Its AI on record "
        "moves at most {w} of a channel's chance from one world to another; "
    )
    alike = ", so most neighbors look alike here" if near else ""
    return Line(text + f"the rest is geography and assumption{alike}.", numbers)


def _movers(desk: Desk, worlds: dict[str, Worlds]) -> list[Line]:
    """The single input that moves each channel most, channels with the same one together."""
    groups: dict[tuple[str, str], list[Worlds]] = {}
    for w in worlds.values():
        groups.setdefault((w.mover.doc, w.mover.what), []).append(w)
    return [_mover(desk, doc, what, group, len(group) == len(worlds)) for (doc, what), group in groups.items()]


def _mover(desk: Desk, doc: str, what: str, group: list[Worlds], every: bool) -> Line:
    where = "in every channel" if every else "for " + " and ".join(LABELS[w.channel] for w in group)
    ends = (min(w.mover.low for w in group), max(w.mover.high for w in group))
    if group[0].mover.low > group[0].mover.high:
        ends = (max(w.mover.low for w in group), min(w.mover.high for w in group))
    low, high = (
        _share(desk, f"{what}, with {end} third of: {doc}", v)
        for end, v in zip(("lowest", "highest"), ends, strict=True)
    )
    text = f"The assumption that matters most {where} is {literal(doc)}. Between its lowest third of draws and its "
    return Line(text + f"highest the chance that {what} goes from {{a}} to {{b}}.", {"a": low, "b": high})


def _others(desk: Desk, found: Dilemma) -> Table:
    """The other states, and the rival's own side."""
    rows = []
    for game in (*found.games, found.back):
        worlds = found.of(game.other).get("together") if game.state == found.state else None
        label = f"{'' if worlds else capital(the(desk.name(game.state))) + ' '}towards {the(desk.name(game.other))}"
        where = f"{desk.name(game.state)} towards {desk.name(game.other)}"
        cells = [words(label)]
        for name, kind in (("offense has the advantage", OFFENSE), ("arms are told apart", DISTINCT)):
            cells.append(
                Line("{v}", {"v": _share(desk, f"{name}, {where}", worlds.chance(kind))}) if worlds else words("-")
            )
        for name, values in (("trust required", game.required), ("trust supported", game.trust)):
            cells.append(Line("{m} [{a} to {b}]", _span(desk, f"{name}, {where}", interval(values), "mab")))
        cells.append(Line("{e}", {"e": _share(desk, f"trust enough, {where}", game.enough)}))
        rows.append([*cells, Line("{r}", {"r": _share(desk, f"AI raises the trust required, {where}", game.raised)})])
    columns = ("", "Offense ahead", "Arms told apart", "Trust required", "Trust on record", "Enough", "AI raises it")
    note = (
        "All channels together. Median [nine draws of ten]; shares of draws. Required is what restraint "
        "needs to be worth "
        "the risk: zero where nobody arms from fear, one where no trust is enough. The last row is the other side's."
    )
    return Table("Required trust against trust on record", columns, rows, note)


def _record(desk: Desk, found: Dilemma) -> Table:
    """What is on record of adoption."""
    rows = []
    pair = (found.state, found.others[0])
    for channel in CHANNELS:
        reading = found.evidence.table.adoption[channel]
        cells = [words(LABELS[channel]), words(PROXIES[channel])]
        for state in pair:
            value = float(reading.value[found.evidence.place[state]])
            number = _number(
                desk, f"adoption, {LABELS[channel]}, {desk.name(state)}", value, f"{value:.2f}", "zero to one"
            )
            known = found.evidence.on_record(channel, state)
            cells.append(Line("{v}", {"v": number}) if known else Line("no record; {v} by size", {"v": number}))
        rows.append(cells)
    note = (
        "From the counts by an assumed map, with an error of a factor of about three in the odds; zero is "
        "nothing, one all "
        "that could be adopted. What only size suggests does not count as evidence above."
    )
    columns = ("Channel", "Read from", *(desk.name(s) for s in pair))
    return Table("Adoption as the record shows it", columns, rows, note)
