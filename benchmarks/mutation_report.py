"""Write ``docs/evidence/mutation.md`` from the verdicts of ``benchmarks.mutate_theory``.

    python -m benchmarks.mutation_report

The newest sample (highest seed) is shown module by module. Why a survivor survives is written by hand into the last
column of its file, ``mutation_SEED.csv``.
"""

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from benchmarks.equation_mutants import mutants

ROOT = Path(__file__).parents[1]
THEORY = Path("src/counterpoise/theory")
EVIDENCE = ROOT / "docs" / "evidence"
COLUMNS = ("module", "function", "line", "kind", "before", "after", "first", "outcome", "date", "why")
HEADER = """# Do the tests notice a broken equation?

Written by `python -m benchmarks.mutation_report`; do not edit.

One equation of one file of `src/counterpoise/theory` is broken in one place: a sign turned, `+ - * / **` exchanged, a
result doubled or negated, a constant doubled or raised by one, a comparison reversed or moved by its boundary, a
minimum made a maximum. The file's own tests judge it; what they miss, every test of the room that imports the file. A
run that takes longer than four minutes counts as killed. Left alone are docstrings, messages, annotations, indices,
declared domains of arguments (tests hold those to their meaning one by one) and the blocks that describe a model.
mutmut 3 leaves decorated functions alone, as every formula here is, so the mutator is ours:
`benchmarks/equation_mutants.py`.
"""


def key(row: dict[str, str]) -> tuple[str, str, str, str]:
    """What tells a mutant from all others, whatever the line."""
    return row["module"], row["function"], row["before"], row["after"]


def seed_of(path: Path) -> int:
    """The seed of a sample, from the name of its file."""
    return int(path.stem.removeprefix("mutation_"))


def read(path: Path) -> list[dict[str, str]]:
    """The verdicts of one sample; none if it was never run."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: Iterable[dict[str, str]]) -> None:
    """The verdicts of one sample, in the order of the files."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(sorted(rows, key=lambda row: (row["module"], int(row["line"]), row["after"])))


def score(rows: list[dict[str, str]]) -> str:
    """Mutants, killed before and after tests were sharpened, and the share killed, as cells of a table."""
    first, now = (sum(row[column] == "killed" for row in rows) for column in ("first", "outcome"))
    return f"{len(rows)} | {first} | {now} | {100 * now / len(rows):.0f} %"


def equivalent(row: dict[str, str]) -> bool:
    """A survivor that no test can tell from the original."""
    return row["outcome"] == "survived" and row["why"].startswith("equivalent")


def commands(rows: list[dict[str, str]], seed: int) -> str:
    """The commands that draw a sample: the usual number of mutants for all modules, more where there are more."""
    drawn = Counter(row["module"] for row in rows)
    usual = Counter(drawn.values()).most_common(1)[0][0]
    more = [f"--each {number} {module}" for module, number in drawn.items() if number > usual]
    return ", ".join(
        f"`python -m benchmarks.mutate_theory --seed {seed} {rest}`" for rest in (f"--each {usual}", *more)
    )


def samples(files: list[Path]) -> str:
    """One line for each sample: before and after tests were sharpened on it."""
    lines = [
        "| seed | run | mutants | killed at first | killed now | share | of the rest, equivalent |",
        "|---" * 7 + "|",
    ]
    for path in files:
        rows = read(path)
        dates = sorted({row["date"] for row in rows})
        run = " to ".join(dict.fromkeys((dates[0], dates[-1])))
        lines.append(f"| {seed_of(path)} | {run} | {score(rows)} | {sum(map(equivalent, rows))} |")
    return "\n".join(lines)


def table(rows: list[dict[str, str]], column: str) -> str:
    """Killed by module or by kind."""
    lines = [f"| {column} | mutants | killed at first | killed now | share |", "|---" * 5 + "|"]
    for value in sorted({row[column] for row in rows}):
        lines.append(f"| {value} | {score([row for row in rows if row[column] == value])} |")
    return "\n".join([*lines, f"| **all** | {score(rows)} |"])


def survivors(rows: list[dict[str, str]]) -> str:
    """Every survivor with its reason."""
    lines = []
    for row in rows:
        if row["outcome"] == "survived":
            lines.append(f"- `{row['module']}.{row['function']}`, line {row['line']}: {row['why'] or 'unexplained'}")
            lines.append(f"  - `{row['before']}`\n  - `{row['after']}`")
    return "\n".join(lines) or "None."


def unsampled(rows: list[dict[str, str]]) -> str:
    """Functions with an equation of which no sample broke any, and how many mutants there are in all."""
    seen = {(row["module"], row["function"]) for row in rows}
    possible: Counter[tuple[str, str]] = Counter()
    for path in sorted((ROOT / THEORY).glob("*.py")):
        possible.update((path.stem, mutant.function) for mutant in mutants(path.read_text(encoding="utf-8")))
    missed = ", ".join(f"`{module}.{function}`" for module, function in possible if (module, function) not in seen)
    return (
        f"{len(possible)} functions hold {possible.total()} mutants in all. Functions never broken: {missed or 'none'}."
    )


def report() -> str:
    """The whole page."""
    files = sorted(EVIDENCE.glob("mutation_*.csv"), key=seed_of)
    newest, seed = read(files[-1]), seed_of(files[-1])
    parts = [
        HEADER,
        f"To repeat, before the report: {commands(newest, seed)}.\n",
        "## Samples\n\n" + samples(files),
        "\nTests were sharpened on what a sample left alive. *Killed at first* is therefore the estimate for equations "
        "that no sample has broken; *killed now* is what holds today.",
        f"\n## The newest sample, by module\n\n{table(newest, 'module')}",
        f"\n## By kind\n\n{table(newest, 'kind')}",
        f"\n## What was not broken\n\n{unsampled([row for path in files for row in read(path)])}",
    ]
    for path in reversed(files):
        parts.append(f"\n## Survivors, seed {seed_of(path)}\n\n{survivors(read(path))}")
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    (EVIDENCE / "mutation.md").write_text(report(), encoding="utf-8")
