"""AI compute: H100 equivalents in service at the end of a year, by where they stand and by whose they are (Epoch AI).

The list covers an estimated tenth to fifth of the world's AI compute and the United States best. A state without a
listed cluster is missing, not zero. Names and places of clusters are read to follow upgrades and never leave this file.
"""

from pathlib import Path

import pandas as pd

from counterpoise.core import Grade

from ..codes import Codes
from ..variable import Flag, Scale, Variable
from . import tidy
from .owner_homes import home

CARD = "epoch_clusters"
YEARS = range(2015, 2025)  # the list ends in July 2025
ERROR = 0.9  # 1.29 / sqrt 2
CHINESE = "CHN"


def _variable(name: str, label: str, doc: str) -> Variable:
    return Variable(
        name=name,
        label=label,
        unit="H100 equivalents",
        doc=doc,
        group="artificial intelligence",
        cards=(CARD,),
        scale=Scale.LOG,
        error=ERROR,
        error_basis="estimated: log ratio to the accelerated systems of the TOP500 list (November 2024) varies by 1.29 "
        "over 31 states; by the root of two for each list",
        error_grade=Grade.ESTIMATED,
        carry=1,
        derived=True,
    )


VARIABLES = (
    _variable(
        "compute_home",
        "AI compute that stands in the country",
        "listed clusters in service at the end of the year, whoever owns them; 10-20 % of the world's are listed",
    ),
    _variable(
        "compute_owned",
        "AI compute that its firms and bodies own",
        "listed clusters by home of the owner, wherever they stand; joint owners share evenly; the anonymized Chinese "
        "rows are taken to be Chinese-owned (assumed); owners of no known home count for nobody",
    ),
)


def load(raw: Path, codes: Codes) -> pd.DataFrame:
    """Year-end stocks; China's owned stock is flagged assumed because its owners are concealed."""
    clusters = read_clusters(raw, codes)
    owners = _owners(clusters)
    stocks = {"compute_home": _stock(clusters, "host", "h100"), "compute_owned": _stock(owners, "home", "part")}
    rows = pd.concat([tidy(frame, name, CARD) for name, frame in stocks.items()], ignore_index=True)
    concealed = (rows.variable == "compute_owned") & (rows.iso3 == CHINESE)
    rows["flag"] = concealed.map({True: Flag.ASSUMED, False: Flag.MODELLED})
    return rows.sort_values(["variable", "iso3", "year"], ignore_index=True)


def read_clusters(raw: Path, codes: Codes) -> pd.DataFrame:
    """Dated clusters of the standard analysis: host (ISO3), owner, sector, h100, begin and end of service.

    An upgrade ends the cluster it supersedes. Rows without a date or a size are left out.
    """
    path = raw / "epoch/gpu_clusters_2026-08copy.csv.gz"
    frame = pd.read_csv(path, keep_default_na=False, na_values=[""], low_memory=False)
    frame = frame[frame["Include in Standard Analysis"].notna()]
    begin = pd.to_datetime(frame["First Operational Date"], errors="coerce")
    successor = dict(zip(frame.Name, begin, strict=True))
    rows = pd.DataFrame(
        {
            "host": codes.from_name(frame.Country).replace("HKG", CHINESE),
            "owner": frame.Owner,
            "sector": frame.Sector,
            "h100": frame["H100 equivalents"],
            "begin": begin,
            "end": pd.to_datetime(frame["Superseded by"].map(successor)),
        }
    )
    return rows.dropna(subset=["begin", "h100"]).reset_index(drop=True)


def _owners(clusters: pd.DataFrame) -> pd.DataFrame:
    """One row a cluster and owner with its even part; an unnamed owner of a Chinese cluster is Chinese."""
    rows = clusters.assign(owner=clusters.owner.str.split(","), n=clusters.owner.str.split(",").str.len().fillna(1.0))
    rows = rows.explode("owner")
    named = zip(rows.owner, rows.sector, rows.host, strict=True)
    homes = [
        home(o.strip(), s, h if isinstance(h, str) else None)
        if isinstance(o, str)
        else (CHINESE if h == CHINESE else None)
        for o, s, h in named
    ]
    return rows.assign(home=homes, part=rows.h100 / rows.n)


def _stock(rows: pd.DataFrame, state: str, size: str) -> pd.DataFrame:
    parts = []
    for year in YEARS:
        total = _in_service(rows, year).groupby(state)[size].sum()
        parts.append(total[total > 0].rename("value").rename_axis("iso3").reset_index().assign(year=year))
    return pd.concat(parts, ignore_index=True)


def _in_service(rows: pd.DataFrame, year: int) -> pd.DataFrame:
    last = pd.Timestamp(year, 12, 31)
    return rows[(rows.begin <= last) & ~(rows.end <= last)]


def unassigned(raw: Path, codes: Codes, year: int) -> dict[str, float]:
    """Shares of the listed stock at the end of ``year`` that stand nowhere known and that belong to nobody known."""
    now = _in_service(read_clusters(raw, codes), year)
    held = _owners(now)
    total = float(now.h100.sum())
    return {
        "place": float(now.loc[now.host.isna(), "h100"].sum()) / total,
        "owner": float(held.loc[held.home.isna(), "part"].sum()) / total,
    }
