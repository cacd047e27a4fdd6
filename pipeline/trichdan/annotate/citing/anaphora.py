"""Self-reference (`Kế hoạch này`), anaphora (`Nghị quyết nêu trên`) and local aliases (`sau đây gọi tắt là ...`)."""

from __future__ import annotations

import re
from functools import cache

from trichdan.lexicon.citing import load_citing_words

_POINTER = re.compile(r"[ry](?:(?<= nay)|(?<= tr)en)(?!\w)")  # ` nay`, ` tren`, each by its rarest letter
_ALIAS = re.compile(r"(?:sau|duoi)\sday\s(?:duoc\s)?(?:goi|viet)\s?(?:tat|chung|gon)?\s?la:?\s[“\"]?$")
_BEFORE = 40


@cache
def _pattern() -> re.Pattern[str]:
    words = load_citing_words()
    plain = sorted((w for w in words.types if w not in words.abbreviations), key=lambda w: -len(w))
    shape = "|".join(w.replace(" ", r"\s") for w in plain)
    return re.compile(rf"(?<!\w)(?P<all>(?:cac|nhung)\s)?(?P<type>{shape})(?P<up>\s(?:neu|noi|ke))?$")


def find_pointers(folded: str) -> list[tuple[int, int, str, bool]]:
    """Return start, end and type of each pointer, and whether it points to the document itself."""
    types = load_citing_words().types
    out = []
    for match in _POINTER.finditer(folded):
        here = match[0] == "y"
        space = match.end() - (len(" nay") if here else len(" tren"))
        low = max(0, space - _BEFORE)
        before = _pattern().search(folded[low:space])
        if before is None:
            continue
        if here and before["up"]:
            continue
        if not here and not before["up"] and folded[match.end() : match.end() + 1].isspace():
            follow = folded[match.end() + 1 : match.end() + 9]
            if follow.startswith(("dia ban", "co so", "toan", "pham vi", "cac", "moi", "mang")):
                continue
        start = low + before.start("all" if before["all"] else "type")
        out.append(
            (
                start,
                match.end(),
                types[before["type"].replace("\n", " ")],
                here and not before["all"],
            )
        )
    return out


def is_alias(folded: str, start: int) -> bool:
    """Return whether the mention at `start` only gives a short name to the document cited just before."""
    return bool(_ALIAS.search(folded, max(0, start - 34), start))
