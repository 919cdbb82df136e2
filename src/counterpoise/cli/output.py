"""How commands print tables, and read lists of states."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from counterpoise.core import InputError

if TYPE_CHECKING:
    import pandas as pd

BASE_YEAR = 2024
OUT = "counterpoise-out"


def split(states: str | None) -> list[str] | None:
    """Words between commas; None where the option was not given. Raises InputError if it names nobody."""
    if states is None:
        return None
    wanted = [word.strip() for word in states.split(",") if word.strip()]
    if not wanted:
        raise InputError(f"--states {states!r} names no state: give ISO3 codes or names with commas between")
    return wanted


def console() -> Any:
    from rich.console import Console

    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=140)


def print_rows(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], words: int = 1) -> None:
    """A table of text; the first ``words`` columns are words, the others numbers."""
    from rich.table import Table

    table = Table(title=title, title_justify="left", title_style="bold", header_style="bold", pad_edge=False)
    for k, column in enumerate(columns):
        table.add_column(column, justify="left" if k < words else "right", overflow="fold")
    for row in rows:
        table.add_row(*row)
    console().print(table)


def print_frame(frame: "pd.DataFrame", form: str, title: str) -> None:
    """A data frame as JSON, CSV or a table."""
    if form == "json":
        click.echo(frame.to_json(orient="records", indent=1, force_ascii=False))
    elif form == "csv":
        click.echo(frame.to_csv(index=False), nl=False)
    else:
        rows = ([cell(value) for value in row] for row in frame.itertuples(index=False))
        print_rows(title, [str(column) for column in frame.columns], rows, words=len(frame.columns))


def cell(value: Any) -> str:
    """A value as a table shows it; what is missing as a dash."""
    if value is None or value != value or str(value) == "<NA>":
        return "-"
    return f"{value:.4g}" if isinstance(value, float) else str(value)
