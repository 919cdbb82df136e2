"""Account for every row of the inventory by the markers on code and tests, and write docs/coverage.md.

``python -m counterpoise.evidence.coverage_page [FILE]``, from the root of the repository; reads text and runs nothing.
What a row is covered as follows from the room its marker stands in. What a mechanism or a parameter moves most is read
from the record of liveness; of all else the command that shows it is named.
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import takewhile
from pathlib import Path

from counterpoise.core import InputError

from .inventory import INVENTORY, SOURCES, TESTS, Marker, Row, inventory, markers

PAGE, LIVENESS = Path("docs/coverage.md"), Path("docs/evidence/liveness.md")
MOST_LEFT_OUT = 0.1
KINDS = ("mechanism", "parameter", "theory", "actor", "datum", "measure", "job", "scenario", "claim")
ROOMS = {
    "mechanisms": "mechanism", "theory": "theory", "data": "datum", "start": "datum", "power": "measure",
    "results": "measure", "deals": "job", "exchange": "job", "dilemma": "job", "statecraft": "job", "brief": "job",
    "evidence": "job", "scenarios": "scenario", "claims": "claim",
}  # fmt: skip
ACTORS = ("data/states.py", "data/firms.py", "data/regimes.py", "start/actors.py", "start/firms.py",
          "start/governance.py")  # fmt: skip
"""Files of the data that say who acts."""
COMMANDS = {
    "theory": "counterpoise theory {stem}", "start": "counterpoise run", "data": "counterpoise data list",
    "power": "counterpoise measure", "results": "counterpoise run", "deals": "counterpoise deal",
    "exchange": "counterpoise exchange", "dilemma": "counterpoise brief", "statecraft": "counterpoise statecraft",
    "brief": "counterpoise brief", "scenarios": "counterpoise compare {stem} baseline",
    "claims": "counterpoise claims {claim}", "evidence": "counterpoise ablate",
}  # fmt: skip
OWN_COMMANDS = {
    "evidence/shapley.py": "counterpoise forces", "data/states.py": "counterpoise brief",
    "data/firms.py": "counterpoise data export firms", "data/regimes.py": "counterpoise deal",
    "data/suppliers.py": "counterpoise measure sovereignty", "power/sovereignty.py": "counterpoise measure sovereignty",
    "power/embargo.py": "counterpoise brief", "power/recipes.py": "counterpoise measure smart",
}  # fmt: skip
SERIES = {
    "ai_activity": "ai_investment", "cables": "cables", "cyber_operations": "cyber_operations",
    "digital_state": "mobile_coverage", "drones": "armed_drones_supplied", "heritage": "world_heritage",
    "innovation": "patent_applications", "languages": "language_pull", "material_capabilities": "milper",
    "nuclear": "warheads", "organizations": "igo_memberships", "passports": "passports_admitted",
    "research_effort": "rd_share", "robots": "robots_installed", "students": "students_inbound",
}  # fmt: skip
"""What a loader of data gives the panel, one series of several, by which states can be measured."""
CLAIM = re.compile(r'^(?:ID = |    |PROPOSITION = Proposition\(\s*)"(H\d+p?)"', re.MULTILINE)
RECORD = re.compile(r"^\| `([\w.]+)` \| ([\w ]+) \| `(\w+)` \|", re.MULTILINE)


def collected(root: Path = Path()) -> tuple[dict[str, Row], list[Marker], list[Marker]]:
    """The inventory, the markers of the code and those of the tests, held against one another.

    Raises InputError for a row that is neither marked nor explained, one that is both, and if more than a tenth of the
    rows is left out.
    """
    rows = inventory(root / INVENTORY)
    code, tests = markers(root / SOURCES, rows), markers(root / TESTS, rows)
    marked = {row for marker in code for row in marker.ids}
    shown = {row for marker in tests for row in marker.ids}
    check(rows, marked, shown)
    return rows, code, tests


def check(rows: Mapping[str, Row], marked: set[str], shown: set[str]) -> None:
    """Refuse an account with holes; see ``collected``."""
    left_out = [row.id for row in rows.values() if row.not_covered]
    if both := [i for i in left_out if i in marked | shown]:
        raise InputError(f"rows that are marked and yet said not to be covered: {', '.join(both)}")
    if none := [i for i in rows if i not in marked and i not in left_out]:
        raise InputError(f"rows that no marker in the code and no reason accounts for: {', '.join(none)}")
    if len(left_out) > MOST_LEFT_OUT * len(rows):
        raise InputError(f"{len(left_out)} of {len(rows)} rows are not covered, more than {MOST_LEFT_OUT:.0%}")


def rendered(rows: Mapping[str, Row], code: Sequence[Marker], tests: Sequence[Marker], alive: Mapping[str, str],
             root: Path = Path()) -> str:  # fmt: skip
    """The page: counts, then a line for every row. ``alive`` says what mechanisms and parameters move most."""
    where, shown = by_row(code), by_row(tests)
    lines = [_line(row, where[row.id], shown[row.id], alive, root) for row in rows.values()]
    head = ("id", "item", "named at", "covered as", "where", "what it moves, or what shows it", "tests")
    parts = [
        "# What of the two papers is in here",
        "Written by `python -m counterpoise.evidence.coverage_page` from `docs/inventory.toml` and from the comments "
        "`# covers: ID` in `src/` and `tests/`. A row is something that a paper names. S1 is Roumate, *AI and "
        "International Relations*; S2 is Saghir, Karim and Hussain 2025, of which only the abstract and the references "
        "were available; `S1:44` is line 44 of the text as it was read. Rows: A actors, P power and its indicators, T "
        "technologies, F mechanisms and phenomena, K cases, RQ research questions, L policies, C causal claims, E "
        "slips and gaps of the papers.",
        *_counts(rows, where, shown),
        "What a mechanism or parameter moves most is read from `docs/evidence/liveness.md`; a mechanism that is not "
        "yet in that record says so. That a row is covered says that it is there and can be looked at, not that it is "
        "true. `counterpoise claims` has the verdicts. Slow tests run with `pytest -m slow`, and some need the raw "
        "data.",
        _table(head, lines),
    ]
    return "\n\n".join(parts) + "\n"


def by_row(found: Sequence[Marker]) -> dict[str, list[Marker]]:
    """Markers by the row they name."""
    sorted_ = defaultdict(list)
    for marker in found:
        for row in marker.ids:
            sorted_[row].append(marker)
    return sorted_


def _counts(rows: Mapping[str, Row], where: dict[str, list[Marker]], shown: dict[str, list[Marker]]) -> list[str]:
    covered = [i for i, row in rows.items() if not row.not_covered]
    left, part = len(rows) - len(covered), sum(bool(rows[i].partly) for i in covered)
    bare = [i for i in covered if not shown[i]]
    slow = [i for i in covered if shown[i] and all(map(is_slow, shown[i]))]
    kinds = {kind: sum(kind in map(kind_of, where[i]) for i in covered) for kind in KINDS}
    tally = list(kinds.items())
    without = _in_brackets(bare)
    return [
        f"**{len(rows)} rows: {len(covered)} covered, of which {part} in part; {left} not covered "
        f"({left / len(rows):.0%}).** Of those covered {len(covered) - len(bare)} are shown by a test and {len(bare)} "
        f"are not{without}; {len(slow)} by slow tests alone{_in_brackets(slow)}.",
        "Covered as (a row may be covered as several):",
        _table(("as", "rows"), [*tally, ("not covered", left)]),
    ]


def _in_brackets(ids: Sequence[str]) -> str:
    return f" ({', '.join(ids)})" if ids else ""


def _line(row: Row, where: list[Marker], shown: list[Marker], alive: Mapping[str, str], root: Path) -> list[str]:
    item = f"{row.item}. Asked: {row.accepted_when}" if row.accepted_when else row.item
    if row.not_covered:
        cells = [f"*not covered*: {row.not_covered}", "", "", ""]
    else:
        kinds = ", ".join(k for k in KINDS if k in map(kind_of, where))
        cells = [f"{kinds}; in part: {row.partly}" if row.partly else kinds]
        cells += [_stacked(map(_place, where)), _stacked(_effect(m, alive, root) for m in where)]
        cells += [_stacked(_test(m, root) for m in shown) or "none"]
    return [row.id, *(cell.replace("|", "\\|") for cell in (item, row.locator, *cells))]


def _stacked(cells: object) -> str:
    return "<br>".join(dict.fromkeys(cells))  # type: ignore[call-overload]


def _table(head: Sequence[str], lines: Sequence[Sequence[object]]) -> str:
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in (head, ("---",) * len(head), *lines))


def within(marker: Marker) -> str:
    """The marker's file inside the package: room first."""
    parts = marker.path.parts
    return "/".join(parts[parts.index("counterpoise") + 1 :])


