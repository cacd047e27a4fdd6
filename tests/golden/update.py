"""Write the golden records of the sample documents anew: `make golden`. Read the difference before committing it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from trichdan.flow import extract_path
from trichdan.model import record_json

HERE = Path(__file__).parent
CORPUS = HERE.parent.parent / "corpus"


def samples() -> list[Path]:
    """Return the sample documents, in order."""
    return sorted(path for path in CORPUS.iterdir() if path.name[:2].isdigit())


def golden_of(path: Path) -> Path:
    """Return where the golden record of a sample lies."""
    return HERE / f"{path.stem}.json"


def rendered(path: Path) -> str:
    """Return the record of a sample as its golden file holds it: one value a line, so that differences read well."""
    record = record_json(extract_path(path, f"corpus/{path.name}"))
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Write what has changed and name it."""
    changed = []
    for path in samples():
        text, golden = rendered(path), golden_of(path)
        if not golden.exists() or golden.read_text(encoding="utf-8") != text:
            golden.write_text(text, encoding="utf-8", newline="\n")
            changed.append(golden.name)
    for name in changed:
        sys.stdout.write(f"rewritten: {name}\n")
    sys.stdout.write(f"{len(changed)} of {len(samples())} golden records rewritten; review them with git diff\n")


if __name__ == "__main__":
    main()
