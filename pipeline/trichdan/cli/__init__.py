"""The command line: the only place that prints, exits, and asks the environment and the clock.

Exit status: 0 done, 1 some documents or the question failed, 2 wrong usage, 130 interrupted. Errors are one line
on standard error; a traceback is shown with `--debug` only. Each command lives in a module that is imported when
it is called, so `trichdan --help` stays instant.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from trichdan.cli.base import Command, common, foreseen, option, settings_of
from trichdan.cli.errors import Interrupted, NoSuchCommand, complain

_COMMANDS = {
    "build": "index", "extract": "documents", "text": "documents", "cites": "ask", "refs": "ask", "show": "ask",
    "search": "ask", "deadlines": "due", "wanted": "lists", "conflicts": "lists", "cascade": "lists",
    "review": "tools", "rule": "tools", "graph": "tools", "export": "index", "check": "index",
}  # fmt: skip


class LazyGroup(click.Group):
    """The group of all commands; a command's module is imported when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of the work."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None if there is none of that name."""
        if cmd_name not in _COMMANDS:
            return None
        command = getattr(import_module(f"trichdan.cli.{_COMMANDS[cmd_name]}"), cmd_name)
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the first word names.

        Raises:
            click.UsageError: there is none.
        """
        if args[0] not in _COMMANDS and not args[0].startswith("-"):
            raise NoSuchCommand(args[0], list(_COMMANDS), ctx)
        return super().resolve_command(ctx, args)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return `--help`, described in the language asked for."""
        made = super().get_help_option(ctx)
        if made is not None:
            made.help = settings_of(ctx).say("opt.help")
        return made

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        Command.format_usage(self, ctx, formatter)  # type: ignore[arg-type]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the program is for."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(settings_of(ctx).say("app.help"))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write options and commands, in the language asked for, without importing a command."""
        Command.format_options(self, ctx, formatter)  # type: ignore[arg-type]
        say = settings_of(ctx).say
        with formatter.section(say("help.commands")):
            formatter.write_dl([(name, say(f"help.{name}").split(". ")[0].rstrip(".") + ".") for name in _COMMANDS])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write a few examples."""
        formatter.write_paragraph()
        for line in settings_of(ctx).say("app.epilog").split("\n"):
            formatter.write(f"{line}\n")

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a reader that has seen enough (`| head`) is no error.

        Raises:
            click.UsageError: no command is named.
            Interrupted: the user pressed Ctrl-C.
        """
        if not (ctx.args or ctx._protected_args):
            raise click.UsageError(settings_of(ctx).say("error.no_command_named"), ctx)
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
            return done
        except BrokenPipeError:
            # keep the interpreter from complaining when it closes the stream at the end
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            return 0
        except KeyboardInterrupt as error:
            raise Interrupted from error

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        """Run the command line and exit with its status."""
        words = list(sys.argv[1:] if args is None else args)
        extra["standalone_mode"] = False
        made = extra.setdefault("obj", foreseen(words))
        try:
            status = super().main(args=words, prog_name=prog_name or "trichdan", **extra)
        except Exception as error:
            status = complain(error, made)
        sys.exit(status if isinstance(status, int) else 0)


def _show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        from trichdan import __version__

        click.echo(f"trichdan {__version__}")
        ctx.exit()


@click.command(cls=LazyGroup, name="trichdan", no_args_is_help=True)
@common(json=False)
@option("--version", say="version", is_flag=True, expose_value=False, is_eager=True, callback=_show_version)
def main() -> None:
    """Find citations, dates and deadlines in Vietnamese directives, and index them."""
