"""International submarine cables landing in each state, and who part-owns or supplied them (late 2022)."""

# covers: T19

from pathlib import Path

import pandas as pd

from ..codes import Codes
from ..variable import Flag, Scale, Variable
from . import tidy

CARD = "sea_cables"
SNAPSHOT = 2022
EXTRA_NAMES = {"Micronesia": "FSM"}
US_PLATFORMS = ("Google", "Meta", "Amazon", "Microsoft")
CHINESE_CARRIERS = ("China Mobile", "China Telecom", "China Unicom")
HMN = ("HMN Tech", "Huawei Marine")


def _share(name: str, label: str, doc: str) -> Variable:
    return Variable(
        name=name,
        label=label,
        unit="share of cables",
        doc=doc + "; missing where no international cable lands",
        group="dependence",
        cards=(CARD,),
        scale=Scale.ABSOLUTE,
        error=0.05,
        error_basis="assumed: owners and suppliers are free text, and suppliers are named for 59 % of cables only",
        high=1.0,
        carry=3,
        snapshot=True,
        total=False,
        derived=True,
    )


VARIABLES = (
    Variable(
        name="cables",
        label="international submarine cables",
        unit="cables",
        doc="cables in service in 2022 that land in the state and in at least one other territory; not capacity",
        group="dependence",
        cards=(CARD,),
        scale=Scale.LOG,
        error=0.1,
        error_basis="assumed: about one cable in ten opened, closed or misdated; no second list to compare with",
        carry=3,
        snapshot=True,
        derived=True,
    ),
    _share(
        "cables_us_platforms",
        "cables part-owned by US platforms",
        "share of the state's international cables of which Google, Meta, Amazon or Microsoft is an owner",
    ),
    _share(
        "cables_chinese_carriers",
        "cables part-owned by Chinese carriers",
        "share of which China Mobile, China Telecom or China Unicom is an owner",
    ),
    _share(
        "cables_chinese_supplier",
        "cables built by HMN",
        "share that HMN Tech (once Huawei Marine) supplied; cables without a named supplier count as not",
    ),
)


def landings(raw: Path, codes: Codes) -> pd.DataFrame:
    """One row per international cable in service and state: iso3, cable_id, rfs_year, owners, suppliers.

    International means landings in two territories or more, so that domestic links do not count as connection. A
    dependent territory counts as another territory, but its landings are no state's.
    """
    frame = pd.read_csv(raw / "cables/open_undersea_cable_landings_2022.csv.gz", keep_default_na=False, na_values=[""])
    frame = frame[~frame.is_planned & (frame.rfs_year <= SNAPSHOT)]
    abroad = frame.groupby("cable_id").country.transform("nunique") > 1
    frame = frame[abroad].assign(iso3=frame.country.map(EXTRA_NAMES).fillna(codes.from_name(frame.country)))
    columns = ["iso3", "cable_id", "rfs_year", "owners", "suppliers"]
    return frame.dropna(subset="iso3")[columns].drop_duplicates(["iso3", "cable_id"], ignore_index=True)


def load(raw: Path, codes: Codes) -> pd.DataFrame:
    """Cables of every member (none listed is a true zero), and the shares of those that have any."""
    frame = landings(raw, codes)
    count = frame.groupby("iso3").size().reindex(codes.members(SNAPSHOT), fill_value=0)
    parts = {
        "cables_us_platforms": _names(frame.owners, US_PLATFORMS),
        "cables_chinese_carriers": _names(frame.owners, CHINESE_CARRIERS),
        "cables_chinese_supplier": _names(frame.suppliers, HMN),
    }
    tables = [tidy(_column(count.astype(float)), "cables", CARD)]
    tables += [tidy(_column(hit.groupby(frame.iso3).mean()), name, CARD) for name, hit in parts.items()]
    rows = pd.concat(tables, ignore_index=True)
    zero = (rows.variable == "cables") & (rows.value == 0)
    return rows.assign(flag=zero.map({True: Flag.ZERO.value, False: Flag.OBSERVED.value}))


def _names(cells: pd.Series, wanted: tuple[str, ...]) -> pd.Series:
    return cells.fillna("").map(lambda cell: any(part.strip() in wanted for part in cell.split(",")))


def _column(values: pd.Series) -> pd.DataFrame:
    return values.rename("value").rename_axis("iso3").reset_index().assign(year=SNAPSHOT)
