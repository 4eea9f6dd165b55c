-- SPDX-License-Identifier: GPL-3.0-or-later
-- Which cases have which terms, so that past ones that are like a new one are found. Only the terms
-- are kept, not where they stand: the comparison itself reads the case.

ALTER TABLE escalation ADD COLUMN compared TEXT AS (
  ifnull(title, '') || char(10) || ifnull(json_extract(body, '$.subject'), '') || char(10) ||
  ifnull(json_extract(body, '$.affected_feature'), '') || char(10) || ifnull(statement, '') ||
  char(10) || ifnull(json_extract(body, '$.underlying_issue'), '') || char(10) ||
  ifnull(json_extract(body, '$.impact'), '') || char(10) ||
  ifnull(json_extract(body, '$.root_cause'), '')
);

CREATE VIRTUAL TABLE similar_escalation USING fts5 (
  compared, content = '', columnsize = 0, detail = none, tokenize = 'amends_terms');

INSERT INTO similar_escalation (rowid, compared) SELECT rid, compared FROM escalation;

CREATE TRIGGER escalation_compared AFTER INSERT ON escalation
BEGIN
  INSERT INTO similar_escalation (rowid, compared) VALUES (new.rid, new.compared);
END;
CREATE TRIGGER escalation_recompared AFTER UPDATE ON escalation
WHEN old.compared IS NOT new.compared
BEGIN
  INSERT INTO similar_escalation (similar_escalation, rowid, compared)
  VALUES ('delete', old.rid, old.compared);
  INSERT INTO similar_escalation (rowid, compared) VALUES (new.rid, new.compared);
END;
CREATE TRIGGER escalation_uncompared AFTER DELETE ON escalation
BEGIN
  INSERT INTO similar_escalation (similar_escalation, rowid, compared)
  VALUES ('delete', old.rid, old.compared);
END;
