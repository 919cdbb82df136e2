"""Country codes at the data border: COW, Gleditsch-Ward, ISO and names become ISO 3166 alpha-3 while building."""

import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

# COW states without an ISO 3166 alpha-3 code of their own. Former ISO codes where ISO 3166-3 has one (CSK, DDR, YMD);
# otherwise codes of the range XAA-XZZ that ISO 3166 leaves to users.
HISTORICAL = {
    240: "XHA", 245: "XBV", 260: "XWG", 265: "DDR", 267: "XBD", 269: "XSX", 271: "XWB", 273: "XHC", 275: "XHG",
    280: "XME", 300: "XAH", 315: "CSK", 327: "XPS", 329: "XTS", 332: "XMO", 335: "XPA", 337: "XTU", 345: "SRB",
    347: "XKX", 511: "XZN", 678: "XYA", 680: "YMD", 730: "XKO", 817: "XVR",
}  # fmt: skip
PATCHES = {255: "DEU", 679: "YEM", 816: "VNM"}
EXTRA_NAMES = {"Beliz": "BLZ", "Kosovo": "XKX", "China (mainland)": "CHN", "Turkiye": "TUR", "Türkiye": "TUR"}


@dataclass(frozen=True)
class Codes:
    """Maps from the codes that sources use to ISO3.

    ``system`` has one row per member state-year: iso3, year, ccode, gwcode (NaN where GW has no such state), name.
    """

    cow: dict[int, str]
    gw: dict[int, str]
    iso2: dict[str, str]
    system: pd.DataFrame
    patterns: tuple[tuple[re.Pattern[str], str], ...]

    def from_name(self, names: pd.Series) -> pd.Series:
        """ISO3 for country names in English; NaN where no country, or more than one, matches."""
        found = {name: self._match(name) for name in names.dropna().unique()}
        return names.map(found)

    def _match(self, name: str) -> str | None:
        if name.strip() in EXTRA_NAMES:
            return EXTRA_NAMES[name.strip()]
        hits = {iso3 for pattern, iso3 in self.patterns if pattern.search(name)}
        return hits.pop() if len(hits) == 1 else None

    def members(self, year: int) -> list[str]:
        """ISO3 of the system's members in ``year``, sorted."""
        return sorted(self.system.loc[self.system.year == year, "iso3"])


def read_codes(raw: Path) -> Codes:
    """Build the maps from the crosswalk and the COW/GW state-year panel below ``raw``."""
    table = pd.read_csv(raw / "crosswalk/countrycode_codelist.csv.gz", keep_default_na=False, na_values=[""])
    known = table[table.iso3c.notna()]
    cow = {int(c): i for c, i in zip(known.cown, known.iso3c, strict=True) if pd.notna(c)} | PATCHES | HISTORICAL
    gw = {int(c): i for c, i in zip(known.gwn, known.iso3c, strict=True) if pd.notna(c)}
    panel = pd.read_csv(raw / "isard/cw_gw_panel.csv.gz")
    panel = panel[panel.ccode.notna()]
    system = pd.DataFrame(
        {
            "iso3": panel.ccode.astype(int).map(cow),
            "year": panel.year.astype("int16"),
            "ccode": panel.ccode.astype("int16"),
            "gwcode": panel.gwcode,
            "name": panel.cw_name,
        }
    ).sort_values(["year", "iso3"], ignore_index=True)
    twin = system.dropna(subset="gwcode").sort_values("year").drop_duplicates("gwcode", keep="last")
    gw |= {int(g): i for g, i in zip(twin.gwcode, twin.iso3, strict=True)}
    patterns = tuple(
        (re.compile(p, re.IGNORECASE), i)
        for p, i in zip(known["country.name.en.regex"], known.iso3c, strict=True)
        if pd.notna(p)
    )
    iso2 = {a: b for a, b in zip(known.iso2c, known.iso3c, strict=True) if pd.notna(a)}
    return Codes(cow, gw, iso2, system, patterns)
