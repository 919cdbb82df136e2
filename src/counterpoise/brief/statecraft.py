"""Section 6, Statecraft: hedge, cooperate or contest, issue by issue, and what each tool moves at one price."""

import pandas as pd

from counterpoise.charts.percent import percent, portion
from counterpoise.core import Grade
from counterpoise.data.panel import BASE_YEAR
from counterpoise.deals.base_rates import of_state
from counterpoise.deals.issues import issue
from counterpoise.deals.words import listed, the
from counterpoise.statecraft.advice import SHOWN, Advice, advise
from counterpoise.statecraft.goals import GOALS
from counterpoise.statecraft.stance import Stance, refusing
from counterpoise.statecraft.words import REASONS, leading

from .base_rates import as_rate, ends
from .differences import Span, short
from .dilemma import worked_out
from .entries import Desk
from .page import Line, Number, Section, Table, capital, literal, words

QUESTION = "Where to hedge, cooperate or contest, and which tools move what at one price?"
SOURCE = "priors of the world model, registers and panel"


def write(desk: Desk) -> Section:
    """The section; for years other than the base year a line that says there is none."""
    if desk.year != BASE_YEAR:
        absent = f"Tools are tried from the base year only; for {desk.year} nothing is claimed."
        return Section(6, "Statecraft", QUESTION, [words(absent)])
    rival = desk.rival or worked_out(desk.panel, desk.state, None, desk.year).others[0]
    advice = advise(desk.panel, desk.state, rival)
    return Section(6, "Statecraft", QUESTION, [*_issues(desk, advice), *_tools(desk, advice), words(CAVEAT)])


CAVEAT = (
    "What a tool does, and at what price, is assumed, with wide priors; what it moves is found by living the same "
    "worlds with and without it, others answering as the model has them answer. What the money would have done "
    "elsewhere is not counted."
)


def _number(desk: Desk, label: str, value: float, text: str, unit: str) -> Number:
    return desk.computed(label, value, text, unit, SOURCE, Grade.ASSUMED)


def _issues(desk: Desk, advice: Advice) -> list[Line | Table]:
    """The stance on each issue, how many ways of seeing it agree, and what the record says."""
    other = the(desk.name(advice.rival))
    calm = not worked_out(desk.panel, desk.state, desk.rival, desk.year).menacing
    aside = ", which does not threaten it by the record," if calm else ""
    count = int(advice.issues.variants.max())
    ways = _number(desk, "ways of seeing each issue", count, str(count), "ways")
    head = Line(
        f"Towards {other}{aside} each issue is seen in {{n}} ways: relative gains counted or not, detection as "
        "believed, strong or weak, trust high or low, votes against taken at their word or not, and three ideas of "
        "what is worth having.",
        {"n": ways},
    )
    columns = ("Issue", "Stance", "Agree", "Cooperate", "Hedge", "Contest", "Worth kept", "Most in the way")
    note = (
        "Worth kept: what both would keep, as a part of what this state would want, over the ways of seeing it. "
        "Contested: technology already withheld, war, or gains that would be turned into force."
    )
    rows = [_issue(desk, row) for _, row in advice.issues.iterrows()]
    table = Table(f"Issue by issue, towards {other}", columns, rows, note)
    return [head, table, *_remarks(desk, advice)]


def _issue(desk: Desk, row: pd.Series) -> list[Line]:
    title = issue(row.issue).title

    def count(what: str, value: int) -> Number:
        return _number(desk, f"{what}: {title}", int(value), str(int(value)), "ways of seeing it")

    low, high = (
        _number(desk, f"{end} worth of what would be kept: {title}", value, percent(value), "share")
        for end, value in (("least", row.worth_low), ("greatest", row.worth_high))
    )
    return [
        words(title),
        words(leading(row)),
        Line("{v} of {n}", {"v": count("ways that agree", row.agree), "n": count("ways", row.variants)}),
        *(Line("{v}", {"v": count(f"ways that say {stance}", row[stance])}) for stance in Stance),
        Line("{a} to {b}", {"a": low, "b": high}),
        words(REASONS[row.binds]),
    ]


def opponents(desk: Desk, advice: Advice, about: str) -> str:
    """Who of the two voted against on an issue."""
    return listed([the(desk.name(s)) for s in sorted(refusing(issue(about)) & {advice.state, advice.rival})])


def _remarks(desk: Desk, advice: Advice) -> list[Line]:
    """What no deal between the two can ignore."""
    own = the(desk.name(advice.state))
    said = {
        "outside": f"{own} is in no such club on our register and deals with those there are from outside.",
        "unarmed": f"{own} has no nuclear weapons on record, so its part is to support others.",
        "withheld": "one of the two already withholds technology from the other.",
        "refused": "{who} voted against in at least one of the last two roll calls.",
    }
    found = [
        words(f"{issue(row.issue).title}: {text.replace('{who}', opponents(desk, advice, row.issue))}")
        for _, row in advice.issues.iterrows()
        for key, text in said.items()
        if row[key]
    ]
    if bool(advice.issues.war.any()):
        found.append(words("The two were at war in the base year, which leaves room for a hedge at most."))
    return found


