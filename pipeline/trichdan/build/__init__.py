"""From a folder of documents to an index: plan what changed, apply it, settle links, bring full text along.

SQLite is the truth. Every step is one transaction that also notes what it leaves to do, so a build may be stopped
at any instant: the index opens, and the next build finishes the rest.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from trichdan.build.batches import Told, apply
from trichdan.build.faults import Fault, check
from trichdan.build.lock import locked
from trichdan.build.plan import Plan, describe, plan_build
from trichdan.build.reading import Problem
from trichdan.errors import SourceError
from trichdan.lexicon import load_lexicon
from trichdan.resolve.relink import misfits, relink
from trichdan.resolve.rulings import NAME as RULINGS
from trichdan.resolve.rulings import Rulings, parse_rulings, read_rulings
from trichdan.search import LARGE, engine_of
from trichdan.search.sync import FOLDER, SMALL_ENGINE, load_engine, synchronise
from trichdan.store import Store

__all__ = ["BuildReport", "Fault", "Problem", "build", "check", "describe", "locked", "plan_build"]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Attributes:
        documents: held after the build.
        errors: files of the corpus that cannot be read, also those known from earlier builds.
        relinked: documents whose citations were looked at again.
        problems: the files that this build could not read.
        unreadable: the files that earlier builds could not read and that have not changed since, by path.
        switch: the archive has outgrown its full-text engine; `engine="tantivy"` is worth its installation.
    """

    documents: int
    added: int
    changed: int
    removed: int
    unchanged: int
    errors: int
    relinked: int
    problems: tuple[Problem, ...] = ()
    unreadable: tuple[str, ...] = ()
    switch: bool = False


def build(
    corpus: Path | str,
    index: Path | str,
    *,
    jobs: int = 1,
    progress: Told | None = None,
    full_text: bool = True,
    engine: str | None = None,
) -> BuildReport:
    """Bring an index up to date with a folder of documents.

    Args:
        corpus: the folder.
        index: folder of the index; made if it is not there.
        jobs: processes that read documents.
        progress: told after each batch.
        full_text: also bring the full-text index along.
        engine: `whoosh`, or `tantivy` for a large archive (the extra `trichdan[fast]`); without it the one that the
            index has, Whoosh for a new one. Another one than the index has makes the full text anew.

    Returns:
        What was done. Files that cannot be read are problems of the report, not errors.

    Raises:
        SourceError: there is no such folder.
        StoreError: another build is running, the disk is full, the index is foreign or damaged, or the engine is
            not installed.
    """
    corpus, index = Path(corpus), Path(index)
    if not corpus.is_dir():
        raise SourceError(
            f"{corpus}: there is no such folder. Name the folder of the documents.", code="not-a-folder"
        ).worded("source.not-a-folder", path=corpus)
    if engine:
        load_engine(engine)
    with locked(index):
        store = Store.open(index, create=True)
        try:
            plan = plan_build(corpus, store, without=index)
            with store.transaction():
                store.set_meta("corpus", corpus.resolve().as_posix())
            problems = apply(plan, store, jobs=jobs, progress=progress)
            rulings = _rule(store, corpus)
            relinked = relink(store, load_lexicon(), rulings=rulings)
            problems += tuple(
                Problem(RULINGS, "ruling", f"{RULINGS}: {told}. Correct or remove the line.")
                for told in misfits(store, rulings)
            )
            if full_text:
                synchronise(store, index / FOLDER, kind=engine)
            small = full_text and engine_of(index / FOLDER) == SMALL_ENGINE
            return _report(plan, store, problems, relinked, small=small)
        finally:
            store.close()


def _report(plan: Plan, store: Store, problems: tuple[Problem, ...], relinked: int, *, small: bool) -> BuildReport:
    kinds = [change.kind for change in plan.changes]
    documents = int(store.value("SELECT count(*) FROM documents"))
    failed = [str(row["path"]) for row in store.rows("SELECT path FROM files WHERE status = 'failed' ORDER BY path")]
    told = {problem.path for problem in problems}
    return BuildReport(
        documents=documents,
        added=kinds.count("added"),
        changed=kinds.count("changed"),
        removed=kinds.count("removed"),
        unchanged=plan.unchanged + kinds.count("touched"),
        errors=len(failed),
        relinked=relinked,
        problems=problems,
        unreadable=tuple(path for path in failed if path not in told),
        switch=small and documents >= LARGE,
    )


def _rule(store: Store, corpus: Path) -> Rulings:
    """Return the rulings of a corpus; where they have changed, note what they speak or spoke of to be settled again."""
    rulings, text = read_rulings(corpus / RULINGS)
    before = store.meta("rulings") or ""
    if text != before:
        with store.transaction():
            for path in sorted(rulings.paths() | parse_rulings(before).paths()):
                store.recall(path)
            store.set_meta("rulings", text)
    return rulings


class _Callable(ModuleType):
    """Lets `trichdan.build(...)` work also where importing this module has put it in the function's place."""

    def __call__(self, *arguments: Any, **options: Any) -> BuildReport:
        return build(*arguments, **options)


sys.modules[__name__].__class__ = _Callable
