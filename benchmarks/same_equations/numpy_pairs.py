"""What happens between states, as NumPy arrays (member, directed dyad): offense, trust, fear, the dilemma, alliances.

What both directions of a pair share is worked out once for each pair, with ``w.up`` and ``w.down`` its two dyads.
"""

import numpy as np

from counterpoise.mechanisms.luck_fields import LARGEST_DISTANCE

from .numpy_states import Changes, World, laplace
from .subset import CHANNELS, stream_of

BELIEFS, THREAT = stream_of("Beliefs"), stream_of("BalanceOfThreat")
ALIGNMENT, AFFINITY = stream_of("Alignment"), stream_of("AffinityDrift")
MILES, FIRST_DAY = np.float32(621.371), np.float32(10.0 - np.e)
TINY = np.float32(1e-9)


def prepare(w: World) -> None:
    """What stays the same all years: geography, regimes, rivalry, and identities of pairs."""
    p, apart = w.p, w.distance * (1 - w.contiguous)
    w.barred = p.OffenseBalance.barrier * apart
    w.exponent = np.log10(MILES * apart / p.BalanceOfThreat.march + FIRST_DAY)
    closed = 1 / (1 + np.exp(w.democracy))
    w.clouded = p.BalanceOfThreat.error * w.at_target(1 + p.BalanceOfThreat.clouding * closed)
    w.strange = p.Beliefs.standing - np.float32(0.5) * p.Beliefs.kinship - p.Beliefs.grudge * w.rivalry
    w.greed = p.DilemmaIntensity.prize * w.at_sender(w.revisionism)
    seeker, greedy, bias = p.Beliefs.seeker, p.Beliefs.seeker * p.Beliefs.telling, 1 + p.Beliefs.bias
    w.explained = p.Beliefs.alarm * np.maximum(-np.log(np.maximum(2 * (1 - seeker), np.float32(1e-6))), 0)
    w.evidence = (seeker / greedy, ((1 - seeker) / (1 - greedy)) ** bias)
    w.up = np.flatnonzero(w.src < w.dst)
    w.down = w.rev[w.up]
    w.pair_of = np.empty(len(w.src), np.intp)
    w.pair_of[w.up] = w.pair_of[w.down] = np.arange(len(w.up))
    w.pair_id = np.minimum(w.dyad_id[w.up], w.dyad_id[w.down])
    free = 1 / (1 + np.exp(-w.democracy))
    joint = free.take(w.src[w.up], 1) * free.take(w.dst[w.up], 1)
    q = p.Alignment
    w.kin = q.base + q.regime * joint + q.near * w.contiguous[:, w.up] - q.rivalry * w.rivalry[:, w.up]


def offense(w: World) -> Changes:
    """Ease of attack from geography and technology, and how well arms are told apart."""
    p = w.p.OffenseBalance
    lean, adopted = p.base, np.float32(0)
    for name in CHANNELS:
        used = getattr(w, f"u_{name}")
        lean, adopted = lean + getattr(p, name) * used, adopted + used
    held = np.sqrt(w.military_stock / (w.military_stock.sum(1, keepdims=True) + TINY))
    far = w.barred / (w.distance + w.at_sender(p.near + p.projection * held))
    ease = 1 / (1 + np.exp(far - w.at_sender(lean)))
    return {"ease": ease, "distinct": w.at_target(p.plain - p.blurring * adopted / 4)}


def beliefs(w: World) -> Changes:
    """Bayes' rule on arming as it is seen, and a slow return to what ties suggest."""
    p = w.p.Beliefs
    blur = np.maximum(p.blur * (1 - np.float32(0.5) * w.u_isr), np.float32(1e-6))
    alarm = 1 / (1 + np.exp(w.at_target(w.explained - w.arming / w.burden_scatter) / w.at_sender(blur)))
    threatened = (w.luck.uniform_of_dyads(BELIEFS, w.dyad_id, w.rev) < alarm) | (w.onset > 0)
    # the first year has no signal, as nothing was seen before it
    odds = w.trust * (np.where(threatened, w.evidence[1], w.evidence[0]) if w.elapsed > 1 else 1)
    learned = odds / (odds + 1 - w.trust)
    ties = w.strange + p.kinship * w.affinity + p.pact * w.alliance - p.shadow * w.memory
    return {"trust": learned - w.trust + p.fading * (1 / (1 + np.exp(-ties)) - w.trust)}


