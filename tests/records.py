"""Documents for tests of store, build and archive: files in JSON that say what is in them, without an extractor."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

from trichdan.errors import SourceError
from trichdan.lexicon import load_lexicon
from trichdan.model import Citation, Deadline, Header, Record, Source, Timex
from trichdan.resolve import identify, resolve_against_authority
from trichdan.text import Span


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def write(folder: Path, name: str, *, cites: tuple[dict[str, Any], ...] = (), body: str = "", **header: Any) -> Path:
    """Write a document that cites the given mentions; each is the fields of a citation with its `text`."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    data = {"header": header, "cites": list(cites), "body": body or f"Nội dung của {name}"}
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def read(path: Path, name: str) -> Record:
    """Return the record of such a document: what `flow.extract_path` does for real ones."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise SourceError(f"{name}: cannot be read", code="unreadable") from error
    if not text.strip():
        raise SourceError(f"{name}: the file is empty.", code="empty")
    data = json.loads(text)
    header = Header(**{**data["header"], "date": day(data["header"].get("date"))})
    citations = []
    at = 0
    for fields in data["cites"]:
        quote = fields.pop("text")
        at = text.index(json.dumps(quote, ensure_ascii=False)[1:-1], at)
        span = Span(at, at + len(quote))
        at = span.end
        kind = fields.pop("kind", "numbered" if fields.get("number") else "unnumbered")
        citations.append(Citation(span, span, kind, **{**fields, "date": day(fields.get("date"))}))
    end = text.index('"body"')
    when = Timex(Span(end, end + 6), "DATE", "2021-12-25", lo=date(2021, 12, 25), hi=date(2021, 12, 25))
    due = Deadline(Span(end, end + 6), Span(end, end + 6), "REPORT", "báo cáo", actors=("Sở Nội vụ",), bound="<=",
                   due_last=date(2021, 12, 25))  # fmt: skip
    source = Source(name, hashlib.sha256(text.encode()).hexdigest(), "text/plain", "utf-8", len(text), 1, False)
    record = Record(source, "", header, (), tuple(citations), (when,), (due,), text=text)
    lexicon = load_lexicon()
    return resolve_against_authority(identify(record, lexicon), lexicon)


DAN_VAN = {
    "text": "Nghị quyết số 25-NQ/TW, ngày 03/6/2013",
    "number": "25-NQ/TW",
    "type": "nghị quyết",
    "date": "2013-06-03",
}
LOCAL_PLAN = {
    "text": "Kế hoạch số 12/KH-UBND ngày 10/02/2021",
    "number": "12/KH-UBND",
    "type": "kế hoạch",
    "date": "2021-02-10",
}
