"""The tables of an index, as SQL.

A breaking change raises `FORMAT`; an index of another format is built anew, for the corpus is the truth.
"""

from __future__ import annotations

APPLICATION = 0x74726364
"""Marks the file as an index of trichdan (`PRAGMA application_id`)."""
FORMAT = 3

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- every file of the corpus that was read, or could not be
CREATE TABLE files (
  path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, read_ns INTEGER NOT NULL,
  sha256 TEXT NOT NULL, status TEXT NOT NULL CHECK (status IN ('ok', 'failed')), code TEXT, message TEXT
) WITHOUT ROWID;

-- one row a document; copies of one work share the id, and all but one name the first as copy_of
CREATE TABLE documents (
  doc INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE REFERENCES files(path) ON DELETE CASCADE,
  id TEXT NOT NULL, base_id TEXT NOT NULL, copy_of INTEGER REFERENCES documents(doc) ON DELETE SET NULL,
  number TEXT, type TEXT, system TEXT, issuer TEXT, jurisdiction TEXT, date TEXT, term INTEGER, place TEXT,
  title TEXT, signer TEXT, signer_capacity TEXT, signer_position TEXT,
  sha256 TEXT NOT NULL, media_type TEXT NOT NULL, encoding TEXT, chars INTEGER NOT NULL, pages INTEGER NOT NULL,
  ocr INTEGER NOT NULL, header TEXT NOT NULL, repairs TEXT NOT NULL, issues TEXT NOT NULL, likeness TEXT NOT NULL,
  loose INTEGER NOT NULL  -- it prints no number, or nothing that tells it from others of its number
);
CREATE INDEX documents_id ON documents(id);
CREATE INDEX documents_base ON documents(base_id);
-- all that a list of citing documents shows: the rows themselves are long
CREATE INDEX documents_listed ON documents(doc, copy_of, jurisdiction, id, path, number, type, date, issuer);
CREATE TABLE texts (doc INTEGER PRIMARY KEY REFERENCES documents(doc) ON DELETE CASCADE, text TEXT NOT NULL);
CREATE TABLE sections (
  doc INTEGER NOT NULL REFERENCES documents(doc) ON DELETE CASCADE, n INTEGER NOT NULL,
  "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, level INTEGER NOT NULL, label TEXT NOT NULL,
  heading TEXT NOT NULL, path TEXT NOT NULL, PRIMARY KEY (doc, n)
) WITHOUT ROWID;

-- numbers under which documents with much the same words are found
CREATE TABLE bands (
  key INTEGER NOT NULL, loose INTEGER NOT NULL, doc INTEGER NOT NULL REFERENCES documents(doc) ON DELETE CASCADE,
  PRIMARY KEY (key, loose, doc)
) WITHOUT ROWID;
CREATE INDEX bands_doc ON bands(doc, key);

-- one row a mention; status .. target_title tell what it means
CREATE TABLE citations (
  doc INTEGER NOT NULL REFERENCES documents(doc) ON DELETE CASCADE, n INTEGER NOT NULL,
  "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, full_start INTEGER NOT NULL, full_end INTEGER NOT NULL,
  text TEXT NOT NULL, quote TEXT NOT NULL, kind TEXT NOT NULL, number TEXT, type TEXT, system TEXT, date TEXT,
  issuer TEXT, term INTEGER, jurisdiction TEXT, title TEXT, pinpoint TEXT, relation TEXT NOT NULL, law TEXT,
  antecedent INTEGER, confidence REAL NOT NULL, read_issues TEXT NOT NULL, key TEXT, mention TEXT NOT NULL,
  status TEXT, target TEXT, target_doc INTEGER REFERENCES documents(doc) ON DELETE SET NULL,
  target_number TEXT, target_date TEXT, target_term INTEGER, target_title TEXT, target_confidence REAL,
  evidence TEXT, candidates TEXT, issues TEXT NOT NULL, PRIMARY KEY (doc, n)
) WITHOUT ROWID;
CREATE INDEX citations_key ON citations(key) WHERE key IS NOT NULL;
-- the two that answer `cites` hold all that it shows, for one document may be cited by thousands
CREATE INDEX citations_target ON citations(
  target, doc, n, kind, status, relation, "start", "end", target_confidence, quote) WHERE target IS NOT NULL;
CREATE INDEX citations_open ON citations(
  key, status, target, target_number, target_date, target_term, target_title)
  WHERE status IN ('wanted', 'ambiguous');
