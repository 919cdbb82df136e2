"""Claims tested on data, as rows of a table, as entries of the board, and one in full."""

from collections.abc import Iterable, Iterator
from typing import Any

from .finding import Effect, Finding

COLUMNS = ("id", "claim", "verdict", "why")


def rows(findings: Iterable[Finding]) -> list[list[str]]:
    """One row a finding, as text under ``COLUMNS``."""
    return [[f.id, f.rule.quote, f.verdict.value, f.condition or f.why] for f in findings]


def entry(found: Finding) -> dict[str, Any]:
    """As the board gives claims: id, paper, line, quote, type, verdict, explanation."""
    head = {key: getattr(found.rule, key) for key in ("id", "paper", "line", "quote", "type")}
    return {**head, "verdict": found.verdict.value, "explanation": found.why}


def in_full(found: Finding) -> Iterator[str]:
    """All of one finding, line by line."""
    rule = found.rule
    yield f'{found.id}  {rule.paper}:{rule.line}  "{rule.quote}"'
    yield f"verdict      {found.verdict.value}: {found.why}"
    if found.condition:
        yield f"condition    {found.condition}"
    yield f"test         {rule.test}"
    yield f"counts from  {rule.smallest_says}"
    yield f"supported if {rule.supported_if}"
    yield f"refuted if   {rule.refuted_if}"
    if rule.seen_before:
        yield f"seen before  {rule.seen_before}"
    yield from (f"effect       {_effect(each)}" for each in found.effects)
    for data in found.data:
        yield f"data         {data.what}, {data.first}-{data.last} ({data.grade}; {', '.join(data.cards)})"
    yield from (f"or else      {text}" for text in found.otherwise)
    yield from (f"hole         {text}" for text in found.holes)


def _effect(effect: Effect) -> str:
    sign = "" if effect.share is None else f"; {100 * effect.share:.0f} % of draws have the sign"
    basis = f"; {effect.basis}" if effect.basis else ""
    return f"{effect.name}: {effect.value:.3g} [{effect.low:.3g} to {effect.high:.3g}] {effect.unit}{sign}{basis}"
