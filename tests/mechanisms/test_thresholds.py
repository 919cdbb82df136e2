"""Where a mechanism decides between two acts, without noise the theory's own threshold decides: one row for each."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from small_world import STATES, dyadic, initial, run

from counterpoise.evidence.contract import choices
from counterpoise.mechanisms.vocabulary import VOCABULARY
from counterpoise.models import BUNDLES
from counterpoise.theory import commitment, contest, landscape, rumor, sanctions, treaty_depth

MECHANISMS = {m.__name__: m for bundle in BUNDLES.values() for m in bundle.mechanisms}
SRC, DST, _ = dyadic(STATES)
N = np.arange(len(STATES))
NO_NOISE = 1e-9
REGIMES = ("a", "b", "c", "d")


@dataclass(frozen=True)
class Threshold:
    """Settings without noise, a start, what was done (by year, from the fields), and what the theory says to do."""

    mechanism: str
    settings: dict
    start: dict
    done: Callable
    wanted: Callable
    regimes: tuple = ("limits",)
    years: int = 1


def zero(*names):
    return dict.fromkeys(names, 0.0)


def feared_one(values):
    """For each state, a dyadic value towards the one it fears: the first, or the second for the first."""
    feared = np.where(SRC == 0, DST == 1, DST == 0)
    return values[feared]


def declines(start):
    """Whether Powell's margin for a preventive war is positive for the one of a pair that declines."""
    power, growth, found = start["hard"] * 1e7 + 1.0, start["growth"], []
    for i, j in zip(SRC, DST, strict=True):
        falls, rises = (i, j) if growth[i] < growth[j] else (j, i)
        shift = np.exp(5.0 * (growth[rises] - growth[falls]))
        now = contest.ratio_success(power[falls], power[rises], 1.0)
        after = contest.ratio_success(power[falls], power[rises] * shift, 1.0)
        found.append(commitment.shift_margin(now, after, 0.95, 0.03) > 0)
    return np.array(found)


def controls(start):
    """Whether what a control costs the target, weighed by relative gains, exceeds what it costs the sender."""
    supply, market = (start[name] / start[name].sum() for name in ("compute", "gdp"))
    hurt, paid = supply[SRC] * start["dependence"][DST] ** 0.5, 0.02 + 0.02 * market[DST]
    margins = [sanctions.threat_margin(*row) for row in zip(hurt, paid, start["relative_gains"], strict=True)]
    return np.array(margins) > 0


def campaigns(start):
    """Whether hostility times the prospects of a story exceeds the cost of planting it."""
    prospects = np.array(
        [1.0 - 1.0 / rumor.reproduction_number(8.0 * 0.5, 1.0, x, 0.0, 1.0) for x in start["literacy"]]
    )
    return start["base_hazard"] * prospects[DST] > 0.15


def launches(start):
    """States of a pair in which either side needs more trust to hold its fire than it has."""
    armed = (start["warheads"][SRC] > 0) & (start["warheads"][DST] > 0)
    fires = armed & (start["first_strike"] > start["trust"])
    return np.isin(N, np.r_[SRC[fires], DST[fires]])


FIGHTING = np.isin(SRC * 12 + DST, [3 * 12 + 7, 7 * 12 + 3])
"""The two who shed blood last year, each the other's victim."""


def sanctioned(start):
    """Whether punishing who fights a closer state is worth, weighed by relative gains, what it costs the sender."""
    part, close = start["gdp"] / start["gdp"].sum(), np.zeros((12, 12))
    close[SRC, DST] = start["affinity"]
    found = []
    for i, j, k, ally in zip(SRC, DST, start["relative_gains"], start["alliance"], strict=True):
        victim = {3: 7, 7: 3}.get(j, j)
        fond = 1.0 if i == victim else close[victim, i]
        obeyed = float(0.5 * part[i] > part[j])
        margin = sanctions.threat_margin(0.7 * obeyed * part[i], 0.7 * obeyed * part[j] + 0.01, k)
        found.append(victim != j and fond > close[i, j] and ally == 0.0 and margin > 0)
    return np.array(found)


UNWILLING = np.array([(N >= 11), (N >= 4), (N == 0), (N < 4)]).astype(float)
"""Who would not keep each of four agreements: few and weak, many and middling, the strongest, all the strong."""


def share_of(who, start):
    return (who * start["hard"]).sum(axis=-1) / start["hard"].sum()


