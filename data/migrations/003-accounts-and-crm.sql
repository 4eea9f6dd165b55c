-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is known of an account between escalations, and the bookkeeping of import and sync.

CREATE TABLE interaction (
  rid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  contact_id TEXT REFERENCES contact (id) ON DELETE SET NULL,
  kind TEXT NOT NULL,
  at INTEGER,
  subject TEXT,
  source TEXT,
  reference TEXT,
  sample INTEGER NOT NULL,
  body TEXT NOT NULL,
  text TEXT AS (json_extract(body, '$.text'))
);
CREATE INDEX interaction_by_account ON interaction (account_id, at);
CREATE INDEX interaction_by_contact ON interaction (contact_id, at);
CREATE INDEX interaction_by_at ON interaction (at);
-- The same number from the same place is the same thing: importing it again changes it.
CREATE UNIQUE INDEX interaction_by_reference ON interaction (source, reference)
  WHERE reference IS NOT NULL;

-- There are many of these and they are found by whole words far more often than by beginnings: an
-- index of prefixes would cost a third of an import. New rows are indexed by the store, since a
-- trigger on inserting would have the index written out with every row.
CREATE VIRTUAL TABLE search_interaction USING fts5 (
  subject, text,
  content = 'interaction', content_rowid = 'rid', tokenize = 'amends');

CREATE TRIGGER interaction_reindexed AFTER UPDATE ON interaction
WHEN old.subject IS NOT new.subject OR old.text IS NOT new.text
BEGIN
  INSERT INTO search_interaction (search_interaction, rowid, subject, text)
  VALUES ('delete', old.rid, old.subject, old.text);
  INSERT INTO search_interaction (rowid, subject, text) VALUES (new.rid, new.subject, new.text);
END;
CREATE TRIGGER interaction_unindexed AFTER DELETE ON interaction
BEGIN
  INSERT INTO search_interaction (search_interaction, rowid, subject, text)
  VALUES ('delete', old.rid, old.subject, old.text);
END;

-- What the advisor made of each, so that nothing is read twice. It can be thrown away at any time.
CREATE TABLE interaction_reading (
  rid INTEGER PRIMARY KEY REFERENCES interaction (rid) ON DELETE CASCADE,
  stamp TEXT NOT NULL, -- of the phrases and rules it was made with
  direction INTEGER NOT NULL,
  priority INTEGER NOT NULL,
  closed_at INTEGER,
  csat INTEGER,
  nps INTEGER,
  length INTEGER NOT NULL,
  digest INTEGER NOT NULL,
  sentiment REAL,
  negative REAL NOT NULL,
  asks INTEGER NOT NULL,
  template INTEGER NOT NULL,
  people TEXT,
  gist TEXT,
  hits TEXT
);
CREATE TRIGGER interaction_reread AFTER UPDATE ON interaction
WHEN old.body IS NOT new.body
BEGIN
  DELETE FROM interaction_reading WHERE rid = old.rid;
END;

CREATE TABLE usage_sample (
  account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  metric TEXT NOT NULL CHECK (metric <> ''),
  day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  value REAL NOT NULL CHECK (value >= 0 AND value < 9e999), -- a finite number
  PRIMARY KEY (account_id, metric, day)
) WITHOUT ROWID;

CREATE TABLE warning (
  rid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  at INTEGER,
  state TEXT NOT NULL,
  score INTEGER,
  sample INTEGER NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX warning_by_account ON warning (account_id, at);
CREATE INDEX warning_by_state ON warning (state, at);

-- One figure a day is enough to draw.
CREATE TABLE risk_history (
  account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  score INTEGER NOT NULL,
  factors TEXT NOT NULL, -- JSON: points of each
  PRIMARY KEY (account_id, day)
) WITHOUT ROWID;

-- A whole import can be taken back: what each row was before.
CREATE TABLE import (
  rid INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  file TEXT NOT NULL, -- name without folder
  at INTEGER NOT NULL,
  added INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  refused INTEGER NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE import_row (
  import_id TEXT NOT NULL REFERENCES import (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  record_id TEXT NOT NULL, -- for usage it begins with the id of the account
  before TEXT,             -- NULL: it was not there
  digest TEXT NOT NULL,    -- of what the import wrote: what has changed since is left alone
  PRIMARY KEY (import_id, kind, record_id)
) WITHOUT ROWID;
CREATE INDEX import_row_by_record ON import_row (record_id);

-- Which record here is which in the CRM, and what both last agreed on.
CREATE TABLE crm_link (
  kind TEXT NOT NULL,
  remote_id TEXT NOT NULL,
  local_id TEXT NOT NULL,
  base TEXT NOT NULL, -- JSON of neutral fields
  version TEXT,
  modified INTEGER,
  sweep INTEGER NOT NULL DEFAULT 0, -- the last one that saw it
  PRIMARY KEY (kind, remote_id),
  UNIQUE (kind, local_id)
) WITHOUT ROWID;
CREATE INDEX crm_link_by_local ON crm_link (local_id);

CREATE TABLE crm_cursor (
  kind TEXT PRIMARY KEY NOT NULL,
  cursor TEXT NOT NULL,
  at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE crm_conflict (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  local_id TEXT NOT NULL,
  field TEXT NOT NULL,
  base TEXT,   -- JSON values
  ours TEXT,
  theirs TEXT,
  ours_by TEXT,
  ours_at INTEGER,
  theirs_by TEXT,
  theirs_at INTEGER,
  found INTEGER NOT NULL,
  chosen TEXT CHECK (chosen IN ('ours', 'theirs')) -- NULL: open
) WITHOUT ROWID;
CREATE INDEX crm_conflict_by_record ON crm_conflict (local_id, found);
CREATE UNIQUE INDEX crm_conflict_open ON crm_conflict (kind, local_id, field)
  WHERE chosen IS NULL;

CREATE TABLE crm_run (
  id INTEGER PRIMARY KEY,
  started INTEGER NOT NULL,
  ended INTEGER,
  outcome TEXT, -- 'done', 'stopped', 'failed'
  problem TEXT, -- for people
  counts TEXT   -- JSON
);

-- A request that has gone out is looked up before it is ever sent again. Rows of one record go in
-- their order.
ALTER TABLE outbox ADD COLUMN depends TEXT; -- record that must be in the CRM first
ALTER TABLE outbox ADD COLUMN created INTEGER NOT NULL DEFAULT 0;
CREATE INDEX outbox_by_record ON outbox (record_id, seq);
-- Rows that wait are gone through by number: what is ready now is decided row by row.
DROP INDEX outbox_waiting;
UPDATE outbox SET look_up = 1 WHERE attempts > 0;
