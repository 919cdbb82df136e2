"""AI activity: a state's part in the world's AI research, AI patents and private investment in AI.

The counts are the Emerging Technology Observatory's and may not be used commercially, so none of them is embedded. What
stands here are our own figures: each pools three years and two series. ``load_optional`` gives the counts themselves to
those who hold the files.
"""

# covers: P14

from pathlib import Path

import numpy as np
import pandas as pd

from counterpoise.core import Grade

from ..codes import Codes
from ..variable import Flag, Scale, Variable
from . import tidy

CARD = "eto_cat"
WINDOW = 3  # years pooled, the year itself and the two before
LAPSE = 0.4  # a patent series that falls below this part of its best of three years has lost its coverage
CONGOS = ("COD", "COG")
LAPSE_FROM = 50  # families a year; smaller series fall by chance
FILES = {
    "ai_articles": ("publications_yearly_articles", "num_articles"),
    "ai_citations": ("publications_yearly_citations", "num_citations"),
    "ai_patent_applications": ("patents_yearly_applications", "num_patent_applications"),
    "ai_patents_granted": ("patents_yearly_granted", "num_patent_granted"),
    "ai_investment_disclosed": ("companies_yearly_disclosed", "disclosed_investment"),
    "ai_investment_estimated": ("companies_yearly_estimated", "estimated_investment"),
}
UNITS = ("articles/year", "citations", "families/year", "families/year", "million current USD", "million current USD")


def _derived(name: str, label: str, unit: str, doc: str, error: float, basis: str, carry: int) -> Variable:
    return Variable(
        name=name,
        label=label,
        unit=unit,
        doc=doc,
        group="artificial intelligence",
        cards=(CARD,),
        scale=Scale.LOG,
        error=error,
        error_basis=basis,
        error_grade=Grade.ESTIMATED,
        carry=carry,
        derived=True,
    )


VARIABLES = (
    _derived(
        "ai_research",
        "part in the world's AI research",
        "share of the world",
        "mean of the shares of articles and of citations, pooled over three years; full counts by address of the "
        "authors; titles or abstracts in English only, which undercounts China, Russia and Japan",
        0.3,
        "estimated: half the logarithm of the ratio of the two shares, at least .1; .3 (assumed) where one is missing",
        1,
    ),
    _derived(
        "ai_patents",
        "part in the world's AI patents",
        "share of the world",
        "mean of the shares of families first filed and of those later granted, pooled over three years; by office of "
        "first filing, so about half of those of the United States come from abroad; offices outside the lists are "
        "missing, lapsed series end (India 2018)",
        0.3,
        "estimated: as AI research",
        3,
    ),
    _derived(
        "ai_investment",
        "private investment in AI",
        "million current USD/year",
        "geometric mean of disclosed and estimated investment, averaged over three years; undercounts China",
        0.5,
        "estimated: half the logarithm of the ratio of estimated to disclosed, at least .2",
        1,
    ),
)

OPTIONAL = tuple(
    Variable(
        name=name,
        label=name.replace("_", " "),
        unit=unit,
        doc="as published; complete years only",
        group="artificial intelligence",
        cards=(CARD,),
        scale=Scale.LOG,
        error=0.2,
        error_basis="assumed: coverage differs by language, office and visibility of deals",
    )
    for name, unit in zip(FILES, UNITS, strict=True)
)


def load(raw: Path, codes: Codes) -> pd.DataFrame:
    """Our pooled figures. A member absent from a complete list of publications has none: a true zero of the list."""
    wide = {name: _wide(raw, codes, name) for name in FILES}
    members = {y: codes.members(min(y, int(codes.system.year.max()))) for y in wide["ai_articles"].index}
    research = _shares(wide["ai_articles"], wide["ai_citations"], members)
    patents = _shares(wide["ai_patent_applications"].pipe(_without_lapsed), wide["ai_patents_granted"], None)
    investment = _investment(wide["ai_investment_disclosed"], wide["ai_investment_estimated"])
    named = {"ai_research": research, "ai_patents": patents, "ai_investment": investment}
    rows = pd.concat([tidy(frame, name, CARD) for name, frame in named.items()], ignore_index=True)
    return rows.sort_values(["variable", "iso3", "year"], ignore_index=True)


