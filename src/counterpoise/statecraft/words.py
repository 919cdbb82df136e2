"""Advice in words and tables, and as JSON."""

import json
from typing import Any

import pandas as pd

from counterpoise.charts.percent import percent
from counterpoise.deals.issues import issue
from counterpoise.deals.words import listed, the

from .advice import SHOWN, Advice, agreement
from .stance import INTEREST, Stance, refusing

Block = str | tuple[str, pd.DataFrame]
REASONS = {
    "verification": "violations would go unseen",
    "enforcement": "violations would go unpunished",
    "relative gains": "gains could be turned into force",
    INTEREST: "the other has less to gain from it",
}
CAVEAT = (
    "What a tool does is assumed, with wide priors, and so is the price at which it does it; what it moves is found by "
    "living the same worlds with and without. What the money would have done elsewhere is not counted. Effects are "
    "given in spreads: parts of what the goal differs between worlds for reasons nobody controls."
)


def report(advice: Advice, names: dict[str, str]) -> list[Block]:
    """What to print, in order."""
    own, other = (the(names[iso3]) for iso3 in (advice.state, advice.rival))
    return [
        f"{names[advice.state]} towards {other}: hedge, cooperate or contest? Each issue, seen in "
        f"{int(advice.issues.variants.max())} ways.",
        ("Issue by issue", stance_rows(advice)),
        *remarks(advice, own, other),
        f"\nSix tools at one price: {percent(advice.question.budget)} of output a year for {advice.question.years} "
        f"years, in {advice.question.members} worlds; diplomacy, culture and law aimed at "
        f"{other if advice.question.targets else 'all it has to do with'}.",
        ("What each mix serves and harms", mix_rows(advice)),
        ("Which serves each goal most", goal_rows(advice)),
        option(advice, own, other),
        CAVEAT,
    ]


def stance_rows(advice: Advice) -> pd.DataFrame:
    """One row an issue, as text."""
    rows = [
        {
            "issue": issue(row.issue).title,
            "stance": leading(row),
            "agree": agreement(row),
            "cooperate": str(row[Stance.COOPERATE]),
            "hedge": str(row[Stance.HEDGE]),
            "contest": str(row[Stance.CONTEST]),
            "worth of what both would keep": f"{percent(row.worth_low)} to {percent(row.worth_high)}",
            "most in the way": REASONS[row.binds],
        }
        for _, row in advice.issues.iterrows()
    ]
    return pd.DataFrame(rows)


def leading(row: pd.Series) -> str:
    """The stance that most ways of seeing an issue lead to; both where two are level."""
    most = max(int(row[stance]) for stance in Stance)
    return " or ".join(stance.value for stance in Stance if int(row[stance]) == most)


def remarks(advice: Advice, own: str, other: str) -> list[str]:
    """What the record says that no deal between the two can ignore."""
    found = []
    for _, row in advice.issues.iterrows():
        title = issue(row.issue).title
        if row.outside:
            found.append(
                f"{title}: {own} is in no such club on our register and deals with those there are from outside."
            )
        if row.unarmed:
            found.append(f"{title}: {own} has no nuclear weapons on record, so its part is to support others.")
        if row.withheld:
            found.append(f"{title}: one of the two already withholds technology from the other.")
        if row.refused:
            both = {advice.state: own, advice.rival: other}
            against = listed([both[s] for s in sorted(refusing(issue(row.issue)) & set(both))])
            found.append(f"{title}: {against} voted against in at least one of the last two roll calls.")
    if bool(advice.issues.war.any()):
        found.append("The two were at war in the base year, which leaves room for a hedge at most.")
    return found


def mix_rows(advice: Advice) -> pd.DataFrame:
    """One row a mix, as text."""
    return pd.DataFrame(
        [
            {
                "mix": row.portfolio,
                "serves": row.serves or "nothing shown",
                "harms": row.harms or "nothing shown",
                "arms nobody": "yes" if row.restrained else "no",
            }
            for _, row in advice.mixes.iterrows()
        ]
    )


def goal_rows(advice: Advice) -> pd.DataFrame:
    """One row a goal, as text."""
    return pd.DataFrame(
        [
            {
                "goal": row.goal,
                "best mix": row.portfolio or "none shown",
                "effect, spreads": f"{row['size']:.2f}" if row.portfolio else "-",
                "worlds served": percent(row.better) if row.portfolio else "-",
            }
            for _, row in advice.best.iterrows()
        ]
    )


def option(advice: Advice, own: str, other: str) -> str:
    """The de-escalatory option, however small its effect."""
    if not advice.restrained:
        return f"De-escalation: no mix that arms nobody is shown to make disputes of {own} rarer at this price."
    effects = advice.effects
    row = effects[(effects.portfolio == advice.restrained) & (effects.goal == "peace")].iloc[0]
    mix, worlds = advice.restrained, f"rarer in {percent(row.better)} of worlds"
    if abs(row["size"]) < SHOWN:
        return (
            f"De-escalation: no mix that arms nobody makes disputes of {own} rarer by enough to count; the {mix} one "
            f"comes nearest: {worlds}, by {row['size']:.1g} spreads."
        )
    return (
        f"De-escalation: of the mixes that arm nobody the {mix} one does most for peace: disputes of {own} become "
        f"{worlds}, by {row['size']:.2f} spreads."
    )


def to_json(advice: Advice, names: dict[str, str]) -> str:
    """Every table, with what was asked."""
    out: dict[str, Any] = {"asked": vars(advice.question), "grade": "assumed", "restrained": advice.restrained}
    for name in ("issues", "stances", "mixes", "best", "trials"):
        out[name] = json.loads(getattr(advice, name).to_json(orient="records"))
    out["said"] = [block for block in report(advice, names) if isinstance(block, str)]
    return json.dumps(out, indent=1, default=list)
