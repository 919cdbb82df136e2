"""Put a brief together: resolve the states, write each section, keep the ledger."""

from collections.abc import Callable

from counterpoise.core import InputError
from counterpoise.data.panel import BASE_YEAR, Panel

from . import deals, dependence, dilemma, distrust, outlook, standing, statecraft, summary
from .entries import Desk
from .page import Brief, Ledger, Section

# written in this order, since "do not trust" counts what the sections before it have entered; read in that of numbers
WRITERS: tuple[tuple[str, Callable[[Desk], Section]], ...] = (
    ("1 Standing", standing.write),
    ("2 Dependence", dependence.write),
    ("3 Dilemma", dilemma.write),
    ("4 Deals", deals.write),
    ("5 Outlook", outlook.write),
    ("6 Statecraft", statecraft.write),
    ("7 Do not trust", distrust.write),
    ("0 Summary", summary.write),
)
EARLIEST = 1970


def compose(
    panel: Panel,
    state: str,
    rival: str | None = None,
    year: int = BASE_YEAR,
    progress: Callable[[str], None] = lambda s: None,
) -> Brief:
    """The brief of one state, given by ISO3 code or name. Raises InputError for unknown states and years."""
    panel.check_year(year)
    if year < EARLIEST:
        raise InputError(f"a brief needs series that begin in {EARLIEST}; {year} is too early")
    iso3 = panel.system.resolve(state, year)
    other = panel.system.resolve(rival, year) if rival is not None else None
    if other == iso3:
        raise InputError(f"the rival must be another state than {panel.system.name(iso3)}")
    ledger = Ledger()
    sections = []
    for title, write in WRITERS:
        progress(title)
        sections.append(write(Desk(panel, year, iso3, other, ledger, title)))
    sections.sort(key=lambda section: section.number)
    rival_name = panel.system.name(other) if other else None
    return Brief(iso3, panel.system.name(iso3), other, rival_name, year, sections, ledger.rows)
