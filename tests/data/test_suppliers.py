"""Supplier shares: the schema, the estimator, and what must be true of the table built from the raw files."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoise.core import DataIntegrityError, InputError
from counterpoise.data.registers import register
from counterpoise.data.suppliers import TECHNOLOGIES, build_suppliers, check_suppliers, shares_for
from counterpoise.data.supply import COLUMNS, EVERYONE, cited, shrink, table
from counterpoise.data.supply.shares import LEAST, cut

STATES = ["USA", "CHN", "NOR", "PAK"]


def row(**changes):
    base = {
        "technology": "cloud",
        "supplier": "Amazon",
        "supplier_kind": "firm",
        "home_iso3": "USA",
        "importer": "*",
        "share": 0.5,
        "share_low": 0.4,
        "share_high": 0.6,
        "year": 2024,
        "grade": "assumed",
        "source": "unverified",
        "note": "",
    }
    return base | changes


def frame(*rows):
    return pd.DataFrame(list(rows), columns=list(COLUMNS))


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ((row(technology="clouds"),), "unknown technology"),
        ((row(supplier_kind="bank"),), "supplier_kind"),
        ((row(home_iso3="XXX"),), "home is no member"),
        ((row(importer="World"),), "importer is no member"),
        ((row(grade="certain", importer="PAK"),), "unknown grade"),
        ((row(source="hearsay"),), "unknown source"),
        ((row(share=0.7),), "within its range"),
        ((row(share_high=1.2),), "within its range"),
        ((row(), row()), "stands twice"),
        ((row(grade="observed"),), "assumed of each"),
        ((row(), row(supplier="Azure", share=0.51, share_high=0.6)), "more than one"),
    ],
)
def test_a_broken_row_is_refused(rows, message):
    check_suppliers(frame(row(), row(importer="PAK", grade="estimated")), STATES)
    with pytest.raises(DataIntegrityError, match=message):
        check_suppliers(frame(*rows), STATES)


def test_an_importer_without_evidence_gets_the_world_shares_as_assumptions():
    suppliers = frame(row(), row(importer="NOR", supplier="Local", share=0.6, grade="estimated"))
    pakistan = shares_for(suppliers, "cloud", "PAK")
    assert pakistan.supplier.tolist() == ["Amazon"]
    assert pakistan.importer.tolist() == ["PAK"]
    assert pakistan.grade.tolist() == ["assumed"]
    assert shares_for(suppliers, "cloud", "NOR").supplier.tolist() == ["Local"]
    with pytest.raises(InputError, match="robots"):
        shares_for(suppliers, "robot", "PAK")


def one_importer(amounts, cases, prior, weight):
    index = pd.MultiIndex.from_tuples([("PAK", s) for s in amounts])
    amount = pd.Series(list(amounts.values()), index=index, dtype=float)
    rows = shrink(amount, pd.Series({"PAK": cases}), pd.Series(prior, dtype=float), weight)
    return rows.set_index("supplier")


def test_shrinking_by_hand():
    """Two regions of one firm, weight three, world shares .5 and .3: (2 + 1.5) / 5 and .9 / 5."""
    rows = one_importer({"a": 2.0}, 2, {"a": 0.5, "b": 0.3}, 3.0)
    assert rows.share.to_dict() == pytest.approx({"a": 0.7, "b": 0.18})
    assert rows.share_low["a"] == pytest.approx((2 + 4.5) / 11)
    assert rows.share_high["a"] == pytest.approx((2 + 0.5) / 3)


@settings(max_examples=40, deadline=None)
@given(
    amounts=st.dictionaries(st.sampled_from("abcd"), st.floats(0.1, 100), min_size=1),
    cases=st.integers(1, 500),
    world=st.lists(st.floats(0.01, 1), min_size=4, max_size=4),
)
def test_shrunk_shares_lie_between_the_evidence_and_the_world(amounts, cases, world):
    prior = pd.Series(world, index=list("abcd")) / (sum(world) + 0.1)
    rows = one_importer(amounts, cases, prior.to_dict(), 3.0)
    seen = pd.Series(amounts).reindex(list("abcd"), fill_value=0.0) / sum(amounts.values())
    low, high = np.minimum(seen, prior), np.maximum(seen, prior)
    assert ((rows.share >= low - 1e-9) & (rows.share <= high + 1e-9)).all()
    assert ((rows.share_low <= rows.share + 1e-12) & (rows.share <= rows.share_high + 1e-12)).all()
    assert rows.share.sum() <= 1 + 1e-9


def test_more_cases_move_the_share_from_the_world_to_the_evidence():
    few, many = (one_importer({"a": 1.0}, n, {"a": 0.2, "b": 0.5}, 3.0).share["a"] for n in (1, 100))
    assert 0.2 < few < many < 1.0


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=30))
def test_cut_shares_never_add_to_more(parts):
    shares = pd.Series(parts) / max(sum(parts), 1.0)
    assert cut(shares).sum() <= shares.sum() + 1e-7


def test_small_suppliers_join_the_unnamed_rest_and_world_rows_are_assumed():
    rows = frame(row(share=0.6, share_low=0.9, share_high=0.1), row(supplier="small", share=LEAST / 2))
    out = table(rows, "cloud", 2024, "observed", "unverified", "")
    assert out.supplier.tolist() == ["Amazon"]
    assert out.grade.tolist() == ["assumed"]
    assert out.share_low.item() <= out.share.item() <= out.share_high.item()


def test_cited_shares_have_a_source_that_can_be_named():
    rows = cited.rows(None, None)
    assert (rows.share > 0).all()
    assert not rows.duplicated(["technology", "supplier", "importer"]).any()
    assert not (register("suppliers_cited").status == "checked")[rows.source == "unverified"].any()


# covers: P20, T05
def test_china_solves_the_radio_shares_of_the_world():
    """World shares are China's and the others' weighted by the size of the market, .30 by Huawei's three numbers."""
    rows = cited.rows(None, None)
    rows = rows[rows.technology == "telecom_5g"].set_index(["importer", "supplier"]).share
    world = {"Huawei": 0.33, "ZTE": 0.10, "Ericsson": 0.29}
    for supplier, share in world.items():
        assert 0.3 * rows["CHN", supplier] + 0.7 * rows[EVERYONE, supplier] == pytest.approx(share, abs=0.005)


