"""The command that works out what agreement could be kept: deal."""

from pathlib import Path

import click

from .app import cli
from .output import BASE_YEAR, console, print_rows, split


@cli.command()
@click.argument("issue", required=False)
@click.option("--parties", default="USA,CHN,RUS", show_default=True, help="Two or more, ISO3 codes or names.")
@click.option("--draws", type=int, default=2000, show_default=True, help="Draws from the priors, 100 to 100,000.")
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=1, show_default=True, help="Luck of the draws.")
@click.option("--detection", type=float, help="What if: chance that a violation is seen, 0 to 1.")
@click.option("--false-alarm", type=float, help="What if: chance of a signal though the agreement is kept, 0 to 1.")
@click.option("--discount", type=float, help="What if: weight every party gives next year, 0 to below 1.")
@click.option(
    "--asof", "year", type=int, default=BASE_YEAR, show_default=True, help="Year of power and ties, 1990-2024."
)
@click.option("--figure", type=click.Path(dir_okay=False, path_type=Path), help="Write depth against detection as SVG.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="What to print.")
def deal(
    issue: str | None,
    parties: str,
    draws: int,
    seed: int,
    detection: float | None,
    false_alarm: float | None,
    discount: float | None,
    year: int,
    figure: Path | None,
    form: str,
) -> None:
    """What agreement could they keep, and what holds it back?

    ISSUE is one of laws-limits, nuclear-human-control, frontier-safety, supplier-club, ethics-norm; without it, lists
    them.

    States sign what they will keep: an agreement is as deep as the party that keeps least allows. Three things hold it
    back: violations go unseen (verification), go unpunished (enforcement), or weigh on who ends up stronger (relative
    gains). Each is relaxed alone and with the others on the same draws, so that the missing depth is shared out among
    them. Depths are shares of what the party that wants least would want if promises kept themselves.

    \b
    counterpoise deal laws-limits --parties USA,CHN,RUS
    counterpoise deal frontier-safety --parties USA,CHN --detection .9
    counterpoise deal nuclear-human-control --parties PAK,IND --figure deal.svg

    Chances are over what is believed, most of it assumed: compare them with one another, do not bet on one.
    """
    from counterpoise import deals

    if issue is None:
        rows = [(i.id, i.title, i.thing, "yes" if i.existential else "no") for i in deals.ISSUES]
        print_rows("Issues", ["name", "title", "what is limited", "shared catastrophe"], rows, words=4)
        return
    made = deals.deal(
        issue,
        split(parties) or [],
        draws=draws,
        seed=seed,
        year=year,
        detection=detection,
        false_alarm=false_alarm,
        discount=discount,
    )
    if figure is not None:
        figure.parent.mkdir(parents=True, exist_ok=True)
        figure.write_text(deals.figure(made), encoding="utf-8")
    if form == "json":
        click.echo(deals.to_json(made))
        return
    for block in deals.report(made):
        click.echo()
        if isinstance(block, str):
            console().print(block)
        else:
            title, table = block
            print_rows(
                title, list(table.columns), table.astype(str).itertuples(index=False), words=table.attrs.get("words", 1)
            )
    if figure is not None:
        click.echo(f"\nwrote {figure}")
