/**
 * The search for people written twice in the whole province on servers that are killed with SIGKILL in the middle and started again: what was
 * done stays done, and it ends as one that was not killed; where the people changed meanwhile it begins anew. Households of two communes are
 * decided by the province, and stand no more once they are joined.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { BulkView } from '../core/register/duplicates/bulk-views.ts';
import type { CommandsAnswer } from '../core/views.ts';
import { COMMUNES, command, hamletOf, makeCanaryProvince, NOW, PASSWORD, PROVINCE, TODAY } from '../tools/test/canary-province.ts';
import { withDatabase } from '../tools/test/database.ts';
import { type OwnServer, startServer } from '../tools/test/killed-server.ts';
import { submit } from './ledger/door.ts';

const database = await withDatabase({ max: 6 });
const { ownerPool } = database;
const path = `/api/areas/${PROVINCE}/duplicates/bulk`;
const [C1, C2] = COMMUNES;
let server: OwnServer;

/** The same two people under two heads in two communes, the numbers mistyped by one digit. */
const twin = (householdId: string, hamletId: string, last: string) => {
  const member = (fullName: string, birth: string, relation: 'head' | 'spouse', at: number) => ({
    memberId: `${householdId.slice(0, -1)}${at}`,
    ...{ fullName, relation, birth, ethnicity: 'kinh', citizenId: `08617${at}0123${last}${at}` },
    sex: relation === 'head' ? 'male' : 'female',
  });
  const [one, other] = [member('Đoàn Quốc Trí', '1961-04-17', 'head', 1), member('Lữ Thị Bạch Huệ', '1964-09-23', 'spouse', 2)];
  return command('household-registered', {
    ...{ householdId, hamletId, code: null, address: null, headName: one.fullName, members: [one, other], since: '2024-01-01' },
    ...{ source: 'census-roster', weight: 1, listed: null },
  });
};
const [HERE, THERE, THIRD] = ['1', '2', '3'].map((i) => `0199d2b0-0000-7000-8000-0000000000${i}0`) as [string, string, string];

async function take(commands: readonly object[]): Promise<void> {
  for (const { answer, problem } of await submit(database.app, 'system', commands, { now: NOW, today: TODAY } as Parameters<
    typeof submit
  >[3]))
    assert.equal(answer, 'taken', JSON.stringify(problem));
}

before(async () => {
  const province = await makeCanaryProvince(database.app);
  await province.addAccount('tinh', [{ role: 'province-officer', areaId: PROVINCE }]);
  await province.addAccount('cong.chuc', [{ role: 'commune-officer', areaId: C2 }]);
  await province.addAccount('kiem.tra', [{ role: 'auditor', areaId: PROVINCE }]);
  await take([twin(HERE, hamletOf(1, 1), '4'), twin(THERE, hamletOf(2, 1), '9')]);
  server = await startServer(database.appUrl, NOW);
});
after(() => server.kill());

const tinh = () => server.as('tinh', PASSWORD);
async function ended(): Promise<BulkView> {
  const ask = await tinh();
  for (;;) {
    const view = await ask<BulkView>(path);
    if (view.job?.state !== 'making') return view;
  }
}
const found = async () => (await ownerPool.query(`select to_jsonb(f) - 'job_id' as row from duplicate_found f order by place`)).rows;
/** Written when: a row that is written again has another. */
const parts = async () =>
  (
    await ownerPool.query<{ done: boolean; at: string }>(
      'select pairs is not null as done, xmin::text as at from duplicate_part order by place',
    )
  ).rows;

/** Locks are of all databases of the server: those of other tests are no sign. */
const waitsForPart = async () =>
  (
    await ownerPool.query(
      `select from pg_locks where locktype = 'advisory' and objid = 60100 and not granted
          and database = (select oid from pg_database where datname = current_database())`,
    )
  ).rows.length > 0;

/** Asks for the search while the part at `place` cannot be kept, waits until it is about to be, kills the server; `meanwhile`; starts another. */
async function killAt(place: number, meanwhile: () => Promise<void> = async () => {}): Promise<void> {
  const holder = await ownerPool.connect();
  let done: Awaited<ReturnType<typeof parts>> = [];
  try {
    await ownerPool.query(
      `create or replace function hold_part() returns trigger language plpgsql as $$ begin
         if new.place = ${place} and new.pairs is not null then perform pg_advisory_xact_lock(60100); end if; return new; end $$`,
    );
    await ownerPool.query('create or replace trigger hold_part before update on duplicate_part for each row execute function hold_part()');
    await holder.query('select pg_advisory_lock(60100)');
    const ask = await tinh();
    await ask(path, {});
    // A server that is gone answers nothing, which throws.
    while (!(await waitsForPart()))
      assert.equal((await ask<BulkView>(path)).job?.state, 'making', `the search ended and never came to keep its part ${place}`);
    await server.kill();
    done = (await parts()).slice(0, place);
    assert.ok(done.every((part) => part.done) && done.length === place);
  } finally {
    await holder.query('select pg_advisory_unlock(60100)');
    holder.release();
  }
  await ownerPool.query('drop trigger hold_part on duplicate_part');
  // What the killed one had in hand is taken up when its claim is over; here at once.
  await ownerPool.query('update duplicate_job set claimed_until = null');
  await meanwhile();
  server = await startServer(database.appUrl, NOW);
  await ended();
  kept = (await parts()).slice(0, place).filter((part, i) => part.at === done[i]?.at).length;
}
let kept = 0;

