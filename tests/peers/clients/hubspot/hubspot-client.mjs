// SPDX-License-Identifier: GPL-3.0-or-later
// HubSpot's own client against the stand-in: hubspot-client.mjs URL. Prints TAP.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { randomUUID } from 'node:crypto';

// The packages are installed in the build folder, which is the current one.
const require = createRequire(`${process.cwd()}/`);
const { Client } = require('@hubspot/api-client');

const url = process.argv[2];
const client = new Client({ accessToken: 'test-key', basePath: url, numberOfApiCallRetries: 0 });
const { crm } = client;

async function steer(method, verb, body) {
  const answer = await fetch(`${url}/_peer/${verb}`, { method, body: JSON.stringify(body) });
  assert.equal(answer.status, 200);
  return answer.json();
}

const found = {};
const tests = {
  async 'makes, reads and changes a company'() {
    const made = await crm.companies.basicApi.create({ properties: { name: 'Northwind', arr: '120000' }, associations: [] });
    found.company = made.id;
    assert.ok(made.createdAt instanceof Date);
    const read = await crm.companies.basicApi.getById(made.id, ['name', 'arr']);
    assert.equal(read.properties.arr, '120000');
    assert.equal(read.archived, false);
    const changed = await crm.companies.basicApi.update(made.id, { properties: { name: 'Northwind Ltd' } });
    assert.ok(changed.updatedAt >= made.updatedAt);
  },

  async 'upserts a ticket by its unique property, twice to the same one'() {
    const key = randomUUID();
    const input = (subject) => ({
      inputs: [{ id: key, idProperty: 'amends_key', properties: { subject, hs_pipeline: '0', hs_pipeline_stage: '1' } }],
    });
    const first = await crm.tickets.batchApi.upsert(input('Export fails'));
    const second = await crm.tickets.batchApi.upsert(input('Export still fails'));
    assert.equal(first.status, 'COMPLETE');
    assert.equal(first.results[0]._new, true);
    assert.equal(second.results[0]._new, false);
    assert.equal(second.results[0].id, first.results[0].id);
    found.ticket = first.results[0].id;
    const read = await crm.tickets.basicApi.getById(key, ['subject'], undefined, undefined, false, 'amends_key');
    assert.equal(read.id, found.ticket);
    assert.equal(read.properties.subject, 'Export still fails');
  },

  async 'links a ticket with its company and reads the links'() {
    await crm.associations.v4.basicApi.create('tickets', found.ticket, 'companies', found.company,
      [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 26 }]);
    const page = await crm.associations.v4.basicApi.getPage('tickets', found.ticket, 'companies');
    assert.equal(String(page.results[0].toObjectId), found.company);
    assert.equal(page.results[0].associationTypes[0].typeId, 26);
    const batch = await crm.associations.v4.batchApi.getPage('tickets', 'companies', { inputs: [{ id: found.ticket }] });
    assert.equal(batch.results[0]._from.id, found.ticket);
    assert.equal(String(batch.results[0].to[0].toObjectId), found.company);
  },

  async 'makes a note on a ticket in one request'() {
    const note = await crm.objects.notes.basicApi.create({
      properties: { hs_timestamp: new Date().toISOString(), hs_note_body: 'Called them' },
      associations: [{ to: { id: found.ticket }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 228 }] }],
    });
    const page = await crm.associations.v4.basicApi.getPage('tickets', found.ticket, 'notes');
    assert.deepEqual(page.results.map((one) => String(one.toObjectId)), [note.id]);
  },

  async 'searches with filters, sorts and pages'() {
    await steer('POST', 'seed', { entity: 'contacts', count: 250, ties: 50, fields: { firstname: 'C{n}', email: 'c{n}@customer.example' } });
    const seen = new Set();
    let after = '0';
    while (after !== undefined) {
      const page = await crm.contacts.searchApi.doSearch({
        filterGroups: [{ filters: [{ propertyName: 'hs_object_id', operator: 'GT', value: '0' }] }],
        sorts: [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }],
        properties: ['email', 'lastmodifieddate'], limit: 100, after,
      });
      assert.equal(page.total, 250);
      page.results.forEach((one) => seen.add(one.properties.email));
      after = page.paging?.next?.after;
    }
    assert.equal(seen.size, 250);
  },

  async 'lists page by page'() {
    const all = await crm.contacts.getAll(100, undefined, ['email']);
    assert.equal(all.length, 250);
  },

  async 'reads in a batch, with what is missing told apart'() {
    const answer = await crm.companies.batchApi.read({
      inputs: [{ id: found.company }, { id: '1' }], properties: ['name'], propertiesWithHistory: [],
    });
    assert.deepEqual(answer.results.map((one) => one.id), [found.company]);
    assert.equal(answer.numErrors, 1);
  },

  async 'reads properties, pipelines and owners'() {
    const properties = await crm.properties.coreApi.getAll('tickets');
    assert.equal(properties.results.find((one) => one.name === 'amends_key').hasUniqueValue, true);
    const pipelines = await crm.pipelines.pipelinesApi.getAll('tickets');
    assert.equal(pipelines.results[0].stages.find((one) => one.id === '4').metadata.ticketState, 'CLOSED');
    const owners = await crm.owners.ownersApi.getPage();
    assert.equal(owners.results[0].firstName, 'Robin');
  },

  async 'gets errors in the form it knows'() {
    await assert.rejects(crm.companies.basicApi.getById('1'), (error) =>
      error.code === 404 && error.body.category === 'OBJECT_NOT_FOUND' && error.body.correlationId.length > 0);
    await assert.rejects(crm.companies.basicApi.create({ properties: { nothing: 'x' }, associations: [] }), (error) =>
      error.code === 400 && error.body.category === 'VALIDATION_ERROR');
    await steer('POST', 'fault', { kind: '429' });
    await assert.rejects(crm.companies.basicApi.getById(found.company), (error) => error.code === 429);
  },
};

let number = 0;
let failed = 0;
console.log(`1..${Object.keys(tests).length}`);
for (const [name, run] of Object.entries(tests)) {
  number += 1;
  try {
    await run();
    console.log(`ok ${number} - ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`# ${String(error.stack ?? error).replaceAll('\n', '\n# ')}`);
    console.log(`not ok ${number} - ${name}`);
  }
}
process.exit(failed ? 1 : 0);
