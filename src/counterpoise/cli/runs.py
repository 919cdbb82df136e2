"""Commands about runs: run, compare, verify, reproduce."""

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from counterpoise.core import InputError

from .app import cli
from .output import OUT, print_frame, print_rows

if TYPE_CHECKING:
    from counterpoise.runs.run import Finished
    from counterpoise.scenarios import Scenario

Progress = Callable[[int, int], None]
SELDOM = (50_000, 20, 100)
"""When a run looks for garbage in circles: what start-up makes is kept, and looking through it took .2 s."""

SCENARIO_OPTIONS = (
    click.option("--years", metavar="FROM:TO", help="First and last year, such as 2024:2045."),
    click.option("--theory", metavar="BUNDLE", help="Another bundle of mechanisms than the scenario's."),
    click.option("--without", multiple=True, metavar="MECHANISM", help="Switch a mechanism off; may be repeated."),
)
ENSEMBLE_OPTIONS = (
    click.option("--members", type=int, default=1000, show_default=True, help="Worlds to draw."),
    click.option("--seed", type=int, default=1, show_default=True, help="Which draws; members are paired across runs."),
    click.option("--fast", is_flag=True, help="Reorder sums for speed; last bits may differ between machines."),
)
WORK_OPTIONS = (
    click.option("--chunk", type=int, default=64, show_default=True, help="Members stored at a time."),
    click.option("--workers", type=int, help="Threads, or Dask workers; all processors if not given."),
    click.option(
        "--out",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path(OUT),
        show_default=True,
        help="Folder in which the run gets a folder of its own.",
    ),
    click.option("--resume", is_flag=True, help="Go on with an interrupted run."),
)


def options(*groups: tuple[Callable[[Any], Any], ...]) -> Callable[[Any], Any]:
    """Add groups of options to a command, in the order in which they are written."""

    def decorate(command: Any) -> Any:
        for add in reversed([option for group in groups for option in group]):
            command = add(command)
        return command

    return decorate


@cli.command()
@click.argument("scenario", default="baseline")
@options(SCENARIO_OPTIONS, ENSEMBLE_OPTIONS, WORK_OPTIONS)
@click.option("--executor", default="local", show_default=True, help="local threads, or dask.")
@click.option("--scheduler", metavar="ADDRESS", help="Dask scheduler to use; a cluster on this machine if not given.")
@click.option(
    "--dyads",
    is_flag=True,
    help="Keep of every member what is else kept as means over members (every dyad; how each state weighs each "
    "agreement), and notes of the first year too. Large.",
)
def run(scenario: str, years: str | None, theory: str | None, without: tuple[str, ...], **how: Any) -> None:
    """Run an ensemble of worlds and store it: a scenario by name ('counterpoise scenario list') or a YAML file.

    Each member is one world: parameters drawn from their priors, starting values from the errors of the data. The last
    line is the run's id and the hash of its results, the same for any chunk, number of workers and executor. A run that
    was interrupted goes on with --resume; one that is done already is only summarized.
    """
    gc.set_threshold(*SELDOM)
    chosen = chosen_scenario(scenario, theory, without, years)
    with progress_bar() as progress:
        finished = _bring_about(chosen, how, progress)
    _summarize(finished)
    click.echo(f"run {finished.run_id} sha256 {finished.sha256}")


@cli.command()
@click.argument("first")
@click.argument("second")
@options(SCENARIO_OPTIONS, ENSEMBLE_OPTIONS, WORK_OPTIONS)
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", help="What to print.")
def compare(
    first: str, second: str, years: str | None, theory: str | None, without: tuple[str, ...], form: str, **how: Any
) -> None:
    """Compare two runs or scenarios on the same draws: the effect of SECOND against FIRST for each outcome.

    FIRST and SECOND are folders of runs, or scenarios, which are run first if they are not there. The effect is the
    mean difference with the 95 % interval of that mean; 'worlds' is the middle nine tenths of the difference over
    worlds. --theory and --without act on scenarios that are run, on both alike.
    """
    from counterpoise.results.dataset import open_dataset
    from counterpoise.runs.compare import compare as paired

    named = [Path(n) if _is_run(Path(n)) else chosen_scenario(n, theory, without, years) for n in (first, second)]
    folders = [each if isinstance(each, Path) else _folder_of_run(each, how) for each in named]
    frame = paired(*map(open_dataset, folders))
    if form != "table":
        print_frame(frame, form, "")
        return
    _show_effects(frame, first, second)


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="RUN")
def verify(folder: Path) -> None:
    """Check every stored number of a run against its checksums; exit code 3 if anything is wrong."""
    from counterpoise.results.store import RunStore

    store = RunStore.open(_run_folder(folder))
    for line in store.verify():
        click.echo(line)


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="RUN")
@click.option("--members", type=int, help="Only the first so many (rounded up to whole blocks); all if not given.")
def reproduce(folder: Path, members: int | None) -> None:
    """Make a run again from its manifest and compare it, member by member; exit code 3 if one differs."""
    from counterpoise.runs.reproduce import reproduce as again

    if members is not None and members < 1:
        raise InputError(f"--members {members}: from 1")
    with progress_bar() as progress:
        made = again(_run_folder(folder), members, progress)
    click.echo(f"{made.members:,} members came out bit for bit as stored")
    click.echo(f"run {made.run_id} sha256 {made.sha256}")


def chosen_scenario(name: str, theory: str | None, without: tuple[str, ...], years: str | None) -> "Scenario":
    from counterpoise.scenarios import load

    return load(name, theory=theory, without=without, years=_span(years))


