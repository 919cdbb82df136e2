"""The rule: what effects over worlds say of a claim."""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import replace

from counterpoise.charts.percent import percent

from .estimate import Estimate, share_interval
from .stated import StatedEffect

AGREED, AGAINST = 0.9, 0.1
"""Shares of draws with the expected sign that support and contradict an effect."""


class Verdict(enum.StrEnum):
    """What may come out for a claim tried on the simulated world."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    CONDITIONAL = "conditional"
    NOT_TESTABLE = "not testable"


def of_effect(stated: StatedEffect, bundles: Mapping[str, Estimate]) -> Verdict:
    """The verdict on one effect from its estimates, one for each bundle of mechanisms; all must say the same.

    Supported: nine draws in ten have the sign and the mean reaches the smallest effect. Contradicted: one draw in ten
    or fewer has it. Where the sign is open: supported if nine in ten have the same and the mean is large enough,
    contradicted if one draw in ten or fewer has an effect that counts. Raises ValueError without estimates.
    """
    if not bundles:
        raise ValueError(f"{stated.name}: no estimate to judge")
    found = list(bundles.values())
    if stated.sign == 0:
        return _of_open_sign(found)
    if all(e.agree >= AGREED and stated.sign * e.effect >= e.least and e.effect != 0.0 for e in found):
        return Verdict.SUPPORTED
    if all(e.agree <= AGAINST for e in found):
        return Verdict.CONTRADICTED
    return Verdict.CONDITIONAL


def _of_open_sign(found: list[Estimate]) -> Verdict:
    large = all(abs(e.effect) >= e.least and e.effect != 0.0 for e in found)
    up = all(e.agree >= AGREED for e in found)
    down = all(1.0 - e.agree - e.none >= AGREED for e in found)
    if large and (up or down):
        return Verdict.SUPPORTED
    if all(e.count <= AGAINST for e in found):
        return Verdict.CONTRADICTED
    return Verdict.CONDITIONAL


def by_luck(stated: StatedEffect, bundles: Mapping[str, Estimate]) -> list[Verdict]:
    """What else might come out had other worlds been drawn: verdicts at either end of the shares' 95 % intervals.

    Bundles live the same draws, so their shares err together.
    """
    ends = [{b: _at_end(e, end) for b, e in bundles.items()} for end in (0, 1)]
    found = {of_effect(stated, moved) for moved in ends}
    return sorted(found - {of_effect(stated, bundles)})


def _at_end(e: Estimate, end: int) -> Estimate:
    agree, count = (share_interval(share, e.effective)[end] for share in (e.agree, e.count))
    return replace(e, agree=agree, count=count, none=min(e.none, 1.0 - agree))


def of_claim(effects: Iterable[tuple[StatedEffect, Verdict]], refuted: bool = False) -> Verdict:
    """The verdict on a claim from those on its effects: what all that decide say, else conditional.

    ``refuted``: what was said beforehand to refute the claim has happened. Raises ValueError where nothing decides.
    """
    said = {verdict for stated, verdict in effects if stated.decides}
    if not said:
        raise ValueError("no effect decides the claim")
    if refuted:
        return Verdict.CONTRADICTED
    return said.pop() if len(said) == 1 else Verdict.CONDITIONAL


def why(stated: StatedEffect, bundles: Mapping[str, Estimate], verdict: Verdict) -> str:
    """One line: what decided."""
    low, high = min(e.agree for e in bundles.values()), max(e.agree for e in bundles.values())
    share = percent(low) if percent(low) == percent(high) else f"{percent(low).removesuffix(' %')} to {percent(high)}"
    sign = {1: "rises", -1: "falls", 0: "rises"}[stated.sign]
    text = f"{stated.name} {sign} in {share} of draws"
    still = min(e.none for e in bundles.values())
    if still >= 0.05:
        text += f" and does not move in {percent(still)}"
    small = [name for name, e in bundles.items() if abs(e.effect) < e.least]
    if small and verdict is not Verdict.CONTRADICTED:
        text += f"; the mean effect is smaller than counts ({', '.join(small)})"
    if others := by_luck(stated, bundles):
        draws = min(e.effective for e in bundles.values())
        text += f"; as these weigh like {draws:,.0f} draws, others might make it {' or '.join(others)}"
    return text
