"""The values that travel through the pipeline, and their JSON.

Spans inside an `Annotation` count in the normalised text; `flow.extract` takes them home, so spans inside a
`Record` count in the source text. All values are frozen; a stage returns a new one.
"""

from __future__ import annotations

from trichdan.model.citations import Candidate, Citation, Target
from trichdan.model.codec import (
    SCHEMA,
    citation_json,
    deadline_json,
    header_json,
    issue_json,
    record_json,
    repair_json,
    section_json,
    timex_json,
)
from trichdan.model.offsets import relocate
from trichdan.model.parts import Header, Issue, Name, Number, Repair, Section
from trichdan.model.records import Annotation, Record, Source
from trichdan.model.times import Deadline, Timex, Trigger

__all__ = [
    "SCHEMA",
    "Annotation",
    "Candidate",
    "Citation",
    "Deadline",
    "Header",
    "Issue",
    "Name",
    "Number",
    "Record",
    "Repair",
    "Section",
    "Source",
    "Target",
    "Timex",
    "Trigger",
    "citation_json",
    "deadline_json",
    "header_json",
    "issue_json",
    "record_json",
    "relocate",
    "repair_json",
    "section_json",
    "timex_json",
]
