-- SPDX-License-Identifier: GPL-3.0-or-later
-- The first schema. A record is its canonical JSON in `body`; the columns beside it are those that
-- queries and constraints need. Times are milliseconds since 1970 in UTC, states their identifiers.

PRAGMA application_id = 1095585348;

CREATE TABLE setting (
  key TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- Numbers are never used twice, even when the case with the highest one is removed.
CREATE TABLE counter (
  name TEXT PRIMARY KEY NOT NULL,
  value INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO counter VALUES ('escalation', 0);

CREATE TABLE account (
  rid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT,
  segment TEXT,
  renewal TEXT,
  sample INTEGER NOT NULL,
  fold TEXT NOT NULL DEFAULT '', -- of the name, for comparing and sorting
  body TEXT NOT NULL
);
CREATE INDEX account_by_fold ON account (fold, id);
CREATE INDEX account_sample ON account (id) WHERE sample = 1;

CREATE TABLE contact (
  rid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  name TEXT,
  email TEXT,
  sample INTEGER NOT NULL,
  fold TEXT NOT NULL DEFAULT '',
  email_fold TEXT NOT NULL DEFAULT '',
  body TEXT NOT NULL
);
CREATE INDEX contact_by_account ON contact (account_id, fold);
CREATE INDEX contact_by_email ON contact (email_fold);

CREATE TABLE person (
  rid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT,
  role TEXT,
  me INTEGER NOT NULL,
  sample INTEGER NOT NULL,
  body TEXT NOT NULL
);
CREATE UNIQUE INDEX person_me ON person (me) WHERE me = 1;

CREATE TABLE escalation (
  rid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  number INTEGER NOT NULL UNIQUE CHECK (number > 0),
  account_id TEXT NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
  contact_id TEXT REFERENCES contact (id) ON DELETE SET NULL,
  title TEXT,
  status TEXT NOT NULL,
  severity TEXT,
  track TEXT,
  category TEXT,
  owner TEXT,
  received INTEGER,
  updated INTEGER,
  resolved_at INTEGER,
  language TEXT,
  sample INTEGER NOT NULL,
  body TEXT NOT NULL,
  -- What a list shows and sorts by, kept by the stores.
  account_name TEXT,
  account_fold TEXT NOT NULL DEFAULT '',
  contact_name TEXT,
  next_clock TEXT,
  next_due INTEGER,
  next_started INTEGER,
  paused INTEGER NOT NULL DEFAULT 0,
  last_met INTEGER,
  last_due INTEGER,
  -- Derived. A keyset needs values that compare, so what is unknown has a place in the order.
  live INTEGER AS (status IN ('open', 'in-progress', 'waiting')),
  due_order INTEGER AS (ifnull(next_due, 9223372036854775807)),
  updated_order INTEGER AS (ifnull(updated, 0)),
  received_order INTEGER AS (ifnull(received, 0)),
  severity_order INTEGER AS (CASE severity WHEN 'critical' THEN 4 WHEN 'high' THEN 3
                                           WHEN 'medium' THEN 2 WHEN 'low' THEN 1 ELSE 0 END),
  reference TEXT AS (printf('ESC-%04d %d', number, number)),
  statement TEXT AS (json_extract(body, '$.statement'))
);
CREATE INDEX escalation_live ON escalation (live, due_order, number);
CREATE INDEX escalation_by_due ON escalation (due_order, number);
CREATE INDEX escalation_by_updated ON escalation (updated_order, number);
CREATE INDEX escalation_by_received ON escalation (received_order, number);
CREATE INDEX escalation_by_severity ON escalation (severity_order, number);
CREATE INDEX escalation_by_account_name ON escalation (account_fold, number);
CREATE INDEX escalation_by_status ON escalation (status, updated_order, number);
CREATE INDEX escalation_by_account ON escalation (account_id, received_order, number);
CREATE INDEX escalation_by_contact ON escalation (contact_id);
CREATE INDEX escalation_by_owner ON escalation (owner, live, due_order, number);
CREATE INDEX escalation_counts ON escalation (live, severity, status, due_order);

CREATE TABLE clock (
  rid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  escalation_id TEXT NOT NULL REFERENCES escalation (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  started INTEGER,
  due INTEGER,
  met_at INTEGER,
  closed INTEGER NOT NULL,
  sample INTEGER NOT NULL,
  position INTEGER NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX clock_by_escalation ON clock (escalation_id, position);
CREATE INDEX clock_running ON clock (due) WHERE closed = 0;

CREATE TABLE pause (
  rid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  escalation_id TEXT NOT NULL REFERENCES escalation (id) ON DELETE CASCADE,
  start INTEGER,
  "end" INTEGER,
  position INTEGER NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX pause_by_escalation ON pause (escalation_id, position);

CREATE TABLE draft (
  rid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  escalation_id TEXT NOT NULL REFERENCES escalation (id) ON DELETE CASCADE,
  kind TEXT,
  subject TEXT,
  due INTEGER,
  updated INTEGER,
  sent_at INTEGER,
  sample INTEGER NOT NULL,
  position INTEGER NOT NULL,
  body TEXT NOT NULL,
  text TEXT AS (json_extract(body, '$.body'))
);
CREATE INDEX draft_by_escalation ON draft (escalation_id, position);

CREATE TABLE draft_version (
  draft_id TEXT NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  at INTEGER,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (draft_id, version)
) WITHOUT ROWID;

CREATE TABLE checkpoint (
  rid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  escalation_id TEXT NOT NULL REFERENCES escalation (id) ON DELETE CASCADE,
  at INTEGER,
  step TEXT NOT NULL,
  sample INTEGER NOT NULL,
  position INTEGER NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX checkpoint_by_escalation ON checkpoint (escalation_id, position);
CREATE INDEX checkpoint_planned ON checkpoint (at) WHERE step = 'planned';

CREATE TABLE action (
  rid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  escalation_id TEXT NOT NULL REFERENCES escalation (id) ON DELETE CASCADE,
  due INTEGER,
  step TEXT NOT NULL,
  sample INTEGER NOT NULL,
  position INTEGER NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX action_by_escalation ON action (escalation_id, position);
CREATE INDEX action_planned ON action (due) WHERE step = 'planned';

CREATE TABLE message (
  rid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  escalation_id TEXT NOT NULL REFERENCES escalation (id) ON DELETE CASCADE,
  direction TEXT NOT NULL,
  at INTEGER,
  subject TEXT,
  sample INTEGER NOT NULL,
  position INTEGER NOT NULL,
  body TEXT NOT NULL,
  text TEXT AS (json_extract(body, '$.body'))
);
CREATE INDEX message_by_escalation ON message (escalation_id, position);

CREATE TABLE commitment (
  rid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  escalation_id TEXT NOT NULL REFERENCES escalation (id) ON DELETE CASCADE,
  due INTEGER,
  state TEXT NOT NULL,
  sample INTEGER NOT NULL,
  position INTEGER NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX commitment_by_escalation ON commitment (escalation_id, position);
CREATE INDEX commitment_open ON commitment (due) WHERE state = 'open';

CREATE TABLE stakeholder (
  rid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  escalation_id TEXT NOT NULL REFERENCES escalation (id) ON DELETE CASCADE,
  deadline INTEGER,
  sample INTEGER NOT NULL,
  position INTEGER NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX stakeholder_by_escalation ON stakeholder (escalation_id, position);

CREATE TABLE goodwill (
  rid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  escalation_id TEXT NOT NULL REFERENCES escalation (id) ON DELETE CASCADE,
  state TEXT NOT NULL,
  requested_at INTEGER,
  expires INTEGER,
  sample INTEGER NOT NULL,
  position INTEGER NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX goodwill_by_escalation ON goodwill (escalation_id, position);
CREATE INDEX goodwill_requested ON goodwill (requested_at) WHERE state = 'requested';

CREATE TABLE plan (
  rid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  escalation_id TEXT NOT NULL UNIQUE REFERENCES escalation (id) ON DELETE CASCADE,
  sample INTEGER NOT NULL,
  body TEXT NOT NULL
);

CREATE TABLE debrief (
  rid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  escalation_id TEXT NOT NULL UNIQUE REFERENCES escalation (id) ON DELETE CASCADE,
  change_due TEXT,
  sample INTEGER NOT NULL,
  body TEXT NOT NULL
);

CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  record_id TEXT,
  payload TEXT NOT NULL,
  not_before INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  last_error TEXT,
  failed INTEGER NOT NULL DEFAULT 0,
  look_up INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX outbox_waiting ON outbox (not_before, seq) WHERE failed = 0;

-- The log refers to a case by id alone: its entries outlive the case, erased.
CREATE TABLE event (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  escalation_id TEXT,
  kind TEXT NOT NULL,
  at INTEGER,
  recorded INTEGER,
  actor TEXT,
  summary TEXT,
  payload TEXT,
  digest TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL,
  erased INTEGER NOT NULL DEFAULT 0,
  note TEXT AS (CASE kind WHEN 'note' THEN json_extract(payload, '$.text') END)
);
CREATE INDEX event_by_escalation ON event (escalation_id, seq);

CREATE TRIGGER event_stays BEFORE DELETE ON event
BEGIN
  SELECT RAISE (ABORT, 'the event log is append-only');
END;

CREATE TRIGGER event_unchanged BEFORE UPDATE ON event
WHEN NOT (new.erased = 1 AND new.payload IS NULL AND new.summary IS NULL
          AND new.seq IS old.seq AND new.id IS old.id AND new.escalation_id IS old.escalation_id
          AND new.kind IS old.kind AND new.at IS old.at AND new.recorded IS old.recorded
          AND new.actor IS old.actor AND new.digest IS old.digest
          AND new.previous IS old.previous AND new.hash IS old.hash)
BEGIN
  SELECT RAISE (ABORT, 'the event log is append-only');
END;

-- Full-text search. The text stays where it is: the index reads it from the tables, and the
-- triggers below keep it in step whoever writes.

CREATE VIRTUAL TABLE search_escalation USING fts5 (
  reference, title, statement, account_name, contact_name,
  content = 'escalation', content_rowid = 'rid', tokenize = 'amends', prefix = '1 2 3');

CREATE TRIGGER escalation_indexed AFTER INSERT ON escalation
BEGIN
  INSERT INTO search_escalation (rowid, reference, title, statement, account_name, contact_name)
  VALUES (new.rid, new.reference, new.title, new.statement, new.account_name, new.contact_name);
END;
CREATE TRIGGER escalation_reindexed AFTER UPDATE ON escalation
WHEN old.number <> new.number OR old.title IS NOT new.title OR old.statement IS NOT new.statement
     OR old.account_name IS NOT new.account_name OR old.contact_name IS NOT new.contact_name
BEGIN
  INSERT INTO search_escalation (search_escalation, rowid, reference, title, statement,
                                 account_name, contact_name)
  VALUES ('delete', old.rid, old.reference, old.title, old.statement, old.account_name,
          old.contact_name);
  INSERT INTO search_escalation (rowid, reference, title, statement, account_name, contact_name)
  VALUES (new.rid, new.reference, new.title, new.statement, new.account_name, new.contact_name);
END;
CREATE TRIGGER escalation_unindexed AFTER DELETE ON escalation
BEGIN
  INSERT INTO search_escalation (search_escalation, rowid, reference, title, statement,
                                 account_name, contact_name)
  VALUES ('delete', old.rid, old.reference, old.title, old.statement, old.account_name,
          old.contact_name);
END;

CREATE VIRTUAL TABLE search_draft USING fts5 (
  subject, text,
  content = 'draft', content_rowid = 'rid', tokenize = 'amends', prefix = '1 2 3');

CREATE TRIGGER draft_indexed AFTER INSERT ON draft
BEGIN
  INSERT INTO search_draft (rowid, subject, text) VALUES (new.rid, new.subject, new.text);
END;
CREATE TRIGGER draft_reindexed AFTER UPDATE ON draft
WHEN old.subject IS NOT new.subject OR old.text IS NOT new.text
BEGIN
  INSERT INTO search_draft (search_draft, rowid, subject, text)
  VALUES ('delete', old.rid, old.subject, old.text);
  INSERT INTO search_draft (rowid, subject, text) VALUES (new.rid, new.subject, new.text);
END;
CREATE TRIGGER draft_unindexed AFTER DELETE ON draft
BEGIN
  INSERT INTO search_draft (search_draft, rowid, subject, text)
  VALUES ('delete', old.rid, old.subject, old.text);
END;

CREATE VIRTUAL TABLE search_message USING fts5 (
  subject, text,
  content = 'message', content_rowid = 'rid', tokenize = 'amends', prefix = '1 2 3');

CREATE TRIGGER message_indexed AFTER INSERT ON message
BEGIN
  INSERT INTO search_message (rowid, subject, text) VALUES (new.rid, new.subject, new.text);
END;
CREATE TRIGGER message_reindexed AFTER UPDATE ON message
WHEN old.subject IS NOT new.subject OR old.text IS NOT new.text
BEGIN
  INSERT INTO search_message (search_message, rowid, subject, text)
  VALUES ('delete', old.rid, old.subject, old.text);
  INSERT INTO search_message (rowid, subject, text) VALUES (new.rid, new.subject, new.text);
END;
CREATE TRIGGER message_unindexed AFTER DELETE ON message
BEGIN
  INSERT INTO search_message (search_message, rowid, subject, text)
  VALUES ('delete', old.rid, old.subject, old.text);
END;

CREATE VIRTUAL TABLE search_event USING fts5 (
  summary, note,
  content = 'event', content_rowid = 'seq', tokenize = 'amends', prefix = '1 2 3');

CREATE TRIGGER event_indexed AFTER INSERT ON event
BEGIN
  INSERT INTO search_event (rowid, summary, note) VALUES (new.seq, new.summary, new.note);
END;
CREATE TRIGGER event_unindexed AFTER UPDATE ON event
WHEN old.erased = 0
BEGIN
  INSERT INTO search_event (search_event, rowid, summary, note)
  VALUES ('delete', old.seq, old.summary, old.note);
  INSERT INTO search_event (rowid, summary, note) VALUES (new.seq, new.summary, new.note);
END;
