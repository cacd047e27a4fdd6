"""Errors as people meet them: one line on standard error, an exit status, the traceback only when asked for."""

from __future__ import annotations

import errno
import traceback
from pathlib import Path
from typing import Any

import click

from trichdan.cli.base import Settings
from trichdan.errors import QueryError, SourceError, TrichdanError
from trichdan.lexicon.messages import Messages
from trichdan.report.safe import one_line

FAILED, USAGE, INTERRUPTED = 1, 2, 130
PLACE = 40
"""Characters of a wrong query that are shown on either side of the place."""


class Interrupted(Exception):
    """The user pressed Ctrl-C."""


class Trouble(click.ClickException):
    """A failure that the message table words."""

    exit_code = FAILED


def unwritable(error: OSError, path: Path, say: Messages) -> Trouble:
    """Return the failure to write a file, in the chosen language."""
    return Trouble(say("error.os", path=path, why=reason(error, say)))


def reason(error: OSError, say: Messages) -> str:
    """Return why the system refused, and what may help, in the chosen language as far as the table knows it."""
    known = f"os.{errno.errorcode.get(error.errno or 0, '')}"
    return say(known) if known in say.texts else error.strerror or str(error)


class NoSuchCommand(click.UsageError):
    """A word that names no command."""

    def __init__(self, name: str, known: list[str], ctx: click.Context) -> None:
        super().__init__(name, ctx)
        self.name = name
        self.known = known


def complain(error: Exception, made: Settings) -> int:
    """Say on standard error what went wrong and return the exit status.

    Args:
        error: what was raised.
        made: language and `--debug`.
    """
    say = made.say
    if made.debug:
        click.echo("".join(traceback.format_exception(error)).encode("utf-8", "backslashreplace"), err=True)
    if isinstance(error, Interrupted | click.Abort):
        warn(say("error.interrupted"))
        return INTERRUPTED
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message().encode(), err=True)
        return USAGE
    warn(f"{say('error.prefix')}: {wording(error, say)}")
    if isinstance(error, click.ClickException):
        return error.exit_code
    return USAGE if isinstance(error, QueryError) and error.position is not None else FAILED


def warn(text: str) -> None:
    """Write one line on standard error; text of documents in it cannot steer the terminal."""
    click.echo(one_line(text).encode("utf-8", "backslashreplace"), err=True)


def wording(error: Exception, say: Messages) -> str:
    """Return an error in words of the chosen language, as far as the message table knows it."""
    if isinstance(error, click.UsageError):
        told = _usage(error, say)
        hint = f" {say('error.try_help', command=error.ctx.command_path)}" if error.ctx else ""
        return f"{told}{'' if told.endswith('?') else '.'}{hint}"
    if isinstance(error, click.FileError):
        return say("error.os", path=error.ui_filename, why=error.message)
    if isinstance(error, click.ClickException):
        return error.message
    if isinstance(error, TrichdanError):
        return _worded(error, say)
    if isinstance(error, OSError):
        return say("error.os", path=error.filename or "", why=reason(error, say))
    return say("error.internal", kind=type(error).__name__, message=str(error))


def _worded(error: TrichdanError, say: Messages) -> str:
    if error.wording is not None and error.wording in say.texts:
        told = say(error.wording, **error.values)
        if isinstance(error, QueryError) and error.query is not None and error.position is not None:
            at = error.position
            around = f"{error.query[max(at - PLACE, 0) : at]}▶{error.query[at : at + PLACE]}"
            return say("query.here", message=told, query=around)
        return told
    if isinstance(error, SourceError):
        return source_wording(error, str(error).split(": ")[0], say)
    if isinstance(error, QueryError) and error.position is not None and say.lang != "en":
        return say("query.syntax", position=error.position + 1, detail=error)
    return str(error)


def source_wording(error: SourceError, path: str, say: Messages) -> str:
    """Return why a document could not be read, in the chosen language."""
    if error.wording is not None and error.wording in say.texts:
        return say(error.wording, **error.values)
    known = f"source.{error.code}"
    return say(known, path=path) if known in say.texts and say.lang != "en" else str(error)


def _usage(error: click.UsageError, say: Messages) -> str:
    if isinstance(error, NoSuchCommand):
        return say("error.no_command", name=error.name) + _alike(error.name, error.known, say)
    if isinstance(error, click.NoSuchOption):
        return say("error.no_option", name=error.option_name) + _alike(
            error.option_name, list(error.possibilities or ()), say
        )
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return say("error.missing", name=_name(error.param))
    if isinstance(error, click.BadParameter) and error.param is not None and error.ctx is not None:
        return say("error.bad_value", name=_name(error.param), why=_wrong_value(error, error.param.type, say))
    if isinstance(error, click.BadOptionUsage):
        return say("error.needs_value" if _takes_value(error) else "error.takes_no_value", name=error.option_name)
    return error.message.rstrip(".")


def _wrong_value(error: click.BadParameter, wanted: click.ParamType[Any], say: Messages) -> str:
    """Return what value is wanted instead."""
    if isinstance(wanted, click.Choice):
        return say("error.choice", choices=", ".join(wanted.choices))
    if isinstance(wanted, click.IntRange):
        if wanted.max is None:
            return say("error.at_least", low=wanted.min)
        return say("error.between", low=wanted.min, high=wanted.max)
    return error.message.rstrip(".")


def _takes_value(error: click.BadOptionUsage) -> bool:
    """Return whether the option of a complaint takes a value: then it had none, else it was given one."""
    params = error.ctx.command.params if error.ctx else []
    return not any(isinstance(p, click.Option) and p.is_flag and error.option_name in p.opts for p in params)


def _name(param: click.Parameter) -> str:
    name = max(param.opts, key=len) if isinstance(param, click.Option) else param.human_readable_name
    return name.strip("[].")


def _alike(name: str, known: list[str], say: Messages) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, known)
    return say("error.did_you_mean", names=", ".join(close)) if close else ""
