"""How far a state's languages reach: people abroad who use them, states that share them, content in them."""

# covers: P24

import gzip
import json
from importlib.resources import files
from pathlib import Path

import numpy as np
import pandas as pd

from counterpoise.core import Grade

from ..codes import Codes
from ..variable import Flag, Scale, Variable
from . import tidy

CLDR, WEB = "cldr", "web_languages"
PACKAGE = "counterpoise.data"
CLDR_YEAR = 2020
WEB_YEAR = 2022
NATIONWIDE = ("official", "de_facto_official")
EXTRA_CODES = {"XK": "XKX"}
LEAST_SHARE = 0.05  # Rwanda is officially French-speaking; one in five thousand speaks it
# The table of web content counts these together, under the second code.
MERGED = {"nb": "no", "nn": "no", "sr": "sh", "hr": "sh", "bs": "sh"}
LEAST_ERROR = 0.3  # shares of a tenth of a percent are rounded to that digit, so agreement there says little
OF_WEBSITES, OF_CONTENTS = "share of websites (home page)", "share of web contents"

VARIABLES = (
    Variable(
        name="language_reach",
        label="people abroad within reach",
        unit="persons",
        doc=(
            "people in other territories who can use one of the state's nationwide official languages, times the share "
            "of its own people who can; the largest over its languages, so that nobody counts twice"
        ),
        group="soft power",
        cards=(CLDR,),
        scale=Scale.LOG,
        error=0.3,
        error_basis="assumed: the compilers call the shares best effort, from many dates",
        carry=10,
        snapshot=True,
        total=False,
        derived=True,
    ),
    Variable(
        name="language_pull",
        label="people abroad drawn by the state's share of its language",
        unit="persons",
        doc=(
            "people in other territories who can use one of the state's nationwide official languages, times the "
            "state's share of all who can use it: English counts for the United States and hardly for Kiribati; the "
            "largest over its languages"
        ),
        group="soft power",
        cards=(CLDR,),
        scale=Scale.LOG,
        error=0.3,
        error_basis="assumed: the compilers call the shares best effort, from many dates",
        carry=10,
        snapshot=True,
        derived=True,
    ),
    Variable(
        name="language_states",
        label="states sharing a language",
        unit="states",
        doc=(
            "other members of the system with a nationwide official language in common that at least one in twenty "
            "can use in either"
        ),
        group="soft power",
        cards=(CLDR,),
        scale=Scale.ABSOLUTE,
        error=3.0,
        error_basis="assumed: what is official, and whether nationwide, is disputed for a few states a language",
        carry=10,
        snapshot=True,
        total=False,
        derived=True,
    ),
    Variable(
        name="web_content_share",
        label="web content in the state's languages",
        unit="share of web content",
        doc=(
            "share of the web's content in the largest of the state's nationwide official languages: geometric mean of "
            "two rival counts, of home pages and of contents weighted by use; states that share a language share it"
        ),
        group="soft power",
        cards=(WEB, CLDR),
        scale=Scale.LOG,
        error=1.0,
        error_basis=(
            "estimated for each language: half the log ratio of the two counts (Chinese 1.4, English .6), at least .3"
        ),
        error_grade=Grade.ESTIMATED,
        high=1.0,
        carry=4,
        snapshot=True,
        total=False,
        derived=True,
    ),
)


def speakers(raw: Path, codes: Codes) -> pd.DataFrame:
    """One row per territory and language: iso3 (NaN for parts), language, share of people, people, official.

    Languages written in two scripts stand twice in the source: the larger share counts, once.
    """
    with gzip.open(raw / "cldr/territoryInfo.json.gz", "rt", encoding="utf-8") as text:
        territories = json.load(text)["supplemental"]["territoryInfo"]
    rows = [
        (
            EXTRA_CODES.get(code, codes.iso2.get(code)),
            code,
            language.split("_")[0],
            float(use["_populationPercent"]) / 100.0,
            float(territory["_population"]),
            use.get("_officialStatus") in NATIONWIDE,
        )
        for code, territory in territories.items()
        for language, use in territory.get("languagePopulation", {}).items()
    ]
    frame = pd.DataFrame(rows, columns=["iso3", "territory", "language", "share", "population", "official"])
    frame = frame.groupby(["territory", "language"], as_index=False).agg(
        {"iso3": "first", "share": "max", "population": "first", "official": "max"}
    )
    return frame.assign(people=frame.share * frame.population)


def load(raw: Path, codes: Codes) -> pd.DataFrame:
    """Reach, pull and states sharing a language (2020) for every member; web content (2022) where it is counted."""
    frame = speakers(raw, codes)
    official = frame[frame.official & frame.iso3.isin(codes.members(CLDR_YEAR))]
    return pd.concat(
        [
            _reach(frame, official),
            _sharing(official),
            _web_content(official),
        ],
        ignore_index=True,
    )


def _reach(frame: pd.DataFrame, official: pd.DataFrame) -> pd.DataFrame:
    everywhere = official.language.map(frame.groupby("language").people.sum())
    abroad = (everywhere - official.people).clip(lower=0.0)
    weights = {"language_reach": official.share, "language_pull": official.people / everywhere}
    best = {name: (weight * abroad).groupby(official.iso3).max() for name, weight in weights.items()}
    tables = [tidy(_column(values, CLDR_YEAR), name, CLDR) for name, values in best.items()]
    return pd.concat(tables, ignore_index=True).assign(flag=Flag.MODELLED.value)


def _sharing(official: pd.DataFrame) -> pd.DataFrame:
    spoken = official.loc[official.share >= LEAST_SHARE, ["iso3", "language"]]
    pairs = spoken.merge(spoken, on="language")
    pairs = pairs[pairs.iso3_x != pairs.iso3_y].drop_duplicates(["iso3_x", "iso3_y"])
    count = pairs.groupby("iso3_x").size().reindex(sorted(official.iso3.unique()), fill_value=0).astype(float)
    return tidy(_column(count, CLDR_YEAR), "language_states", CLDR)


def web_content() -> pd.DataFrame:
    """Both counts of March 2022 by language, their geometric mean and half their log ratio."""
    file = files(PACKAGE).joinpath("curated/language_reach.csv")
    with file.open(encoding="utf-8") as text:
        table = pd.read_csv(text, keep_default_na=False, na_values=[""])
    table = table[table.as_of.astype(str) == "2022-03"]
    wide = table.pivot(index="code", columns="measure", values="value")[[OF_WEBSITES, OF_CONTENTS]].dropna() / 100.0
    logs = np.log(wide)
    error = (logs[OF_CONTENTS] - logs[OF_WEBSITES]).abs() / 2
    return pd.DataFrame({"share": np.exp(logs.mean(axis=1)), "error": error.clip(lower=LEAST_ERROR)})


def _web_content(official: pd.DataFrame) -> pd.DataFrame:
    content = web_content()
    rows = official.assign(language=official.language.replace(MERGED))
    rows = rows.merge(content.rename(columns={"share": "value"}), left_on="language", right_index=True)
    rows = rows.sort_values(["iso3", "value"]).drop_duplicates("iso3", keep="last").assign(year=WEB_YEAR)
    return tidy(rows, "web_content_share", WEB).assign(flag=Flag.FUSED.value)


def _column(values: pd.Series, year: int) -> pd.DataFrame:
    return values.rename("value").rename_axis("iso3").reset_index().assign(year=year)
