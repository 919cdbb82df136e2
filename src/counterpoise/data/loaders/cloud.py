"""Cloud regions by host state and by home of the provider, from two captures of January 2026."""

from pathlib import Path

import pandas as pd

from counterpoise.core import Grade

from ..codes import Codes
from ..registers import register
from ..variable import Flag, Scale, Variable
from . import tidy

SNAPSHOT = 2026
HONG_KONG = {"HKG": "CHN", "MAC": "CHN"}
CARDS = ("cloud_map", "cloud_regions")


def _count(name: str, label: str, doc: str) -> Variable:
    return Variable(
        name=name,
        label=label,
        unit="regions",
        doc=doc,
        group="dependence",
        cards=CARDS,
        scale=Scale.LOG,
        error=0.15,
        error_basis=(
            "estimated: root mean square log ratio of the two captures over the 38 states and five providers that "
            "both cover; says nothing on how large a region is"
        ),
        error_grade=Grade.ESTIMATED,
        carry=3,
        snapshot=True,
        derived=True,
    )


VARIABLES = (
    _count(
        "cloud_regions_total",
        "cloud regions hosted",
        "regions in service of 18 listed providers that stand in the state; a zero means none of these providers",
    ),
    _count(
        "cloud_regions_home",
        "cloud regions hosted and home-owned",
        "those whose provider has its home in the same state; owned is not operated: in mainland China the regions "
        "of foreign providers are run by local partners",
    ),
)


def providers() -> pd.DataFrame:
    """The listed providers: name, id in the first capture, firm, home ISO3, and how well the home is known."""
    return register("cloud_providers")


def provider_regions(raw: Path, codes: Codes) -> pd.DataFrame:
    """Regions in service by host and provider: iso3 (host), provider, firm, home_iso3, regions.

    The map capture counts where it covers a provider, for it alone holds the Chinese ones; the documentation capture
    adds the rest. Planned regions are dropped; Hong Kong and Macao stand in China, as both captures' owners have it.
    """
    known = providers()
    mapped = _map_capture(raw, codes)
    listed = _documentation_capture(raw, codes).merge(known[["provider", "capture_id"]], on="capture_id")
    listed = listed[~listed.provider.isin(mapped.provider)]
    both = pd.concat([mapped, listed[["iso3", "provider"]]])
    both["iso3"] = both.iso3.replace(HONG_KONG)
    counts = both.groupby(["iso3", "provider"], as_index=False).size().rename(columns={"size": "regions"})
    known = known.rename(columns={"iso3": "home_iso3"})
    return counts.merge(known[["provider", "firm", "home_iso3"]], on="provider", validate="many_to_one").sort_values(
        ["iso3", "provider"], ignore_index=True
    )


def _map_capture(raw: Path, codes: Codes) -> pd.DataFrame:
    frame = _read(raw / "cloud/cloudinfrastructuremap_regions_9_providers_2026-01.csv.gz")
    frame = frame[~frame.region.str.contains("planned", case=False)]
    return frame.assign(iso3=codes.from_name(frame.country))[["iso3", "provider"]]


def _documentation_capture(raw: Path, codes: Codes) -> pd.DataFrame:
    frame = _read(raw / "cloud/cloud_regions_14_providers_2026-01.csv.gz")
    frame = frame[frame.status == "ga"]
    return frame.assign(iso3=frame.iso2.map(codes.iso2), capture_id=frame.provider)[["iso3", "capture_id"]]


def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, keep_default_na=False, na_values=[""])


def load(raw: Path, codes: Codes) -> pd.DataFrame:
    """Regions hosted, and those home-owned, for every member; none listed is a true zero of the list."""
    regions = provider_regions(raw, codes)
    home = regions[regions.iso3 == regions.home_iso3]
    return pd.concat(
        [
            tidy(_every_member(table, codes), name, "cloud_map")
            for table, name in ((regions, "cloud_regions_total"), (home, "cloud_regions_home"))
        ],
        ignore_index=True,
    )


def _every_member(table: pd.DataFrame, codes: Codes) -> pd.DataFrame:
    last = int(codes.system.year.max())
    counts = table.groupby("iso3").regions.sum().reindex(codes.members(last), fill_value=0)
    frame = counts.rename("value").astype(float).rename_axis("iso3").reset_index().assign(year=SNAPSHOT)
    return frame.assign(flag=[Flag.FUSED.value if v else Flag.ZERO.value for v in frame.value])
