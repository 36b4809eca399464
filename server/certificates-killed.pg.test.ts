/**
 * Giving out and printing a commune's certificates on a server that is killed with SIGKILL in the middle (cấp và in giấy khi máy chủ bị ngắt): started
 * again it ends as one that was not, nobody has two, no number is lost, and each sheet is printed once.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { instant } from '../tools/test/crawl-cases.ts';
import { withDatabase } from '../tools/test/database.ts';
import { type OwnServer, startServer } from '../tools/test/killed-server.ts';
import { loadMini, TEST_PASSWORD } from '../tools/village/load.ts';
import type { CertificatesView } from '../core/meeting/certificate-views.ts';
import type { ListsView, ListView } from '../core/report/views.ts';

const NOW = '2026-10-20T02:00:00.000Z';
const database = await withDatabase<unknown>({ max: 6 });
const { ownerPool } = database;
const { village } = await loadMini(database.app, { now: () => instant(NOW) });
const path = `/api/areas/${village.communeId}/certificates`;
let server: OwnServer = await startServer(database.appUrl, NOW);
after(() => server.kill());
const chair = () => server.as('chutich', TEST_PASSWORD);

/** Does `act` while nobody may write in `table`, waits until somebody stands there, kills the server and starts another. */
async function killAt(table: 'event' | 'list_part', jobs: string, act: () => Promise<unknown>): Promise<void> {
  const holder = await ownerPool.connect();
  try {
    await holder.query('begin');
    await holder.query(`lock table ${table} in share mode`);
    await act();
    for (let waits = 0; waits === 0; ) {
      const { rows } = await ownerPool.query('select from pg_locks where not granted and relation = $1::regclass', [table]);
      waits = rows.length;
    }
    await server.kill();
  } finally {
    await holder.query('rollback');
    holder.release();
  }
  // Else it is taken up after half a minute.
  await ownerPool.query(`update ${jobs} set claimed_until = null`);
  server = await startServer(database.appUrl, NOW);
}

test('killed while the door writes, everybody has one certificate and the numbers run without a gap', async () => {
  const before = await (await chair())<CertificatesView>(path);
  const decisionId = before.decision?.decisionId ?? assert.fail();
  assert.ok((before.decision?.due ?? 0) > 1);
  const wish = { decisionId, issuedOn: '2026-10-20', sheet: 'new' };
  await killAt('event', 'certificate_job', async () => (await chair())(`${path}/issue`, wish));
  const ask = await chair();
  let view = await ask<CertificatesView>(path);
  while (view.job?.state === 'making') view = await ask<CertificatesView>(path);
  assert.deepEqual([view.job?.state, view.job?.issued, view.job?.refused, view.left], ['done', before.decision?.due, 0, 0]);
  const { rows } = await ownerPool.query<{ serial: number; household: string }>(
    'select serial, household_id as household from certificate order by serial',
  );
  assert.deepEqual(
    rows.map(({ serial }) => serial),
    Array.from({ length: before.decision?.due ?? 0 }, (_, i) => i + 1),
  );
  assert.equal(new Set(rows.map(({ household }) => household)).size, rows.length);
});

test('killed while a part of the print is kept, the file holds each sheet once', async () => {
  const { decision } = await (await chair())<CertificatesView>(path);
  const wish = { decisionId: decision?.decisionId, what: 'sheets', right: 0, down: 0, householdIds: null };
  await killAt('list_part', 'list_job', async () => (await chair())<ListView>(`${path}/papers`, wish));
  const ask = await chair();
  const look = async () => (await ask<ListsView>(`/api/lists?area=${village.communeId}`)).lists;
  let lists = await look();
  while (lists.some(({ state }) => state === 'making')) lists = await look();
  assert.deepEqual(
    lists.map(({ state, problem }) => [state, problem]),
    [['ready', null]],
  );
  const { rows } = await ownerPool.query('select sum(households)::int as households from list_part');
  assert.equal(rows[0]?.households, decision?.due);
});
