"""What a state does, as a Mesa agent: it grows, adopts, is powerful, is afraid, arms; it holds its ties to others.

The equations and their sources stand in ``counterpoise.mechanisms``; here they are written out once more, as one would
with agents. A state works out a phase in one method and takes it on in the next, so that all read the same world.
"""

from math import exp, expm1, log, log1p, log10, sqrt
from typing import Any

import mesa

from .subset import CHANNELS, stream_of

GROWTH, ARMS, AFFINITY = (stream_of(name) for name in ("Growth", "ArmsRace", "AffinityDrift"))


def logistic(x: float) -> float:
    """The probability with log odds x."""
    return 1.0 / (1.0 + exp(-x)) if x > -700.0 else 0.0


class State(mesa.Agent):
    """One state; its variables are attributes named as in the vocabulary, ``ties`` its relations to others."""

    hard_level: float
    smart_level: float

    def __init__(self, model: Any, place: int, values: dict[str, float]):
        super().__init__(model)
        self.place = place
        self.ties: list[Any] = []
        self.__dict__.update(values)
        self.skilled = log10(1.0 + 1000.0 * self.talent)
        self.free = logistic(self.democracy)

    def settle(self, **values: float) -> None:
        """Take on values, each within its bounds."""
        bounds = self.model.bounds
        for name, value in values.items():
            low, high = bounds[name]
            setattr(self, name, min(max(value, low), high))

    def plan_growth(self) -> None:
        """Economy and AI of the year, from last year's world."""
        growth, luck = self.growth_of_output()
        done = self.newly_automated()
        self.planned = {
            "growth": growth,
            "growth_luck": luck,
            "gdp": self.gdp * (1.0 + growth),
            "automated": done,
            "automation": self.automation + done,
            "compute": self.next_compute(),
            "home_made": self.next_substitution(),
            "spending": self.next_spending(),
            "capability": self.next_capability(),
            **self.next_adoption(),
        }

    def grow(self) -> None:
        """Take on what was planned."""
        self.settle(**self.planned)

    def growth_of_output(self) -> tuple[float, float]:
        """Own pace fading into catching up, what automation is worth, and luck; the luck beside it."""
        m, p = self.model, self.model.p.Growth
        fade = m.fade
        per_head = max(self.gdp / max(self.population, 1e-3), 0.05)
        gap = max(0.0, log(p.frontier / per_head))
        chi = (1.0 - fade) * p.convergence * (1.0 - p.capacity + p.capacity * self.agility)
        pace = fade * self.trend_growth + (1.0 - fade) * p.common + chi * gap
        pace += m.kappa * min(self.automated / p.decade, p.fastest) * self.agility + log(1.0 - min(self.loss, 0.95))
        before = self.growth_luck
        if m.elapsed == 1:
            before = log(1.0 + max(self.growth, -0.5)) - self.trend_growth
        own = p.own_shock * self.growth_scatter * laplace(m.luck[GROWTH][self.place])
        luck = p.inertia * before + p.world_shock * m.world_luck + own
        return expm1(pace + luck), luck

    def newly_automated(self) -> float:
        """A fraction of the tasks that AI within reach could do."""
        p = self.model.p.Automation
        reach = self.capability + p.access * (self.model.best - self.capability)
        possible = logistic((reach - p.halfway) / p.width)
        return p.speed / (1.0 + p.speed) * max(0.0, possible - self.automation)

    def next_compute(self) -> float:
        """Computing bought and retired; part of it is withheld until it is made at home."""
        m, p = self.model, self.model.p.Computing
        invested = p.price * m.performance * self.spending * self.gdp
        bought = min(invested, p.fastest * max(self.compute, p.smallest))
        added = bought * (1.0 - self.restricted * (1.0 - self.next_substitution()))
        return (1.0 - min(p.retired, 0.9)) * self.compute + added

    def next_substitution(self) -> float:
        """What barred spending buys at home, learned year by year from what is barred."""
        p = self.model.p.Computing
        ceiling = max(p.ceiling, 0.0)
        return ceiling - (ceiling - self.home_made) * (1.0 - p.learning * self.restricted)

    def next_spending(self) -> float:
        """Investment in AI by momentum, feared rivals and threat, under a ceiling."""
        p = self.model.p.AISpending
        rival = max(tie.fear * tie.target.spending for tie in self.ties)
        share = max(self.spending, p.seed)
        push = p.momentum + p.reaction * log1p(rival / share) + p.alarm * self.threat
        return self.spending + share * min(push, 1.0) * max(1.0 - share / p.ceiling, -0.5)

    def next_adoption(self) -> dict[str, float]:
        """Four channels, each by pull and barriers."""
        p = self.model.p.Adoption
        milex = max(self.milex_share * self.gdp, 1e-4)
        civil = logistic(self.capability - p.useful)
        alarm = log(p.rate) + p.w_threat * min(self.threat, 0.1)
        rigid = p.w_change * (1.0 - self.agility)
        weapons = isr = cyber = command = 0.0
        for tie in self.ties:
            fear, other = tie.fear, tie.target
            weapons, isr = max(weapons, fear * other.u_weapons), max(isr, fear * other.u_isr)
            cyber, command = max(cyber, fear * other.u_cyber), max(command, fear * other.u_command)
        found = {}
        for channel, feared in zip(CHANNELS, (weapons, isr, cyber, command), strict=True):
            cost, upset, spill = self.model.channels[channel]
            unit = p.unit_cost * (self.model.drone_price if channel == "weapons" else 1.0)
            score = alarm + p.w_rivals * feared + p.w_civilian * spill * civil - cost * unit / milex - rigid * upset
            used = getattr(self, f"u_{channel}")
            found[f"u_{channel}"] = used - expm1(-exp(score)) * (p.innovators + used) * (1.0 - used)
        return found

    def next_capability(self) -> float:
        """Computing, algorithms that leak from the frontier, talent."""
        m, p = self.model, self.model.p.Capability
        leaked = p.leakage / (1.0 - self.talent / m.most_talent + p.leakage)
        made = p.a_compute * log10(1.0 + self.compute) + p.a_algorithms * (log10(leaked) + m.algorithms)
        return float(made + p.a_talent * self.skilled)

    def measure_hard(self) -> None:
        """Hard power before it is a share; skill in AI, likewise; reach and lean of its arms."""
        m, p = self.model, self.model.p.Power
        arms, troops = self.military_stock / max(m.all_stock, 1e-6), self.personnel / max(m.all_people, 1e-6)
        self.wealth = max(self.gdp / m.all_output, p.floor)
        w_output = (1.0 - p.arms) * p.output
        self.made_hard = combined(max(arms, p.floor), self.wealth, max(troops, p.floor), p.rho_hard, p.arms, w_output)
        self.skill = 10.0 ** (p.returns * (self.capability - m.best))
        q = m.p.OffenseBalance
        self.lean = q.base + sum(getattr(q, name) * getattr(self, f"u_{name}") for name in CHANNELS)
        self.adopted = (self.u_weapons + self.u_isr + self.u_cyber + self.u_command) / 4.0
        self.reach = q.near + q.projection * sqrt(self.military_stock / (m.all_stock + 1e-9))

    def measure_smart(self) -> None:
        """Smart power before it is a share, and how easily others can be attacked."""
        m, p = self.model, self.model.p.Power
        self.made_hard /= m.sum_hard
        know, force = max(self.skill / m.sum_skill, p.floor), max(self.made_hard, p.floor)
        self.made_smart = combined(know, self.wealth, force, p.rho_smart, p.science, (1.0 - p.science) * p.economy)
        for tie in self.ties:
            tie.measure()

    def level_power(self) -> None:
        """Power at the level measured in the first year, before it is a share again."""
        floor = self.model.p.Power.floor
        self.made_smart /= self.model.sum_smart
        self.hard_level = level(self.hard_level, self.hard, self.made_hard, floor)
        self.smart_level = level(self.smart_level, self.smart, self.made_smart, floor)
        self.made_hard *= self.hard_level
        self.made_smart *= self.smart_level

    def be_powerful(self) -> None:
        """Take on power as a share."""
        self.settle(hard=self.made_hard / self.model.sum_hard, smart=self.made_smart / self.model.sum_smart)
        self.log_hard = log(self.hard)
        self.at_home = self.hard**self.model.first_day + 1e-9

    def perceive(self) -> None:
        """Learn about others and see how threatening they are."""
        for tie in self.ties:
            tie.perceive()

    def believe(self) -> None:
        """Take on what was learned and seen."""
        for tie in self.ties:
            tie.believe()

    def sum_up(self) -> None:
        """The threat to a state and the dilemma it is in, from its ties."""
        fears = burdens = dilemmas = 0.0
        for tie in self.ties:
            intensity, fear = tie.weigh(), tie.fear
            fears += fear
            burdens += fear * tie.target.milex_share
            dilemmas += fear * intensity
        self.fears = fears
        self.settle(threat=burdens / (self.model.p.ThreatSum.calm + fears), dilemma=dilemmas / (fears + 1e-6))
        self.worst = max(self.ties, key=lambda tie: tie.fear)

    def decide(self) -> None:
        """Arm, and reconsider alliances."""
        p = self.model.p.ArmsRace
        noise = max(p.noise, 1e-6)
        borne = sum(tie.fear * logistic((tie.trust - tie.required_trust) / noise) for tie in self.ties)
        unmoved = p.forbearance * borne / (self.fears + 1e-6)
        answered = max(self.threat * (1.0 - unmoved) * (1.0 - self.passed), 1e-7)
        burden = self.milex_share
        norm = self.peace_burden if self.peace_burden > 0.0 else burden
        usual = self.peace_threat if self.peace_threat > 0.0 else answered
        m = self.model
        own = p.shock * self.burden_scatter * laplace(m.luck[ARMS][self.place])
        luck = p.inertia * self.arms_luck + p.tide * m.arms_luck + own
        pull = p.reaction * log(norm * answered / usual / burden) - p.fatigue * log(burden / norm) + p.grievance + luck
        self.settle(milex_share=burden * exp(pull), arming=pull, arms_luck=luck)
        self.settle(peace_burden=norm, peace_threat=usual)
        for tie in self.ties:
            if tie.leads:
                tie.reconsider()

    def move(self) -> None:
        """Where the state will stand in votes."""
        p, m = self.model.p.AffinityDrift, self.model
        luck = p.spread * laplace(m.luck[AFFINITY][self.place])
        self.after = self.position - p.pull * (self.position - m.middle) + luck

    def stand(self) -> None:
        """Stand there, once all ties have seen where everybody was and will be."""
        self.settle(position=self.after)

    def end_year(self) -> None:
        """Arms wear out and are bought; ties grow closer or looser."""
        p = self.model.p.MilitaryStock
        left = (1.0 - min(p.worn, 0.5)) * (1.0 - min(p.brunt * self.fought, 0.9))
        self.settle(military_stock=left * self.military_stock + self.milex_share * self.gdp)
        for tie in self.ties:
            tie.drift()


def combined(a: float, b: float, c: float, rho: float, w_a: float, w_b: float) -> float:
    """Three fields in one with constant elasticity of substitution; geometric where rho is nil."""
    w_c = 1.0 - w_a - w_b
    if abs(rho) < 1e-6:
        return exp(w_a * log(a) + w_b * log(b) + w_c * log(c))
    return float((w_a * a**rho + w_b * b**rho + w_c * c**rho) ** (1.0 / rho))


def level(carried: float, measured: float, made: float, floor: float) -> float:
    """What was measured over what is made: last year's ratio if there is one, one where nothing was measured."""
    if carried > 0.0:
        return carried
    return max(measured, floor) / max(made, floor) if measured > 0.0 else 1.0


def laplace(uniform: float) -> float:
    """A number with Laplace's distribution of scale one."""
    size = -log(max(1.0 - 2.0 * abs(uniform - 0.5), 1e-7))
    return size if uniform > 0.5 else -size