THRESHOLDS = (
    Threshold(
        "ArmsRace",
        zero("fatigue", "grievance", "shock") | {"reaction": 1.0, "forbearance": 1.0, "noise": NO_NOISE},
        {
            "fear": 0.3 * np.where(SRC == 0, DST == 1, DST == 0),
            "required_trust": 0.5,
            "threat": 0.02,
            "peace_threat": 0.02,
        },
        lambda f: f["arming"][:, 1] < -1.0,
        lambda s: feared_one(s["trust"]) > 0.5,
    ),
    Threshold(
        "Beliefs",
        zero("fading", "bias") | {"seeker": 0.8, "telling": 0.5, "alarm": 1.0, "blur": NO_NOISE},
        {"arming": 0.021 * N, "onset": 0.0},
        lambda f: f["trust"][:, 2] < f["trust"][:, 1],
        lambda s: (s["arming"] > -np.log(2.0 * 0.2) * s["burden_scatter"])[DST],
        years=2,
    ),
    Threshold(
        "Alignment",
        zero("regime", "near", "common", "rivalry", "feared", "systems", "inertia")
        | {"base": -1.0, "affinity": 1.6, "temperature": 1e-5},
        {},
        lambda f: f["alliance"][:, 1] == 1.0,
        lambda s: np.array([landscape.energy_change(1.0, 1.0 - 1.6 * a) < 0 for a in s["affinity"]]),
    ),
    Threshold(
        "Bargaining",
        zero("w_information", "leap")
        | {"w_shift": 1.0, "noise": NO_NOISE, "decisiveness": 1.0, "discount": 0.95, "destroyed": 0.03, "horizon": 5.0},
        {"growth": np.array([2, 10, -8, 8, 1, -12, 3, 14, 0, 5, -3, 6]) / 100.0},
        lambda f: f["bargaining"][:, 1] > 0.5,
        declines,
    ),
    Threshold(
        "ExportControls",
        {"speed": 1.0, "noise": NO_NOISE, "fixed": 0.02, "market": 0.02},
        {},
        lambda f: f["export_control"][:, 1] > 0.5,
        controls,
    ),
    Threshold(
        "InformationOperations",
        {"contact": 8.0, "control": 0.0, "gain": 0.0, "standing": 0.0, "anticipation": 1.0, "cost": 0.15}
        | {"noise": NO_NOISE},
        {"base_hazard": ((3 * SRC + 5 * DST) % 11) / 20.0, "literacy": 0.01 + N / 16.0, "online": 0.5},
        lambda f: f["manipulation"][:, 1] > 0.0,
        campaigns,
    ),
    Threshold(
        "NuclearAlarm",
        {"alarms": 1e9, "doubt": NO_NOISE, "bias": 0.0, "haste": 0.0, "insight": 0.0, "noise": 0.0, "toll": 0.3},
        {"first_strike": 0.22},
        lambda f: f["loss"][:, 1] > 0.0,
        launches,
    ),
    Threshold(
        "Sanctions",
        {"major": 0.0, "reach": 0.7, "fixed": 0.01, "outrage": 0.0, "caught": 0.5, "greed": NO_NOISE}
        | {"noise": NO_NOISE},
        {"rung": 3.0 * FIGHTING, "alive": 0.0},
        lambda f: f["sanction"][:, 1] > 0.0,
        sanctioned,
    ),
    Threshold(
        "FirmCompliance",
        {"penalty": 0.2, "greed": NO_NOISE, "least": 0.0},
        {"export_control": 1.0 * (SRC == 0), "hold": 0.5, "private": 0.8},
        lambda f: f["leaked"][:, 1] > 0.0,
        lambda s: (s["gdp"] > 0.2 * 0.5 * s["gdp"][0]) & (N > 0),
    ),
    Threshold(
        "TreatyIncentives",
        {"discount": 0.8, "punishment": 1.0, "inspection": 0.0, "benefit": 1.0, "duty": 0.0, "noise": NO_NOISE},
        {
            "member": 1.0,
            "alive": 1.0,
            "worth": 1.0,
            "weighing": 0.3,
            "holding": 1.0,
            "detection": 0.5,
            "false_alarm": 0.05,
            "depth": [0.2, 0.5, 0.8, 1.0],
        },
        lambda f: f["willing"][:, 1].mean(axis=-1) > 0.5,
        lambda s: np.array([treaty_depth.depth_slack(x, 1.0, 0.8, 0.05, 0.5, 0.3) > 0 for x in s["depth"]]),
        REGIMES,
    ),
    Threshold(
        "WeaponsAgreement",
        zero("entry", "exit", "pace")
        | {"founding": 1.0, "tolerance": 0.4, "quorum": 0.7, "firmness": NO_NOISE}
        | {"rupture": 1.0},
        {"member": 1.0, "alive": 1.0, "detection": 1.0, "false_alarm": 0.0, "willing": (1.0 - UNWILLING).ravel()},
        lambda f: f["alive"][:, 1] == 0.0,
        lambda s: share_of(UNWILLING, s) > 0.4,
        REGIMES,
    ),
    Threshold(
        "WeaponsAgreement",
        zero("entry", "exit", "pace")
        | {"founding": 1.0, "tolerance": 0.4, "quorum": 0.7, "firmness": NO_NOISE}
        | {"rupture": 1.0, "ratifiers": 2.0},
        {"member": 0.0, "alive": 0.0, "depth": 0.0, "willing": (1.0 - UNWILLING).ravel(), "joining": 1.0},
        lambda f: f["alive"][:, 1] == 1.0,
        lambda s: share_of(1.0 - UNWILLING, s) > 0.7,
        REGIMES,
    ),
)


def test_every_mechanism_that_chooses_has_its_threshold():
    assert {row.mechanism for row in THRESHOLDS} == {name for name, m in MECHANISMS.items() if choices(m)}


@pytest.mark.parametrize("row", THRESHOLDS, ids=lambda row: row.mechanism)
def test_without_noise_the_theorem_decides(row):
    """Everyone acts as the theory says, whatever their luck; and some should act and some should not."""
    mechanism = MECHANISMS[row.mechanism]
    words = VOCABULARY.extended(mechanism.declares)
    start = initial(regimes=row.regimes, vocabulary=words, **row.start)
    settings = {f"{row.mechanism}.{name}": value for name, value in row.settings.items()}
    done = row.done(run(mechanism, years=row.years, members=3, start=start, overrides=settings))
    wanted = row.wanted(start.values)
    assert 0 < wanted.sum() < wanted.size
    np.testing.assert_array_equal(done, np.broadcast_to(wanted, done.shape))
