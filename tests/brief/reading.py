"""Read a brief's HTML as a reader does: its visible words, its marked numbers, and the digits that are neither."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from counterpoise.brief.trend import PAST
from counterpoise.data.registers import register
from counterpoise.power.composite import REPLICATES

UNSEEN = ("style", "script", "svg")
VOID = ("meta", "link", "img", "br", "hr", "input")


@dataclass
class Page(HTMLParser):
    """``numbers`` are (ledger id, text); ``words`` are visible texts outside numbers, with the tag they stand in."""

    numbers: list[tuple[str, str]] = field(default_factory=list)
    words: list[tuple[str, str]] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    open: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open, tag
        assert self.open.pop()[0] == tag, tag

    def handle_data(self, data):
        inside = [tag for tag, _ in self.open]
        if not data.strip() or any(tag in UNSEEN for tag in inside):
            return
        tag, attributes = self.open[-1]
        if tag == "data" and attributes.get("value"):
            self.numbers.append((attributes["value"], data))
        else:
            self.words.append((tag, data))


def read(html: str) -> Page:
    """The page, parsed; raises AssertionError where tags do not nest."""
    page = Page()
    page.feed(html)
    page.close()
    assert not page.open, page.open
    return page


def quotations(variables) -> list[str]:
    """Names and phrases with digits that are quoted whole: registers' titles and the panel's labels and units."""
    votes, instruments = register("ai_governance_votes"), register("ai_governance_instruments")
    controls, treaties = register("export_controls"), register("arms_control_agreements")
    quoted = [*votes.document, *votes.forum, *instruments.instrument, *treaties["name"]]
    quoted += [*(controls.technology + ": " + controls.measure), *controls.later, *register("supply_bars").measure]
    quoted += [*controls.target_iso3]
    quoted += [v.label for v in variables] + [f"({v.unit})" for v in variables]
    kept = {str(q) for q in quoted if re.search(r"\d", str(q)) and len(str(q)) > 6}
    return sorted(kept, key=len, reverse=True)


# what may hold digits without being a measured number; everything else must stand in the ledger
ALLOWED = (
    r"5th to 95th percentile",
    r"1 the strongest",  # how ranks run
    r"constant 20(15|23) US\$",  # prices of a unit
    r"H100 equivalents",
    rf"^Over {REPLICATES:,} measures",  # how many were drawn: our setting
    rf"^Over {PAST:,} measures for years gone by and {REPLICATES:,} for this one",
    r"exponent (below -0\.5|above 0\.5)",  # names of two options of the multiverse
    r"D:5 group",  # a country group of the export rules
    r"all but 42 partners",  # another, as the register quotes it
    r"^[0-7] (Summary|Standing|Dependence|Dilemma|Deals|Outlook|Statecraft|Do not trust)$",  # titles of sections
)
YEAR_HEADS = r"^(1950|1970|1990|2000|2010)$"  # heads of rows of the table of polarity


def stray_digits(html: str, year: int, variables) -> list[str]:
    """Visible words that hold a digit which is neither in the ledger nor on the list above."""
    quoted, found = quotations(variables), []
    for tag, words in read(html).words:
        left = " ".join(words.split())
        for phrase in quoted:
            left = left.replace(" ".join(phrase.split()), "")
        for pattern in (*ALLOWED, rf"(in|for|up to) {year}\b", rf" {year}: country brief$"):
            left = re.sub(pattern, "", left)
        if tag == "time":
            left = re.sub(rf"^{year}$", "", left)
        if tag == "th":
            left = re.sub(rf"{YEAR_HEADS}|^{year}$", "", left)
        if re.search(r"\d", left):
            found.append(left)
    return found
