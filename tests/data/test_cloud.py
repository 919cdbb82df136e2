"""Cloud regions by host and home of the provider."""

import csv
import gzip
from collections import Counter

import pytest

from counterpoise.data.loaders import cloud

pytestmark = pytest.mark.raw


@pytest.fixture(scope="module")
def rows(raw, codes):
    return cloud.load(raw, codes).set_index(["variable", "iso3"]).value


def test_every_member_has_both_counts_and_home_never_exceeds_the_total(rows, codes):
    total, home = rows["cloud_regions_total"], rows["cloud_regions_home"]
    assert sorted(total.index) == sorted(home.index) == codes.members(2025)
    assert (home <= total).all()
    assert {"NOR", "NAM", "TWN", "XKX"} <= set(total.index)


def test_regions_stand_where_the_lists_say(rows):
    """Counted by hand in the two captures, planned regions and Hong Kong's place in China included."""
    assert rows["cloud_regions_total", "TWN"] == 2  # Google and Azure; Amazon's is planned in the map's capture
    assert rows["cloud_regions_total", "MAR"] == 0  # two of Oracle's, both planned
    assert rows["cloud_regions_total", "TUR"] == 1  # Huawei
    assert rows["cloud_regions_total", "PAK"] == 0


def test_only_homes_of_providers_have_home_owned_regions(rows):
    home = rows["cloud_regions_home"]
    assert set(home[home > 0].index) == {"USA", "CHN", "FRA", "DEU"}


def test_planned_regions_do_not_count(raw, codes):
    path = raw / "cloud/cloudinfrastructuremap_regions_9_providers_2026-01.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as text:
        in_service = Counter(r["provider"] for r in csv.DictReader(text) if "lanned" not in r["region"])
    ours = cloud.provider_regions(raw, codes).groupby("provider").regions.sum()
    assert {p: ours[p] for p in in_service} == dict(in_service)


def test_every_provider_has_a_home(raw, codes):
    assert cloud.provider_regions(raw, codes).home_iso3.isin(codes.members(2025)).all()
    assert set(cloud.providers().status) <= {"checked", "verify"}


def test_captures_agree_as_well_as_the_stated_error(raw, codes):
    """The error of the counts is the disagreement of the two captures where both cover a provider."""
    import numpy as np

    known = cloud.providers()
    listed = cloud._documentation_capture(raw, codes).merge(known[["provider", "capture_id"]], on="capture_id")
    mapped = cloud._map_capture(raw, codes)
    common = set(listed.provider) & set(mapped.provider)
    assert len(common) == 5
    sizes = [t[t.provider.isin(common)].replace(cloud.HONG_KONG).groupby("iso3").size() for t in (listed, mapped)]
    ratio = np.log(sizes[0] / sizes[1]).dropna()
    assert np.sqrt((ratio**2).mean()) == pytest.approx(cloud.VARIABLES[0].error, abs=0.02)
