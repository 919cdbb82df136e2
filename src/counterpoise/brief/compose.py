"""Put a brief together: resolve the states, write each section, keep the ledger."""

from collections.abc import Callable
from dataclasses import replace

from counterpoise.core import InputError
from counterpoise.data.panel import BASE_YEAR, Panel

from . import deals, dependence, dilemma, distrust, outlook, standing, statecraft, summary, trial
from .beside import Part, writer
from .entries import Desk
from .page import Brief, Ledger, Section

# written in this order, since "do not trust" counts what the sections before it have entered; read in that of numbers.
# Parts made beside the others may take what they share from one another, but nothing from the rest
PARTS = (
    Part("1 Standing", standing.write),
    Part("2 Dependence", dependence.write),
    Part("3 Dilemma", dilemma.write, beside=True),
    Part("4 Deals", deals.write, beside=True),
    Part("5 Outlook", outlook.write, beside=True),
    Part("6 Statecraft", statecraft.write, beside=True),
    Part("7 Do not trust", distrust.choices),
    Part("7 Do not trust", trial.write, beside=True),
    Part("7 Do not trust", distrust.basis),
    Part("0 Summary", summary.balance),
    Part("0 Summary", summary.dilemma, beside=True),
    Part("0 Summary", summary.deal, beside=True),
)
EARLIEST = 1970


def compose(
    panel: Panel,
    state: str,
    rival: str | None = None,
    year: int = BASE_YEAR,
    progress: Callable[[str], None] = lambda s: None,
    processes: int = 1,
) -> Brief:
    """The brief of one state, given by ISO3 code or name. Raises InputError for unknown states and years.

    With two ``processes`` the parts that need nothing of the others are made beside them, to the same last digit.
    """
    panel.check_year(year)
    if year < EARLIEST:
        raise InputError(f"a brief needs series that begin in {EARLIEST}; {year} is too early")
    iso3 = panel.system.resolve(state, year)
    other = panel.system.resolve(rival, year) if rival is not None else None
    if other == iso3:
        raise InputError(f"the rival must be another state than {panel.system.name(iso3)}")
    desk = Desk(panel, year, iso3, other, Ledger(), "")
    sections: dict[int, Section] = {}
    with writer(PARTS, desk, processes) as write:
        for part in PARTS:
            progress(part.title)
            written = write(part)
            begun = sections.get(written.number, replace(written, blocks=()))
            sections[written.number] = replace(begun, blocks=[*begun.blocks, *written.blocks])
    rival_name = panel.system.name(other) if other else None
    ordered = [sections[number] for number in sorted(sections)]
    return Brief(iso3, panel.system.name(iso3), other, rival_name, year, ordered, desk.ledger.rows)
