"""What if a supplier stopped supplying: what is lost at once, who could step in, and how one-sided the tie is."""

# covers: P05

import numpy as np
import pandas as pd

from counterpoise.core import Grade, InputError, nearest
from counterpoise.data.panel import Panel

from .supply import Supply, read_supply

COLUMNS = ("technology", "lost", "next_best", "next_best_share", "remaining_concentration", "returned", "grade")


def embargo(panel: Panel, importer: str, supplier: str, year: int) -> pd.DataFrame:
    """One row a technology that ``supplier`` (a state or a firm) provides to ``importer``; none if it provides nothing.

    *lost*: share of supply; *next_best*: who could step in and its share of what remains; *remaining_concentration*:
    Herfindahl index of what remains, 1 for a single supplier; *returned*: share of the supplier's own supply that comes
    from the importer; *grade*: estimated where evidence is about this importer, else assumed. Raises InputError.
    """
    importer = panel.system.resolve(importer, year)
    by_state = read_supply(panel, year, "state")
    supply = by_state if supplier in by_state.suppliers else read_supply(panel, year, "firm")
    if supplier not in supply.suppliers:
        near = nearest(supplier, (*by_state.suppliers, *supply.suppliers))
        hint = f"; did you mean {near!r}?" if near else ""
        raise InputError(f"{supplier!r} supplies none of the technologies in the panel{hint}")
    i, j = supply.importers.index(importer), supply.suppliers.index(supplier)
    rows = [_row(supply, i, j, t) for t in range(len(supply.technologies)) if supply.share[i, j, t] > 0]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.sort_values("lost", ascending=False, ignore_index=True)


def _row(supply: Supply, i: int, j: int, t: int) -> dict[str, object]:
    left = supply.share[i, :, t].copy()
    left[j] = 0.0
    known = left.sum()
    best = int(left.argmax())
    other = max(0.0, 1.0 - supply.share[i, :, t].sum())
    remaining = known + other
    back = supply.importers.index(supply.home[j]) if supply.home[j] in supply.importers else None
    mine = np.array(supply.home) == supply.importers[i]
    return {
        "technology": supply.technologies[t],
        "lost": float(supply.share[i, j, t]),
        "next_best": supply.suppliers[best] if known > 0 else None,
        "next_best_share": float(left[best] / remaining) if remaining > 0 else 0.0,
        "remaining_concentration": float(((left / remaining) ** 2).sum()) if remaining > 0 else 1.0,
        "returned": float(supply.share[back, mine, t].sum()) if back is not None else 0.0,
        "grade": (Grade.ESTIMATED if supply.specific[i, t] else Grade.ASSUMED).value,
    }
