"""The command that tries a state's tools and says where to hedge, cooperate or contest: statecraft."""

import click

from .app import cli
from .output import console, print_rows
from .runs import progress_bar


@cli.command()
@click.argument("state")
@click.option("--rival", required=True, help="The state it has to reckon with, ISO3 code or name.")
@click.option("--budget", type=float, default=0.5, show_default=True, help="Per cent of output a year, up to 2.")
@click.option("--years", type=int, default=10, show_default=True, help="How long it is spent, 1 to 50.")
@click.option("--members", type=int, default=64, show_default=True, help="Worlds it is tried in, 8 to 10000.")
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=1, show_default=True, help="Luck of the worlds.")
@click.option("--pairs", is_flag=True, help="Also try every two tools by halves (15 more mixes).")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="What to print.")
def statecraft(
    state: str, rival: str, budget: float, years: int, members: int, seed: int, pairs: bool, form: str
) -> None:
    """Hedge, cooperate or contest? And which tools move what, at one price?

    Issue by issue, what the two would keep is worked out under many ways of seeing it (relative gains or not, how well
    violations are detected, how much trust, whether votes are taken at their word, what is worth having); the stance
    that most of them lead to is printed with how many agree. Then the six tools of smart power (diplomatic, economic,
    military, political, legal, cultural) are tried at one price in the same simulated worlds, under two theories: what
    each serves and harms.

    \b
    counterpoise statecraft PAK --rival IND
    counterpoise statecraft EST --rival RUS --budget 1 --pairs

    The first run on a machine compiles for about a minute; answers are kept and read afterwards.
    """
    from counterpoise.data.panel import BASE_YEAR, load_panel
    from counterpoise.statecraft import words
    from counterpoise.statecraft.advice import advise

    panel = load_panel()
    with progress_bar("statecraft", of="mixes") as told:
        advice = advise(
            panel,
            state,
            rival,
            budget=budget / 100.0,
            years=years,
            members=members,
            seed=seed,
            pairs=pairs,
            progress=told,
        )
    names = {code: panel.system.name(code) for code in (advice.state, advice.rival)}
    if form == "json":
        click.echo(words.to_json(advice, names))
        return
    for block in words.report(advice, names):
        if isinstance(block, str):
            console().print(block)
        else:
            title, table = block
            click.echo()
            print_rows(title, list(table.columns), table.itertuples(index=False), words=len(table.columns))
    click.echo(f"\nTables are of {BASE_YEAR}; every number is graded assumed.")
