"""The summary on top: standing, sharpest dependence, the dilemma, the most actionable deal, and what each rests on."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from counterpoise.charts.percent import percent, portion
from counterpoise.core import Grade
from counterpoise.data.memberships import party_status
from counterpoise.data.regimes import NOT_UN_MEMBERS
from counterpoise.data.registers import register
from counterpoise.deals.parties import CHANNELS
from counterpoise.deals.record import membership
from counterpoise.deals.words import listed
from counterpoise.dilemma import Dilemma
from counterpoise.dilemma.evidence import FEARED
from counterpoise.mechanisms.vocabulary import AI_SINCE
from counterpoise.power.composite import REPLICATES, Composite, composite
from counterpoise.power.measures import SOVEREIGNTY_FROM, measure
from counterpoise.power.recipes import RECIPES
from counterpoise.power.supply import Supply, read_supply
from counterpoise.start.drones import in_series

from .deals import horizon
from .dependence import DRONES, SOURCE, plain_technology
from .dilemma import LABELS, doubtful_pact, worked_out
from .entries import Desk
from .page import Line, Number, Section, literal, words

QUESTION = "What are the four things to know, and what does each rest on?"
PEERS = 20  # states that vote most like it
MOST = 0.5
LEAST = 0.1  # of its peers: a text that fewer of them joined is no step to name
KNOWN = 10  # of them with a known answer, or the share of those that joined is not said
LISTS = "registers arms_control_agreements and ai_governance_instruments"
NOTABLE = 0.25  # of supply: a smaller share of one supplier is no sharp dependence
# acts that a state can take alone, by our judgment; clubs that admit, closed lists, old summits, and the test ban of
# 1963, which the comprehensive one holds, are not among them
OPEN = (
    "geneva-1925", "outer-space", "seabed", "bwc", "cwc", "ctbt", "ottawa", "hcoc", "ccm", "att", "tpnw",
    "coe-2024", "oecd-2024", "us-political-declaration",
)  # fmt: skip


def balance(desk: Desk) -> Section:
    """The first two of four sentences, computed from what the other sections show: standing and dependence."""
    return _section(_standing(desk), _dependence(desk))


def dilemma(desk: Desk) -> Section:
    """The third: whether trust is enough."""
    return _section(_dilemma(desk))


def deal(desk: Desk) -> Section:
    """The fourth: a text to join."""
    return _section(_deal(desk))


def _section(*lines: Line) -> Section:
    return Section(0, "Summary", QUESTION, lines)


def _standing(desk: Desk) -> Line:
    """Rank by the widest measure there is for the year, with its spread, and what it rests on."""
    usable = [n for n in ("smart", "hard") if desk.year >= RECIPES[n].first_year]
    if not usable:
        return words("No composite of power can be measured for that year.")
    name = usable[0]
    c = composite(desk.panel, name, desk.year)
    row = measure(desk.panel, name, desk.year).set_index("state", drop=False).loc[desk.state]
    held = int(c.series_held()[c.section.states.index(desk.state)])
    shown = {
        "r": ("rank", int(row["rank"]), "rank"),
        "n": ("states ranked", len(c.section.states), "states"),
        "a": ("5th percentile of rank", int(row.rank_low), "rank"),
        "b": ("95th percentile of rank", int(row.rank_high), "rank"),
        "h": ("indicators with a value", held, "indicators"),
        "t": ("indicators", sum(len(f.indicators()) for f in c.recipe.fields), "indicators"),
    }
    numbers = {
        k: desk.computed(f"summary: {what}, {name}", v, str(v), unit, row.source, row.grade)
        for k, (what, v, unit) in shown.items()
    }
    numbers["m"] = desk.computed("summary: measures drawn", REPLICATES, f"{REPLICATES:,}", "measures", "our setting")
    text = (
        f"Standing: in {c.recipe.label.lower()} {desk.said(desk.state)} ranks {{r}} of {{n}}, between {{a}} and {{b}} "
        "by nine in ten of {m} defensible measures"
    )
    text += _beside(desk, c, numbers)
    return Line(text + ". That rests on {h} of {t} indicators, and on weights that are our choice.", numbers)


def _beside(desk: Desk, c: Composite, numbers: dict[str, Number]) -> str:
    """The rival's side of the sentence, its number added to ``numbers``."""
    if desk.rival is None:
        return ""
    share = c.multiverse.outranks(desk.state, desk.rival)
    numbers["s"] = desk.computed(
        "summary: share of measures above the rival", share, portion(share), "share", "measure multiverse"
    )
    return f", above {desk.said(desk.rival)} in {{s}} of them"


