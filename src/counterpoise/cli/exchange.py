"""The command that sets mass against precision: exchange."""

import json
from pathlib import Path

import click

from .app import cli
from .output import print_rows


@cli.command()
@click.option("--salvo", type=float, default=100.0, show_default=True, help="Drones launched together.")
@click.option("--against", "option", default="spiderweb", show_default=True, help="spiderweb or missile.")
@click.option("--unit-cost", type=float, help="USD for one armed drone; else drawn, as all that is not set.")
@click.option("--decoy-share", type=float, help="Share of the drones that are decoys, 0-1.")
@click.option("--drone-value", type=float, help="USD destroyed by a drone that hits.")
@click.option("--capacity", type=float, help="Drones the defense can engage in one raid.")
@click.option("--kill", type=float, help="Chance that an engaged drone is stopped, 0-1.")
@click.option("--interceptor-cost", type=float, help="USD for one interceptor.")
@click.option("--precision-cost", type=float, help="USD for one precise shot.")
@click.option("--hit", type=float, help="Chance that a precise shot hits, 0-1.")
@click.option("--precision-value", type=float, help="USD destroyed per precise hit.")
@click.option("--adaptation", type=float, help="Share of the surprise gone after each use, 0-1.")
@click.option("--largest", type=float, default=1000.0, show_default=True, help="Largest salvo looked at.")
@click.option("--accounting", default="jamming within", show_default=True, help="Which stretch of raids to fit from.")
@click.option("--definition", default="unaccounted", show_default=True, help="What leaking means in the raids.")
@click.option("--draws", type=int, default=10_000, show_default=True, help="Draws from the ranges, 100-1000000.")
@click.option("--seed", type=click.IntRange(min=0), default=2025, show_default=True, help="Seed of the draws.")
@click.option("--figure", type=click.Path(dir_okay=False, path_type=Path), help="Write the picture (SVG) here.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="What to print.")
def exchange(
    salvo: float, option: str, largest: float, accounting: str, definition: str, draws: int, seed: int,
    figure: Path | None, form: str,
    **given: float | None,
) -> None:  # fmt: skip
    """Set a salvo of cheap drones against precise strikes: leakers, cost exchange, crossover or its absence.

    Three leak models side by side: a constant share, a defense that saturates, and what was fitted to the daily
    attack series (one belligerent's claims). What is not set is drawn from its range; every range has grade and source.
    """
    from counterpoise.exchange import exchange as compare
    from counterpoise.exchange import sentences, tables

    result = compare(
        _set(given, unit_cost="unit_cost", decoy_share="decoy_share", value="drone_value"),
        _set(given, unit_cost="precision_cost", hit="hit", value="precision_value", adaptation="adaptation"),
        _set(given, capacity="capacity", kill="kill", interceptor_cost="interceptor_cost"),
        salvo=salvo, option=option, sizes=(10.0, largest), accounting=accounting, definition=definition, draws=draws,
        seed=seed,
    )  # fmt: skip
    if figure is not None:
        figure.parent.mkdir(parents=True, exist_ok=True)
        figure.write_text(result.figure(), encoding="utf-8")
    if form == "json":
        click.echo(json.dumps(result.to_dict(), indent=1, ensure_ascii=False, allow_nan=False))
        return
    for sentence in sentences(result):
        click.echo(sentence)
    for title, columns, rows, words in tables(result):
        print_rows(title, columns, rows, words)
    if figure is not None:
        click.echo(f"wrote {figure}")


def _set(given: dict[str, float | None], **names: str) -> dict[str, float]:
    """What was given of one side, under the names of its inputs."""
    return {name: value for name, option in names.items() if (value := given[option]) is not None}
