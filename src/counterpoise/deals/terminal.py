"""A deal in words and tables, for a delegate, and as JSON."""

import json
import math
from typing import Any

import pandas as pd

from .binding import CLOSE
from .deal import Deal
from .depth import CONSTRAINTS

PERCENT = 100.0
RELAX = {
    "verification": "every violation seen, no false alarm, nothing else laid bare",
    "enforcement": "an agent punishes every signal and takes back the gain",
    "relative gains": "only absolute gains count",
}


def report(deal: Deal) -> list[str | tuple[str, pd.DataFrame]]:
    """What to print, in order: lines of words, and tables with their titles."""
    return [
        heading(deal),
        *_asked(deal),
        kept(deal),
        ("What holds it back", _binding(deal)),
        binding_words(deal),
        ("What would move it: chance of detection needed for half depth", _needed(deal)),
        needed_words(deal),
        *_loss(deal),
        *_caution(deal),
        ("Who blocks", _parties(deal)),
        party_words(deal),
        ("What makes the weight of relative gains", _pairs(deal)),
        *_acts(deal),
        *_nearest(deal),
        rests_on(deal),
    ]


def heading(deal: Deal) -> str:
    who = ", ".join(deal.names.values())
    return f"{deal.issue.title}: {who}. Base year {deal.year}, {deal.draws:,} draws. The object: {deal.issue.why}."


def kept(deal: Deal) -> str:
    """What could be kept, as a range and as chances."""
    now = deal.summary.iloc[0]
    return (
        f"Sustainable depth: {_share(now['median'])} of what all would want if promises kept themselves "
        f"(nine draws of ten between {_share(now.low)} and {_share(now.high)}; mean {_share(now['mean'])}). "
        f"Some agreement could be kept in {_share(now.some)} of the draws, one of at least half depth in "
        f"{_share(now.half)}. An upper bound: it takes the harshest punishment, a breach ending the agreement for "
        "good, and no cost of reaching one. What could be kept is not what will be signed."
    )


def binding_words(deal: Deal) -> str:
    """Which constraint binds, and whether relaxing one is enough."""
    full = deal.summary.iloc[0]["mean"]
    if not deal.binds:
        return f"Nothing binds: on average {_share(full)} of full depth is kept already."
    parts = {r.constraint: r.share for r in deal.binding.itertuples(index=False)}
    named = " and ".join(f"{name} ({_share(parts[name])} of the missing depth)" for name in deal.binds)
    verb = "binds" if len(deal.binds) == 1 else f"bind, less than {_share(CLOSE)} of it apart"
    if abs(deal.interaction) < 0.02:
        tied = "The three add up: what each would gain alone is about what it adds with the others."
    elif deal.interaction < 0.0:
        tied = "They stand in for one another: in many draws relaxing any one of two is enough."
    else:
        tied = "They lock one another in: relaxing one alone gains less than it adds once the others are gone."
    return f"{named[0].upper()}{named[1:]} {verb}. {tied}"


def needed_words(deal: Deal) -> str:
    today, rows = deal.today, deal.needed.set_index("enforcement")
    now, agent = rows.loc["as believed"], rows.loc["an enforcement agent"]
    seen = (
        f"Believed today: {today['detection']:.2f} (nine draws of ten {today['detection_low']:.2f} to "
        f"{today['detection_high']:.2f})"
    )
    if "detection" in deal.held:
        seen = f"Held: {today['detection']:.2f}"
    sure = (
        f"a detection of {now.likely:.2f} is enough in nine draws of ten"
        if now.likely == now.likely
        else "no detection is enough for nine draws of ten"
    )
    also = f"; with an agent {agent.likely:.2f} is" if agent.likely == agent.likely else ""
    return f"{seen}. With punishment as believed {sure}{also}."


def party_words(deal: Deal) -> str:
    """Who is pivotal, and how much it would take."""
    first = deal.parties.iloc[0]
    now = deal.summary.iloc[0]["mean"]
    name = the(deal.names[first.party])
    words = f"{name[0].upper()}{name[1:]} keeps least in {_share(first.pivotal)} of the draws that are held back"
    gain = first.reassured - now
    words += (
        f"; if it alone stopped weighing relative gains, mean depth would rise from {_share(now)} to "
        f"{_share(first.reassured)}."
        if gain >= 0.01
        else "; its weight on relative gains is not the reason (mean depth would not rise by a point without it)."
    )
    if len(deal.parties) > 2:
        best = deal.parties.sort_values("without", ascending=False, kind="stable").iloc[0]
        rise = best.without - now
        words += (
            f" Without {the(deal.names[best.party])} the others would keep {_share(best.without)} of what they want."
            if rise >= 0.01
            else " No party's absence would help the others."
        )
    return words