def _tools(desk: Desk, advice: Advice) -> list[Line | Table]:
    """What each mix of tools serves and harms, and the way to de-escalate."""
    asked = advice.question
    numbers = {
        "b": _number(desk, "budget tried", asked.budget, percent(asked.budget), "share of output a year"),
        "y": _number(desk, "years it is spent", asked.years, str(asked.years), "years"),
        "m": _number(desk, "worlds it is tried in, under each theory", asked.members, str(asked.members), "worlds"),
        "s": _number(desk, "least effect that counts", SHOWN, f"{SHOWN:g}", "spreads over worlds"),
    }
    text = (
        "Six tools at one price, {b} of output a year for {y} years, in {m} worlds under each of two theories. A goal "
        "counts as served or harmed if the difference is sure under both theories and at least {s} of the goal's "
        "spread over worlds."
    )
    rows = [
        [words(row.portfolio), words(row.serves or "nothing shown"), words(row.harms or "nothing shown"),
         words("yes" if row.restrained else "no")]
        for _, row in advice.mixes.iterrows()
    ]  # fmt: skip
    named = {g for cell in (*advice.mixes.serves, *advice.mixes.harms) for g in str(cell).split(", ")}
    note = "; ".join(f"{g.name}: {literal(g.meaning)}" for g in GOALS if g.name in named)
    note = f"{capital(note)}." if note else ""
    table = Table("What each mix of tools serves and harms", ("Mix", "Serves", "Harms", "Arms nobody"), rows, note)
    return [Line(text, numbers), table, *_best(desk, advice), _gentle(desk, advice)]


def _best(desk: Desk, advice: Advice) -> list[Line]:
    """The mix that serves each goal most, where one does."""
    numbers: dict[str, Number] = {}
    found = []
    for k, (_, row) in enumerate(advice.best[advice.best.portfolio != ""].iterrows()):
        size, better = float(row["size"]), float(row.better)
        numbers[f"e{k}"] = _number(desk, f"{row.portfolio} for {row.goal}", size, f"{size:.2f}", "parts of its spread")
        numbers[f"w{k}"] = _number(desk, f"worlds in which it serves {row.goal}", better, portion(better), "share")
        of = "" if better == 1.0 else "of "
        found.append(f"{row.goal}, {row.portfolio} ({{e{k}}} times its spread, in {{w{k}}} {of}worlds)")
    if not found:
        return []
    text = f"Which mix serves a goal most: for {'; for '.join(found)}. Spread: how far the goal differs between worlds."
    return [Line(text, numbers)]


def _gentle(desk: Desk, advice: Advice) -> Line:
    """The de-escalatory option, which stands beside any hedge."""
    own = the(desk.name(advice.state))
    if not advice.restrained:
        return words(f"De-escalation: no mix that arms nobody is shown to make disputes of {own} rarer at this price.")
    mix = advice.restrained
    row = advice.effects[(advice.effects.portfolio == mix) & (advice.effects.goal == "peace")].iloc[0]
    tried = advice.trials[(advice.trials.portfolio == mix) & (advice.trials.goal == "peace")]
    small = abs(row["size"]) < SHOWN
    scale, unit = (1000.0, "disputes in a thousand years") if small else (1.0, "disputes a year")
    spared = Span(*(-scale * float(v) for v in (tried.effect.mean(), tried.high.max(), tried.low.min())))
    told = (("s", "", spared.middle), ("a", ", low", spared.low), ("b", ", high", spared.high))
    numbers = {
        key: _number(desk, f"{unit} that {mix} spares{what}", value, text, unit)
        for (key, what, value), text in zip(told, spared.texts(), strict=True)
    }
    usual, label = float(tried.usual.mean()), f"worlds in which {mix} makes disputes rarer"
    numbers["u"] = _number(desk, "disputes a year without it", usual, short(usual), "disputes a year")
    lived = advice.question.years
    numbers["t"] = _number(desk, "years in which its disputes are counted", lived, str(lived), "years")
    numbers["w"] = _number(desk, label, row.better, percent(row.better), "share")
    done = f"it spares {{s}} {unit} ({{a}} to {{b}} over both theories) of {{u}} a year, and some in {{w}} of worlds."
    done += " Counted are disputes that it is in from the first day, over {t} years; the outlook counts joined "
    done += "ones too."
    text = f"of the mixes that arm nobody the {mix} one does most for peace: {done}"
    if small:
        text = (
            f"no mix that arms nobody makes disputes of {own} rarer by enough to count. The {mix} one comes nearest: "
        )
        text += done
    text = f"De-escalation: {text}"
    return Line(text + _before(desk, numbers), numbers)


def _before(desk: Desk, numbers: dict[str, Number]) -> str:
    """How many disputes a year the record has, added to ``numbers``."""
    rate = of_state(desk.panel, desk.state, desk.year, own=True)
    if rate is None:
        return ""
    label = "its disputes a year from the first day"
    bounds = ends(desk, rate, label)
    numbers |= as_rate(desk, rate, label, "rxz") | {"f": bounds["a"], "l": bounds["b"]}
    return " Of these the record has {r} a year ({x} to {z} by so short a record, {f} to {l})."