def _dependence(desk: Desk) -> Line:
    """The largest share of one foreign state: on evidence about the state if that is notable, else on world shares."""
    if desk.year < SOVEREIGNTY_FROM:
        return words("Dependence: not measured; the supplier table describes recent years only.")
    supply = read_supply(desk.panel, desk.year, "state")
    i = supply.importers.index(desk.state)
    for own in (True, False):
        found = sharpest(supply, i, own, (DRONES,) if in_series(desk.state, desk.year) else ())
        if found and (found[2] >= NOTABLE or not own):
            return _sharpest(desk, supply, found, own)
    return words("Dependence: no foreign supplier is on record.")


def sharpest(supply: Supply, importer: int, own: bool, without: Collection[str] = ()) -> tuple[int, int, float] | None:
    """Supplier, technology and share of the largest foreign share, where evidence is the importer's own, or is not.

    Left out are technologies that the state is known to make itself though the table counts deliveries alone.
    """
    foreign = np.where(supply.domestic()[importer][:, None], 0.0, supply.share[importer])
    counted = (supply.specific[importer] == own) & ~np.isin(supply.technologies, list(without))
    foreign = np.where(counted, foreign, 0.0)
    j, t = np.unravel_index(int(foreign.argmax()), foreign.shape)
    return (int(j), int(t), float(foreign[j, t])) if foreign[j, t] > 0 else None


def _sharpest(desk: Desk, supply: Supply, found: tuple[int, int, float], own: bool) -> Line:
    j, t, share = found
    i = supply.importers.index(desk.state)
    grade = Grade.ESTIMATED if own else Grade.ASSUMED
    what = f"summary: share of {supply.technologies[t]} from {desk.name(supply.suppliers[j])}"
    bounds = {"s": share, "a": min(supply.low[i, j, t], share), "b": max(supply.high[i, j, t], share)}
    n = {
        k: desk.computed(what, float(v), percent(float(v)), "share of supply", SOURCE, grade) for k, v in bounds.items()
    }
    supplier, technology = desk.said(supply.suppliers[j]), plain_technology(supply.technologies[t])
    basis = "evidence about this state" if own else "shares of the world, for want of evidence about this state"
    known = "on record" if own else "assumed"
    text = f"Dependence: the sharpest {known} is on {supplier} for {technology}, {{s}} of supply ({{a}} to {{b}})."
    return Line(text + f" That rests on {basis}.", n)


def _dilemma(desk: Desk) -> Line:
    """Whether trust on record is enough for restraint, and how much of the worlds is assumption."""
    if desk.year < AI_SINCE:
        return words("Dilemma: not worked out; military AI is counted in later years only.")
    found = worked_out(desk.panel, desk.state, desk.rival, desk.year)
    game, worlds = found.games[0], found.of(found.others[0])
    alone = [LABELS[c] for c in CHANNELS if worlds[c].assumption_only]
    value, label = game.enough, "summary: trust enough for restraint"
    numbers = {"e": desk.computed(label, value, percent(value), "share", "priors and panel", Grade.ASSUMED)}
    text = f"Dilemma: the trust on record is enough for restraint towards {desk.said(game.other)} in {{e}} of draws"
    if not found.menacing:
        what = "summary: fear of a state that is no rival, from which it threatens"
        numbers["f"] = desk.computed(what, FEARED, f"{FEARED:.2f}", "zero to one", "our choice", Grade.ASSUMED)
        text = f"Dilemma: no state threatens {desk.said(desk.state)} by the record (no strategic rival, no fear above "
        stands = "the rival asked for" if found.rivalled else "the most feared"
        text += (
            f"{{f}} on a scale from zero to one). Towards {desk.said(game.other)}, {stands}, the trust on record is "
        )
        text += "enough for restraint in {e} of draws"
    text += ". That rests on assumed costs and effects of AI"
    said = f"; for {listed(alone)} it rests on nothing else" if alone else ""
    return Line(f"{text}{said}.{_doubt(found)}", numbers)


