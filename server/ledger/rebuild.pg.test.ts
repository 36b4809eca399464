/** The register made again from the ledger is the same register, row by row; what was decided or erased stays so. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withDatabase } from '../../tools/test/database.ts';
import { DECISION, eraseOf, live, withdrawDecision } from '../../tools/test/lively-province.ts';
import { cancelRounds, missVisits } from '../../tools/test/lively-rounds.ts';
import { answersOf, CLOCK, command, COMMUNES, HAMLETS, id, interview, register, ROUND, take } from '../../tools/test/small-province.ts';
import { submit } from './door.ts';
import { judgeByRulebooks } from './judge.ts';
import { PROJECTIONS, rebuild } from './rebuild.ts';
import { verify } from './verify.ts';

const { app, owner, ownerPool } = await withDatabase();
await live(app);
await cancelRounds(app);
await missVisits(app);

/** Every row of every projection as text, in an order of its own. */
async function everything(): Promise<Record<string, string[]>> {
  const tables: Record<string, string[]> = {};
  for (const name of PROJECTIONS) {
    const { rows } = await ownerPool.query<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t order by 1`);
    tables[name] = rows.map((row) => row.row);
  }
  return tables;
}

async function same(what: string): Promise<void> {
  const before = await everything();
  await rebuild(owner);
  const after = await everything();
  for (const name of PROJECTIONS) assert.deepEqual(after[name], before[name], `${what}: ${name}`);
}

test('every table that follows from events is listed, and none is empty here', async () => {
  const { rows } = await ownerPool.query<{ name: string }>(
    `select relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind = 'r' and relname not like 'kysely%' order by 1`,
  );
  const ledger = ['book', 'event', 'head', 'payload', 'root'];
  const operational = [
    'certificate_count',
    'certificate_job',
    'certificate_job_row',
    'closing_job',
    'closing_job_row',
    'credential',
    'duplicate_found',
    'duplicate_job',
    'duplicate_part',
    'former_history',
    'import_begun',
    'list_file',
    'list_job',
    'typed_form',
    'list_part',
    'login_attempt',
    'phone',
    'photo',
    'photo_piece',
    'read_log',
    'recovery_code',
    'second_factor',
    'session',
    'set_aside',
    'sign_in_attempt',
    'wall_picture',
  ];
  const unknown = rows.map((row) => row.name).filter((name) => ![...ledger, ...PROJECTIONS].some((known) => known === name));
  assert.deepEqual(
    unknown.filter((name) => !operational.includes(name)),
    [],
  );
  for (const [name, all] of Object.entries(await everything()))
    assert.ok(['area_lineage', 'open_count'].includes(name) || all.length > 0, `${name} is empty`);
});

test('what lies beside the register and refers to it waits for the end of a rebuild', async () => {
  const { rows } = await ownerPool.query<{ name: string }>(
    `select conname as name from pg_constraint
      where contype = 'f' and not condeferrable and confrelid::regclass::text = any ($1) and not conrelid::regclass::text = any ($1)`,
    [PROJECTIONS],
  );
  assert.deepEqual(rows, [], 'make them deferrable: else no rebuild where a row of theirs is');
});

test('rebuilt: the same rows and versions', async () => {
  await same('after a busy autumn');
});

test('rebuilt after erasing: the same rows, nothing comes back', async () => {
  await take(app, [eraseOf('Lan'), eraseOf('Hoa')]);
  await same('after erasing');
  const { rows } = await ownerPool.query('select state, head_name, members from household where household_id = $1', [id('household Lan')]);
  assert.deepEqual(rows, [{ state: 'erased', head_name: '', members: 0 }]);
  assert.deepEqual((await verify(app, { rootsFile: null })).faults, []);
});

test('rebuilt by other rules: what was decided is not judged again, what was not is', async () => {
  const verdicts = async () => {
    const { rows } = await ownerPool.query<{ decided: boolean; engine: number; rulebook: string }>(
      `select v.engine, v.rulebook, exists (select from status s where s.household_id = v.household_id and s.decision_id = $1) as decided
         from verdict v order by v.household_id, v.rulebook`,
      [DECISION],
    );
    return rows;
  };
  const statuses = async () => (await ownerPool.query('select * from status order by event_id')).rows;
  const before = await statuses();
  const engine = 77;
  const judge = {
    ...judgeByRulebooks,
    verdict: (...asked: Parameters<typeof judgeByRulebooks.verdict>) => ({ ...judgeByRulebooks.verdict(...asked), engine }),
  };
  await rebuild(owner, { judge });
  assert.deepEqual(await statuses(), before);
  for (const verdict of await verdicts())
    assert.equal(verdict.engine === engine, !(verdict.decided && verdict.rulebook === '2022-2026'), JSON.stringify(verdict));
  await rebuild(owner);
});

test('the door goes on after a rebuild as if nothing had been', async () => {
  await take(app, [register('Thu', HAMLETS[2], 4), interview('Thu', { answers: answersOf('Thu', 'poor') })]);
  const [answer] = await submit(
    app,
    'system',
    [command('review-listed', { householdId: id('household Bình'), roundId: ROUND.roundId, why: 'request' })],
    CLOCK,
  );
  assert.equal(answer?.problem?.code, 'list-already-decided');
  await take(app, [command('round-closed', { roundId: ROUND.roundId })]);
  await same('after closing the round');
  await withdrawDecision(app);
  await same('after withdrawing a decision');
});

test('a rebuild while others write loses nothing', async () => {
  const writes = Array.from({ length: 12 }, (_, i) => submit(app, 'system', [register(`Mới ${i}`, HAMLETS[i % 4] ?? '')], CLOCK));
  await Promise.all([...writes, rebuild(owner), rebuild(owner)]);
  const { rows } = await ownerPool.query(`select count(*) from household where head_name like 'Mới %'`);
  assert.deepEqual(rows, [{ count: 12 }]);
  await same('after writing meanwhile');
});

test('a commune keeps its type by date', async () => {
  const { rows } = await ownerPool.query('select valid_from, valid_to, area_type from area_period where area_id = $1 order by 1', [
    COMMUNES[1],
  ]);
  assert.deepEqual(rows, [
    { valid_from: '2020-01-01', valid_to: '2026-01-01', area_type: 'urban' },
    { valid_from: '2026-01-01', valid_to: null, area_type: 'rural' },
  ]);
});
