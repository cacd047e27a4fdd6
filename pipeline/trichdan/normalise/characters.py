"""Characters: composition, look-alikes, invisible characters. Words are never corrected."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from trichdan.text import Edit, Text

# one for one, so offsets stay: eth and African D for Đ, kinds of dashes and of spaces, line ends
_SAME_LENGTH = str.maketrans(
    {
        "Ð": "Đ",
        "ð": "đ",
        "Ɖ": "Đ",
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
        **dict.fromkeys(
            "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\v", " "
        ),
        **dict.fromkeys("\u2028\u2029\x85", "\n"),
        "\uff0f": "/",
        "\u2044": "/",
        "\u2215": "/",
    }
)
# a class of characters is found faster than a table of all is asked for each
_UNUSUAL = re.compile("[" + re.escape("".join(map(chr, _SAME_LENGTH))) + "]+")
_COMBINING = re.compile(r"[^\W\d_][\u0300-\u036f]+")
_NO_WIDTH = r"\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f"
_INVISIBLE = re.compile(rf"[\r{_NO_WIDTH}](?:(?<=\r)(?=\n)|(?<!\r)[{_NO_WIDTH}]*)")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "…": "..."}
_LIGATURE = re.compile("|".join(_LIGATURES))


def compose(text: Text) -> Text:
    """Compose letters and marks (NFC), run by run, so that the map stays exact."""
    if unicodedata.is_normalized("NFC", text.value):
        return text
    edits: list[Edit] = []
    for match in _COMBINING.finditer(text.value):
        composed = unicodedata.normalize("NFC", match[0])
        if composed != match[0]:
            edits.append((match.start(), match.end(), composed))
    return text.rewrite(edits)


def clean(text: Text) -> Text:
    """Drop invisible characters, open ligatures, and map look-alikes, dashes and spaces to the common ones."""
    value = text.value

    def edits() -> Iterator[Edit]:
        found = [(m.start(), m.end(), "") for m in _INVISIBLE.finditer(value)]
        found += [(m.start(), m.end(), _LIGATURES[m[0]]) for m in _LIGATURE.finditer(value)]
        yield from sorted(found)

    text = text.rewrite(edits())
    common = _UNUSUAL.sub(lambda match: match[0].translate(_SAME_LENGTH), text.value)
    return text.translate(common.replace("\r", "\n"))
