"""AI models: a state's notable and large-scale models and the compute that trained them (Epoch AI).

A model of k listed organizations gives each organization's country 1/k. Hong Kong counts for China. Models without a
country, and the parts of organizations listed as multinational, count for no state.
"""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from counterpoise.core import Grade

from ..codes import Codes
from ..variable import Flag, Scale, Variable
from . import tidy
from .disagreement import count_error

CARD = "epoch_models"
YEARS = range(2010, 2025)  # 2025 was not over when the lists were drawn
RELATIVE = 0.6  # shares in the notable and the large-scale list: .83 / sqrt 2
SMALL = 0.5  # assumed: half a model listed or not
COUNTRY = "Country (of organization)"
COMPUTE = "Training compute (FLOP)"
PARTS = {"Hong Kong": "CHN", "Multinational": None}
BASIS = "estimated: .83 between a state's shares in two lists (log, 15 states) by the root of two; half a model besides"


def _variable(name: str, label: str, unit: str, doc: str, **more: Any) -> Variable:
    known: dict[str, Any] = {"error": RELATIVE, "error_basis": BASIS, "error_grade": Grade.ESTIMATED, "carry": 1}
    return Variable(name, label, unit, doc, "artificial intelligence", (CARD,), Scale.LOG, **(known | more))


VARIABLES = (
    _variable("notable_models", "notable AI models", "models", "published to the end of the year since 1950"),
    _variable("notable_models_new", "notable AI models of the year", "models/year", "published in the year"),
    _variable(
        "large_models",
        "large-scale AI models",
        "models",
        "trained with more than 1e23 FLOP and published to the end of the year",
    ),
    _variable(
        "training_compute",
        "compute that trained notable models",
        "FLOP",
        "models published to the end of the year whose compute is known (510 of 952); the largest dominate",
        error=1.0,
        error_grade=Grade.ASSUMED,
        error_basis="assumed: compute is known for half of the models; estimates are within a factor of three",
    ),
)


def load(raw: Path, codes: Codes) -> pd.DataFrame:
    """Fractional counts for every member: one that is on no list has none on it, flagged zero."""
    notable = read_models(raw, codes, "notable_ai_models_2025-12")
    large = read_models(raw, codes, "large_scale_ai_models_2025-12")
    new = _by_year(notable, "part")
    counts = {
        "notable_models": new.cumsum(),
        "notable_models_new": new,
        "large_models": _by_year(large, "part").cumsum(),
    }
    parts = [tidy(_with_zeros(table, codes), name, CARD) for name, table in counts.items()]
    compute = _by_year(notable.assign(flop=notable.part * notable.flop), "flop").cumsum()
    known = compute.loc[list(YEARS)].stack().rename("value").reset_index()
    parts.append(tidy(known[known.value > 0].assign(flag=Flag.MODELLED), "training_compute", CARD))
    return pd.concat(parts, ignore_index=True).sort_values(["variable", "iso3", "year"], ignore_index=True)


def read_models(raw: Path, codes: Codes, name: str) -> pd.DataFrame:
    """One row a model and listed organization: iso3 (missing: no state), year, part (they add to one), flop."""
    frame = pd.read_csv(raw / f"epoch/{name}.csv.gz", keep_default_na=False, na_values=[""], low_memory=False)
    year = pd.to_datetime(frame["Publication date"], errors="coerce").dt.year
    listed = frame[COUNTRY].fillna("Multinational").str.split(",")
    rows = pd.DataFrame({"country": listed, "year": year, "part": 1.0 / listed.str.len(), "flop": frame[COMPUTE]})
    rows = rows.explode("country")
    country = rows.country.str.strip()
    rows["iso3"] = codes.from_name(country).where(~country.isin(PARTS), country.map(PARTS))
    return rows.reset_index(drop=True)


def _by_year(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    table = rows.dropna(subset=["iso3", "year"]).pivot_table(
        index="year", columns="iso3", values=column, aggfunc="sum", fill_value=0.0
    )
    table.index = table.index.astype(int)
    return table.reindex(range(min(table.index.min(), YEARS[0]), YEARS[-1] + 1), fill_value=0.0)


def _with_zeros(table: pd.DataFrame, codes: Codes) -> pd.DataFrame:
    members = codes.system[codes.system.year.isin(YEARS)][["iso3", "year"]]
    known = table.stack().rename("value").reset_index()
    rows = members.merge(known, how="left", on=["iso3", "year"]).fillna({"value": 0.0})
    flag = np.where(rows.value > 0, Flag.OBSERVED, Flag.ZERO)
    return rows.assign(error=count_error(rows.value, RELATIVE, SMALL), flag=flag)
