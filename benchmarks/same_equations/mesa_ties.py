"""What one state sees in another and decides about it: a tie, kept by the state it belongs to."""

from math import exp, log10, sqrt
from typing import Any

from counterpoise.mechanisms.luck_fields import LARGEST_DISTANCE

from .mesa_states import State, logistic
from .subset import stream_of

BELIEFS, THREAT = stream_of("Beliefs"), stream_of("BalanceOfThreat")
ALIGNMENT = stream_of("Alignment")


class Tie:
    """A directed dyad; ``back`` is the other's tie. One of the two ``leads`` where a pair decides as one."""

    __slots__ = (
        *("model", "sender", "target", "back", "place", "pair", "leads"),
        *("distance", "contiguous", "rivalry", "affinity", "alliance", "hedging", "trust", "ease", "distinct", "fear"),
        *("required_trust", "export_control", "memory", "onset"),
        *("apart", "exponent", "clouded", "strange", "kin", "planned_trust", "planned_fear"),
    )
    back: "Tie"
    distance: float
    contiguous: float
    rivalry: float
    affinity: float
    alliance: float
    hedging: float
    trust: float
    export_control: float
    memory: float
    onset: float

    def __init__(self, sender: State, target: State, place: int, pair: int, values: dict[str, float]):
        self.sender, self.target, self.place, self.pair = sender, target, place, pair
        self.model: Any = sender.model
        for name, value in values.items():
            if name in self.__slots__:
                setattr(self, name, value)
        self.leads = sender.place < target.place
        p = self.model.p
        self.apart = self.distance * (1.0 - self.contiguous)
        self.exponent = log10(621.371 * self.apart / p.BalanceOfThreat.march + self.model.ten_less_e)
        closed = 1.0 - target.free
        self.clouded = p.BalanceOfThreat.error * (1.0 + p.BalanceOfThreat.clouding * closed)
        self.strange = p.Beliefs.standing - 0.5 * p.Beliefs.kinship - p.Beliefs.grudge * self.rivalry
        q = p.Alignment
        self.kin = q.base + q.regime * sender.free * target.free + q.near * self.contiguous - q.rivalry * self.rivalry

    def measure(self) -> None:
        """Ease of attack from geography and technology, and how well arms are told apart."""
        p, sender = self.model.p.OffenseBalance, self.sender
        far = p.barrier * self.apart / (self.distance + sender.reach)
        self.ease = logistic(sender.lean - far)
        self.distinct = min(max(p.plain - p.blurring * self.target.adopted, 0.0), 1.0)

    def perceive(self) -> None:
        """Bayes' rule on arming as it is seen, what ties suggest, and fear of power that can reach and attack."""
        m, target, trust = self.model, self.target, self.trust
        p, q = m.p.Beliefs, m.p.BalanceOfThreat
        blur = max(p.blur * (1.0 - 0.5 * self.sender.u_isr), 1e-6)
        alarmed = m.luck[BELIEFS][self.place] < logistic((target.arming / target.burden_scatter - m.explained) / blur)
        # the first year has no signal, as nothing was seen before it
        odds = trust * ((m.alarming if alarmed or self.onset > 0.0 else m.reassuring) if m.elapsed > 1 else 1.0)
        ties = self.strange + p.kinship * self.affinity + p.pact * self.alliance - p.shadow * self.memory
        self.planned_trust = odds / (odds + 1.0 - trust) + p.fading * (logistic(ties) - trust)
        clear = 1.0 - q.clearing * self.sender.u_isr
        spread = sqrt(self.clouded * clear * (1.0 - q.contact * self.affinity))
        seen = exp(target.log_hard * self.exponent + spread * m.luck[THREAT][self.place])
        self.planned_fear = seen / (seen + self.sender.at_home) * self.back.ease * (1.0 - trust)

    def believe(self) -> None:
        """Take on trust and fear."""
        self.trust = min(max(self.planned_trust, 0.01), 0.99)
        self.fear = min(max(self.planned_fear, 0.0), 1.0)

    def weigh(self) -> float:
        """Set the least trust that supports restraint; the intensity of the dilemma."""
        p, against = self.model.p.DilemmaIntensity, max(self.back.ease, 1e-3)
        fearful = against * (1.0 - self.distinct) * p.loss - p.cost
        greedy = p.prize * self.sender.revisionism * self.ease - p.cost
        if greedy > 0.0:
            self.required_trust = 1.0
            return 1.0 if fearful > 0.0 else 0.0
        self.required_trust = fearful / (fearful - greedy) if fearful > 0.0 else 0.0
        return self.required_trust

    def reconsider(self) -> None:
        """The pair allies or parts, as one; and how undecided it is."""
        m, p, back = self.model, self.model.p.Alignment, self.back
        mine, other = self.sender.worst, self.target.worst
        drawn = self.kin + p.affinity * (self.affinity + back.affinity) / 2.0
        if mine.target is other.target:
            drawn += p.common * min(mine.fear, other.fear)
        drawn -= p.feared * (self.fear + back.fear) / 2.0 + p.systems * max(self.export_control, back.export_control)
        to_change = 1.0 - 2.0 * self.alliance
        chance = logistic(2.0 * (drawn * to_change / p.temperature - p.inertia))
        if m.luck[ALIGNMENT][self.pair] < chance:
            self.alliance = back.alliance = self.alliance + to_change
        allied = logistic(2.0 * drawn / p.temperature)
        self.hedging = back.hedging = 4.0 * allied * (1.0 - allied)

    def drift(self) -> None:
        """Agreement follows where both move in votes; friends grow alike besides, adversaries drift apart."""
        p, back, now = self.model.p.AffinityDrift, self.back, self.affinity
        remembered = 0.5 * (self.memory + back.memory)
        push = p.bond * self.alliance - p.rift * max(self.export_control, back.export_control)
        push -= p.grudge * remembered / (1.0 + remembered)
        mine, other = self.sender, self.target
        nearer = abs(mine.position - other.position) - abs(mine.after - other.after)
        moved = now + push * 2.0 * sqrt(max(now * (1.0 - now), 0.0)) + nearer / LARGEST_DISTANCE
        self.affinity = min(max(moved, 0.0), 1.0)
