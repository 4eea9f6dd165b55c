// SPDX-License-Identifier: GPL-3.0-or-later
// The published client jsforce against the stand-in: salesforce-client.mjs URL. Prints TAP.

import assert from "node:assert/strict";
import { createRequire } from "node:module";

// The packages are installed in the build folder, which is the current one.
const require = createRequire(`${process.cwd()}/`);
const jsforce = require("jsforce");

const url = process.argv[2];
const redirectUri = "http://127.0.0.1:49152/callback";

const steer = async (verb, body) => {
  const answer = await fetch(`${url}/_peer/${verb}`, { method: "POST", body: JSON.stringify(body) });
  assert.equal(answer.status, 200, await answer.clone().text());
  return answer.json();
};

const refused = async (promise, code) => {
  await assert.rejects(promise, (error) => {
    assert.equal(error.errorCode ?? error.name, code, String(error));
    return true;
  });
};

async function signIn() {
  const oauth2 = new jsforce.OAuth2({ loginUrl: url, clientId: "client", redirectUri, useVerifier: true });
  const page = await fetch(oauth2.getAuthorizationUrl({ state: "s t" }), { redirect: "manual" });
  assert.equal(page.status, 302);
  const back = new URL(page.headers.get("location"));
  assert.equal(back.searchParams.get("state"), "s t");
  const token = await oauth2.requestToken(back.searchParams.get("code"));
  assert.equal(token.instance_url, url);

  // A code works once, and the verifier counts.
  await refused(oauth2.requestToken(back.searchParams.get("code")), "invalid_grant");
  const other = new jsforce.OAuth2({ loginUrl: url, clientId: "client", redirectUri, useVerifier: true });
  const again = await fetch(oauth2.getAuthorizationUrl({}), { redirect: "manual" });
  await refused(other.requestToken(new URL(again.headers.get("location")).searchParams.get("code")), "invalid_grant");

  // A refresh token works once; its second use ends all that came of that sign-in.
  const fresh = await oauth2.refreshToken(token.refresh_token);
  assert.notEqual(fresh.refresh_token, token.refresh_token);
  const live = new jsforce.Connection({ instanceUrl: url, accessToken: fresh.access_token, version: "60.0" });
  await live.query("SELECT Id FROM User LIMIT 1");
  await refused(oauth2.refreshToken(token.refresh_token), "invalid_grant");
  await refused(live.query("SELECT Id FROM User LIMIT 1"), "INVALID_SESSION_ID");
}

async function records(conn) {
  const described = await conn.sobject("Case").describe();
  assert.ok(described.fields.some((field) => field.name === "Amends_Key__c" && field.externalId));
  const made = await conn.sobject("Case").create({ Subject: "R&D <b> 'quoted'", IsEscalated: true });
  assert.ok(made.success && made.id.startsWith("500"));
  assert.equal((await conn.sobject("Case").retrieve(made.id)).Subject, "R&D <b> 'quoted'");
  const found = await conn.sobject("Case").find({ Subject: "R&D <b> 'quoted'" }, ["Id", "Owner.Name", "CaseNumber"]);
  assert.equal(found.length, 1);
  assert.equal(found[0].Owner.Name, "Robin Vos");
  assert.match(found[0].CaseNumber, /^\d{8}$/);

  const first = await conn.sobject("Case").upsert({ Subject: "One", Amends_Key__c: "key-1" }, "Amends_Key__c");
  const second = await conn.sobject("Case").upsert({ Subject: "Two", Amends_Key__c: "key-1" }, "Amends_Key__c");
  assert.ok(first.success && second.success);
  const keyed = await conn.query("SELECT Id, Subject FROM Case WHERE Amends_Key__c = 'key-1'");
  assert.equal(keyed.totalSize, 1);
  assert.equal(keyed.records[0].Subject, "Two");

  await conn.sobject("Case").update({ Id: made.id, Status: "Closed" });
  const closed = await conn.sobject("Case").retrieve(made.id);
  assert.ok(closed.IsClosed && closed.ClosedDate);
  const several = await conn.sobject("Account").create([{ Name: "A" }, { Name: "B" }, { Nonsense: 1 }], { allOrNone: false });
  assert.deepEqual(several.map((one) => one.success), [true, true, false]);

  await conn.sobject("Case").destroy(made.id);
  await refused(conn.sobject("Case").retrieve(made.id), "ENTITY_IS_DELETED");
  const kept = await conn.query(`SELECT Id FROM Case WHERE Id = '${made.id}'`);
  const all = await conn.query(`SELECT Id, IsDeleted FROM Case WHERE Id = '${made.id}'`, { scanAll: true });
  assert.equal(kept.totalSize, 0);
  assert.ok(all.records[0].IsDeleted);
}

async function queries(conn) {
  await steer("seed", { entity: "Account", count: 1234, ties: 100 });
  await steer("options", { batch: 200 });
  const rows = await conn.query("SELECT Id, SystemModstamp FROM Account WHERE Name != 'A' AND Name != 'B' "
    + "ORDER BY SystemModstamp, Id", { autoFetch: true, maxFetch: 5000 });
  assert.equal(rows.records.length, 1234);
  assert.equal(new Set(rows.records.map((row) => row.Id)).size, 1234);
  const sorted = [...rows.records].sort((a, b) => (a.SystemModstamp + a.Id < b.SystemModstamp + b.Id ? -1 : 1));
  assert.deepEqual(rows.records.map((row) => row.Id), sorted.map((row) => row.Id));
  const counted = await conn.query("SELECT COUNT() FROM Account WHERE Name LIKE '12%'");
  assert.equal(counted.totalSize, 45);
  const listed = await conn.sobject("Account").find({ Name: { $in: ["7", "8"] } }).sort({ Name: -1 }).limit(5).execute();
  assert.deepEqual(listed.map((row) => row.Name), ["8", "7"]);
  await refused(conn.query("SELECT Nonsense FROM Account"), "INVALID_FIELD");
  await refused(conn.query("SELECT Id FROM Nonsense"), "INVALID_TYPE");
  await refused(conn.query("SELECT Id FROM Account WHERE"), "MALFORMED_QUERY");
  await refused(conn.sobject("Contact").create({ FirstName: "x" }), "REQUIRED_FIELD_MISSING");
  await refused(conn.sobject("Case").update({ Id: rows.records[0].Id, Status: "x" }), "NOT_FOUND");
}

async function limits(conn) {
  assert.deepEqual({ ...conn.limitInfo.apiUsage }, { used: 18, limit: 5000 });
  await steer("options", { used: 5000 });
  await refused(conn.query("SELECT Id FROM Account LIMIT 1"), "REQUEST_LIMIT_EXCEEDED");
}

async function identity(conn) {
  assert.equal((await conn.identity()).display_name, "Robin Vos");
}

const conn = new jsforce.Connection({ instanceUrl: url, accessToken: "test-key", version: "60.0", maxRequest: 1 });
const tests = {
  "signs in with PKCE; codes and refresh tokens work once": signIn,
  "knows who is signed in": identity,
  "makes, changes, upserts and deletes records": records,
  "queries page by page, and is told what is wrong with a query": queries,
  "reads the limits": limits,
};
let number = 0;
let failed = 0;
console.log(`1..${Object.keys(tests).length}`);
for (const [name, run] of Object.entries(tests)) {
  number += 1;
  try {
    await run(conn);
    console.log(`ok ${number} - ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`# ${String(error.stack ?? error).replaceAll("\n", "\n# ")}`);
    console.log(`not ok ${number} - ${name}`);
  }
}
process.exit(failed ? 1 : 0);