def _doubt(found: Dilemma) -> str:
    """What the record holds that the number alone would hide: a war, or a pact that trust is read from too easily."""
    if found.at_war:
        return " The two were in armed conflict in that year: it speaks of the time after."
    if doubtful_pact(found):
        return " It is likely too high: it counts a pact between rivals, which may be a league that binds to little."
    return ""


@dataclass(frozen=True)
class Step:
    """An act open to the state, what is known of its rival's side, and the share of its peers that have taken it."""

    name: str
    rival_side: bool | None
    share: float
    known: int
    unsure: bool
    treaty: bool
    """Whether one becomes a party to it: a signature alone does not count, and some that stand outside have signed."""
    eroding: bool
    """Whether states are leaving it, by the register."""
    pending: bool
    """Whether it is not in force, by the register."""
    threat_side: bool | None = None
    """The side of the most threatening state, where no rival was asked for."""

    @property
    def rival_in(self) -> bool:
        """The rival has taken it: the state's own step would make it mutual."""
        return self.rival_side is True


def _deal(desk: Desk) -> Line:
    """An open act it has not taken: the rival's own first, then what is checked, then what most of its peers took."""
    if desk.state in NOT_UN_MEMBERS:
        return words(f"Deal: no accession is open to {desk.name(desk.state)}, which has no seat in the United Nations; "
                     "it can act in step with a text without joining it. That rests on our registers.")  # fmt: skip
    steps = sorted(open_steps(desk), key=lambda s: (not s.rival_in, s.unsure, -s.share, s.name))
    if not steps:
        return Line(
            f"Deal: {desk.said(desk.state)} stands outside no open text in our registers, which is all it rests on."
        )
    worth = [s for s in steps if s.rival_in or s.share >= LEAST]
    if not worth:
        apart = (
            "; texts that states are leaving are not counted, since it has itself left one" if has_left(desk) else ""
        )
        return Line(
            "Deal: no step stands out. Of the open texts in our registers that "
            f"{desk.said(desk.state)} stands outside, none has one in ten of the states that vote most like it as a "
            f"member{apart}. That rests on our registers of members."
        )
    return Line(*_advice(desk, worth[0]))


def _advice(desk: Desk, step: Step) -> tuple[str, dict[str, Number]]:
    """The sentence about a step and its numbers."""
    likely = step.rival_in or step.share >= MOST
    lead = "the nearest step" if likely else "the least distant step, though most of its peers stay out,"
    verb = "become a party to" if step.treaty else "join"
    text = f"Deal: {lead} for {desk.said(desk.state)} is to {verb} the {literal(step.name)}"
    text += ", which other states are leaving" if step.eroding else ""
    if desk.rival and step.rival_side is not None:
        rival = desk.said(desk.rival)
        text += f", as {rival} has" if step.rival_in else f", though {rival} has not"
    numbers = {}
    if step.known >= KNOWN:
        numbers = {
            "p": desk.computed(f"summary: peers in {step.name}", step.share, portion(step.share), "share", LISTS),
            "k": desk.computed(f"summary: peers known, {step.name}", step.known, str(step.known), "states", LISTS),
        }
        text += ": {p} of the {k} states that vote most like it and are on record have done so"
    text += "; it is not in force" if step.pending else ""
    threat = None if desk.rival else _threat(desk)
    if threat and step.threat_side is not None:
        text += f"; {desk.said(threat)}, its most threatening state, has{'' if step.threat_side else ' not'}"
    unsure = ", in part unverified" if step.unsure else ""
    return f"{text}. That rests on our registers of members{unsure}, not on what it wants.", numbers


