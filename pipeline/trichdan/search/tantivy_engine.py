"""Full text on Tantivy, for archives of more than some 20,000 documents (`pip install trichdan[fast]`).

Units, query language and what matches are those of the Whoosh engine. Scores are sums of Tantivy's BM25 and not
BM25F, so documents of nearly equal rank may change places.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from trichdan.errors import StoreError
from trichdan.search import analysis
from trichdan.search.engine import FACETS, Hit, Results, SearchDocument
from trichdan.search.folder import damaged, is_there, unwritable, write_marker, writing
from trichdan.search.indexing import FIELDS, Entry, entry_of, hit_of
from trichdan.search.nodes import Everything, is_silent, words_alone
from trichdan.search.rewriting import Rewriter
from trichdan.search.seam import FolderEngine, Question
from trichdan.search.snippets import Highlighter
from trichdan.search.suggest import Vocabulary

try:
    import tantivy
    from tantivy import Occur, Query

    from trichdan.search.tantivy_queries import Compiler
except ImportError as error:  # pragma: no cover - depends on the installation
    raise StoreError("the engine tantivy is not installed. Run: pip install 'trichdan[fast]'").worded(
        "fulltext.not_installed"
    ) from error

ENGINE = "tantivy"
HEAP = 128_000_000
DESCRIBED = ("type", "issuer", "province", "signer")
LIMIT = 1000
"""Terms that a prefix stands for at most."""


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    for name in FIELDS:
        option = "position" if name == "p" else "freq"
        builder.add_text_field(name, tokenizer_name="units", index_option=option)
    for name in DESCRIBED:
        builder.add_text_field(name, tokenizer_name="units", index_option="position")
    for name in FACETS:
        builder.add_text_field(f"facet_{name}", tokenizer_name="raw", fast=True, index_option="basic")
    for name in ("date", "due", "khoa"):
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("facts", stored=True)
    builder.add_bytes_field("text", stored=True)
    return builder.build()


def _with_tokenizer(index: Any) -> Any:
    index.register_tokenizer("units", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(r"[^\n]+")).build())
    return index


class _State:
    """One committed state: what weighing, rewriting and compiling read."""

    def __init__(self, searcher: Any, schema: Any) -> None:
        self.searcher = searcher
        self.held: int = searcher.num_docs
        self._counts: dict[tuple[str, str], int] = {}
        self.rewriter = Rewriter(self.count, lambda: self.vocabulary)
        self.compiler = Compiler(schema, self, self.rewriter, self.expand, self.total)

    def count(self, field: str, term: str) -> int:
        """Return how many documents hold a term."""
        key = (field, term)
        if key not in self._counts:
            self._counts[key] = self.searcher.doc_freq(field, term)
        return self._counts[key]

    def total(self, query: Any) -> int:
        """Return how many documents a query finds."""
        return int(self.searcher.search(query, 1).count)

    def expand(self, field: str, prefix: str) -> list[str]:
        """Return terms that begin with `prefix`."""
        return [term for term, _ in self.searcher.terms_with_prefix(field, prefix, limit=LIMIT)]

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The syllables of the index."""
        words, forms = (dict(self.searcher.terms_with_prefix(field, "")) for field in ("s", "x"))
        return Vocabulary(words, forms)


