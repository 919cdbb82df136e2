"""Find a state by ISO3 code or by name, and say clearly why one cannot be found."""

# covers: A01, A11

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from counterpoise.core import InputError, nearest

if TYPE_CHECKING:
    import pandas as pd

# Common names where the COW system list has a longer or an older one.
SHORT_NAMES = {
    "USA": "United States", "KOR": "South Korea", "PRK": "North Korea", "COD": "DR Congo", "COG": "Congo-Brazzaville",
    "CIV": "Ivory Coast", "BIH": "Bosnia and Herzegovina", "SRB": "Serbia", "MKD": "North Macedonia",
    "CZE": "Czechia", "SWZ": "Eswatini", "TLS": "Timor-Leste", "XWG": "West Germany", "DDR": "East Germany",
    "XYA": "North Yemen", "YMD": "South Yemen", "XVR": "South Vietnam", "STP": "Sao Tome and Principe",
    "TUR": "Turkey", "MMR": "Myanmar", "CPV": "Cabo Verde", "FSM": "Micronesia",
}  # fmt: skip
ALIASES = {
    "uk": "GBR", "great britain": "GBR", "britain": "GBR", "us": "USA", "america": "USA",
    "united states of america": "USA", "prc": "CHN", "peoples republic of china": "CHN", "republic of korea": "KOR",
    "dprk": "PRK", "soviet union": "RUS", "ussr": "RUS", "yugoslavia": "SRB",
    "burma": "MMR", "turkiye": "TUR", "türkiye": "TUR", "cote d'ivoire": "CIV", "côte d'ivoire": "CIV",
    "macedonia": "MKD", "swaziland": "SWZ", "east timor": "TLS", "czech republic": "CZE", "persia": "IRN",
    "siam": "THA", "ceylon": "LKA", "zaire": "COD", "holland": "NLD", "uae": "ARE", "viet nam": "VNM",
    "ottoman empire": "TUR", "prussia": "DEU", "cape verde": "CPV", "congo-kinshasa": "COD",
    "democratic republic of the congo": "COD", "republic of the congo": "COG",
}  # fmt: skip
# names that more than one state goes by; which of them existed depends on the year
AMBIGUOUS = {
    "congo": ("COD", "COG"), "korea": ("KOR", "PRK", "XKO"), "germany": ("DEU", "DDR", "XWG"),
    "vietnam": ("VNM", "XVR"), "viet nam": ("VNM", "XVR"), "yemen": ("YEM", "XYA", "YMD"),
}  # fmt: skip


# former names that the COW list continues under one code, with the last year in which the name was right
FORMER = {"soviet union": 1991, "ussr": 1991, "yugoslavia": 2002, "ottoman empire": 1922, "prussia": 1870}


@dataclass(frozen=True, eq=False)
class StateSystem:
    """Membership of the state system: one row per state and year (iso3, year, ccode, gwcode, name)."""

    table: "pd.DataFrame"

    def members(self, year: int) -> list[str]:
        """ISO3 codes of the members in ``year``, sorted; the last year's members stand for later years."""
        return self._by_year[min(year, max(self._by_year))]

    @cached_property
    def _by_year(self) -> dict[int, list[str]]:
        return {int(y): sorted(rows.astype(str)) for y, rows in self.table.groupby("year").iso3}

    def name(self, iso3: str) -> str:
        """The state's common English name."""
        if iso3 in SHORT_NAMES:
            return SHORT_NAMES[iso3]
        return self._latest_name.get(iso3, iso3)

    @cached_property
    def _latest_name(self) -> dict[str, str]:
        """The last name on the list for each code, kept because a brief asks hundreds of times."""
        return dict(zip(self.table.iso3.astype(str), self.table.name.astype(str), strict=True))

    def resolve(self, word: str, year: int) -> str:
        """ISO3 of the state called ``word``, a member in ``year``. Raises InputError with the nearest spelling.

        A name that several members of that year go by is refused with all of them, never decided in silence.
        """
        iso3 = self._only(word, year) or self.find(word)
        ended = FORMER.get(word.strip().casefold())
        if ended is not None and year > ended:
            raise InputError(
                f"{word.strip()} ended in {ended}; the panel continues it as {self.name(iso3)} ({iso3}): "
                f"ask for that, or for a year up to {ended}"
            )
        years = sorted(self.table.loc[self.table.iso3 == iso3, "year"].astype(int))
        if year not in years and year <= int(self.table.year.max()):
            raise InputError(
                f"{self.name(iso3)} ({iso3}) is not a member of the state system in {year}; "
                f"it is one in {', '.join(_spells(years))}"
            )
        return iso3

    def _only(self, word: str, year: int) -> str | None:
        """The one member of ``year`` that an ambiguous name can mean; None for other names and where none was one."""
        members = self.members(max(year, min(self._by_year)))
        meant = [s for s in AMBIGUOUS.get(word.strip().casefold(), ()) if s in members]
        if len(meant) > 1:
            listed = " or ".join(f"{self.name(s)} ({s})" for s in meant)
            raise InputError(f"{word.strip()!r} is the name of {len(meant)} states in {year}: give {listed}")
        return meant[0] if meant else None

    def find(self, word: str) -> str:
        """ISO3 of the state called ``word``, whenever it was a member; an ambiguous name must mean one state today.

        Raises InputError with the nearest spelling.
        """
        names = self._names
        key = word.strip().casefold()
        if key in AMBIGUOUS and (alone := self._only(word, max(self._by_year))):
            return alone
        if key in names:
            return names[key]
        near = nearest(key, names)
        hint = f"; did you mean {names[near]} ({self.name(names[near])})?" if near else ""
        raise InputError(f"unknown state {word!r}: give an ISO 3166 code or an English name{hint}")

    @cached_property
    def _names(self) -> dict[str, str]:
        pairs = self.table[["iso3", "name"]].drop_duplicates()
        by_name = {str(n).casefold(): str(i) for i, n in zip(pairs.iso3, pairs.name, strict=True)}
        by_short = {name.casefold(): iso3 for iso3, name in SHORT_NAMES.items()}
        by_code = {str(i).casefold(): str(i) for i in pairs.iso3.unique()}
        return by_name | by_short | ALIASES | by_code


def _spells(years: list[int]) -> list[str]:
    """Unbroken runs of sorted years, as ``1816-1938``."""
    starts = [y for k, y in enumerate(years) if k == 0 or years[k - 1] != y - 1]
    ends = [y for k, y in enumerate(years) if k == len(years) - 1 or years[k + 1] != y + 1]
    return [f"{a}-{b}" for a, b in zip(starts, ends, strict=True)]
