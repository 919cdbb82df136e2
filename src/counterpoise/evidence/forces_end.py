"""What each force has moved by the last year of the outlook, for every state: as shipped, or made now.

``python -m counterpoise.evidence.forces_end`` makes what ships; it counts for the model and panel it was made of alone.
"""

from importlib.resources import files
from pathlib import Path

import numpy as np
import pandas as pd

from counterpoise.runs.plan import Plan
from counterpoise.scenarios import load

from .forces import MEMBERS, POWER, identity, swings

FILE = "forces_end.npz"
COLUMNS = ("measure", "force", "state", "part", "low", "high", "share", "share_low", "share_high")


def forces_at_end() -> pd.DataFrame:
    """One row a measure of power, force and state in the last year: ``COLUMNS``, as ``forces.shares`` has them."""
    place, now = _place(), identity(Plan(load("baseline"), MEMBERS))
    if place.is_file():
        with np.load(place, allow_pickle=False) as held:
            if str(held["identity"]) == now:
                return pd.DataFrame({name: held[name] for name in COLUMNS})
    return _made()


def _made() -> pd.DataFrame:
    found = swings(load("baseline"))
    table = found.table(years=[found.years[-1]])
    return table.loc[table.measure.isin(POWER), list(COLUMNS)].reset_index(drop=True)


def _place() -> Path:
    return Path(str(files(__package__).joinpath(FILE)))


def main() -> None:
    """Write what ships."""
    table = _made()
    words = ("measure", "force", "state")
    columns = {n: np.array(table[n].tolist(), str if n in words else np.float32) for n in COLUMNS}
    held: dict[str, np.ndarray] = {"identity": np.array(identity(Plan(load("baseline"), MEMBERS))), **columns}
    np.savez_compressed(_place(), **held)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
