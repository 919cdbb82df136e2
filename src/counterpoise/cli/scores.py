"""The command that scores forecasts against what happened: hindcast."""

import click

from .app import cli


@cli.command()
@click.option("--target", help="Only this target, such as onset, cinc or milex; all if not given.")
@click.option("--full", is_flag=True, help="Add the tuning and the confirmation windows; takes several times as long.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="What to print.")
def hindcast(target: str | None, full: bool, form: str) -> None:
    """Score the default model and naive forecasts on years they were not fitted to; what loses stands first.

    Takes a few minutes: the model is run anew from each origin.

    Windows, targets, scores and thresholds stand in a protocol that was written before anything was scored. Skill is
    against the baseline named in each row, with a 90 % interval from resampling pairs or states.
    """
    from counterpoise.evidence import hindcast as scored

    frame = scored.hindcast(target, full)
    click.echo(scored.as_json(frame) if form == "json" else scored.as_text(frame))