class TantivyEngine(FolderEngine):
    """The engine for large archives; see `trichdan.search.engine.Engine`."""

    kind = ENGINE

    def __init__(self, folder: Path, index: Any) -> None:
        self.folder = folder
        self._index = index
        self._schema = _schema()
        self._current: _State | None = None

    @classmethod
    def open(cls, folder: Path, *, create: bool = False) -> TantivyEngine:
        """Return the index in a folder.

        Raises:
            StoreError: it is missing, foreign, of another form, or damaged.
        """
        try:
            if is_there(folder, ENGINE, create=create):
                return cls(folder, _with_tokenizer(tantivy.Index.open(str(folder))))
            folder.mkdir(parents=True, exist_ok=True)
            index = _with_tokenizer(tantivy.Index(_schema(), path=str(folder)))
            write_marker(folder, ENGINE, None)
        except (OSError, ValueError) as error:
            raise damaged(folder, error) from error
        return cls(folder, index)

    # writing

    def update(self, add: Iterable[SearchDocument], delete: Iterable[str] = ()) -> None:
        """Add and delete in one commit; adding an id replaces it."""
        with writing(self.folder):
            try:
                writer = self._index.writer(HEAP, 1)
            except ValueError as error:
                raise unwritable(self.folder, error) from error
            try:
                for id in delete:
                    writer.delete_documents_by_term("id", id)
                seen: set[str] = set()
                for document in add:
                    if document.id in seen:
                        raise ValueError(f"{document.id!r} is given twice in one update")
                    seen.add(document.id)
                    writer.delete_documents_by_term("id", document.id)
                    writer.add_document(_made(document))
                _committed(self.folder, writer)
            except BaseException:
                writer.rollback()
                raise
            finally:
                self._current = None
                del writer
        self._index.reload()

    def close(self) -> None:
        """Let go of the state that is read."""
        self._current = None

    # state

    @property
    def _state(self) -> _State:
        if self._current is None:
            self._index.reload()
            self._current = _State(self._index.searcher(), self._schema)
        return self._current

    def ids(self) -> set[str]:
        """Return the ids of all documents held."""
        return {id for id, _ in self._state.searcher.terms_with_prefix("id", "", filter_query=Query.all_query())}

    # reading

    def _answer(self, question: Question) -> Results:
        state, tree = self._state, question.tree
        must = state.compiler.filtered(question.filters) if question.filters is not None else []
        if question.within is not None:
            ids = sorted(question.within)
            must.append(Query.const_score_query(Query.term_set_query(self._schema, "id", ids), 0.0) if ids else _none())
        whole = _both(state.compiler.compile(tree, unchecked=words_alone(tree)), must)
        order = {"order_by_field": "date"} if is_silent(tree) else {}  # newest first where nothing has a score
        found = state.searcher.search(whole, max(question.limit, 1), offset=question.offset, **order)
        if not found.count and words_alone(tree):
            whole = _both(state.compiler.compile(tree), must)
            found = state.searcher.search(whole, max(question.limit, 1), offset=question.offset, **order)
        marks = None if isinstance(tree, Everything) else Highlighter(tree, state.rewriter)
        hits = tuple(self._hit(address, score, marks) for score, address in found.hits[: question.limit])
        return Results(
            found.count, hits, self._facets(whole) if question.facets else {}, state.rewriter.suggestion(question.query)
        )

    def _hit(self, address: Any, score: float, marks: Highlighter | None) -> Hit:
        stored = self._state.searcher.doc(address)
        text = bytes(stored.get_first("text")).decode("utf-8", "surrogatepass")
        return hit_of(json.loads(bytes(stored.get_first("facts"))), score, text, "", marks)

    def _facets(self, whole: Any) -> Mapping[str, tuple[tuple[str, int], ...]]:
        wanted = {name: {"terms": {"field": f"facet_{name}", "size": 10_000}} for name in FACETS}
        answer = self._state.searcher.aggregate(whole, wanted)
        return {
            name: tuple(
                sorted(((b["key"], b["doc_count"]) for b in answer[name]["buckets"]), key=lambda p: (-p[1], p[0]))
            )
            for name in FACETS
        }

    def suggest(self, word: str) -> tuple[str, ...]:
        """Return indexed words that are close to `word`, likeliest first."""
        return self._state.vocabulary.suggest(word)

    def more_like(self, id: str, *, limit: int = 10) -> tuple[Hit, ...]:
        """Return documents like the one of that id, best first; none if it is not held."""
        state = self._state
        found = state.searcher.search(state.compiler.term("id", id), 1).hits
        if not found:
            return ()
        stored = state.searcher.doc(found[0][1])
        facts = json.loads(bytes(stored.get_first("facts")))
        text = bytes(stored.get_first("text")).decode("utf-8", "surrogatepass")
        pairs = analysis.units_of(analysis.joined((facts.get("title"), text[:200_000]))).pairs
        weighed = sorted(
            (-(times / (times + 1.5)) * float(np.log(state.held / held)), pair)
            for pair, times in pairs.items()
            if 1 < (held := state.count("p", pair)) <= max(state.held // 4, 2)
        )
        like = [(Occur.Should, state.compiler.term("p", pair)) for _, pair in weighed[:40]]
        if not like:
            return ()
        whole = Query.boolean_query([*like, (Occur.MustNot, state.compiler.term("id", id))])
        return tuple(self._hit(address, score, None) for score, address in state.searcher.search(whole, limit).hits)


def _committed(folder: Path, writer: Any) -> None:
    try:
        writer.commit()
        writer.wait_merging_threads()
    except ValueError as error:  # Tantivy has no other error, whatever the disk says
        raise unwritable(folder, error) from error


def _both(query: Any, must: list[Any]) -> Any:
    return Query.boolean_query([(Occur.Must, part) for part in (query, *must)])


def _none() -> Any:
    return Query.empty_query()


def _made(document: SearchDocument) -> Any:
    """Return the document in Tantivy's form; units stand one a line."""
    entry = entry_of(document)
    made = tantivy.Document()
    _add_units(made, entry)
    for name in DESCRIBED:
        value = getattr(document, name)
        if value:
            made.add_text(name, analysis.value_key(value).replace(" ", "\n"))
    facets = {
        "type": document.type, "issuer": document.issuer, "province": document.province,
        "year": str(document.date.year) if document.date else None,
        "term": str(document.term) if document.term else None,
    }  # fmt: skip
    for name, value in facets.items():
        if value:
            made.add_text(f"facet_{name}", value)
    if document.date:
        made.add_integer("date", document.date.toordinal())
    for day in document.due:
        made.add_integer("due", day.toordinal())
    if document.term:
        made.add_integer("khoa", document.term)
    made.add_text("id", document.id)
    made.add_bytes("facts", entry.facts)
    made.add_bytes("text", document.text.encode("utf-8", "surrogatepass"))
    return made


def _add_units(made: Any, entry: Entry) -> None:
    for field, counts in entry.counts.items():
        if field == "p":
            units = "\n".join(map("%s %s".__mod__, pairwise(entry.flat.split())))
        else:
            units = "\n".join(counts.elements() if isinstance(counts, Counter) else counts)
        if units:
            made.add_text(field, units)
    for pair in entry.beside:  # each a value of its own, so that no phrase runs through them
        made.add_text("p", pair)