def _span(years: str | None) -> tuple[int, int] | None:
    """``2024:2045`` as two numbers. Raises InputError."""
    if years is None:
        return None
    first, _, last = years.partition(":")
    if not (first.isdecimal() and last.isdecimal()):
        raise InputError(f"--years {years!r}: two years with a colon between, such as 2024:2045")
    return int(first), int(last)


def _bring_about(scenario: "Scenario", how: dict[str, Any], progress: Progress) -> "Finished":
    from counterpoise.runs.plan import Plan
    from counterpoise.runs.run import How, run_plan

    manner = How(how["chunk"], how["workers"], how.get("executor", "local"), how.get("scheduler"), how["resume"])
    plan = Plan(scenario, how["members"], how["seed"], how["fast"], how.get("dyads", False))
    return run_plan(plan, how["out"], manner, progress)


def _folder_of_run(scenario: "Scenario", how: dict[str, Any]) -> Path:
    with progress_bar(scenario.name) as progress:
        return _bring_about(scenario, how, progress).folder


def _run_folder(folder: Path) -> Path:
    if not _is_run(folder):
        raise InputError(f"{folder}: not the folder of a run (it has no manifest.json)")
    return folder


def _is_run(folder: Path) -> bool:
    return (folder / "manifest.json").is_file()


@contextmanager
def progress_bar(name: str = "", of: str = "members") -> Iterator[Progress]:
    """A bar with rate and time left on a terminal; elsewhere a line for each tenth, both on standard error.

    ``of`` says what is counted.
    """
    if not sys.stderr.isatty():
        yield _lines(name, of)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn(of))
    rate = TextColumn("{task.fields[rate]}")
    with Bar(*columns, rate, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(f"{name or 'run'}: compiling", total=None, rate="")

        def advance(done: int, total: int) -> None:
            speed = bar.tasks[task].speed
            shown = f"{speed:,.0f} {of}/s" if speed else ""
            bar.update(task, completed=done, total=total, description=name or "run", rate=shown)

        yield advance


def _lines(name: str, of: str) -> Progress:
    told = {"tenth": 0}

    def advance(done: int, total: int) -> None:
        tenth = 10 * done // max(total, 1)
        if tenth > told["tenth"]:
            told["tenth"] = tenth
            click.echo(f"{name + ': ' if name else ''}{done:,} of {total:,} {of}", err=True)

    return advance


def _summarize(finished: "Finished") -> None:
    from counterpoise.results.store import RunStore
    from counterpoise.runs.summary import outcome_rows, share_rows

    store = RunStore.open(finished.folder)
    first, *_, last = store.layout.years
    members = len(store.layout.members)
    click.echo(f"{store.manifest['title']}, {first}-{last}, {members:,} members")
    click.echo("Every number below follows from assumed mechanisms and priors; none is a forecast.")
    _warn_of_faults(store.faults, members)
    _show_outcomes(outcome_rows(store), first, last)
    _show_shares(share_rows(store), first, last)
    click.echo(f"wrote {finished.folder}" if finished.computed else f"already in {finished.folder}; nothing was run")


def _warn_of_faults(faults: list[dict[str, Any]], members: int) -> None:
    """Say on standard error who stopped, and what that means for every number below."""
    if not faults:
        return
    first = faults[0]
    click.echo(
        f"warning: {len(faults):,} of {members:,} members ({len(faults) / members:.1%}) stopped at a number that is"
        f" none, the first, member {first['member']}, in {first['year']} (phase {first['phase']}). What follows"
        " is of those that went on, who need not be like the others: a mechanism is at fault, or --fast.",
        err=True,
    )


def _show_outcomes(found: list[dict[str, Any]], first: int, last: int) -> None:
    rows = []
    for row in found:
        by = str(last) if row["years"] == "last year" else f"mean of {first + 1}-{last}"
        values = [row[name] for name in ("start", "median", "low", "high", "mean")]
        rows.append([row["outcome"], row["unit"], by, *map(_number, values)])
    columns = ("outcome", "unit", "judged by", str(first), "median", "5 %", "95 %", "mean")
    print_rows("Outcomes over members", columns, rows, words=3)


def _show_shares(found: list[dict[str, Any]], first: int, last: int) -> None:
    rows = []
    for row in found:
        cells = [row["state"]]
        for kind in ("hard", "smart"):
            cells.append(f"{row[kind + '_start']:.1f}")
            cells.append(f"{row[kind + '_median']:.1f} [{row[kind + '_low']:.1f} to {row[kind + '_high']:.1f}]")
        rows.append(cells)
    columns = ("state", f"hard {first}", f"hard {last}", f"smart {first}", f"smart {last}")
    print_rows("Power in % of the world: median [5 to 95 % of members]", columns, rows)


def _show_effects(frame: Any, first: str, second: str) -> None:
    rows = []
    for row in frame.itertuples():
        effect = f"{_number(row.effect)} [{_number(row.effect_low)} to {_number(row.effect_high)}]"
        worlds = f"{_number(row.world_low)} to {_number(row.world_high)}"
        means = map(_number, (row.first, row.second))
        rows.append([row.outcome, row.unit, row.years, *means, effect, worlds, f"{row.rises:.0%}", f"{row.falls:.0%}"])
    columns = ("outcome", "unit", "judged by", "first", "second", "effect [95 % of the mean]", "5-95 % of worlds")
    title = f"{second} against {first}: {frame.members.max():,} worlds, each with itself"
    print_rows(title, (*columns, "rises", "falls"), rows, words=3)
    click.echo("Effects follow from assumed mechanisms and priors, on the same draws in both runs.")


def _number(value: float) -> str:
    return "-" if value != value else f"{value:.3g}"
