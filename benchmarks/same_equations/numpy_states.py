"""What happens to states, as NumPy arrays (member, state): growth, AI, power, arms.

Every function reads the world ``w`` and gives the changes of its fields. The equations and their sources stand in
``counterpoise.mechanisms``; here they are written out once more, as one would in NumPy.
"""

from types import SimpleNamespace
from typing import Any

import numpy as np

from counterpoise.theory import country_growth

from .draws import Array
from .subset import CHANNELS, stream_of

Changes = dict[str, Array]
World = Any
GROWTH, ARMS = stream_of("Growth"), stream_of("ArmsRace")
ANYONE = np.zeros(1, np.uint64)
LN2 = np.float32(np.log(2.0))


def prepare(w: World) -> None:
    """What stays the same all years: the effect of AI, and parameters of the channels side by side."""
    p = w.p
    effect = [country_growth.automation_effect(float(u)) for u in p.Growth.effect[:, 0]]
    w.kappa = np.array(effect, np.float32)[:, None]
    each = vars(p.Adoption)
    w.channel = SimpleNamespace(
        **{part: np.stack([each[f"{part}_{name}"] for name in CHANNELS]) for part in ("cost", "upset", "spill")}
    )
    w.skilled = np.log10(1 + 1000 * w.talent)
    behind = 1 - w.talent / np.maximum(w.talent.max(1, keepdims=True), np.float32(1e-6))
    w.leaked = p.Capability.leakage / (behind + p.Capability.leakage)


def growth(w: World) -> Changes:
    """Own pace fading into catching up, and what automation is worth."""
    p = w.p.Growth
    fade = np.exp(-LN2 * w.elapsed / p.half_life)
    per_head = np.maximum(w.gdp / np.maximum(w.population, np.float32(1e-3)), np.float32(0.05))
    gap = np.maximum(np.log(p.frontier / per_head), 0)
    chi = (1 - fade) * p.convergence * (1 - p.capacity + p.capacity * w.agility)
    base = fade * w.trend_growth + (1 - fade) * p.common
    realized = np.minimum(w.automated / p.decade, p.fastest) * w.agility
    pace = base + chi * gap + w.kappa * realized + np.log(1 - np.minimum(w.loss, np.float32(0.95)))
    before = w.growth_luck
    if w.elapsed == 1:
        before = np.log(1 + np.maximum(w.growth, np.float32(-0.5))) - w.trend_growth
    common = p.world_shock * w.luck.normal(GROWTH, ANYONE, channel=1)
    own = p.own_shock * w.growth_scatter * laplace(w.luck.uniform(GROWTH, w.state_id))
    luck = p.inertia * before + common + own
    grown = np.exp(pace + luck) - 1
    return {"growth": grown, "growth_luck": luck, "gdp": w.gdp * grown}


def laplace(uniform: Array) -> Array:
    """Numbers with Laplace's distribution of scale one."""
    size = -np.log(np.maximum(1 - 2 * np.abs(uniform - np.float32(0.5)), np.float32(1e-7)))
    return np.where(uniform > np.float32(0.5), size, -size)


def automation(w: World) -> Changes:
    """A fraction of the tasks that AI within reach could do is automated."""
    p = w.p.Automation
    reach = w.capability + p.access * (w.capability.max(1, keepdims=True) - w.capability)
    possible = 1 / (1 + np.exp((p.halfway - reach) / p.width))
    done = p.speed / (1 + p.speed) * np.maximum(possible - w.automation, 0)
    return {"automation": done, "automated": done}


def computing(w: World) -> Changes:
    """Computing bought and retired; part of what is bought is withheld until it is made at home."""
    p = w.p.Computing
    rate = np.maximum(p.factor, np.float32(1.01))
    now, before = (performance(years, rate, p.slowdown, p.divisor) for years in (w.elapsed, w.elapsed - 1))
    ceiling = np.maximum(p.ceiling, 0)
    substitution = ceiling - (ceiling - w.home_made) * (1 - p.learning * w.restricted)
    bought = np.minimum(
        p.price * now * w.spending * w.gdp, p.fastest * np.maximum(w.compute, p.smallest)
    )  # what is invested, and what there is room for
    added = bought * (1 - w.restricted * (1 - substitution))
    kept = added - np.minimum(p.retired, np.float32(0.9)) * w.compute
    return {"chip_growth": now / before - 1, "home_made": substitution, "compute": kept}


def performance(years: float, rate: Array, slowdown: Array, divisor: Array) -> Array:
    """Computing per dollar over that of the base year."""
    return rate ** (np.minimum(years, slowdown) + np.maximum(years - slowdown, 0) / divisor)


def spending(w: World) -> Changes:
    """Investment in AI by momentum, feared rivals and threat, under a ceiling."""
    p = w.p.AISpending
    rival = np.maximum(w.most(w.fear * w.at_target(w.spending)), 0)
    share = np.maximum(w.spending, p.seed)
    push = p.momentum + p.reaction * np.log1p(rival / share) + p.alarm * w.threat
    return {"spending": share * np.minimum(push, 1) * np.maximum(1 - share / p.ceiling, np.float32(-0.5))}