def rests_on(deal: Deal) -> str:
    """What is observed and what is assumed."""
    return (
        "What this rests on: rivalry, votes, pacts, borders, distance and power are observed or estimated from the "
        "panel; trust, fear, patience, detection, punishment and what a violation gains are assumed, drawn from priors "
        "(--format json lists them). No number here is estimated from agreements that held or failed. Not in it: who "
        "gains more from an agreement that is kept, side payments, domestic politics, and states outside the table."
    )


def _asked(deal: Deal) -> list[str]:
    if not deal.held:
        return []
    held = ", ".join(f"{name.replace('_', ' ')} {value:g}" for name, value in deal.held.items())
    row = deal.what_if.iloc[0]
    return [
        f"What if: {held}. Mean depth {_share(row.believed)} as believed, {_share(row.asked)} here: "
        f"{PERCENT * row.change:+.0f} points on the same draws (nine of ten {PERCENT * row.low:+.0f} to "
        f"{PERCENT * row.high:+.0f}). All below is for this what-if."
    ]


def _binding(deal: Deal) -> pd.DataFrame:
    worlds = deal.summary.set_index("world")
    rows = []
    for r in deal.binding.itertuples(index=False):
        alone = worlds.loc[f"without {r.constraint}"]
        rows.append(
            {
                "constraint": r.constraint,
                "if it were gone": RELAX[r.constraint],
                "mean depth": _share(alone["mean"]),
                "gain, points": f"{PERCENT * r.gain_alone:.0f} [{PERCENT * r.low:.0f} to {PERCENT * r.high:.0f}]",
                "half depth kept": _share(alone["half"]),
                "part of what is missing": _share(r.share),
                "binds most in": _share(r.binds_most),
            }
        )
    for name, words in (("as believed", ""), ("without " + " and ".join(CONSTRAINTS), "all three gone")):
        row = worlds.loc[name]
        cells = {"constraint": name if not words else "all three", "if it were gone": words or "nothing relaxed"}
        rows.append({**cells, "mean depth": _share(row["mean"]), "half depth kept": _share(row["half"])})
    return pd.DataFrame(rows).fillna("")


def _needed(deal: Deal) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "enforcement": row.enforcement,
            "median": _detection(row.median),
            "nine draws of ten": f"{_detection(row.low)} to {_detection(row.high)}",
            "enough in nine of ten": _detection(row.likely),
            "no detection will do": _share(row.never),
        }
        for row in deal.needed.itertuples(index=False)
    )


def _loss(deal: Deal) -> list[str | tuple[str, pd.DataFrame]]:
    if deal.loss.empty:
        return ["No shared catastrophe is believed to hang on this issue: cooperation has to rest on the gains alone."]
    rows = deal.loss.set_index("times")
    none, now = rows.loc[0.0], rows.loc[1.0]
    table = pd.DataFrame(
        {
            "shared loss": "none" if row.times == 0 else f"{row.times:g} times what is believed",
            "median depth": _share(row.median),
            "mean depth": _share(row.mean),
            "some agreement": _share(row.some),
            "half depth": _share(row.half),
        }
        for row in deal.loss.itertuples(index=False)
    )
    words = (
        f"The danger shared by all carries {PERCENT * (now['mean'] - none['mean']):.0f} of these "
        f"{PERCENT * now['mean']:.0f} points: without it half depth would be kept in {_share(none.half)} of the draws, "
        f"with it in {_share(now.half)}. It works only as far as the parties believe in it, and believe that they "
        "would not be spared."
    )
    return [("Cooperation that a shared loss recovers", table), words]


def _caution(deal: Deal) -> list[str]:
    worse, lost = deal.caution["worse"], deal.caution["lost"]
    if worse < 0.01 and lost < 0.01:
        return []
    words = (
        "Caution: inspection that sees violations also sees weak spots, and where force is at issue that can invite an "
        f"attack (Coe and Vaynman 2020). In {_share(worse)} of the draws complete inspection would leave less depth "
        f"than something short of it; on average exposure takes {PERCENT * lost:.0f} points at complete inspection."
    )
    return [words]


