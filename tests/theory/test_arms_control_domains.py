"""Force, escalation, cyber, information, arms control: every argument lies where its meaning puts it."""

import importlib

import pytest

from counterpoise.theory.declare import Formula

SHARES = """adaptation assurance attribution autonomy bias confidence credibility dependence detection false_alarm
firebreak force_at_issue hit kill literacy reached regulation rival_control safety win
bounded_confidence.own bounded_confidence.other"""
AMOUNTS = """accident_rate alarms attack_rate attackers capability channels contact damage defend_rate defenders defense
depth exposure incoming inferiority influence inspections interceptor_cost investment mass_value merit new_window
offense own own_effort periods precision_value priming production rate reproduction retaliation rival rival_effort
sensitivity shots speed stake stock time unit_cost weight window launchers penalty
logit_success.decisiveness second_strike.gain inspection.gain"""
ABOVE_ZERO = """assets attack_cost benefit channel_cost decisiveness defend_cost down_rate exponent gain hazard
mass_cost new_resolution outnumbered own_cost own_rate precision_cost prize recovery resolution rival_cost rival_rate
salvo spread staying_power stifle tempo total up_rate
cost_per_leaker.incoming defense_cost_ratio.incoming defense_cost_ratio.unit_cost precision_merit.mass_value
surprise_lasts.merit deterring_rate.penalty"""
ANY = """first peace punishment reward slack struck sucker temptation war relative_gains.own relative_gains.rival"""
FROM_ONE = "at length members stages kill_ceiling.launchers top_probability.rungs"
FROM_TWO = "players partners rungs"
WHOLE = {"inspections", "periods", "at", "length", "members", "stages", "players", "partners", "rungs"}
PARTICULAR = {
    "rate_with_accidents.up_rate": "[0, inf)",
    "surprise_lasts.leak": "(0, 1]",
    "surprise_lasts.adaptation": "(0, 1]",
    "expected_camps.confidence": "(0, 1]",
    "deterring_rate.detection": "(0, 1]",
    "heed.convergence": "[0, 0.5]",
    "launchers_needed.kill": "(0, 1)",
    "launchers_needed.assurance": "(0, 1)",
    "discount": "[0, 1)",
    "minimum_detection.discount": "(0, 1)",
    "shortest_punishment.discount": "(0, 1)",
}
INTERVALS = {
    **dict.fromkeys(SHARES.split(), "[0, 1]"),
    **dict.fromkeys(AMOUNTS.split(), "[0, inf)"),
    **dict.fromkeys(ABOVE_ZERO.split(), "(0, inf)"),
    **dict.fromkeys(ANY.split(), "(-inf, inf)"),
    **dict.fromkeys(FROM_ONE.split(), "[1, inf)"),
    **dict.fromkeys(FROM_TWO.split(), "[2, inf)"),
    **PARTICULAR,
}
MODULES = (
    "contest",
    "lanchester",
    "salvo",
    "saturation",
    "mass_precision",
    "escalation_ladder",
    "first_strike",
    "second_strike",
    "false_alarm",
    "flipit",
    "rumor",
    "bounded_confidence",
    "relative_gains",
    "arms_control",
    "treaty_depth",
    "shared_catastrophe",
    "inspection",
)
ARGUMENTS = [
    (module, name, argument)
    for module in MODULES
    for name, thing in vars(importlib.import_module(f"counterpoise.theory.{module}")).items()
    if isinstance(thing, Formula)
    for argument in thing.args
]


@pytest.mark.parametrize(("module", "name", "argument"), ARGUMENTS)
def test_the_domain_is_what_the_quantity_means(module, name, argument):
    formula = getattr(importlib.import_module(f"counterpoise.theory.{module}"), name)
    keys = (f"{name}.{argument}", f"{module}.{argument}", argument)
    expected = next(INTERVALS[key] for key in keys if key in INTERVALS)
    whole = argument in WHOLE or f"{name}.{argument}" in {"survival_probability.launchers", "kill_ceiling.launchers"}
    assert formula.args[argument].interval() == expected + (" whole" if whole else "")