def kind_of(marker: Marker) -> str:
    """What a row is covered as, from the room of the marker. Raises InputError for a room that stands for nothing."""
    inside = within(marker)
    room = inside.split("/")[0]
    if room not in ROOMS:
        allowed = ", ".join(ROOMS)
        raise InputError(f"{marker.path}:{marker.line}: a file of {room!r} covers nothing; rooms that do: {allowed}")
    if "::" in marker.name:
        return "parameter"
    return "actor" if inside in ACTORS else ROOMS[room]


def _test(marker: Marker, root: Path) -> str:
    name = f"`{marker.path.relative_to(root / TESTS).as_posix()}::{marker.name}`"
    return f"{name} (slow)" if is_slow(marker) else name


def is_slow(marker: Marker) -> bool:
    """Whether the test below a marker is left out of an ordinary run of the tests."""
    below = marker.path.read_text(encoding="utf-8").splitlines()[marker.line :]
    above = takewhile(lambda line: not line.lstrip().startswith("def "), below)
    return any("pytest.mark.slow" in line for line in above)


def _place(marker: Marker) -> str:
    name = f" ({marker.name.replace('::', '.')})" if marker.name else ""
    return f"`{within(marker)}`{name}"


def _effect(marker: Marker, alive: Mapping[str, str], root: Path) -> str:
    """What a mechanism or parameter moves most, or the command that shows the rest."""
    inside = within(marker)
    if kind_of(marker) in ("mechanism", "parameter"):
        names = [marker.name.replace("::", ".")] if marker.name else mechanisms_in(marker.path)
        return ", ".join(alive.get(name, f"{name}: not yet in the record of liveness") for name in names)
    room, stem = inside.split("/")[0], marker.path.stem
    claim = CLAIM.search(marker.path.read_text(encoding="utf-8")) if room == "claims" else None
    usual = f"counterpoise measure {SERIES[stem]}" if inside.startswith("data/loaders/") else COMMANDS[room]
    if claim and "tested" in inside:
        return f'`counterpoise.claims.tested.compute("{claim[1]}")`'
    command = OWN_COMMANDS.get(inside, usual).format(stem=stem, claim=claim[1] if claim else "")
    return f"`{command.strip()}`"


def mechanisms_in(path: Path) -> list[str]:
    """Names of the mechanisms that a file declares."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    return [n.name for n in body if isinstance(n, ast.ClassDef) and "Mechanism" in map(ast.unparse, n.bases)]


def liveness(path: Path = LIVENESS) -> dict[str, str]:
    """What each mechanism and parameter moves most, with its verdict, from the page of liveness."""
    text = path.read_text(encoding="utf-8")
    return {name: f"{name}: `{most}` ({verdict})" for name, verdict, most in RECORD.findall(text)}


def page(root: Path = Path()) -> str:
    """The page as it should be. Raises InputError if the account has holes."""
    return rendered(*collected(root), liveness(root / LIVENESS), root)


def main(place: Path = PAGE) -> None:
    """Write the page."""
    place.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