def _parties(deal: Deal) -> pd.DataFrame:
    rows = []
    for r in deal.parties.itertuples(index=False):
        row = {
            "party": deal.names[r.party],
            "share of world power": _share(r.power),
            "keeps least in": _share(r.pivotal),
            "alone keeps half": _share(r.keeps_half),
            "if reassured": _share(r.reassured),
            "weight on relative gains": f"{r.weight:.2f} [{r.weight_low:.2f} to {r.weight_high:.2f}]",
            "share of its fears at the table": _share(r.bound),
        }
        if r.without == r.without:
            row["the others without it"] = _share(r.without)
        rows.append(row)
    return pd.DataFrame(rows)


def _pairs(deal: Deal) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "party": r.party,
            "towards": r.towards,
            "rivals": "yes" if r.rivalry > 0 else "no",
            "allies": "yes" if r.alliance > 0 else "no",
            "near by land or sea": "yes" if r.contiguous > 0 else "no",
            "agreement in votes": f"{r.affinity:.2f}",
            "disputes remembered": f"{r.memory:.1f}",
            "force feared at issue": _share(r.at_issue),
            "weight": f"{r.weight:.2f} [{r.weight_low:.2f} to {r.weight_high:.2f}]",
        }
        for r in deal.pairs.itertuples(index=False)
    )


def _acts(deal: Deal) -> list[str | tuple[str, pd.DataFrame]]:
    if deal.acts.empty:
        return ["Our registers hold no vote or text on this issue."]
    shown = deal.acts.drop(columns=["source"]).rename(columns=deal.names)
    shown.attrs["words"] = len(shown.columns)
    note = "A vote is an act, not a preference; not listed never means refused."
    if not deal.issue.votes:
        note = "No roll call on this issue is in our registers. Not listed never means refused."
    return [("Acts on record", shown), note]


def _nearest(deal: Deal) -> list[str | tuple[str, pd.DataFrame]]:
    if deal.nearest.empty:
        return ["No state outside the table is on record as holding back from this issue without refusing it."]
    table = pd.DataFrame(
        {
            "state": r.name,
            "act": r.act,
            "an adopter itself": "yes" if r.adopter else "no",
            "ideal point": f"{r.ideal_point:+.2f}",
            "gap to the adopters": f"{r.gap:.2f}",
        }
        for r in deal.nearest.itertuples(index=False)
    )
    table.attrs["words"] = 3
    title = "Outside the table: held back, nearest first in Assembly votes"
    return [(title, table), f"Adopters: {deal.adopters}; the gap is to their median. Near is not willing."]


def the(name: str) -> str:
    """A state's name as it stands in a sentence."""
    return f"the {name}" if name.startswith("United ") or name in ("Netherlands", "Philippines") else name


def _share(value: float) -> str:
    """Percent; the ends only where they are meant."""
    percent = PERCENT * value
    if 0.0 < percent < 0.5:
        return "<1 %"
    if 99.5 <= percent < 100.0 - 1e-9:
        return ">99 %"
    return f"{percent:.0f} %"


def _detection(value: float) -> str:
    return f"{value:.2f}" if math.isfinite(value) else "none"


def to_json(deal: Deal) -> str:
    """Every table, with the assumptions and their grades."""
    tables = ("summary", "binding", "frontier", "needed", "loss", "parties", "pairs", "acts", "nearest", "assumed")
    out: dict[str, Any] = {
        "issue": deal.issue.id,
        "parties": deal.names,
        "year": deal.year,
        "draws": deal.draws,
        "seed": deal.seed,
        "held": deal.held,
        "grade": "assumed",
        "binds": deal.binds,
        "interaction": deal.interaction,
        "today": deal.today,
        "caution": deal.caution,
        "adopters": deal.adopters,
        "cites": deal.issue.cites,
        "what_if": _records(deal.what_if),
        **{name: _records(getattr(deal, name)) for name in tables},
    }
    return json.dumps(out, indent=1, ensure_ascii=False)


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(frame.to_json(orient="records", double_precision=6))
    return found
