"""New arms partners with and without terms of technology, fitted to the trade register, which may not be redistributed.

``python -m counterpoise.claims.tested.partners_fit RAW`` makes ``partners_fit.json`` again: scores and coefficients,
no deals.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.data.codes import Codes, read_codes
from counterpoise.data.panel import Panel, load_panel
from counterpoise.evidence.libraries import library

from .choice import pacts, voting_gap
from .ecosystem import ecosystem
from .folds import bootstrap_counts, folds
from .logit import fit_logit, foretell
from .nearness import distances

Array = NDArray[np.float64]
FILE = "partners_fit.json"
BEFORE, BETWEEN, AFTER = (2005, 2016), (2017, 2018), (2019, 2024)
MEASURED = 2018
PARTS, REPLICATES = 10, 500
PLAIN = ("output of the importer", "output of the supplier", "spending of the importer", "distance", "pact",
         "gap in the Assembly", "partners of the supplier", "partners of the importer")  # fmt: skip
TECHNOLOGY = ("AI research of the supplier", "AI patents of the supplier", "AI investment of the supplier",
              "notable models of the supplier", "armed drones sold", "digital standing of the supplier",
              "digital standing of the importer", "AI research by digital standing")  # fmt: skip
ECOSYSTEM = "share in cables, cloud and compute (2022-2026)"


@dataclass(frozen=True)
class Pairs:
    """Pairs of importer and supplier without a delivery before: whether one came, terms, and who they are."""

    came: Array
    plain: Array
    technology: Array
    ecosystem: Array
    importer: NDArray[np.int64]
    supplier: NDArray[np.int64]


def deals(raw: Path, codes: Codes) -> pd.DataFrame:
    """Years of delivery by pair of states: importer, supplier, year."""
    frame = pd.read_csv(raw / "sipri/trade-register_2025-03.csv.gz", skiprows=11, encoding="latin-1",
                        keep_default_na=False, na_values=[""])  # fmt: skip
    frame = frame[frame.Recipient.notna() & frame["Year(s) of delivery"].notna()]
    starred = frame.Recipient.str.contains("*", regex=False) | frame.Supplier.str.contains("*", regex=False)
    frame = frame[~starred]
    rows = pd.DataFrame({
        "importer": codes.from_name(frame.Recipient),
        "supplier": codes.from_name(frame.Supplier),
        "year": frame["Year(s) of delivery"].str.findall(r"\d{4}"),
    })  # fmt: skip
    rows = rows.explode("year").dropna()
    return rows.assign(year=rows.year.astype(int)).query("importer != supplier").drop_duplicates()


def pairs(table: pd.DataFrame, panel: Panel) -> Pairs:
    """Candidates: every member as importer, every supplier of 2005-2018, no delivery between them from 2005 to 2018."""
    states = panel.cross_section(["population"], MEASURED).states
    table = table[table.importer.isin(states) & table.supplier.isin(states)]
    ties = {span: _matrix(table[table.year.between(*span)], states) for span in (BEFORE, BETWEEN, AFTER)}
    known = ties[BEFORE] + ties[BETWEEN] > 0
    sells = np.flatnonzero(known.any(axis=0))
    open_pair = ~known[:, sells] & (np.arange(len(states))[:, None] != sells[None, :])
    i, k = np.nonzero(open_pair)
    j = sells[k]
    plain = _plain(panel, states, ties[BEFORE])[i, j]
    technology = _technology(panel, states)[i, j]
    shared = ecosystem(panel, states)[i, j][:, None]
    return Pairs((ties[AFTER][i, j] > 0).astype(float), plain, technology, shared, i, j)


def _matrix(table: pd.DataFrame, states: tuple[str, ...]) -> Array:
    place = {s: n for n, s in enumerate(states)}
    found = np.zeros((len(states), len(states)))
    found[table.importer.map(place), table.supplier.map(place)] = 1.0
    return found


def _plain(panel: Panel, states: tuple[str, ...], before: Array) -> Array:
    section = panel.cross_section(["gdp_ppp", "milex"], MEASURED)
    output, spending = (_log(v) for v in section.value)
    sold, bought = np.log1p(before.sum(axis=0)), np.log1p(before.sum(axis=1))
    n = len(states)
    rows, columns = np.ones((n, 1)), np.ones((1, n))
    return np.stack([
        output[:, None] * columns, rows * output[None, :], spending[:, None] * columns,
        np.log(distances(panel, MEASURED)), pacts(panel, states, MEASURED), voting_gap(panel, MEASURED),
        rows * sold[None, :], bought[:, None] * columns,
    ], axis=-1)  # fmt: skip


def _technology(panel: Panel, states: tuple[str, ...]) -> Array:
    """Terms of technology; a supplier's part in AI is what its output does not predict of its logarithm."""
    names = ["ai_research", "ai_patents", "ai_investment", "notable_models", "armed_drones_supplied"]
    section = panel.cross_section([*names, "digital_government", "gdp_ppp"], MEASURED)
    output = _log(section.value[-1])
    own = [_beyond(_log(v), output) for v in section.value[:4]]
    drones, digital = np.log1p(np.nan_to_num(section.value[4])), _middle(section.value[5])
    n = len(states)
    column, row = np.ones((n, 1)), np.ones((1, n))
    parts = [column * v[None, :] for v in (*own, drones, digital)]
    return np.stack([*parts, digital[:, None] * row, digital[:, None] * own[0][None, :]], axis=-1)