@pytest.fixture(scope="module")
def built(raw, codes):
    return build_suppliers(raw, codes)


# covers: T05, T06, T08
@pytest.mark.raw
def test_every_technology_has_world_shares(built):
    assert set(built.technology) == set(TECHNOLOGIES)
    assert set(built.loc[built.importer == EVERYONE, "technology"]) == set(TECHNOLOGIES)


@pytest.mark.raw
def test_norway_namibia_and_taiwan_are_importers(built):
    assert {"NOR", "NAM", "TWN"} <= set(built.importer)


@pytest.mark.raw
def test_every_state_resolves_for_every_technology(built, codes):
    for technology in TECHNOLOGIES:
        for importer in ("PAK", "MAR", "TWN", "PRK", "NOR", "XKX"):
            rows = shares_for(built, technology, importer)
            assert 0 < rows.share.sum() <= 1 + 1e-9


@pytest.mark.raw
def test_firms_have_one_home_throughout(built):
    firms = built[built.supplier_kind == "firm"]
    homes = firms.groupby("supplier").home_iso3.agg(set)
    assert (homes.map(len) == 1).all()
    known = register("firms").set_index("firm").home_iso3
    for firm in set(homes.index) & set(known.index):
        assert homes[firm] == {known[firm]}


@pytest.mark.raw
def test_pakistan_buys_its_arms_from_china_and_morocco_from_the_united_states(built):
    pakistan = shares_for(built, "arms", "PAK")
    assert pakistan.supplier.iloc[0] == "CHN"
    assert 0.7 < pakistan.share.iloc[0] < 0.85
    assert pakistan.grade.iloc[0] == "estimated"
    assert shares_for(built, "arms", "MAR").supplier.iloc[0] == "USA"


