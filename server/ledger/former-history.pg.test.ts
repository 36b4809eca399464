/**
 * Forms of phones that come to a server restored from an older backup: what it lacks is taken again in whatever order phones find it, what
 * it has is known; and where the same number stands for another event now, nobody is taken to have seen that one.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Kysely } from 'kysely';
import { type TestDatabase, withDatabase } from '../../tools/test/database.ts';
import { answersOf, CLOCK, command, found, HAMLETS, id, interview, register, ROUND, take } from '../../tools/test/small-province.ts';
import { backup } from './backup.ts';
import { submit } from './door.ts';
import { restore } from './restore.ts';

const folder = await mkdtemp(join(tmpdir(), 'vuon-former-'));
after(() => rm(folder, { recursive: true }));
const passphrase = 'một câu dài để mở lại';
const NAME = 'Sen';
const householdId = id(`household ${NAME}`);

interface Row extends Record<string, unknown> {
  readonly version: number;
  readonly radios: number;
}

async function standing({ ownerPool }: TestDatabase<unknown>): Promise<Row | undefined> {
  const { rows } = await ownerPool.query<Row>(
    `select version, (answers -> 'household' ->> 'radios')::int as radios from interview where household_id = $1 and round_id = $2`,
    [householdId, ROUND.roundId],
  );
  return rows[0];
}

async function clashesOf({ ownerPool }: TestDatabase<unknown>): Promise<unknown[]> {
  const { rows } = await ownerPool.query<{ field: unknown }>(
    `select jsonb_array_elements(p.body::jsonb -> 'fields') - 'memberId' as field from event e join payload p on p.event_id = e.event_id
      where e.kind = 'clash-found' order by e.seq`,
  );
  return rows.map(({ field }) => field);
}

const epochOf = async ({ ownerPool }: TestDatabase<unknown>): Promise<string> =>
  (await ownerPool.query<{ epoch: string }>('select epoch from installation')).rows[0]?.epoch ?? '';

const form = (radios: number, seen: number | null, history: string) =>
  interview(NAME, { answers: answersOf(NAME, 'poor', { radios }), seen, overlap: 'merge', history });
type Form = ReturnType<typeof form>;

const answersTo = async (db: Kysely<unknown>, commands: readonly Form[]) =>
  (await submit(db, 'system', commands, CLOCK)).map(({ answer, problem }) => problem?.code ?? answer);

/** One form before the backup; after it the second has seen the first, the third the second, and puts it back as it was. */
async function lostTwo() {
  const source = await withDatabase();
  await found(source.app);
  await take(source.app, [register(NAME, HAMLETS[0], 2, 'on-list')]);
  const history = await epochOf(source);
  const first = form(1, null, history);
  await take(source.app, [first]);
  const file = join(folder, `${history}.vuon`);
  await backup(source.ownerUrl, { file, passphrase, rootsFile: null, now: CLOCK.now });
  const second = form(2, (await standing(source))?.version ?? null, history);
  await take(source.app, [second]);
  const third = form(1, (await standing(source))?.version ?? null, history);
  await take(source.app, [third]);
  const target = await withDatabase();
  const { epoch } = await restore(target.ownerUrl, { file, passphrase, rootsFile: null });
  return { target, epoch, first, second, third };
}

test('in the order in which they were made, the first is known and nobody is silently overwritten', async () => {
  const { target, first, second, third } = await lostTwo();
  assert.deepEqual(await answersTo(target.app, [first]), ['known']);
  assert.deepEqual(await answersTo(target.app, [second]), ['taken']);
  assert.equal((await standing(target))?.radios, 2);
  assert.deepEqual(await answersTo(target.app, [third]), ['taken']);
  // It had seen the second, which nobody can know here: both values stand until a person decides.
  assert.deepEqual(await clashesOf(target), [{ field: 'radios', stands: 2, other: 1 }]);
  assert.deepEqual(await answersTo(target.app, [second, third]), ['known', 'known']);
});

test('the later one first: what it undid does not come back by itself', async () => {
  const { target, second, third } = await lostTwo();
  assert.deepEqual(await answersTo(target.app, [third]), ['taken']);
  assert.deepEqual(await clashesOf(target), []);
  assert.deepEqual(await answersTo(target.app, [second]), ['taken']);
  assert.equal((await standing(target))?.radios, 1);
  assert.deepEqual(await clashesOf(target), [{ field: 'radios', stands: 1, other: 2 }]);
});

test('the same number of another event is not taken for what was seen', async () => {
  const { target, epoch, third } = await lostTwo();
  // Somebody else comes before the phones have sent again: their form gets the number of the lost second.
  const before = await standing(target);
  await take(target.app, [form(7, before?.version ?? null, epoch)]);
  assert.equal((await standing(target))?.version, third.payload.seen);
  assert.deepEqual(await answersTo(target.app, [third]), ['taken']);
  assert.equal((await standing(target))?.radios, 7);
  assert.deepEqual(await clashesOf(target), [{ field: 'radios', stands: 7, other: 1 }]);
});

test('of a ledger that nobody has heard of nothing was seen', async () => {
  const { target } = await lostTwo();
  const { version } = (await standing(target)) ?? {};
  assert.deepEqual(await answersTo(target.app, [form(9, version ?? null, id('no such ledger'))]), ['taken']);
  assert.deepEqual(await clashesOf(target), [{ field: 'radios', stands: 1, other: 9 }]);
});

test('what somebody chose between the values of a lost clash chooses nothing between others', async () => {
  const source = await withDatabase();
  await found(source.app);
  await take(source.app, [register(NAME, HAMLETS[0], 2, 'on-list')]);
  const history = await epochOf(source);
  await take(source.app, [form(1, null, history)]);
  const file = join(folder, `${history}.vuon`);
  await backup(source.ownerUrl, { file, passphrase, rootsFile: null, now: CLOCK.now });
  const second = form(2, null, history);
  await take(source.app, [second]);
  const choices = [{ memberId: null, field: 'radios', take: 'other' as const }];
  const settled = command('clash-settled', { clashId: second.commandId, householdId, roundId: ROUND.roundId, choices });
  await take(source.app, [settled]);
  assert.equal((await standing(source))?.radios, 2);

  const target = await withDatabase();
  const { epoch } = await restore(target.ownerUrl, { file, passphrase, rootsFile: null });
  await take(target.app, [form(7, (await standing(target))?.version ?? null, epoch)]);
  assert.deepEqual(await answersTo(target.app, [second]), ['taken']);
  assert.deepEqual(await clashesOf(target), [{ field: 'radios', stands: 7, other: 2 }]);
  const [said] = await submit(target.app, 'system', [settled], CLOCK);
  assert.equal(said?.problem?.code, 'clash-not-open', 'between 7 and 2 nobody has chosen');
  assert.equal((await standing(target))?.radios, 7);
});
