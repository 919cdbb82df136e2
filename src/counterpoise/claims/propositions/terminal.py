"""The board and one claim of it in words, for a terminal."""

from collections.abc import Iterator

from counterpoise.charts.percent import percent

from .estimate import Estimate
from .judged import NO_POSTERIOR, POSTERIOR, Judged, JudgedEffect
from .record import Record
from .registry import FILES, proposition
from .stated import StatedEffect
from .verdict import Verdict, by_luck, of_claim

COLUMNS = ("claim", "the sentence", "type", "verdict", "kind", "why")
SHORT = 90
FOREGONE = 0.99
"""Assumed: the share of draws with the expected sign from which a claim could hardly have failed."""


def rows(board: Record) -> Iterator[tuple[str, ...]]:
    """One row a claim, in the order of the registry; those that the record lacks say so."""
    for claim in FILES:
        stated = proposition(claim).stated
        found = board.claims.get(claim)
        said = (found.verdict.value, found.why) if found else ("not run", "the recorded board lacks it")
        fewer = f" [{found.members:,} members]" if found and 0 < found.members < board.members else ""
        yield claim, cut(stated.quote), stated.type, said[0], kind(claim, found), said[1] + fewer


def kind(claim: str, found: Judged | None = None) -> str:
    """Whether what decides the claim came out of the model, was built into it, or was foregone."""
    tried = proposition(claim)
    if tried.untestable:
        return "-"
    built = {e.built_in for e in tried.stated.effects if e.decides}
    words = {(True,): "built in", (False,): "emergent", (False, True): "in part built in"}[tuple(sorted(built))]
    return f"{words}, foregone" if found and foregone(found) else words


def foregone(found: Judged) -> bool:
    """Whether hardly a draw from the priors, in any bundle, turns a sign that decides (fewer than one in a hundred).

    Such a claim follows from how the model is written, whether or not its effects were said to be built in.
    """
    stated = proposition(found.id).stated
    deciding = [(stated.effect(e.name), e) for e in found.effects if stated.effect(e.name).decides]
    if not deciding or any(s.sign == 0 for s, _ in deciding):
        return False
    return all(estimate.agree >= FOREGONE for _, e in deciding for estimate in e.prior.values())


def unsettled(found: Judged) -> bool:
    """Whether the claim might come out otherwise had other worlds been drawn, one of its effects turning or all."""
    stated = [proposition(found.id).stated.effect(e.name) for e in found.effects]
    now = [e.verdict for e in found.effects]
    if not stated or of_claim(zip(stated, now, strict=True)) is not found.verdict:
        return False  # nothing was tried, or a check decided, which no draw turns
    others = [by_luck(s, e.posterior or e.prior) for s, e in zip(stated, found.effects, strict=True)]
    turned = [[*now[:n], other, *now[n + 1 :]] for n, each in enumerate(others) for other in each]
    turned.append([each[0] if each else verdict for each, verdict in zip(others, now, strict=True)])
    return any(of_claim(zip(stated, verdicts, strict=True)) is not found.verdict for verdicts in turned)


def tally(board: Record) -> str:
    """How many claims came out how, how many supported ones could hardly have failed, how many rest on few draws."""
    claims = list(board.claims.values())
    counts = ", ".join(
        f"{sum(c.verdict is v for c in claims)} {v}" for v in Verdict if v in {c.verdict for c in claims}
    )
    held = [c for c in claims if c.verdict is Verdict.SUPPORTED]
    sure = [c.id for c in held if foregone(c) or proposition(c.id).stated.verifies_only]
    if sure:
        counts += f"; of those supported {len(sure)} could hardly have failed ({', '.join(sure)})"
    if close := [c.id for c in claims if unsettled(c)]:
        counts += f"; {len(close)} might come out otherwise with other draws ({', '.join(close)})"
    return counts


def cut(quote: str) -> str:
    """A quote short enough for a table."""
    return quote if len(quote) <= SHORT else quote[:SHORT].rsplit(" ", 1)[0] + " ..."


def facts(board: Record) -> str:
    """Members, seed and where the numbers come from."""
    drawn = f"priors and posterior ({POSTERIOR})" if board.posterior else f"priors ({NO_POSTERIOR})"
    return f"{board.members:,} members, seed {board.seed}, draws from the {drawn}"


def staleness(board: Record, now: dict[str, str]) -> str:
    """A line for a board that another model made; empty where it is of this one."""
    changed = board.stale(now)
    if not changed:
        return ""
    return (
        f"OUT OF DATE: {' and '.join(changed)} since this board was recorded; 'counterpoise claims ID --run' tries a "
        "claim on the model as it is"
    )


def in_full(found: Judged, posterior: bool) -> Iterator[str]:
    """One claim line by line: sentence, experiment, every effect in every bundle, condition, checks, doubts."""
    tried = proposition(found.id)
    stated = tried.stated
    yield f'{found.id}  "{stated.quote}" ({stated.paper}:{stated.line}, {stated.type})'
    yield f"verdict      {found.verdict.value}: {found.why}"
    if tried.untestable:
        return
    yield f"treatment    {tried.treatment}"
    yield f"control      {tried.control}"
    yield f"refuted if   {stated.refuted_if}"
    if stated.verifies_only:
        yield "evidence     none: what decides is built into the model, so this verifies it and is no evidence"
    elif foregone(found):
        yield "evidence     weak: hardly a draw says otherwise, so it follows from how the model is written"
    for effect in found.effects:
        yield ""
        yield from _effect(effect, stated.effect(effect.name), posterior)
    if found.checks:
        yield ""
    for name, shares in found.checks.items():
        yield f"check        {name}: " + ", ".join(f"{b} {percent(s)} of draws" for b, s in shares.items())
    yield ""
    yield f"posterior    {POSTERIOR if posterior else NO_POSTERIOR}; what is estimated by its likelihood is in either"
    for doubt in tried.doubts:
        yield f"doubt        {doubt}"
    yield f"cost         {found.members:,} members, {found.seconds:.0f} s"


def _effect(effect: JudgedEffect, stated: StatedEffect, posterior: bool) -> Iterator[str]:
    expected = {1: "rises", -1: "falls", 0: "either way"}[stated.sign]
    part = ("decides" if stated.decides else "beside") + (", built in" if stated.built_in else ", emergent")
    least = f"{100 * stated.smallest:g} % of the control" if stated.relative else f"{stated.smallest:g}"
    yield f"{effect.name} ({effect.unit}): expected {expected}, counts from {least}; {part}: {effect.verdict.value}"
    for basis, bundles in (("prior", effect.prior), ("posterior", effect.posterior)):
        for bundle, estimate in bundles.items():
            yield f"  {basis if posterior else 'draws':9} {bundle:16} {numbers(estimate)}"
    going = ", ".join(f"{d.parameter} {d.correlation:+.2f}" for d in effect.drivers)
    yield f"  goes with {going or 'no parameter more than chance would make it'}"
    if effect.condition:
        yield f"  condition {effect.condition}"


def numbers(e: Estimate) -> str:
    """An estimate: control, treatment, mean effect with 95 % interval, range over worlds, share of draws."""
    return (
        f"{e.control:.4g} -> {e.treatment:.4g}, effect {e.effect:+.3g} [{e.low:+.3g} to {e.high:+.3g}], over worlds "
        f"{e.world_low:+.3g} to {e.world_high:+.3g}; sign in {percent(e.agree)} of draws"
        + (f", none in {percent(e.none)}" if e.none >= 0.005 else "")
    )
