"""Build the panel from raw files: load, gate on licences, check, write. The same files give the same bytes."""

import dataclasses
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from counterpoise.core import DataIntegrityError, InputError

from .ai_investment_world import build_ai_investment_world
from .card import cards, cards_behind
from .checks import check_values
from .codes import Codes, read_codes
from .dyads import DYAD_COLUMNS, build_dyads, build_onsets, build_universe
from .firms import build_firms
from .loaders import COLUMNS
from .parquet import digest, write_table
from .registry import LOADERS
from .suppliers import build_suppliers
from .variable import Flag, Variable

SIDE_TABLES: dict[str, Callable[[Path, Codes], pd.DataFrame]] = {
    "ai_investment_world.parquet": build_ai_investment_world,
    "dyad_onsets.parquet": build_onsets,
    "dyad_universe.parquet": build_universe,
    "dyads.parquet": build_dyads,
    "suppliers.parquet": build_suppliers,
    "firms.parquet": build_firms,
}


def build_panel(raw: Path, out: Path, report: Callable[[str], None] = lambda line: None) -> dict[str, Any]:
    """Write the panel to ``out`` and return its manifest.

    Raises InputError where the raw folder lacks a file, DataIntegrityError where a value breaks the schema.
    """
    if not raw.is_dir():
        raise InputError(f"{raw} is not a folder of raw data files")
    try:
        return _build(raw, out, report)
    except FileNotFoundError as error:
        raise InputError(f"{error.filename} is missing from the raw folder") from error


def _build(raw: Path, out: Path, report: Callable[[str], None]) -> dict[str, Any]:
    codes = read_codes(raw)
    variables = [variable for loader in LOADERS for variable in loader.VARIABLES]
    gate([*variables, *DYAD_COLUMNS])
    values = pd.concat([_load(loader, raw, codes, report) for loader in LOADERS], ignore_index=True)
    values = finish(values, variables, codes)
    check_values(values, variables)
    out.mkdir(parents=True, exist_ok=True)
    tables = {"values.parquet": values, "states.parquet": codes.system}
    for name, build in SIDE_TABLES.items():
        report(f"building {name}")
        tables[name] = build(raw, codes)
    files = {name: {"sha256": write_table(t, out / name), "rows": len(t)} for name, t in sorted(tables.items())}
    manifest = {
        "format": 1,
        "files": files,
        "variables": [dataclasses.asdict(v) for v in sorted(variables, key=lambda v: v.name)],
        "dyad_columns": [dataclasses.asdict(v) for v in DYAD_COLUMNS],
        "side_cards": cards_behind(tables["suppliers.parquet"], tables["firms.parquet"]),
        "raw": raw_hashes(raw),
    }
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return manifest


def _load(loader: Any, raw: Path, codes: Codes, report: Callable[[str], None]) -> pd.DataFrame:
    name = loader.__name__.rsplit(".", 1)[-1]
    rows = loader.load(raw, codes)
    report(f"{name}: {len(rows):,} values of {rows.variable.nunique()} variables")
    return rows


def gate(variables: Iterable[Variable]) -> None:
    """Refuse a column whose terms forbid embedding it, or were never seen, unless it is our own derived figure."""
    known = cards()
    for variable in variables:
        for card_id in variable.cards:
            if card_id not in known:
                raise DataIntegrityError(f"{variable.name}: there is no card {card_id!r}")
            card = known[card_id]
            if not (card.embeddable or (variable.derived and card.terms_basis != "memory")):
                why = f"terms {card.terms}, basis {card.terms_basis}"
                raise DataIntegrityError(f"{variable.name}: the terms of {card_id} do not allow embedding it ({why})")


def finish(values: pd.DataFrame, variables: list[Variable], codes: Codes) -> pd.DataFrame:
    """Fill defaults, keep members of the system, sort, and give every column its compact type."""
    values = values.reindex(columns=list(COLUMNS))
    default = values.variable.map({v.name: v.error for v in variables})
    values["error"] = values.error.astype(float).fillna(default).astype("float32")
    values["flag"] = values.flag.astype(object).where(values.flag.notna(), Flag.OBSERVED.value).astype(str)
    values["origin_year"] = values.origin_year.astype(float).fillna(values.year).astype("int16")
    values["year"] = values.year.astype("int16")
    values = values[_is_member(values, codes)]
    values = values.sort_values(["variable", "iso3", "year"], ignore_index=True)
    return values.astype(dict.fromkeys(["iso3", "variable", "flag", "source"], "category"))


def _is_member(values: pd.DataFrame, codes: Codes) -> pd.Series:
    last = int(codes.system.year.max())
    members = pd.MultiIndex.from_frame(codes.system[["iso3", "year"]].astype({"year": int}))
    keys = pd.MultiIndex.from_arrays([values.iso3.astype(str), values.year.astype(int).clip(upper=last)])
    return pd.Series(keys.isin(members), index=values.index)


def raw_hashes(raw: Path) -> dict[str, dict[str, str]]:
    """SHA-256 of every raw file a card names, so that a later build can tell what changed."""
    return {
        card.id: {name: digest(raw / name) for name in card.files if (raw / name).is_file()}
        for card in sorted(cards().values(), key=lambda c: c.id)
    }
