/**
 * Closing a round for the province (đóng đợt rà soát) on servers that are killed with SIGKILL in the middle and started again: they end as one that
 * was not; each commune that keeps it open is named with what keeps it; nothing is closed that the person did not say; no commune is decided for.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ClosingView } from '../core/meeting/closing-views.ts';
import type { DecisionDraft } from '../core/views.ts';
import { COMMUNES, hamletOf, makeCanaryProvince, NOW, PASSWORD, PROVINCE, ROUND } from '../tools/test/canary-province.ts';
import { withDatabase } from '../tools/test/database.ts';
import { type OwnServer, startServer } from '../tools/test/killed-server.ts';

const database = await withDatabase({ max: 6 });
const { ownerPool } = database;
const path = `/api/rounds/${ROUND}/closing`;
const [C1, C2] = COMMUNES;
let server: OwnServer;
before(async () => {
  const province = await makeCanaryProvince(database.app);
  await province.addAccount('tinh', [{ role: 'province-officer', areaId: PROVINCE }]);
  await province.addAccount('chu.tich', [{ role: 'commune-chair', areaId: C2 }]);
  await province.addAccount('cong.chuc', [{ role: 'commune-officer', areaId: C2 }]);
  await province.addAccount('kiem.tra', [{ role: 'auditor', areaId: PROVINCE }]);
  // Nobody was at the doors of one hamlet yet; the chair of the first commune has decided, as it were.
  await ownerPool.query('delete from interview where hamlet_id = $1', [hamletOf(3, 1)]);
  await ownerPool.query(`update round_commune set gate = 'closed' where round_id = $1 and commune_id = $2`, [ROUND, C1]);
  server = await startServer(database.appUrl, NOW);
});
after(() => server.kill());

const tinh = () => server.as('tinh', PASSWORD);
async function ended(): Promise<ClosingView> {
  const ask = await tinh();
  for (;;) {
    const view = await ask<ClosingView>(path);
    if (view.job?.state !== 'making') return view;
  }
}
const rows = async () =>
  (await ownerPool.query('select place, commune_id, answer, gate, blockers from closing_job_row order by place')).rows;
const closings = async (): Promise<number> =>
  (await ownerPool.query(`select count(*)::int as n from event where kind = 'round-closed'`)).rows[0]?.n;

interface Stop {
  readonly table: string;
  /** `access exclusive`: nobody may read it; `share`: nobody may write there. */
  readonly mode: 'access exclusive' | 'share';
  readonly anyway: boolean;
}

/**
 * Asks for the job while `table` is held, waits until it stands there with `reached` true, kills the server and starts another. What the
 * killed one had in hand is taken up after half a minute; here its claim is over at once.
 */
async function killAt({ table, mode, anyway }: Stop, reached: () => Promise<boolean>): Promise<void> {
  const holder = await ownerPool.connect();
  try {
    await holder.query('begin');
    await holder.query(`lock table ${table} in ${mode} mode`);
    await (await tinh())(path, { anyway });
    while (!((await reached()) && (await waitsFor(table)))) continue;
    await server.kill();
  } finally {
    await holder.query('rollback');
    holder.release();
  }
  await ownerPool.query('update closing_job set claimed_until = null');
  server = await startServer(database.appUrl, NOW);
}

async function waitsFor(table: string): Promise<boolean> {
  const { rows: waiting } = await ownerPool.query(`select from pg_locks where not granted and relation = $1::regclass`, [table]);
  return waiting.length > 0;
}

test('only the province closes a round', async () => {
  for (const username of ['chu.tich', 'cong.chuc', 'kiem.tra']) {
    const ask = await server.as(username, PASSWORD);
    for (const body of [undefined, { anyway: true }]) await assert.rejects(ask(path, body), /403|not-your-role/, username);
  }
  assert.deepEqual(await rows(), []);
});

test('killed while it looks at the second commune it goes on there, and tells of each what the draft of its decision tells', async () => {
  const whole = await (async () => {
    await (await tinh())(path, { anyway: false });
    return ended();
  })();
  assert.deepEqual([whole.job?.state, whole.job?.looked, whole.job?.decided], ['held', COMMUNES.length, 1]);
  const before = await rows();
  await killAt(
    { table: 'review_list', mode: 'access exclusive', anyway: false },
    async () => (await rows()).filter(({ answer }) => answer !== 'waiting').length === 1,
  );
  const again = await ended();
  assert.deepEqual(again.job?.open, whole.job?.open);
  assert.deepEqual(await rows(), before);
  const ask = await tinh();
  assert.deepEqual(
    again.job?.open.map(({ communeId }) => communeId),
    COMMUNES.slice(1),
  );
  for (const { communeId, blockers } of again.job?.open ?? []) {
    const draft = await ask<DecisionDraft>(`/api/rounds/${ROUND}/communes/${communeId}/decision`);
    assert.deepEqual(
      blockers,
      draft.blockers.map(({ code, total }) => ({ code, total })),
    );
    assert.ok(
      blockers.some(({ code, total }) => code === 'not-interviewed' && total > 0),
      communeId,
    );
  }
  assert.equal(await closings(), 0, 'nothing is closed while lists are not decided');
});

test('killed while the door writes it closes the round once, and decides for nobody', async () => {
  const decisions = async () => (await ownerPool.query('select decision_id from decision order by 1')).rows;
  const gates = async () => (await ownerPool.query('select commune_id, gate from round_commune order by commune_id')).rows;
  const before = [await gates(), await decisions()];
  await killAt({ table: 'event', mode: 'share', anyway: true }, async () => (await rows()).every(({ answer }) => answer !== 'waiting'));
  const view = await ended();
  assert.deepEqual([view.job?.state, view.round.state, await closings()], ['done', 'closed', 1]);
  assert.deepEqual([await gates(), await decisions()], before);
});

test('killed after the door had answered and before it was noted, it is told so and writes nothing again', async () => {
  await server.kill();
  await ownerPool.query(`update closing_job set state = 'making', ended_at = null, claimed_until = null`);
  server = await startServer(database.appUrl, NOW);
  assert.deepEqual([(await ended()).job?.state, await closings()], ['done', 1]);
  await assert.rejects((await tinh())(path, { anyway: true }), /409|round-closed/);
});