CREATE INDEX citations_target_doc ON citations(target_doc) WHERE target_doc IS NOT NULL;

CREATE TABLE dates (
  doc INTEGER NOT NULL REFERENCES documents(doc) ON DELETE CASCADE, n INTEGER NOT NULL,
  "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, type TEXT NOT NULL, value TEXT, mod TEXT,
  lo TEXT, hi TEXT, role TEXT NOT NULL, calendar TEXT NOT NULL, status TEXT NOT NULL, json TEXT NOT NULL,
  PRIMARY KEY (doc, n)
) WITHOUT ROWID;
CREATE TABLE deadlines (
  doc INTEGER NOT NULL REFERENCES documents(doc) ON DELETE CASCADE, n INTEGER NOT NULL,
  "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, action_type TEXT NOT NULL,
  modality TEXT NOT NULL, action TEXT NOT NULL, actors TEXT NOT NULL, recipients TEXT NOT NULL, bound TEXT,
  due_nominal TEXT, due_last TEXT, due_working TEXT, rrule TEXT, dtstart TEXT, until TEXT, soft INTEGER NOT NULL,
  section TEXT, confidence REAL NOT NULL, json TEXT NOT NULL, PRIMARY KEY (doc, n)
);  -- rows are long: a table without rowid would give each an overflow page
CREATE INDEX deadlines_due ON deadlines(due_last);

-- what documents offer to citations and what their citations ask for (see resolve/keys.py)
CREATE TABLE offers (
  key TEXT NOT NULL, doc INTEGER NOT NULL REFERENCES documents(doc) ON DELETE CASCADE, PRIMARY KEY (key, doc)
) WITHOUT ROWID;
CREATE INDEX offers_doc ON offers(doc);
CREATE TABLE asks (
  key TEXT NOT NULL, doc INTEGER NOT NULL REFERENCES documents(doc) ON DELETE CASCADE, PRIMARY KEY (key, doc)
) WITHOUT ROWID;
CREATE INDEX asks_doc ON asks(doc);

-- work that a stopped build has left: it is done first by the next one
CREATE TABLE todo_ids (base_id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE todo_copies (doc INTEGER PRIMARY KEY REFERENCES documents(doc) ON DELETE CASCADE);
CREATE TABLE todo_keys (key TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE todo_links (doc INTEGER PRIMARY KEY REFERENCES documents(doc) ON DELETE CASCADE, fresh INTEGER NOT NULL);
CREATE TABLE todo_search (id TEXT PRIMARY KEY) WITHOUT ROWID;
"""

VIEWS = """
CREATE VIEW citing AS
  SELECT c.target AS cited, c.target_number AS cited_number, c.target_date AS cited_date,
         c.target_title AS cited_title, c.target_doc IS NOT NULL AS held, d.id AS citing, d.path, d.number, d.type,
         d.date, d.issuer, c.relation, c.status, c.target_confidence AS confidence, c.quote
  FROM citations c JOIN documents d ON d.doc = c.doc
  WHERE d.copy_of IS NULL AND c.target IS NOT NULL AND c.kind NOT IN ('self', 'anaphor') AND c.status <> 'self';
CREATE VIEW deadlines_open AS
  SELECT l.due_last, l.due_working, l.action_type, l.action, l.actors, l.recipients, l.rrule, l.soft,
         d.id, d.path, d.number, d.date, l.section, l.text, l.confidence
  FROM deadlines l JOIN documents d ON d.doc = l.doc
  WHERE d.copy_of IS NULL AND l.modality <> 'TARGET' AND (l.due_last IS NULL OR l.due_last >= date('now'));
CREATE VIEW wanted AS
  SELECT w.id, w.number,
         (SELECT c.target_date FROM citations c WHERE c.target = w.id AND c.target_date IS NOT NULL
          GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1) AS date,
         w.term,
         (SELECT c.target_title FROM citations c WHERE c.target = w.id AND c.target_title IS NOT NULL
          GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1) AS title,
         w.status, w.documents, w.mentions
  FROM (SELECT c.target AS id, min(c.target_number) AS number, min(c.target_term) AS term, min(c.status) AS status,
               count(DISTINCT c.doc) AS documents, count(*) AS mentions
        FROM citations c JOIN documents d ON d.doc = c.doc
        WHERE d.copy_of IS NULL AND c.target IS NOT NULL AND c.target_doc IS NULL
              AND c.status IN ('known', 'wanted') AND c.kind NOT IN ('self', 'anaphor')
        GROUP BY c.target) w;
"""
