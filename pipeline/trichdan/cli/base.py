"""What all commands share: language, options, types of parameters, help from the message table."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from trichdan.lexicon.messages import LANGUAGES, Messages, load_messages

Decorated = TypeVar("Decorated", bound=Callable[..., Any])
_DAY_FORMS = ("%Y-%m-%d", "%d/%m/%Y")


@dataclass(slots=True)
class Settings:
    """What the caller asked for before any command runs.

    Attributes:
        lang: `vi` or `en` if given on the command line, else None.
        debug: show tracebacks; json: print JSON.
    """

    lang: str | None = None
    debug: bool = False
    json: bool = False

    @property
    def screen_lang(self) -> str:
        """Language of the terminal: as asked for, else after the locale, Vietnamese where it says nothing."""
        return self.lang or locale_language(os.environ)

    @property
    def say(self) -> Messages:
        """Messages for the terminal."""
        return load_messages(self.screen_lang)

    @property
    def report_lang(self) -> str:
        """Language of a report written for others: Vietnamese unless asked otherwise."""
        return self.lang or "vi"


def locale_language(environ: os._Environ[str] | dict[str, str]) -> str:
    """Return `en` if the locale names another language than Vietnamese, `vi` if it says nothing or Vietnamese."""
    value = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    language = value.split(".")[0].split("_")[0].lower()
    return "vi" if language in ("", "c", "posix", "vi") else "en"


def foreseen(words: Sequence[str]) -> Settings:
    """Return language and `--debug` of a command line before it is parsed.

    Help and complaints about wrong usage come before the options after them are read.
    """
    made = Settings(debug="--debug" in words)
    for at, word in enumerate(words):
        value = words[at + 1] if word == "--lang" and at + 1 < len(words) else word.removeprefix("--lang=")
        if value in LANGUAGES and word.startswith("--lang"):
            made.lang = value
    return made


def settings() -> Settings:
    """Return the settings of the running command."""
    context = click.get_current_context(silent=True)
    return settings_of(context) if context else Settings()


def settings_of(context: click.Context) -> Settings:
    """Return the settings of a context, made at its root when first asked for."""
    root = context.find_root()
    if not isinstance(root.obj, Settings):
        root.obj = Settings()
    return root.obj


class Option(click.Option):
    """An option whose help stands in the message table (`opt.<help>`)."""

    def __init__(self, *args: Any, **attrs: Any) -> None:
        self.message = f"opt.{attrs.pop('say', '')}"
        super().__init__(*args, **attrs)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the line of this option in the help, in the language asked for."""
        if self.message != "opt.":
            self.help = settings_of(ctx).say(self.message)
        return super().get_help_record(ctx)


class Command(click.Command):
    """A command whose help and example stand in the message table (`help.<name>`, `example.<name>`)."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return `--help`, described in the language asked for."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = settings_of(ctx).say("opt.help")
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, f"{settings_of(ctx).say('help.usage')} ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does and one example."""
        say = settings_of(ctx).say
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(say(f"help.{self.name}"))
            formatter.write_paragraph()
            formatter.write_text(f"{say('help.example')}  {say(f'example.{self.name}')}")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        options = (param for param in self.get_params(ctx) if isinstance(param, click.Option))
        records = [record for param in options if (record := param.get_help_record(ctx))]
        with formatter.section(settings_of(ctx).say("help.options")):
            formatter.write_dl(records)


def read_day(value: str | date) -> date:
    """Return a day typed as `2017-12-25` or `25/12/2017`.

    Raises:
        click.BadParameter: it is none.
    """
    if isinstance(value, date):
        return value
    for form in _DAY_FORMS:
        try:
            return datetime.strptime(value.strip(), form).date()
        except ValueError:
            continue
    raise click.BadParameter(settings().say("error.bad_date"))


def read_term(value: str | int) -> int:
    """Return the ordinal of a term (khóa) typed as `11` or `XI`.

    Raises:
        click.BadParameter: it is none.
    """
    from trichdan.lexicon import roman

    if isinstance(value, int):
        return value
    ordinal = int(value) if value.isascii() and value.isdigit() and len(value) < 3 else roman(value)
    if not ordinal:
        raise click.BadParameter(settings().say("error.bad_term"))
    return ordinal


INDEX = Path("indexes")


def option(*names: str, say: str, **attrs: Any) -> Callable[[Decorated], Decorated]:
    """Return an option described by the message `opt.<say>`."""
    return click.option(*names, cls=Option, say=say, **attrs)


def _remember(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    if value not in (None, False) and param.name:
        setattr(settings_of(ctx), param.name, value)


def common(json: bool = True) -> Callable[[Decorated], Decorated]:
    """Return the options that every command has; they are kept in the settings, not passed on."""
    kept: dict[str, Any] = {"expose_value": False, "callback": _remember, "is_eager": True}

    def decorate(function: Decorated) -> Decorated:
        made = option("--debug", say="debug", is_flag=True, **kept)(function)
        made = option("--lang", say="lang", type=click.Choice(LANGUAGES), **kept)(made)
        return option("--json", say="json", is_flag=True, **kept)(made) if json else made

    return decorate


def index_option(function: Decorated) -> Decorated:
    """Add `--index`."""
    return option(
        "--index", say="index", type=click.Path(path_type=Path, file_okay=False), default=INDEX, show_default=True
    )(function)


def jobs_option(function: Decorated) -> Decorated:
    """Add `--jobs`."""
    return option("--jobs", say="jobs", type=click.IntRange(1, 256), default=1, metavar="N")(function)
