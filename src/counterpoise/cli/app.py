"""The group that all commands join, and how a command ends."""

import atexit
import gc
import sys
from collections.abc import Sequence

import click

from counterpoise import __version__
from counterpoise.core import CounterpoiseError, InputError, ResourceError, nearest


class Commands(click.Group):
    """A group that names the nearest command when one is misspelt."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or raise InputError with the nearest spelling."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            near = nearest(args[0], self.list_commands(ctx))
            raise InputError(f"no command {args[0]!r}" + (f"; did you mean {near!r}?" if near else ""))
        return super().resolve_command(ctx, args)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="counterpoise")
@click.pass_context
def cli(context: click.Context) -> None:
    """The international system in the age of AI: measured from data, with how sure each number is.

    Start with:  counterpoise brief PAK --rival IND
    """
    help_without_command(context)


def help_without_command(context: click.Context) -> None:
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; known errors become one line and their exit code, never a traceback.

    Before it ends, Python would look through all that libraries made, for garbage in circles: a fifth of a second for
    what the system takes back at once. (Whatever must be closed is closed by its owner.)
    """
    atexit.register(gc.freeze)
    try:
        cli.main(args=arguments, prog_name="counterpoise", standalone_mode=False)
    except CounterpoiseError as error:
        _stop(str(error), error.exit_code)
    except click.exceptions.Abort:
        _stop("interrupted", 130)
    except click.ClickException as error:
        _stop(error.format_message(), 2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        _stop(f"{error.filename or 'the system'}: {(error.strerror or str(error)).lower()}", ResourceError.exit_code)


def _stop(message: str, code: int) -> None:
    click.echo(f"counterpoise: {' '.join(message.split())}", err=True)
    sys.exit(code)