def _log(values: Array) -> Array:
    """Logarithm with what is nothing or missing at half the smallest value."""
    positive = np.where(values > 0, values, np.nan)
    return np.log(np.where(np.isnan(positive), 0.5 * np.nanmin(positive), positive))


def _beyond(values: Array, output: Array) -> Array:
    slope, level = np.polyfit(output, values, 1)
    return np.asarray(values - level - slope * output)


def _middle(values: Array) -> Array:
    return np.where(np.isnan(values), np.nanmean(values), values)


def score(found: Pairs, seed: int = 0) -> dict[str, Any]:
    """Average precision and log loss without and with the terms of technology, importers left out, and their gain.

    Intervals draw importers and suppliers anew, a pair counting by the product of the two (Owen 2007). *Shuffled* is
    the gain with the terms of technology of another pair in place of each pair's own.
    """
    rng = np.random.default_rng(seed)
    other = rng.permutation(len(found.came))
    sets = {
        "off": found.plain,
        "on": np.column_stack([found.plain, found.technology]),
        "ecosystem": np.column_stack([found.plain, found.ecosystem]),
        "shuffled": np.column_stack([found.plain, found.technology[other]]),
    }
    fold = folds(int(found.importer.max()) + 1, PARTS)[found.importer]
    forecast = {name: _left_out(found.came, terms, fold) for name, terms in sets.items()}
    whole = np.ones(len(found.came))
    precision = {name: _precision(found.came, p, whole) for name, p in forecast.items()}
    drawn = _drawn(found, forecast)
    loss = {name: float(-np.log(np.where(found.came > 0, p, 1.0 - p)).mean()) for name, p in forecast.items()}
    gains = {}
    for name in ("on", "ecosystem", "shuffled"):
        difference = drawn[name] - drawn["off"]
        low, high = np.quantile(difference, [0.05, 0.95])
        gains[name] = {"gain": precision[name] - precision["off"], "low": float(low), "high": float(high),
                       "above": float(np.mean(difference > 0.0))}  # fmt: skip
    return {
        "pairs": len(found.came), "new": int(found.came.sum()), "precision": precision, "log_loss": loss,
        "gains": gains, "coefficients": _coefficients(found),
    }  # fmt: skip


def _left_out(came: Array, terms: Array, fold: NDArray[np.int64]) -> Array:
    forecast = np.empty(len(came))
    for part in np.unique(fold):
        held = fold == part
        forecast[held] = foretell(fit_logit(came[~held], terms[~held]), terms[held])
    return forecast


def _precision(came: Array, forecast: Array, weight: Array) -> float:
    score_of = library("sklearn.metrics").average_precision_score
    return float(score_of(came, forecast, sample_weight=weight))


def _drawn(found: Pairs, forecast: dict[str, Array]) -> dict[str, Array]:
    states = int(max(found.importer.max(), found.supplier.max())) + 1
    bought, sold = bootstrap_counts(states, REPLICATES, 1), bootstrap_counts(states, REPLICATES, 2)
    drawn = {name: np.empty(REPLICATES) for name in forecast}
    for r in range(REPLICATES):
        weight = bought[r, found.importer] * sold[r, found.supplier]
        used = weight > 0
        for name, p in forecast.items():
            drawn[name][r] = _precision(found.came[used], p[used], weight[used])
    return drawn


def _coefficients(found: Pairs) -> dict[str, float]:
    fit = fit_logit(found.came, np.column_stack([found.plain, found.technology]))
    return dict(zip((*PLAIN, *TECHNOLOGY), fit.slopes.tolist(), strict=True))


def write_fit(raw: Path, out: Path) -> Path:
    """Write the scores as JSON, numbers to four digits."""
    found = score(pairs(deals(raw, read_codes(raw)), load_panel()))
    head = {"card": "sipri_transfers", "grade": "estimated"}
    out.write_text(json.dumps(head | _rounded(found), indent=1) + "\n", encoding="utf-8")
    return out


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _rounded(v) for k, v in value.items()}
    return round(value, 4) if isinstance(value, float) else value


if __name__ == "__main__":
    write_fit(Path(sys.argv[1]), Path(__file__).with_name(FILE))
