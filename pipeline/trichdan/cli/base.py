"""What all commands share: language, options, types of parameters, help from the message table."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from trichdan.lexicon.messages import LANGUAGES, Messages, load_messages

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


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


class Place(click.Path):
    """A file or folder; what stands there and is of the wrong kind is told of in the language asked for."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path.

        Raises:
            click.BadParameter: a file stands where a folder is wanted, or the other way round, or it is not readable.
        """
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            path = Path(value)
            kind = "is_folder" if path.is_dir() and not self.dir_okay else "is_file"
            if path.is_dir() == self.dir_okay:
                kind = "not_readable"
            raise click.BadParameter(settings().say(f"error.{kind}", path=path), ctx, param) from error


def folder_path() -> Place:
    """Return the type of parameters that name a folder, there or not."""
    return Place(path_type=Path, file_okay=False)


def file_path() -> Place:
    """Return the type of parameters that name a file, there or not."""
    return Place(path_type=Path, dir_okay=False)


class Command(click.Command):
    """A command whose help and example stand in the message table (`help.<name>`, `example.<name>`)."""

    allow_extra_args = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words of the command line.

        Raises:
            click.UsageError: there are more than the command takes.
        """
        try:
            left = super().parse_args(ctx, args)
        except click.BadOptionUsage as error:
            error.ctx = error.ctx or ctx  # the parser knows the option, not the command
            raise
        if left:
            raise click.UsageError(settings_of(ctx).say("error.extra", words=" ".join(left)), ctx)
        return left

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


CORPUS = Path("corpus")
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
    return option("--index", say="index", type=folder_path(), default=INDEX, show_default=True)(function)


def jobs_option(function: Decorated) -> Decorated:
    """Add `--jobs`."""
    return option("--jobs", say="jobs", type=click.IntRange(1, 256), default=1, metavar="N")(function)