def balance_of_threat(w: World) -> Changes:
    """Fear of power that can reach, can attack and is not trusted, as it is seen."""
    p = w.p.BalanceOfThreat
    at_home = w.hard ** np.log10(FIRST_DAY) + TINY
    clear = w.at_sender(1 - p.clearing * w.u_isr)
    spread = np.sqrt(w.clouded * clear * (1 - p.contact * w.affinity))
    luck = w.luck.normal_of_dyads(THREAT, w.dyad_id, w.rev)
    seen = np.exp(w.at_target(np.log(w.hard)) * w.exponent + spread * luck)
    w.ease_back = w.ease.take(w.rev, 1)
    return {"fear": seen / (seen + w.at_sender(at_home)) * w.ease_back * (1 - w.trust)}


def dilemma(w: World) -> Changes:
    """Least trust that supports restraint, and the intensity of the dilemma weighted by fear."""
    p = w.p.DilemmaIntensity
    against = np.maximum(w.ease_back, np.float32(1e-3))
    fearful = against * (1 - w.distinct) * p.loss - p.cost
    greedy = w.greed * w.ease - p.cost
    least = np.maximum(fearful, 0)
    least = least / np.maximum(least - greedy, TINY)
    covetous = greedy > 0
    least[covetous] = 1
    intensity = np.where(covetous & (fearful <= 0), 0, least)
    w.fears = w.total(w.fear)
    return {"required_trust": least, "dilemma": w.total(w.fear * intensity) / (w.fears + np.float32(1e-6))}


def alignment(w: World) -> Changes:
    """Alliances made and left, one decision for each pair; hedging where little depends on it."""
    p, up, down = w.p.Alignment, w.up, w.down
    worst = w.most(w.fear)
    feared = np.where(w.fear == w.at_sender(worst), np.arange(len(w.src)), len(w.src))
    foe = w.dst[np.minimum.reduceat(feared, w.first, axis=-1)]
    one, other = w.src[up], w.dst[up]
    common = np.minimum(worst.take(one, 1), worst.take(other, 1)) * (foe.take(one, 1) == foe.take(other, 1))
    affinity, fear = (x.take(up, 1) + x.take(down, 1) for x in (w.affinity, w.fear))
    control = np.maximum(w.export_control.take(up, 1), w.export_control.take(down, 1))
    drawn = w.kin + p.affinity / 2 * affinity + p.common * common - p.feared / 2 * fear - p.systems * control
    to_change = 1 - 2 * w.alliance.take(up, 1)
    gain = 2 / p.temperature
    chance = 1 / (1 + np.exp(2 * p.inertia - gain * drawn * to_change))
    switched = to_change * (w.luck.uniform(ALIGNMENT, w.pair_id) < chance)
    allied = 1 / (1 + np.exp(-gain * drawn))
    hedging = 4 * allied * (1 - allied)
    return {"alliance": switched.take(w.pair_of, 1), "hedging": hedging.take(w.pair_of, 1)}


def affinity_drift(w: World) -> Changes:
    """States move in votes, with all their partners at once; friends grow alike besides, adversaries drift apart."""
    p, up, down = w.p.AffinityDrift, w.up, w.down
    luck = p.spread * laplace(w.luck.uniform(AFFINITY, w.state_id))
    moved = luck - p.pull * (w.position - w.position.mean(1, keepdims=True))
    was, now = (abs(x.take(w.src[up], 1) - x.take(w.dst[up], 1)) for x in (w.position, w.position + moved))
    control = np.maximum(w.export_control.take(up, 1), w.export_control.take(down, 1))
    remembered = np.float32(0.5) * (w.memory.take(up, 1) + w.memory.take(down, 1))
    apart = p.rift * control + p.grudge * remembered / (1 + remembered)
    room = 2 * np.sqrt(np.maximum(w.affinity * (1 - w.affinity), 0))
    push = p.bond * w.alliance - apart.take(w.pair_of, 1)
    nearer = ((was - now) / np.float32(LARGEST_DISTANCE)).take(w.pair_of, 1)
    return {"affinity": nearer + push * room, "position": moved}
