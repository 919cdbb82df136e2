"""How commands print what results rest on."""

from typing import TYPE_CHECKING

import click

from .output import print_rows

if TYPE_CHECKING:
    import pandas as pd

TITLES = {
    "morris": "Steps, in spreads",
    "sobol": "Shares of variance",
    "who": "Rank correlation of gains with AI standing",
    "states": "Gains of the states of highest standing",
    "levels": "Effects of AI on the world, in spreads",
}


def show_matrix(table: "pd.DataFrame", members: int, blocks: bool) -> None:
    """The matrix of blocks, and what each subject moves most."""
    from counterpoise.evidence.ablation import lines, moved

    if blocks:
        click.echo(f"Without each block, in spreads of {members} worlds:")
        for line in lines(table):
            click.echo(line)
    told = [
        [r.subject, str(r.outcomes), str(r.own), r.most, f"{r.size:+.3f} [{r.low:+.3f} to {r.high:+.3f}]"]
        for r in moved(table).itertuples()
    ]
    print_rows("What each moves most", ["without", "outcomes moved", "its own", "most", "effect"], told)
    click.echo("Effects follow from assumed mechanisms and priors, on the same draws with and without.")


def show_factors(table: "pd.DataFrame", method: str, top: int, one: bool) -> None:
    """What matters to which outcome: the strongest few, or those shown to matter to each."""
    if method == "morris":
        shown = table if one else table[table.shown]
        shown = shown.groupby("outcome", sort=False).head(top if one else 4)
        columns = ["outcome", "factor", "mu", "mu_star", "sigma", "chance", "luck", "shown"]
    else:
        shown, columns = table, list(table.columns)
    rows = [[_figure(value) for value in row] for row in shown[columns].itertuples(index=False)]
    print_rows(TITLES.get(method, "Members needed"), columns, rows, words=2)


def show_forces(table: "pd.DataFrame", poles: tuple[str, str]) -> None:
    """Parts and shares of each force."""
    rows = []
    for r in table.sort_values(["state", "year", "measure"], kind="stable").itertuples():
        spans = _span_of(r.part, r.low, r.high), _span_of(r.share, r.share_low, r.share_high)
        rows.append([r.state, str(r.year), r.measure, r.force, *spans])
    columns = ["state", "year", "of", "force", "part", "share"]
    print_rows("Parts in the change since the base year", columns, rows, words=4)
    click.echo(
        "smart, hard: share of the world's power; allies: defense pacts; "
        f"lean: agreement in votes with {poles[0]} less {poles[1]}. For the world, the length of the move over states."
    )


def show_placebo(name: str, table: "pd.DataFrame") -> None:
    """What the placebo says about who gains, about single states or about levels."""
    words, rows = 1 if name == "levels" else 2, []
    for row in table.itertuples(index=False):
        spans = (_span_of(*row[k : k + 3]) for k in (words, words + 3))
        rows.append([*row[:words], *spans, *map(_figure, row[words + 6 :])])
    columns = [*table.columns[:words], "real", "permuted", *table.columns[words + 6 :]]
    print_rows(TITLES[name], columns, rows, words=words)


def _span_of(value: float, low: float, high: float) -> str:
    return f"{value:.3g}" if low != low else f"{value:.3g} [{low:.3g} to {high:.3g}]"


def _figure(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.3g}" if isinstance(value, float) else str(value)
