"""What people type as values: days, terms, relations; each is read, or refused in the language asked for."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import click

from trichdan.cli.base import settings, settings_of
from trichdan.lexicon.messages import LANGUAGES, load_messages

_DAY_FORMS = ("%Y-%m-%d", "%d/%m/%Y")


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


def read_relation(value: str) -> str:
    """Return the code of a relation, typed as the code or as the word for it (`implements`, `thực hiện`).

    Raises:
        click.BadParameter: it is none.
    """
    from trichdan.text import key

    group = "relation."
    for lang in LANGUAGES:
        for id, word in load_messages(lang).texts.items():
            if id.startswith(group) and key(value) in (key(id.removeprefix(group)), key(word)):
                return id.removeprefix(group)
    codes = (id.removeprefix(group) for id in load_messages("en").texts if id.startswith(group))
    raise click.BadParameter(settings().say("error.choice", choices=", ".join(codes)))


def filled(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    """Return what was typed for an argument.

    Raises:
        click.BadParameter: it was typed and holds nothing but spaces.
    """
    if value not in (None, ()) and not "".join(value).strip():
        raise click.BadParameter(settings_of(ctx).say("error.empty"), ctx, param)
    return value


def form_asked(form: str, plain: str) -> str:
    """Return the form of output that `--format` and `--json` together ask for.

    Args:
        form: of `--format`; plain: its default, which gives way to `--json`.

    Raises:
        click.UsageError: they contradict each other.
    """
    if not settings().json or form == "json":
        return form
    if form != plain:
        raise click.UsageError(settings().say("error.two_forms", format=form), click.get_current_context())
    return "json"


def check_window(start: date | None, end: date | None, message: str = "error.range") -> None:
    """Check that a window of days does not run backwards.

    Args:
        start: first day, or None; end: last day, or None.
        message: what names the two options.

    Raises:
        click.UsageError: it does.
    """
    if start and end and start > end:
        raise click.UsageError(settings().say(message, start=start, end=end), click.get_current_context())