def adoption(w: World) -> Changes:
    """Four channels at once, as (channel, member, state)."""
    p, channel = w.p.Adoption, w.channel
    used = np.stack([getattr(w, f"u_{name}") for name in CHANNELS])
    feared = np.maximum(w.most(w.fear * w.at_target(used)), 0)
    milex = np.maximum(w.milex_share * w.gdp, np.float32(1e-4))
    civil = 1 / (1 + np.exp(p.useful - w.capability))
    unit = np.stack([p.unit_cost * w.drone_price, *[p.unit_cost] * 3])
    alarm = np.log(p.rate) + p.w_threat * np.minimum(w.threat, np.float32(0.1))
    barrier = channel.cost * unit / milex + p.w_change * (1 - w.agility) * channel.upset
    hazard = 1 - np.exp(-np.exp(alarm + p.w_rivals * feared + p.w_civilian * channel.spill * civil - barrier))
    gained = hazard * (p.innovators + used) * (1 - used)
    return {f"u_{name}": gained[n] for n, name in enumerate(CHANNELS)}


def capability(w: World) -> Changes:
    """Computing, algorithms that leak from the frontier, talent."""
    p = w.p.Capability
    algorithms = np.log10(w.leaked) + w.algorithms
    made = p.a_compute * np.log10(1 + w.compute) + p.a_algorithms * algorithms + p.a_talent * w.skilled
    return {"capability": made}


def power(w: World) -> Changes:
    """Hard and smart power as shares, at the level measured in the first year."""
    p, floor = w.p.Power, w.p.Power.floor
    skill = shares(10 ** (p.returns * (w.capability - w.capability.max(1, keepdims=True))))
    arms, wealth, troops = (np.maximum(shares(x), floor) for x in (w.military_stock, w.gdp, w.personnel))
    hard = shares(combined(arms, wealth, troops, p.rho_hard, p.arms, (1 - p.arms) * p.output))
    parts = (np.maximum(skill, floor), wealth, np.maximum(hard, floor))
    smart = shares(combined(*parts, p.rho_smart, p.science, (1 - p.science) * p.economy))
    hard_level = level(w.hard_level, w.hard, hard, floor)
    smart_level = level(w.smart_level, w.smart, smart, floor)
    measured = {"hard": shares(hard * hard_level), "smart": shares(smart * smart_level)}
    return measured | {"hard_level": hard_level, "smart_level": smart_level}


def shares(values: Array) -> Array:
    """Divided by the sum over states."""
    return values / np.maximum(values.sum(1, keepdims=True), np.float32(1e-6))


def combined(a: Array, b: Array, c: Array, rho: Array, w_a: Array, w_b: Array) -> Array:
    """Three fields in one with constant elasticity of substitution; geometric where rho is nil."""
    la, lb, lc = np.log(a), np.log(b), np.log(c)
    w_c = 1 - w_a - w_b
    high, low = (best(best(la, lb), lc) for best in (np.maximum, np.minimum))
    pivot, safe = np.where(rho > 0, high, low), np.where(abs(rho) < 1e-6, np.float32(1), rho)
    excess = sum(weight * np.expm1(safe * (x - pivot)) for weight, x in ((w_a, la), (w_b, lb), (w_c, lc)))
    return np.exp(np.where(abs(rho) < 1e-6, w_a * la + w_b * lb + w_c * lc, pivot + np.log1p(excess) / safe))


def level(carried: Array, measured: Array, made: Array, floor: Array) -> Array:
    """What was measured over what is made: last year's ratio if there is one, one where nothing was measured."""
    first = np.where(measured > 0, np.maximum(measured, floor) / np.maximum(made, floor), np.float32(1))
    return np.where(carried > 0, carried, first)


def threat_sum(w: World) -> Changes:
    """The burden of the feared, weighted by fear."""
    burdens = w.total(w.fear * w.at_target(w.milex_share))
    return {"threat": burdens / (w.p.ThreatSum.calm + w.fears)}


def arms_race(w: World) -> Changes:
    """Arming against threat where trust does not support restraint."""
    p = w.p.ArmsRace
    restraint = w.fear / (1 + np.exp((w.required_trust - w.trust) / np.maximum(p.noise, np.float32(1e-6))))
    borne = w.total(restraint) / (w.fears + np.float32(1e-6))
    answered = np.maximum(w.threat * (1 - p.forbearance * borne) * (1 - w.passed), np.float32(1e-7))
    burden = w.milex_share
    norm = np.where(w.peace_burden > 0, w.peace_burden, burden)
    usual = np.where(w.peace_threat > 0, w.peace_threat, answered)
    own = p.shock * w.burden_scatter * laplace(w.luck.uniform(ARMS, w.state_id))
    luck = p.inertia * w.arms_luck + p.tide * w.luck.normal(ARMS, ANYONE, channel=1) + own
    pull = (
        p.reaction * np.log(norm * answered / usual / burden) - p.fatigue * np.log(burden / norm) + p.grievance + luck
    )
    kept = {"peace_burden": norm, "peace_threat": usual, "arms_luck": luck}
    return {"milex_share": burden * np.expm1(pull), "arming": pull} | kept


def military_stock(w: World) -> Changes:
    """Military capital: bought, worn out, lost."""
    p = w.p.MilitaryStock
    lost = np.minimum(p.brunt * w.fought, np.float32(0.9))
    left = (1 - np.minimum(p.worn, np.float32(0.5))) * (1 - lost)
    return {"military_stock": w.milex_share * w.gdp - (1 - left) * w.military_stock}
