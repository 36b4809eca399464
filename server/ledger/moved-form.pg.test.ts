/**
 * A form made before its household moved, sent after (phiếu lập trước khi hộ chuyển đi): taken where nobody asked anything newer, a clash where
 * somebody did, whichever book holds it; and where its writer no longer reaches, refused as that, handed to the commune, nothing lost.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withDatabase } from '../../tools/test/database.ts';
import {
  answersOf,
  BOOKS,
  CLOCK,
  command,
  COMMUNES,
  found,
  HAMLETS,
  id,
  interview,
  person,
  register,
  take,
} from '../../tools/test/small-province.ts';
import { submit, type Who } from './door.ts';
import { rebuild } from './rebuild.ts';
import { verify } from './verify.ts';

const { app, owner, ownerPool } = await withDatabase();
await found(app);
const [BEFORE, NOW] = COMMUNES;
const enumerator = person('enumerator', 'enumerator', BEFORE);
const desk = person('officer', 'commune-officer', BEFORE);
const ofHamlet = person('hamlet enumerator', 'enumerator', HAMLETS[0]);
const there = person('enumerator there', 'enumerator', NOW);
const household = (name: string) => id(`household ${name}`);
const problemOf = async (sent: unknown, who: Who) => (await submit(app, who, [sent], CLOCK))[0]?.problem;
const say = async (sent: unknown, who: Who) => {
  const [answer] = await submit(app, who, [sent], CLOCK);
  return answer?.problem?.code ?? answer?.answer;
};
const move = (name: string, toHamletId: string, on = '2026-09-25') =>
  command('move-household', { householdId: household(name), toHamletId, address: null, on });
const add = (name: string) => take(app, [register(name, HAMLETS[0], 4, 'on-list')]);

interface Seen {
  readonly seen: number | null;
  readonly seenFile: number;
}
const NOTHING: Pick<Seen, 'seen'> = { seen: null };

/** As a phone makes it that merges; of how many televisions it speaks is what it is told by. */
function form(
  name: string,
  televisions: number,
  who: Exclude<Who, 'system'>,
  more: Partial<Seen> & { readonly interviewedOn?: string; readonly answers?: ReturnType<typeof answersOf> } = {},
) {
  const told = answersOf(name, 'poor');
  const answers = { ...told, household: { ...told.household, televisions } };
  return interview(name, { answers, gone: [], overlap: 'merge', enumeratorId: who.actor.accountId, ...more });
}

/** What a phone that pulls now has before it. */
async function seenNow(name: string): Promise<Seen> {
  const { rows } = await ownerPool.query(
    'select h.version as file, i.version as form from household h left join interview i using (household_id) where household_id = $1',
    [household(name)],
  );
  return { seen: rows[0].form, seenFile: rows[0].file };
}

async function standing(name: string) {
  const { rows } = await ownerPool.query('select answers, hamlet_id as hamlet from interview where household_id = $1', [household(name)]);
  return [rows[0]?.answers.household.televisions, rows[0]?.hamlet];
}

async function clashesOf(name: string): Promise<unknown[]> {
  const { rows } = await ownerPool.query(
    `select body from payload p join event e using (event_id) where e.household_id = $1 and e.kind = 'clash-found' order by e.seq`,
    [household(name)],
  );
  return rows.map(({ body }) => JSON.parse(body).fields.map((one: { stands: unknown; other: unknown }) => [one.stands, one.other]));
}

test('moved within the commune and asked by nobody since: a first form and a correction are taken as they are', async () => {
  await add('An');
  const first = await seenNow('An');
  await take(app, [move('An', HAMLETS[1])]);
  assert.equal(await say(form('An', 3, enumerator, first), enumerator), 'taken');
  assert.deepEqual([await standing('An'), await clashesOf('An')], [[3, HAMLETS[1]], []]);

  await add('Bình');
  assert.equal(await say(form('Bình', 1, enumerator, await seenNow('Bình')), enumerator), 'taken');
  const before = await seenNow('Bình');
  await take(app, [move('Bình', HAMLETS[1])]);
  assert.equal(await say(form('Bình', 4, enumerator, before), enumerator), 'taken');
  assert.deepEqual([await standing('Bình'), await clashesOf('Bình')], [[4, HAMLETS[1]], []]);
});

test('asked again at the new place meanwhile: both words are kept', async () => {
  await add('Cúc');
  const before = await seenNow('Cúc');
  await take(app, [move('Cúc', HAMLETS[1])]);
  assert.equal(await say(form('Cúc', 1, enumerator, { ...NOTHING, interviewedOn: '2026-09-26' }), enumerator), 'taken');
  assert.equal(await say(form('Cúc', 3, enumerator, before), enumerator), 'taken');
  assert.deepEqual([await standing('Cúc'), await clashesOf('Cúc')], [[1, HAMLETS[1]], [[[1, 3]]]]);
});

