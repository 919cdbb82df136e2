"""World investment in AI by two counts, and what the two largest states hold of it: our own sums, two digits each.

The source's rows may not be redistributed; sums over all states, rounded, are given as facts with citation.
"""

from pathlib import Path

import pandas as pd

from .codes import Codes

CARD = "eto_cat"
COUNTS = {"disclosed": "disclosed", "estimated": "estimated"}
DIGITS = 2


def build_ai_investment_world(raw: Path, codes: Codes) -> pd.DataFrame:
    """One row a year and count: world (billion current USD), share_usa, share_chn, source; complete years only."""
    parts = [_count(raw, codes, count) for count in COUNTS]
    return pd.concat(parts, ignore_index=True).sort_values(["year", "count"], ignore_index=True)


def _count(raw: Path, codes: Codes, count: str) -> pd.DataFrame:
    table = pd.read_csv(raw / f"eto_cat/companies_yearly_{count}.csv.gz", keep_default_na=False, na_values=[""])
    table = table[(table.field == "All") & table.complete.astype(str).eq("True")]
    value = next(c for c in table.columns if "investment" in c)
    table = table.assign(iso3=codes.from_name(table.country)).dropna(subset=["iso3"])
    wide = table.pivot_table(index="year", columns="iso3", values=value, aggfunc="sum")
    world = wide.sum(axis=1)
    return pd.DataFrame(
        {
            "year": wide.index.astype("int16"),
            "count": count,
            "world": [_rounded(v / 1000.0) for v in world],
            "share_usa": [_rounded(v) for v in wide["USA"] / world],
            "share_chn": [_rounded(v) for v in wide["CHN"] / world],
            "source": CARD,
        }
    )


def _rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")
