"""The command that executes the papers' claims: their numbers on data, their propositions on the simulated world."""

import dataclasses
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from .app import cli
from .output import console, print_frame, print_rows


@cli.command()
@click.argument("claim", required=False)
@click.option("--run", "again", is_flag=True, help="Try a proposition now, instead of printing what was recorded.")
@click.option("--members", type=click.IntRange(20, 100_000), default=1000, show_default=True, help="With --run.")
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=1, show_default=True, help="With --run.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="What to print.")
@click.option(
    "--figures",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write a page with the paper's three figures drawn anew.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write a picture of the propositions' effects into this folder.",
)
def claims(
    claim: str | None, again: bool, members: int, seed: int, form: str, figures: Path | None, out: Path | None
) -> None:
    """Execute the papers' claims: each with its line, quote and computed verdict.

    Numbers are checked against the panel, now. Propositions (H1 to H26) are tried on the simulated world, treatment
    against control on the same draws; that takes minutes, so that the board shows what was recorded, and says so if the
    model has changed since. H10, H14, H19, H20, H27 and a contest of accounts of votes are tested on data, by rules
    written before. With an ID, shows one claim and all it rests on.

    \b
    counterpoise claims H15
    counterpoise claims H15 --run --members 200
    counterpoise claims H20 --run
    """
    if figures is not None:
        _write_figures(figures)
    elif out is not None:
        _write_picture(out)
    elif claim is None:
        _show_all(form)
    elif (tested := _tested(claim)) is not None:
        _show_tested(tested, again, form)
    elif (tried := _proposition(claim)) is not None:
        _show_proposition(tried, again, members, seed, form)
    else:
        _show_number(claim, form)


def _proposition(claim: str) -> str | None:
    """The id of a proposition, large letters or small; None for the name of a number.

    Raises InputError for what looks like a proposition and is none.
    """
    from counterpoise.claims.propositions.registry import FILES, proposition

    known = {name.lower(): name for name in FILES}
    if claim.lower() in known:
        return known[claim.lower()]
    return proposition(claim).id if re.fullmatch(r"[Hh]\d+\w?", claim) else None


def _tested(claim: str) -> str | None:
    """The name of a claim tested on data, large letters or small; None for any other."""
    from counterpoise.claims import tested

    return {name.lower(): name for name in tested.ids()}.get(claim.lower())


def _show_tested(claim: str, again: bool, form: str) -> None:
    """One claim tested on data; ``again`` computes it now."""
    from counterpoise.claims import tested
    from counterpoise.claims.tested import terminal

    found = tested.compute(claim) if again else tested.examine(claim)
    if form == "json":
        click.echo(json.dumps(dataclasses.asdict(found), indent=1, ensure_ascii=False, default=str))
        return
    for line in terminal.in_full(found):
        console().print(line, soft_wrap=True, markup=False)


def _write_figures(folder: Path) -> None:
    from counterpoise.claims.figures import write_figures
    from counterpoise.data.panel import load_panel

    click.echo(f"wrote {write_figures(load_panel(), folder)}")


def _write_picture(folder: Path) -> None:
    from counterpoise.claims.propositions.forest import write_picture
    from counterpoise.claims.propositions.record import recorded

    click.echo(f"wrote {write_picture(recorded(), folder)}")


def _show_all(form: str) -> None:
    from counterpoise.claims import tested
    from counterpoise.claims.board import board
    from counterpoise.claims.propositions import terminal
    from counterpoise.claims.propositions.record import recorded
    from counterpoise.claims.tested import terminal as on_data
    from counterpoise.data.panel import load_panel

    frame, record, findings = board(load_panel()), recorded(), tested.findings()
    if form == "json":
        entries = json.loads(frame.to_json(orient="records", force_ascii=False))
        told = [*entries, *_entries(record), *map(on_data.entry, findings)]
        click.echo(json.dumps(told, indent=1, ensure_ascii=False))
        return
    print_frame(frame.drop(columns=["paper"]), form, "the first paper's numbers, checked against the panel")
    click.echo("; ".join(f"{v}: {n}" for v, n in frame.verdict.value_counts().items()))
    click.echo()
    print_rows("the papers' propositions, tried on the simulated world", terminal.COLUMNS, terminal.rows(record), 6)
    click.echo(terminal.tally(record))
    click.echo(f"{terminal.facts(record)}; an entailment of assumptions, not an observation")
    _warn(record)
    click.echo()
    print_rows("propositions tested on data, by rules written before", on_data.COLUMNS, on_data.rows(findings), 4)


def _entries(record: Any) -> Iterator[dict[str, Any]]:
    """The propositions as the numbers are given: id, paper, line, quote, type, verdict, explanation."""
    from counterpoise.claims.propositions.registry import proposition

    for claim, found in record.claims.items():
        stated = proposition(claim).stated
        head = {k: getattr(stated, k) for k in ("id", "paper", "line", "quote", "type")}
        yield {**head, "verdict": found.verdict.value, "explanation": found.why}


def _show_proposition(claim: str, again: bool, members: int, seed: int, form: str) -> None:
    from counterpoise.claims.propositions import record, remake, terminal
    from counterpoise.core import InputError

    if again:
        found, posterior = remake.try_claim(claim, members, seed, _tell), False
    else:
        board = record.recorded()
        if claim not in board.claims:
            raise InputError(f"{claim} is not in the recorded board: try it with --run")
        found, posterior = board.claims[claim], board.posterior
    if form == "json":
        click.echo(json.dumps(record.plain(found), indent=1, ensure_ascii=False))
        return
    for line in terminal.in_full(found, posterior):
        console().print(line, soft_wrap=True, markup=False)
    if not again:
        click.echo(f"recorded     {terminal.facts(board)}")
        _warn(board)


def _warn(board: Any) -> None:
    from counterpoise.claims.propositions import record, terminal

    if line := terminal.staleness(board, record.identity()):
        click.echo(line)


def _tell(text: str) -> None:
    """What is being run, on standard error where that is a terminal."""
    if sys.stderr.isatty():
        click.echo(text, err=True)


def _show_number(claim: str, form: str) -> None:
    from counterpoise.claims.board import examine
    from counterpoise.data.panel import load_panel

    fact, finding = examine(load_panel(), claim)
    shown = {
        "id": fact.id,
        "paper": fact.paper,
        "line": fact.line,
        "quote": fact.quote,
        "type": fact.type,
        "verdict": finding.verdict.value,
        "explanation": finding.explanation,
        "evidence": finding.evidence,
    }
    if form == "json":
        click.echo(json.dumps(shown, indent=1, ensure_ascii=False, default=str))
        return
    for key, value in shown.items():
        click.echo(f"{key:12} {value}")
