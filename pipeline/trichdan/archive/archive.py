"""Questions to an index: who cites what, what a document cites, what is due, what is missing.

Every method returns plain values in the shapes of the record; nothing here writes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trichdan.archive import tables
from trichdan.archive.card import citations_of, told_by_citers, values_of
from trichdan.archive.citing import Citers, Conditions, candidate_row, newest_first
from trichdan.archive.hits import answer
from trichdan.archive.names import Names
from trichdan.errors import QueryError
from trichdan.lexicon import Lexicon, load_lexicon
from trichdan.resolve.cascade import PASSING_ON, Body, answers, expected_bodies
from trichdan.resolve.catalogue import CorpusCatalogue
from trichdan.resolve.finding import Found
from trichdan.resolve.graph import around, graph_of
from trichdan.resolve.identity import province_slug
from trichdan.resolve.queries import parse_query
from trichdan.resolve.review import to_review
from trichdan.store import Store
from trichdan.store.rows import Row
from trichdan.text import key

if TYPE_CHECKING:
    import pandas as pd

    from trichdan.search import Engine, Results

FULL_TEXT = "fulltext"


class Archive:
    """An index that answers questions; open it with `open_index`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._store = Store.open(folder)
        self._lexicon: Lexicon = load_lexicon()
        self._catalogue = CorpusCatalogue(self._store, self._lexicon)
        self._names = Names(self._store, self._catalogue, self._lexicon)
        self._citers = Citers(self._store)

    def close(self) -> None:
        """Let go of the files."""
        if "_engine" in self.__dict__:
            self._engine.close()
        self._store.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def corpus(self) -> Path:
        """The folder that the index was built from."""
        return self._names.corpus

    # -- who cites ----------------------------------------------------------------------------------------------

    def cites(
        self,
        query: str,
        *,
        type: str | None = None,
        term: int | None = None,
        start: date | None = None,
        end: date | None = None,
        relation: str | None = None,
        issuer: str | None = None,
        province: str | None = None,
        depth: int = 1,
    ) -> dict[str, Any]:
        """Return which documents cite what the query names, each document of that name apart.

        Args:
            query: a number, a part of one, a name or a title, as people type it.
            type: type of the citing documents.
            term: khóa of the cited document.
            start: first day of the citing documents; end: last one.
            relation: how they cite it.
            issuer: words of their issuer's name; province: of their province.
            depth: 2 also gives the documents that cite those documents, and so on; these carry `depth` and `via`.
        """
        question = parse_query(query, self._lexicon)
        candidates = self._names.find(question, term)
        wanted = Conditions(type, start, end, relation, issuer, province)
        found = [{**candidate_row(c), "documents": self._citers.spread(c, wanted, depth)} for c in candidates]
        found.sort(key=lambda c: (-len(c["documents"]), newest_first(c["date"]), c["id"]))
        return {"query": query, "candidates": found}

    # -- one document -------------------------------------------------------------------------------------------

    def refs(self, doc: str) -> dict[str, Any]:
        """Return what a document cites.

        Args:
            doc: an id, a number that only one document bears, or a path or file name in the corpus.

        Raises:
            QueryError: no document, or several.
        """
        row = self._names.document(doc)
        return {"id": row["id"], "path": row["path"], "citations": citations_of(self._store, row["doc"])}

    def show(self, doc: str) -> dict[str, Any]:
        """Return the card of a document: header, sections, citations, deadlines, and who cites it.

        Raises:
            QueryError: no document, or several.
        """
        row = self._names.document(doc)
        number = row["doc"]
        sections = self._store.rows("SELECT * FROM sections WHERE doc = ? ORDER BY n", (number,))
        copies = self._store.rows("SELECT path FROM documents WHERE copy_of = ? ORDER BY path", (number,))
        cited_by = self._citers.citing(Found(self._catalogue.entry(row)), Conditions())
        return {
            "id": row["id"],
            "path": row["path"],
            "copies": [copy["path"] for copy in copies],
            "told_by_citers": told_by_citers(self._store, row),
            "header": json.loads(row["header"]),
            "sections": [{k: v for k, v in s.items() if k not in ("doc", "n")} for s in sections],
            "citations": citations_of(self._store, number),
            "dates": values_of(self._store, "dates", number),
            "deadlines": values_of(self._store, "deadlines", number),
            "cited_by": cited_by,
        }

    def text(self, doc: str) -> str:
        """Return the source text of a document: what all offsets count in.

        Raises:
            QueryError: no document, or several.
        """
        return str(self._store.value("SELECT text FROM texts WHERE doc = ?", (self._names.document(doc)["doc"],)))

    # -- full text ----------------------------------------------------------------------------------------------

    @cached_property
    def _engine(self) -> Engine:
        from trichdan.search import open_engine

        return open_engine(self.folder / FULL_TEXT)

    def search(
        self,
        query: str,
        *,
        type: str | None = None,
        issuer: str | None = None,
        province: str | None = None,
        term: int | None = None,
        start: date | None = None,
        end: date | None = None,
        citing: str | None = None,
        limit: int = 10,
        offset: int = 0,
    ) -> dict[str, Any]:
        """Return the documents in which words are found, best first.

        Args:
            query: in the query language of `trichdan.search`.
            type: and the other filters: as in `cites`, on the documents found.
            citing: only documents that cite what this names.
            limit: size of the page; offset: hits to skip.

        Raises:
            QueryError: the query cannot be understood.
            StoreError: there is no full-text index.
        """
        from trichdan.search import Filters

        filters = Filters(type=type, issuer=issuer, province=province, term=term, since=start, until=end)
        within = None
        if citing is not None:
            cited = self.cites(citing)["candidates"]
            within = frozenset(document["id"] for c in cited for document in c["documents"])
        found = self._engine.search(query, limit=limit, offset=offset, within=within, filters=filters)
        return self._answer(query, found)

    def more_like(self, doc: str, *, limit: int = 10) -> dict[str, Any]:
        """Return documents that speak of the same as one document, in the form of `search`.

        Args:
            doc: as in `refs`.
            limit: how many.

        Raises:
            QueryError: no document, or several.
            StoreError: there is no full-text index.
        """
        from trichdan.search import Results

        id = str(self._names.document(doc)["id"])
        hits = self._engine.more_like(id, limit=limit)
        return self._answer(id, Results(len(hits), hits))

    def _answer(self, query: str, found: Results) -> dict[str, Any]:
        rows = self._store.rows_in(
            "SELECT held.path, copy.path AS copy FROM documents copy JOIN documents held ON held.doc = copy.copy_of"
            " WHERE held.path IN (?)",
            [hit.path for hit in found.hits],
        )
        copies: dict[str, list[str]] = {}
        for row in sorted(rows, key=lambda row: str(row["copy"])):
            copies.setdefault(row["path"], []).append(row["copy"])
        return answer(query, found, copies)

    # -- over the whole archive -----------------------------------------------------------------------------------

    def deadlines_between(
        self, start: date | None = None, end: date | None = None, *, actor: str | None = None
    ) -> list[Row]:
        """Return the deadlines of all documents, each with `id` and `path`, in the order of their last day.

        Args:
            start: first day, inclusive; end: last day, inclusive. With either, deadlines without a day are left out.
            actor: words of an actor's name, compared folded.
        """
        rows = self._store.rows(
            "SELECT d.id, d.path, d.date, l.due_last, l.json FROM deadlines l JOIN documents d USING (doc)"
            " WHERE d.copy_of IS NULL AND (?1 IS NULL OR l.due_last >= ?1) AND (?2 IS NULL OR l.due_last <= ?2)"
            " ORDER BY l.due_last IS NULL, l.due_last, d.path, l.n",
            (start.isoformat() if start else None, end.isoformat() if end else None),
        )
        found = [
            {"id": row["id"], "path": row["path"], "document_date": row["date"], **json.loads(row["json"])}
            for row in rows
        ]
        if actor:
            found = [row for row in found if any(key(actor) in key(a) for a in row["actors"])]
        return found

    def wanted(self) -> list[Row]:
        """Return the cited documents that the corpus lacks, most cited first, each as most of its citers tell it."""
        from trichdan.resolve.missing import missing_documents

        return missing_documents(self._store, self._lexicon)

    def conflicts(self) -> list[Row]:
        """Return contradictory or suspect citations, each with what is wrong and what sort of error it looks like."""
        from trichdan.resolve.consensus import sorted_conflicts

        return sorted_conflicts(self._store)

    def review(self) -> list[Row]:
        """Return what most needs a person's eye, the most consequential first, each with its source line."""
        return to_review(self._store)

    def graph(self, around_doc: str | None = None, *, depth: int = 1) -> dict[str, list[Row]]:
        """Return the web of citations: `nodes` with counts and PageRank, and typed `edges`.

        Args:
            around_doc: only what lies within `depth` steps of what this names.
            depth: steps.

        Raises:
            QueryError: nothing of that name is cited or held.
        """
        graph = graph_of(self._store)
        if around_doc is not None:
            middle = self.named(around_doc)
            graph = around(graph, middle, depth)
        return {"nodes": [asdict(node) for node in graph.nodes], "edges": [asdict(edge) for edge in graph.edges]}

    def named(self, query: str) -> str:
        """Return the id of the one document that a query names, held or only cited; the most cited of several.

        Raises:
            QueryError: there is none.
        """
        candidates = self.cites(query)["candidates"]
        if not candidates:
            unknown = QueryError(f"{query!r}: no document of that name is held or cited. Give an id or a number.")
            raise unknown.worded("query.unknown", doc=query)
        return str(candidates[0]["id"])

    def cascade(self, number: str) -> dict[str, Any]:
        """Return who has issued a document that carries out what a number names, when, and who has not.

        A document that carries on the answer of another body (a commune that follows the plan of its province) has the
        id of that answer as `via`.
        """
        candidates: list[Row] = []
        for found in self._names.find(parse_query(number, self._lexicon)):
            issued = self._answers(found)
            if not issued and len(candidates) >= 1:
                continue
            issuer = found.entry.issuer if found.entry else None
            place = province_slug(found.entry.jurisdiction, self._lexicon) if found.entry else None
            bodies: Sequence[Body] = expected_bodies(
                self._store, self._lexicon, on=found.date, issuer=issuer, place=place
            )
            seen = {row.pop("body_key") for row in issued}
            missing = [
                {"body": body.name, "level": body.level, "until": body.until.isoformat() if body.until else None}
                for body in bodies
                if body.key not in seen
            ]
            candidates.append({**candidate_row(found), "issued": issued, "missing": missing})
        candidates.sort(key=lambda c: (-len(c["issued"]), newest_first(c["date"])))
        return {"query": number, "candidates": [c for c in candidates if c["issued"]] or candidates[:1]}

    def _answers(self, found: Found) -> list[Row]:
        """Return the documents that carry out one, and those that carry these on, nearest first, each once."""
        issued = answers(self._citers.citing(found, Conditions()), found.date)
        seen = {row["id"] for row in issued} | {found.id}
        edge = issued
        while edge:
            fresh: list[Row] = []
            for row in edge:
                citing = self._citers.citing(Found(None, row["id"], row["number"]), Conditions())
                for more in answers(citing, found.date, via=row["id"], relations=PASSING_ON):
                    if more["id"] not in seen:
                        seen.add(more["id"])
                        fresh.append(more)
            issued = issued + fresh
            edge = fresh
        return issued

    # -- tables -------------------------------------------------------------------------------------------------

    @property
    def documents(self) -> pd.DataFrame:
        """One row a document."""
        return tables.documents(self._store)

    @property
    def citations(self) -> pd.DataFrame:
        """One row a mention."""
        return tables.citations(self._store)

    @property
    def dates(self) -> pd.DataFrame:
        """One row a time expression."""
        return tables.dates(self._store)

    @property
    def deadlines(self) -> pd.DataFrame:
        """One row a deadline."""
        return tables.deadlines(self._store)