test('the number that was seen in one book is also that of a form in the other: nothing is written over unseen', async () => {
  await add('Dũng');
  for (const n of [1, 2, 3, 4, 5, 6]) await add(`láng giềng ${n}`);
  // The book of the new place grows until its next but one number is that of the form.
  const headOf = async (book: string | undefined): Promise<number> =>
    (await ownerPool.query('select version from head where book_id = $1', [book])).rows[0]?.version ?? 0;
  while ((await headOf(BOOKS[0])) < (await headOf(BOOKS[1])) + 2) await add(`thêm ${await headOf(BOOKS[0])}`);
  assert.equal(await say(form('Dũng', 1, enumerator, await seenNow('Dũng')), enumerator), 'taken');
  const before = await seenNow('Dũng');
  while ((await headOf(BOOKS[1])) < (before.seen ?? 0) - 2) {
    const name = `mới ${await headOf(BOOKS[1])}`;
    await take(app, [register(name, HAMLETS[1], 1)]);
  }
  await take(app, [move('Dũng', HAMLETS[1])]);
  const now = { ...NOTHING, seen: before.seen, seenFile: (await seenNow('Dũng')).seenFile };
  assert.equal(await say(form('Dũng', 2, enumerator, now), enumerator), 'taken');
  assert.equal((await seenNow('Dũng')).seen, before.seen, 'both bear one number');
  assert.equal(await say(form('Dũng', 5, enumerator, before), enumerator), 'taken');
  assert.deepEqual([await standing('Dũng'), await clashesOf('Dũng')], [[2, HAMLETS[1]], [[[2, 5]]]]);
});

test('nor where one of the two lies in a book of another commune, or the app is of protocol 1', async () => {
  const headOf = async (book: string | undefined): Promise<number> =>
    (await ownerPool.query('select version from head where book_id = $1', [book])).rows[0]?.version ?? 0;
  const both = async (name: string, book: string | undefined, to: string, who: Exclude<Who, 'system'>): Promise<Seen> => {
    await add(name);
    for (let n = 1; (await headOf(BOOKS[0])) < (await headOf(book)) + 4; n++) await add(`${name} láng giềng ${n}`);
    assert.equal(await say(form(name, 1, enumerator, await seenNow(name)), enumerator), 'taken');
    const before = await seenNow(name);
    for (let n = 1; (await headOf(book)) < (before.seen ?? 0) - 2; n++) await take(app, [register(`${name} mới ${n}`, to, 1)]);
    await take(app, [move(name, to, '2026-09-21')]);
    const { seenFile } = await seenNow(name);
    const second = form(name, 2, who, { seen: before.seen, seenFile, interviewedOn: '2026-09-23' });
    assert.equal(await say(second, who), 'taken');
    assert.equal((await seenNow(name)).seen, before.seen, 'both bear one number');
    return before;
  };
  const back = await both('Lan', BOOKS[2], HAMLETS[2], there);
  await take(app, [move('Lan', HAMLETS[0], '2026-09-24')]);
  assert.equal(await say(form('Lan', 5, enumerator, back), enumerator), 'taken');
  assert.deepEqual([await standing('Lan'), await clashesOf('Lan')], [[2, HAMLETS[0]], [[[2, 5]]]]);

  // What its commune has seen came along with the household, from a book that it cannot read.
  const carried = await both('Nga', BOOKS[2], HAMLETS[2], there);
  assert.equal(await say(form('Nga', 5, there, { seen: carried.seen, seenFile: 1 }), there), 'taken');
  assert.deepEqual((await standing('Nga'))[0], 2);
  assert.deepEqual((await clashesOf('Nga')).at(-1), [[2, 5]]);

  const { seen } = await both('Mai', BOOKS[1], HAMLETS[1], enumerator);
  const { overlap: _, seenFile: __, ...old } = form('Mai', 5, enumerator, { seen }).payload;
  assert.equal(await say(command('interview-finished', old), enumerator), 'newer-interview-exists');
  assert.deepEqual([await standing('Mai'), await clashesOf('Mai')], [[2, HAMLETS[1]], []]);
});