test('only the province searches all of it', async () => {
  const ask = await server.as('cong.chuc', PASSWORD);
  for (const body of [undefined, {}]) await assert.rejects(ask(path, body), /403|not-your-area/);
  await assert.rejects(ask(`/api/areas/${C2}/duplicates/bulk`), /404/);
  await assert.rejects((await server.as('kiem.tra', PASSWORD))(path), /403/);
  await assert.rejects((await tinh())(`/api/areas/${PROVINCE}/duplicates`), /404/, 'nobody waits for a province');
});

test('killed after three parts it goes on with the fourth, and ends as one that was not killed', async () => {
  await (await tinh())(path, {});
  const whole = await ended();
  assert.deepEqual([whole.job?.state, whole.job?.partsDone, whole.job?.communesRead], ['done', whole.job?.parts, COMMUNES.length]);
  const before = await found();
  assert.ok(before.length >= 2);
  await killAt(3);
  assert.equal(kept, 3, 'what was done is not done again');
  const again = await ended();
  assert.equal(again.job?.state, 'done');
  assert.deepEqual(await found(), before);
  assert.deepEqual(again.across, whole.across);
});

test('where the people changed before it was started again it begins anew', async () => {
  await killAt(3, () => take([twin(THIRD, hamletOf(3, 1), '7')]));
  assert.equal(kept, 0, 'no part of other people is kept');
  const { rows } = await ownerPool.query('select 1 from duplicate_found where $1 in (household_a, household_b)', [THIRD]);
  assert.ok(rows.length > 0);
});

test('what is settled hides nothing that lies behind it, however much it is', async () => {
  const ask = await tinh();
  const before = await ask<BulkView>(path);
  assert.ok(before.across.length > 0 && before.acrossFound >= before.across.length);
  const settled = 1_500;
  await ownerPool.query('update duplicate_found set place = place + $1', [settled]);
  await ownerPool.query(
    `insert into duplicate_found (job_id, place, commune_a, commune_b, household_a, household_b, member_a, member_b, score, above, reasons)
     select job_id, at, $2, $3, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 9999, 9999, '[]'
       from duplicate_job, generate_series(0, $1 - 1) at where state = 'done'`,
    [settled, C1, C2],
  );
  const after = await ask<BulkView>(path);
  assert.deepEqual([after.across, after.acrossFound], [before.across, before.acrossFound]);
});

test('the province sees both households with why, joins them and they stand no more; parted they stand again', async () => {
  const ask = await tinh();
  const pairOf = ({ across }: BulkView) =>
    across.find(({ one, other }) => [HERE, THERE].every((id) => [one.householdId, other.householdId].includes(id)));
  const pair = pairOf(await ask<BulkView>(path)) ?? assert.fail('not shown');
  assert.ok(pair.whole && pair.alike.length === 2);
  assert.ok(pair.alike.every(({ reasons }) => reasons.includes('id-one-digit') && reasons.includes('elsewhere')));
  const same = pair.alike.map(({ one, other }) => (pair.one.householdId === HERE ? [one, other] : [other, one]));
  const joins = { householdId: THERE, intoHouseholdId: HERE };
  const pairs = same.map(([stays, ends]) => ({ memberId: ends?.memberId, asMemberId: stays?.memberId }));
  const tell = async (kind: string, payload: object): Promise<string | undefined> => {
    const { answers } = await ask<CommandsAnswer>('/api/commands', { commands: [command(kind, payload)] });
    return answers[0]?.problem?.code ?? answers[0]?.answer;
  };
  assert.equal(await tell('join-duplicates', { ...joins, same: pairs, why: 'một hộ khai ở hai xã' }), 'taken');
  assert.equal(pairOf(await ask<BulkView>(path)), undefined);
  assert.equal(await tell('part-duplicates', { ...joins, why: 'hai hộ khác nhau' }), 'taken');
  assert.notEqual(pairOf(await ask<BulkView>(path)), undefined);
  const officer = await server.as('cong.chuc', PASSWORD);
  const { answers } = await officer<CommandsAnswer>('/api/commands', {
    commands: [command('join-duplicates', { ...joins, same: pairs, why: 'thử' })],
  });
  assert.equal(answers[0]?.answer, 'refused', `a commune joins nobody of ${C1}`);
});

test('stopped it says so, and a new search can be asked for', async () => {
  const ask = await tinh();
  await ask(path, {});
  const view = await ask<BulkView>(`${path}/stop`, {});
  assert.ok(['stopped', 'done'].includes(view.job?.state ?? ''));
  await ask(path, {});
  assert.equal((await ended()).job?.state, 'done');
});