def _threat(desk: Desk) -> str | None:
    """The most threatening state by the record, if one threatens it; none before military AI is counted."""
    found = worked_out(desk.panel, desk.state, desk.rival, desk.year) if desk.year >= AI_SINCE else None
    return found.others[0] if found and found.menacing else None


def open_steps(desk: Desk) -> Iterator[Step]:
    """Every open act that the state is known not to have taken.

    A state that has left one open text is not told to join another that states are leaving, nor one with nuclear
    weapons to join the text that would take them away.
    """
    peers = peers_of(desk)
    left, threat = has_left(desk), None if desk.rival else _threat(desk)
    warheads = desk.panel.cross_section(["warheads"], desk.year)
    armed = float(np.nan_to_num(warheads.value[0][warheads.states.index(desk.state)])) > 0.0
    for act in _acts(desk):
        status = act.status(desk.state)
        if side(status) is not False or (left and act.eroding) or (act.disarms and armed):
            continue
        known = [s for s in (side(act.status(p)) for p in peers) if s is not None]
        rival = side(act.status(desk.rival)) if desk.rival else None
        if len(known) >= KNOWN or rival is True:
            share = float(np.mean(known)) if known else 0.0
            yield Step(
                act.name, rival, share, len(known), "unverified" in status, act.treaty, act.eroding, act.pending,
                side(act.status(threat)) if threat else None,
            )  # fmt: skip


def has_left(desk: Desk) -> bool:
    """Whether the state has left or ended an open text."""
    return any(act.status(desk.state).startswith("left") for act in _acts(desk))


@dataclass(frozen=True)
class Act:
    """A text that stands open: what the registers say of a state and it."""

    name: str
    status: Callable[[str], str]
    treaty: bool
    eroding: bool
    pending: bool
    disarms: bool = False
    """Whether it bans the nuclear weapons a state may have."""


def _acts(desk: Desk) -> Iterator[Act]:
    """Open texts up to the last year whose acts are shown."""
    last = horizon(desk)
    agreements = register("arms_control_agreements")
    for _, row in agreements[agreements["id"].isin(OPEN)].iterrows():
        if float(row.year_opened) <= last:
            status = partial(_party, str(row["id"]), last)
            fate = str(row.outcome)
            disarms = row["id"] == "tpnw"
            yield Act(
                str(row["name"]), status, row.form == "treaty", "eroding" in fate, "not in force" in fate, disarms
            )
    instruments = register("ai_governance_instruments")
    for _, row in instruments[instruments["id"].isin(OPEN)].iterrows():
        if int(row.date[:4]) <= last:
            yield Act(str(row.instrument), partial(membership, row), treaty=False, eroding=False, pending=False)


def _party(agreement: str, last: int, iso3: str) -> str:
    return party_status(agreement, iso3, last)


def side(status: str) -> bool | None:
    """In, out, or not known."""
    if status.startswith(("party", "principal", "endorsed")):
        return True
    return False if status.startswith(("outside", "known outside", "not on the list")) else None


def peers_of(desk: Desk) -> list[str]:
    """The states whose votes in the General Assembly lie nearest; none where it does not vote."""
    section = desk.panel.cross_section(["ideal_point"], desk.year)
    point = section.value[0]
    here = point[section.states.index(desk.state)]
    if np.isnan(here):
        return []
    order = np.argsort(np.where(np.isnan(point), np.inf, np.abs(point - here)), kind="stable")
    return [section.states[k] for k in order if section.states[k] != desk.state][:PEERS]