@pytest.mark.raw
def test_arms_shares_against_a_count_by_another_route(raw, built):
    """Deliveries to Taiwan, read line by line: all but a few come from the United States."""
    import csv
    import gzip

    volume = {}
    with gzip.open(raw / "sipri/trade-register_2025-03.csv.gz", "rt", encoding="latin-1") as text:
        for _ in range(11):
            next(text)
        for line in csv.DictReader(text):
            years = [int(y) for y in (line["Year(s) of delivery"] or "").replace(" ", "").split(";") if y]
            if line["Recipient"] == "Taiwan" and years:
                inside = sum(2014 <= y <= 2024 for y in years) / len(years)
                value = float(line["SIPRI TIV of delivered weapons"] or 0) * inside
                volume[line["Supplier"]] = volume.get(line["Supplier"], 0.0) + value
    share = volume["United States"] / sum(volume.values())
    assert shares_for(built, "arms", "TWN").set_index("supplier").share["USA"] == pytest.approx(share, abs=0.02)


@pytest.mark.raw
def test_makers_of_drones_are_not_given_the_world_market(built):
    for maker in ("TUR", "CHN", "USA", "IRN"):
        rows = shares_for(built, "drones", maker)
        assert rows.supplier.iloc[0] == maker
        assert rows.grade.iloc[0] == "assumed"
        assert rows.share_low.iloc[0] == 0


@pytest.mark.raw
def test_rebels_and_organizations_import_nothing(built, codes):
    arms = built[built.technology.isin(["arms", "drones"])]
    assert set(arms.importer) <= {EVERYONE, *codes.members(2024)}
    yemen = arms[(arms.importer == "YEM") & (arms.supplier == "IRN")]
    assert yemen.empty  # Iran's missiles and drones went to the Houthis


@pytest.mark.raw
def test_upgraded_clusters_are_not_counted_twice(raw, codes):
    from counterpoise.data.supply.clusters import owned

    usa = owned(raw, codes, 2024).query("host == 'USA'").part.sum()
    assert 3e5 < usa < 8e5


@pytest.mark.raw
def test_no_name_of_a_cluster_leaves(raw, built):
    import gzip

    with gzip.open(raw / "epoch/gpu_clusters_2026-08copy.csv.gz", "rt", encoding="utf-8") as text:
        assert "Colossus" in text.read()
    assert not built.astype(str).apply(lambda c: c.str.contains("Colossus|Memphis|Stargate")).any(axis=None)


@pytest.mark.raw
def test_accelerators_rest_on_the_totals_of_the_files(raw, built):
    from counterpoise.data.supply.accelerators import designed

    stock = designed(raw, 2025)["median"]
    assert stock["NVIDIA"] == 13659258
    world = built[(built.technology == "accelerators") & (built.importer == EVERYONE)].set_index("supplier").share
    assert world["NVIDIA"] / world["AMD"] == pytest.approx(stock["NVIDIA"] / stock["AMD"], rel=0.02)
    china = built[(built.technology == "accelerators") & (built.importer == "CHN")].set_index("supplier").share
    assert china["Huawei"] > china["NVIDIA"] > 0.3


@pytest.mark.raw
def test_a_hidden_share_cannot_pass(raw, codes, built):
    """Break the table once: a share raised by a tenth must be refused."""
    broken = built.copy()
    broken.loc[(broken.technology == "compute") & (broken.supplier == "USA"), ["share", "share_high"]] = 0.999
    with pytest.raises(DataIntegrityError, match="more than one"):
        check_suppliers(broken, codes.members(2025))