test('asked in another commune meanwhile, and back: what stands there is compared, though its book cannot be read', async () => {
  await add('Em');
  const before = await seenNow('Em');
  await take(app, [move('Em', HAMLETS[2], '2026-09-22')]);
  assert.equal(await say(form('Em', 1, there, { ...NOTHING, interviewedOn: '2026-09-23' }), there), 'taken');
  await take(app, [move('Em', HAMLETS[0], '2026-09-24')]);
  assert.equal(await say(form('Em', 3, enumerator, before), enumerator), 'taken');
  assert.deepEqual([await standing('Em'), await clashesOf('Em')], [[1, HAMLETS[0]], [[[1, 3]]]]);
});

test('out of the writer’s reach: told since when and whereto, also of what happened to people, and the commune takes it over', async () => {
  for (const [name, to, place, who] of [
    ['Giang', HAMLETS[2], 'Ấp 3, Đơn vị a9102', enumerator],
    ['Hạ', HAMLETS[1], 'Ấp 2, Đơn vị a9101', ofHamlet],
  ] as const) {
    await add(name);
    const before = await seenNow(name);
    await take(app, [move(name, to)]);
    const told = { code: 'household-moved-on', day: '2026-09-25', to: place };
    const late = form(name, 3, who, before);
    assert.deepEqual(await problemOf(late, who), told);
    const died = command('member-died', { householdId: household(name), memberId: id(`member ${name} con 1`), on: '2026-09-20' });
    assert.deepEqual(await problemOf(died, who), told);
    assert.deepEqual(await standing(name), [undefined, undefined]);
    const handed = command('handed-over', {
      ...{ handoverId: late.commandId, householdId: household(name), hamletId: HAMLETS[0], headName: name },
      ...{ refusedBecause: told.code, form: JSON.stringify({ envelope: late, about: null }), word: null },
    });
    assert.equal(await say(handed, who), 'taken');
  }
});

test('of a household whose data are restricted it is told neither whereto nor, to whoever knows nobody there, who lives there', async () => {
  await add('Kín');
  const before = await seenNow('Kín');
  const about = { requestId: id('restrict Kín'), communeId: COMMUNES[0], hamletId: HAMLETS[0] };
  const lodged = {
    form: 'data-restrict',
    name: 'Kín',
    address: null,
    contact: null,
    text: 'Xin hạn chế',
    via: 'desk',
    dossier: null,
  } as const;
  const accepted = { outcome: 'accepted', roundId: null, refusal: null, quick: null, identity: 'citizen-card', text: 'Xã làm' } as const;
  await take(app, [command('lodge-request', { ...about, ...lodged, lodgedOn: CLOCK.today, secret: 'ABCDEFGHJK' })]);
  const done = { ...about, householdId: household('Kín'), copies: 0, text: 'Đã hạn chế' };
  const steps = [command('answer-request', { ...about, ...accepted, householdId: household('Kín') }), command('finish-request', done)];
  for (const step of steps) assert.equal(await say(step, desk), 'taken');
  const told = answersOf('Kín', 'poor');
  const [first] = told.members;
  const of = (members: typeof told.members) => form('Kín', 3, enumerator, { ...before, answers: { ...told, members } });
  const stranger = { ...(first ?? assert.fail()), memberId: id('a stranger'), fullName: 'Người Lạ' };
  const none = await problemOf(of([stranger]), enumerator);
  assert.deepEqual([none?.['code'], none?.['names'], none?.['members']], ['members-missing', '–', []]);
  const some = await problemOf(of([first ?? assert.fail()]), enumerator);
  assert.match(String(some?.['names']), /Kín con 1/);
  await take(app, [move('Kín', HAMLETS[2])]);
  const late = await problemOf(form('Kín', 3, enumerator, before), enumerator);
  assert.deepEqual(late, { code: 'household-moved-on', day: '2026-09-25', to: '–' });
});

test('of what never was theirs nobody is told where it is', async () => {
  await take(app, [register('Ích', HAMLETS[3], 4, 'on-list'), move('Ích', HAMLETS[2])]);
  assert.deepEqual(await problemOf(form('Ích', 3, enumerator), enumerator), { code: 'not-your-area' });
  assert.deepEqual(await problemOf(form('Ích', 3, ofHamlet), ofHamlet), { code: 'not-your-area' });
  await add('Khoa');
  await take(app, [move('Khoa', HAMLETS[1])]);
  const settled = command('clash-settled', { clashId: id('none'), householdId: household('Khoa'), roundId: null, choices: [] });
  assert.notEqual(await say(settled, desk), 'household-moved-on');
});

test('the ledger verifies, and a rebuilt register is the same', async () => {
  assert.deepEqual((await verify(app, { rootsFile: null })).faults, []);
  const all = async () => (await ownerPool.query('select household_id, hamlet_id, answers, version from interview order by 1, 2')).rows;
  const before = await all();
  await rebuild(owner);
  assert.deepEqual(await all(), before);
});