def load_optional(raw: Path, codes: Codes) -> pd.DataFrame:
    """The published counts, for those who hold the files: complete years, states only, no zeros filled in."""
    parts = [tidy(_long(raw, codes, name), name, CARD) for name in FILES]
    return pd.concat(parts, ignore_index=True).sort_values(["variable", "iso3", "year"], ignore_index=True)


def _long(raw: Path, codes: Codes, name: str) -> pd.DataFrame:
    file, column = FILES[name]
    frame = pd.read_csv(raw / f"eto_cat/{file}.csv.gz", keep_default_na=False, na_values=[""])
    frame = frame[frame.field == "All"]
    if "complete" in frame:
        frame = frame[frame.complete]
    else:  # citations carry no mark; their years are those of the articles they belong to
        frame = frame[frame.year.isin(_long(raw, codes, "ai_articles").year)]
    # Two states are both called Congo: neither can be told from the other.
    frame = frame[~frame.duplicated(["country", "year"], keep=False) & (frame.country != "Congo")]
    frame = frame.assign(iso3=codes.from_name(frame.country), value=frame[column].astype(float))
    states = frame.iso3.isin(codes.system.iso3.unique())
    return frame.loc[states, ["iso3", "year", "value"]]


def _wide(raw: Path, codes: Codes, name: str) -> pd.DataFrame:
    return _long(raw, codes, name).pivot(index="year", columns="iso3", values="value").sort_index()


def _without_lapsed(families: pd.DataFrame) -> pd.DataFrame:
    best = families.rolling(3, min_periods=1).max().shift(1)
    lapsed = (families.fillna(0.0) < LAPSE * best) & (best >= LAPSE_FROM)
    return families.where(~lapsed.cummax())


def _shares(first: pd.DataFrame, second: pd.DataFrame, members: dict[int, list[str]] | None) -> pd.DataFrame:
    """Mean of two pooled shares; with ``members``, states absent from the window get a true zero.

    Without it the list is not complete: a state counts only where its own last year is in the list.
    """
    one, two = (_pooled(counts, complete=members is not None) for counts in (first, second))
    a, b = (s.div(s.sum(axis=1), axis=0).stack().dropna() for s in (one, two))
    both = pd.DataFrame({"a": a, "b": b}).dropna(subset="a").rename_axis(["year", "iso3"])
    value = both.mean(axis=1)
    error = (np.log(both.a / both.b.where(both.b > 0)).abs() / 2.0).clip(lower=0.1).fillna(0.3)
    rows = pd.DataFrame({"value": value, "error": error, "flag": Flag.FUSED}).reset_index()
    rows = rows[rows.value > 0]
    if members is None:
        return rows
    everyone = [(y, s) for y in one.index for s in members[y] if s not in CONGOS]
    absent = pd.DataFrame(everyone, columns=["year", "iso3"]).merge(rows[["year", "iso3"]], how="left", indicator=True)
    zeros = absent.loc[absent._merge == "left_only", ["year", "iso3"]].assign(value=0.0, error=0.0, flag=Flag.ZERO)
    return pd.concat([rows, zeros], ignore_index=True)


def _pooled(counts: pd.DataFrame, complete: bool) -> pd.DataFrame:
    """Sums over the window; in a list that is not complete, only of states that are in it in the last year."""
    pooled = counts.fillna(0.0).rolling(WINDOW).sum()
    return (pooled if complete else pooled.where(counts.notna())).dropna(how="all")


def _investment(disclosed: pd.DataFrame, estimated: pd.DataFrame) -> pd.DataFrame:
    low, high = (f.where(f > 0).stack().dropna() for f in (disclosed, estimated))
    both = pd.DataFrame({"low": low, "high": high}).dropna(subset="high")
    ratio = np.log(both.high / both.low)
    typical = float(ratio.median())
    flow = both.high * np.exp(-ratio.fillna(typical) / 2.0)
    gap = (ratio.abs() / 2.0).fillna(float(ratio.std()) / 2.0)
    wide = flow.unstack("iso3").sort_index()
    mean = wide.fillna(0.0).rolling(WINDOW).mean().dropna(how="all").stack()
    error = np.sqrt((gap.unstack("iso3").sort_index() ** 2).rolling(WINDOW, min_periods=1).mean()).stack()
    rows = pd.DataFrame({"value": mean, "error": error.clip(lower=0.2)}).rename_axis(["year", "iso3"]).reset_index()
    return rows[(rows.value > 0) & rows.error.notna()].assign(flag=Flag.FUSED)
