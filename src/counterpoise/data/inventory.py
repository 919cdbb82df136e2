"""What the panel holds and what it must be cited for."""

from typing import TYPE_CHECKING

from counterpoise.core import format_reference

from .card import cards
from .panel import BASE_YEAR, Panel

if TYPE_CHECKING:
    import pandas as pd


def inventory(panel: Panel) -> "pd.DataFrame":
    """One row a variable: unit, first and last year, states with a value of the base year or carried to it, terms."""
    import pandas as pd

    known = cards()
    rows = []
    for name, variable in sorted(panel.variables.items(), key=lambda item: (item[1].group, item[0])):
        years = panel.years(name)
        rows.append(
            {
                "variable": name,
                "label": variable.label,
                "unit": variable.unit,
                "group": variable.group,
                "first": years[0],
                "last": years[1],
                f"states_{BASE_YEAR}": panel.coverage(name, BASE_YEAR),
                "sources": "; ".join(variable.cards),
                "licence": "; ".join(dict.fromkeys(known[c].licence for c in variable.cards)),
                "error": f"{variable.error:g} {variable.scale} ({variable.error_grade})",
                "derived": variable.derived,
            }
        )
    return pd.DataFrame(rows)


def citations(panel: Panel) -> list[dict[str, str]]:
    """The sources whose figures the panel uses, each with its reference and terms, by title."""
    known = cards()
    used = {c for v in panel.variables.values() for c in v.cards}
    used |= {c for c in panel.side_cards if c in known}
    used |= {c for cell in panel.dyad_cards for c in cell.split("; ") if c in known}
    return [
        {
            "id": card.id,
            "title": card.title,
            "version": card.version,
            "reference": format_reference(card.citation),
            "licence": card.licence,
            "terms_basis": card.terms_basis,
        }
        for card in sorted((known[c] for c in used), key=lambda c: c.title)
    ]
