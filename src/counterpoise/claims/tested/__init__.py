"""Claims tested on data and not on the model: each with the rule that was written before its numbers."""

from collections.abc import Callable, Mapping
from importlib import import_module

from counterpoise.data.panel import Panel, load_panel

from .finding import Effect, Evidence, Finding, Rule, rule, rules

__all__ = ["Effect", "Evidence", "Finding", "Rule", "compute", "examine", "findings", "ids", "rule", "rules"]

WHERE: Mapping[str, str] = {
    "H10": "counterpoise.claims.tested.smart_power",
    "H14": "counterpoise.claims.tested.mass",
    "H19": "counterpoise.claims.tested.partners",
    "H20": "counterpoise.claims.tested.multipolar",
    "H27": "counterpoise.claims.tested.covid",
    "votes": "counterpoise.claims.vote_contest",
}
"""The module that examines each claim."""


def ids() -> tuple[str, ...]:
    """Every claim tested on data."""
    return tuple(WHERE)


def compute(claim: str, panel: Panel | None = None) -> Finding:
    """Test one claim anew, at most some seconds. Raises InputError with the nearest name."""
    module = import_module(WHERE[rule(claim).id])
    test: Callable[[Panel], Finding] = module.examine
    return test(panel or load_panel())


def examine(claim: str, panel: Panel | None = None) -> Finding:
    """One finding, the shipped one where it rests on this panel, else computed. Raises InputError for unknown names."""
    from .recorded import fits, shipped

    used = panel or load_panel()
    return shipped()[rule(claim).id] if fits(used) else compute(claim, used)


def findings(panel: Panel | None = None) -> tuple[Finding, ...]:
    """Every finding, in the order of the papers' propositions, the vote contest last."""
    return tuple(examine(claim, panel) for claim in ids())
