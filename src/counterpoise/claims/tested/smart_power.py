"""H10: does smart power explain influence better than hard power, CINC, net resources or output alone?"""

# covers: C03

import numpy as np

from counterpoise.data.panel import Panel

from . import choice, drift
from .drift import EVERYONE, Contest, gains, skill_of
from .families import RIVALS, SMART
from .finding import Effect, Evidence, Finding, Verdict, judge, rule

ID = "H10"
WHERE = {"drift": "whither states drift in the General Assembly", "arms": "from whom importers took arms"}
DATA = (
    Evidence("ideal points", 2017, 2023, ("unga_ideal_points",), "estimated"),
    Evidence(
        "arms suppliers, shares of deliveries pooled over the years", 2014, 2024, ("sipri_transfers",), "estimated"
    ),
    Evidence(
        "measures of power, of 2018 and of 2013", 2013, 2018, ("nmc", "wdi", "eto_cat", "epoch_models"), "estimated"
    ),
)
OTHERWISE = (
    "a supplier sells because it makes arms, and the military budget that pays for them is in hard and in smart power",
    "states drift with coups, elections and the agenda of the Assembly; years are bridged by repeated votes",
    "nearness in the table may be history: old suppliers deliver spare parts",
)
HOLES = (
    "yearly arms partners are not in the panel, so (ii) is a choice over eleven years pooled and not a change",
    "series on AI begin in 2018: the smart measures of 2013 rest on articles, patents and research spending",
    "dispute outcomes end in 2014, before any series on AI: not tested, and not mixed",
)


def examine(panel: Panel) -> Finding:
    """Both contests on the panel, and the verdict by the rule."""
    return finding(drift.drift_contest(panel), choice.supplier_contest(panel))


def finding(moved: Contest, bought: Contest) -> Finding:
    """The finding from the losses of two contests."""
    sets = {"drift": moved, "arms": bought}
    effects = {name: _effects(name, found) for name, found in sets.items()}
    worst = {name: min(rows, key=lambda e: e.value) for name, rows in effects.items()}
    outcome = verdict(effects)
    why = "; ".join(
        f"{WHERE[n]}: smart less {w.name.split(' less ')[1]} {w.value:+.3f} ({w.low:+.3f} to {w.high:+.3f}), "
        f"better in {w.share:.0%} of draws"
        for n, w in worst.items()
    )
    unsettled = "no rival is beaten or ruled out: the units are too few to tell a gain of one hundredth from none"
    ordered = sorted((e for rows in effects.values() for e in rows), key=lambda e: e.name != worst["arms"].name)
    return Finding(
        rule(ID), outcome, why, "" if outcome is not Verdict.NOT_TESTABLE else unsettled, tuple(ordered), DATA,
        OTHERWISE, HOLES, {n: _skills(c) for n, c in sets.items()},
    )  # fmt: skip


def verdict(effects: dict[str, tuple[Effect, ...]]) -> Verdict:
    """Supported where smart beats every rival in both; contradicted where a rival rules it out and nothing supports it.

    What beats every rival in one contest only is conditional; what settles nothing is not testable.
    """
    said = {name: [judge([e], rule(ID).smallest) for e in rows] for name, rows in effects.items()}
    won = [all(o is Verdict.SUPPORTED for o in rows) for rows in said.values()]
    if all(won):
        return Verdict.SUPPORTED
    if any(won):
        return Verdict.CONDITIONAL
    lost = any(o is Verdict.CONTRADICTED for rows in said.values() for o in rows)
    return Verdict.CONTRADICTED if lost else Verdict.NOT_TESTABLE


def _effects(name: str, found: Contest) -> tuple[Effect, ...]:
    rows = []
    for rival in RIVALS:
        drawn = gains(found, SMART, rival)
        low, middle, high = np.quantile(drawn, [0.05, 0.5, 0.95])
        better = float(np.mean(drawn > 0.0))
        title = f"{name}: smart less {rival}"
        rows.append(Effect(title, float(middle), float(low), float(high), "skill", better, "measures, states"))
    return tuple(rows)


def _skills(found: Contest) -> dict[str, float | int]:
    return {f: skill_of(found, f) for f in (SMART, *RIVALS, EVERYONE)} | {"units": len(found.base)}
