"""Verify a panel: every file against its hash, every value against the schema, every source against its card."""

from collections.abc import Iterator

from counterpoise.core import DataIntegrityError, bibliography

from .build import gate
from .card import cards
from .checks import check_values
from .dyads import DYAD_COLUMNS
from .panel import Panel
from .registers import names, register


def verify_panel(panel: Panel) -> Iterator[str]:
    """One line for each check that passed. Raises DataIntegrityError at the first that does not."""
    yield f"values      {len(panel.values):,} state-year values match their hash"
    for table in ("dyads", "dyad_onsets", "dyad_universe", "suppliers", "firms", "ai_investment_world"):
        yield f"{table:20} {len(getattr(panel, table)):,} rows match their hash"
    check_values(panel.values, panel.variables.values())
    yield "schema      unique state-years, declared variables, finite errors, bounds, no jumps of units"
    yield f"survivors   Norway and Namibia are there; {len(panel.system.members(2024))} states in 2024"
    gate([*panel.variables.values(), *DYAD_COLUMNS])
    yield f"licences    {len(panel.variables)} variables and {len(DYAD_COLUMNS)} dyad columns pass the licence gate"
    missing = sorted({c.citation for c in cards().values()} - set(bibliography()))
    if missing:
        raise DataIntegrityError(f"cards cite works that the bibliography lacks: {', '.join(missing)}")
    yield f"citations   {len(cards())} cards cite works of the bibliography"
    rows = sum(len(register(name)) for name in names())
    yield f"registers   {len(names())} registers, {rows:,} rows"
