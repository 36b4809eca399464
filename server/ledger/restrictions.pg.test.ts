/**
 * Restricted use follows the person (hạn chế xử lý dữ liệu đi theo người): of a household that is split the part where they live, into the one
 * that theirs is merged with or was found to be written twice, and into another commune; it ends by an event with its ground, at the
 * person's own word once they are known or at an office's that is named. A rebuild gives the same.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommandBody } from '../../core/kinds.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { CLOCK, command, COMMUNES, found, HAMLETS, id, person, register, take } from '../../tools/test/small-province.ts';
import { setScope } from '../db/scope.ts';
import { submit, type Who } from './door.ts';
import { rebuild } from './rebuild.ts';
import { sqlOfKysely } from './sql.ts';
import { verify } from './verify.ts';

const { app, owner, ownerPool } = await withDatabase();
await found(app);
const officer = person('officer', 'commune-officer', COMMUNES[0]);
const other = person('other officer', 'commune-officer', COMMUNES[1]);
const household = (name: string) => id(`household ${name}`);
const member = (name: string) => id(`member ${name}`);
const NAMES = ['An', 'Bình', 'Cúc', 'Dũng', 'Em', 'Giang', 'Hoa', 'Lan'] as const;
await take(
  app,
  NAMES.map((name) => register(name, HAMLETS[0], 4)),
);

async function tell(sent: unknown, who: Parameters<typeof submit>[1] = officer) {
  const [answer] = await submit(app, who, [sent], CLOCK);
  return answer?.problem?.code ?? answer?.answer;
}
async function restricted(): Promise<string[]> {
  const { rows } = await ownerPool.query<{ name: string }>(
    `select head_name as name from household where state = 'present' and household_id in
       (select r.household_id from restricted_among(array(select household_id from household)) r) order by head_name`,
  );
  return rows.map(({ name }) => name);
}

/** Beside those of the first tests. */
const added = async () => (await restricted()).filter((name) => /^(?:Khôi|Minh|Oanh)/.test(name));

/** One that is carried out, of everybody of the household or of those named. */
async function restrict(name: string, ofWhom?: readonly string[], hamletId: string = HAMLETS[0]): Promise<void> {
  const about = { requestId: id(`request ${name}`), communeId: COMMUNES[0], hamletId };
  const asked = { via: 'desk', dossier: null, lodgedOn: CLOCK.today, address: null, contact: null, secret: 'ABCDEFGHJK' } as const;
  const accepted = { outcome: 'accepted', roundId: null, refusal: null, quick: null, householdId: household(name) } as const;
  const finish = { ...about, householdId: household(name), copies: 0, text: 'Đã hạn chế' };
  await take(app, [command('lodge-request', { ...about, ...asked, form: 'data-restrict', name: 'Lê Văn Xin', text: 'Chỉ khi luật cần' })]);
  assert.equal(await tell(command('answer-request', { ...about, ...accepted, text: 'Xã làm' })), 'request-identity-missing');
  assert.equal(await tell(command('answer-request', { ...about, ...accepted, identity: 'two-of-hamlet', text: 'Xã làm' })), 'taken');
  assert.equal(await tell(command('finish-request', { ...finish, memberIds: [member('Nobody')] })), 'restriction-not-of-household');
  assert.equal(await tell(command('finish-request', { ...finish, identity: 'letter' })), 'request-answer-too-much');
  const named = ofWhom === undefined ? {} : { memberIds: ofWhom.map(member) };
  assert.equal(await tell(command('finish-request', { ...finish, ...named })), 'taken');
}
const lift = (of: string, at: string, more: Partial<CommandBody<'lift-restriction'>> = {}) =>
  command('lift-restriction', {
    ...{ requestId: id(`request ${of}`), householdId: household(at), by: 'person', identity: 'citizen-card', ground: 'Người đó yêu cầu' },
    ...more,
  });
/** The database's own function, as whoever this is. */
const liftsItself = (who: Extract<Who, object>, of: string) =>
  app.transaction().execute(async (tx) => {
    const sql = sqlOfKysely(tx);
    await setScope(sql, who.scope);
    await sql.query('select lift_restriction($1, $2, null, $3)', [id(`request ${of}`), CLOCK.today, id('event')]);
  });
const split = (from: string, to: string, [headId = '', ...others]: readonly string[]) =>
  command('split-household', {
    ...{ householdId: household(from), newHouseholdId: household(to), memberIds: [headId, ...others], headId },
    ...{ code: null, address: null, on: '2026-08-01' },
  });

test('of a household that is split, the part where the person lives stays restricted and the other is free', async () => {
  await restrict('An', ['An con 1']);
  assert.deepEqual(await restricted(), ['An']);
  await take(app, [split('An', 'An trẻ', [member('An con 1')])], officer);
  assert.deepEqual(await restricted(), ['An con 1'], 'the head of the new household is the person');
});

test('where everybody asked, every part stays restricted', async () => {
  await restrict('Bình');
  await take(app, [split('Bình', 'Bình trẻ', [member('Bình con 1'), member('Bình con 2')])], officer);
  assert.deepEqual(await restricted(), ['An con 1', 'Bình', 'Bình con 1']);
});

test('it goes into the household with which theirs is merged, and back where two entries are parted again', async () => {
  await restrict('Cúc', ['Cúc']);
  const merge = command('merge-households', { householdId: household('Cúc'), intoHouseholdId: household('Dũng'), on: '2026-08-02' });
  await take(app, [merge], officer);
  assert.deepEqual(await restricted(), ['An con 1', 'Bình', 'Bình con 1', 'Dũng']);
  await restrict('Em', ['Em']);
  const pair = { householdId: household('Em'), intoHouseholdId: household('Giang') };
  const same = [{ memberId: member('Em'), asMemberId: member('Giang') }];
  await take(app, [command('join-duplicates', { ...pair, same, why: 'ghi hai lần' })], officer);
  assert.ok((await restricted()).includes('Giang'), 'the person is written of under another id there');
  await take(app, [command('part-duplicates', { ...pair, why: 'nhầm hộ' })], officer);
  assert.deepEqual(await restricted(), ['An con 1', 'Bình', 'Bình con 1', 'Dũng', 'Em']);
});

test('who is written of as somebody else of another entry is followed out of it, and the others there are free', async () => {
  await take(app, [
    register('Khôi', HAMLETS[0], 3),
    register('Khôi hai', HAMLETS[0], 3),
    register('Minh', HAMLETS[0], 3),
    register('Oanh', HAMLETS[0], 2),
  ]);
  await restrict('Khôi', ['Khôi con 1']);
  const same = [{ memberId: member('Khôi con 1'), asMemberId: member('Khôi hai con 1') }];
  const pair = { householdId: household('Khôi'), intoHouseholdId: household('Khôi hai') };
  await take(app, [command('join-duplicates', { ...pair, same, why: 'ghi hai lần' })], officer);
  assert.deepEqual(await added(), ['Khôi hai']);
  await take(app, [split('Khôi hai', 'Khôi con', [member('Khôi hai con 1')])], officer);
  assert.deepEqual(await added(), ['Khôi hai con 1'], 'it does not stay behind');
  // Under their own id.
  await restrict('Minh', ['Minh con 1']);
  const head = [{ memberId: member('Minh'), asMemberId: member('Oanh') }];
  const own = { householdId: household('Minh'), intoHouseholdId: household('Oanh') };
  await take(app, [command('join-duplicates', { ...own, same: head, why: 'ghi hai lần' })], officer);
  assert.deepEqual(await added(), ['Khôi hai con 1', 'Oanh']);
  await take(app, [split('Oanh', 'Minh con', [member('Minh con 1')])], officer);
  assert.deepEqual(await added(), ['Khôi hai con 1', 'Minh con 1']);
});

test('a household is not forgotten while what it holds restricts another one, and is once that was ended', async () => {
  const chair = person('chair', 'commune-chair', COMMUNES[0]);
  const erase = (name: string) => command('erase', { householdId: household(name), ground: 'Theo yêu cầu', office: 'UBND xã' });
  // Who asked there lives in another household; who somebody is elsewhere is told by the entry that was closed.
  for (const name of ['Khôi', 'Minh']) assert.equal(await tell(erase(name), chair), 'restriction-elsewhere', name);
  assert.deepEqual(await added(), ['Khôi hai con 1', 'Minh con 1']);
  await take(app, [register('Quý', HAMLETS[0], 3), register('Sáu', HAMLETS[0], 2)]);
  await restrict('Quý', ['Quý con 1']);
  await take(app, [split('Quý', 'Quý con', [member('Quý con 1')])], officer);
  const pair = { householdId: household('Quý con'), intoHouseholdId: household('Sáu') };
  const same = [{ memberId: member('Quý con 1'), asMemberId: member('Sáu con 1') }];
  await take(app, [command('join-duplicates', { ...pair, same, why: 'ghi hai lần' })], officer);
  assert.ok((await restricted()).includes('Sáu'));
  for (const name of ['Quý con', 'Quý']) assert.equal(await tell(erase(name), chair), 'restriction-elsewhere', name);
  // Asked anew where they live, it outlives the entry and the household of before.
  await restrict('Sáu', ['Sáu con 1']);
  assert.equal(await tell(lift('Quý', 'Sáu')), 'taken');
  for (const name of ['Quý con', 'Quý']) assert.equal(await tell(erase(name), chair), 'taken', name);
  assert.ok((await restricted()).includes('Sáu'));
  assert.equal(await tell(erase('Sáu'), chair), 'taken', 'who lives nowhere else');
  assert.ok(!(await restricted()).includes('Sáu'));
});

test('it goes along into another commune, which alone lifts it then', async () => {
  await restrict('Hoa');
  await take(app, [command('move-household', { householdId: household('Hoa'), toHamletId: HAMLETS[2], address: null, on: '2026-08-03' })]);
  assert.ok((await restricted()).includes('Hoa'));
  assert.equal(await tell(lift('Hoa', 'Hoa')), 'not-your-area');
  assert.equal(await tell(lift('Hoa', 'Hoa', { identity: undefined }), other), 'request-identity-missing');
  assert.equal(await tell(lift('Hoa', 'Hoa', { office: 'Tòa án' }), other), 'restriction-office');
  assert.equal(await tell(lift('An', 'Hoa'), other), 'restriction-unknown');
  assert.equal(await tell(lift('Hoa', 'Hoa', { ground: 'số 086203001234' }), other), 'request-names-citizen');
  assert.equal(await tell(lift('Hoa', 'Hoa'), person('head', 'hamlet-head', HAMLETS[2])), 'not-your-role');
  await assert.rejects(liftsItself(officer, 'Hoa'), /no household in reach/, 'nor by the database, past the door');
  assert.ok((await restricted()).includes('Hoa'));
  assert.equal(await tell(lift('Hoa', 'Hoa'), other), 'taken');
  assert.ok(!(await restricted()).includes('Hoa'));
  assert.equal(await tell(lift('Hoa', 'Hoa'), other), 'restriction-unknown', 'once');
});

test('an office is named; who is no more keeps the household where they died restricted', async () => {
  await restrict('Lan', ['Lan con 1']);
  await take(app, [command('member-died', { householdId: household('Lan'), memberId: member('Lan con 1'), on: '2026-08-04' })]);
  assert.ok((await restricted()).includes('Lan'));
  const order = { by: 'office', identity: undefined } as const;
  assert.equal(await tell(lift('Lan', 'Lan', order)), 'restriction-office');
  assert.equal(await tell(lift('Lan', 'Lan', { ...order, office: 'Tòa án, văn bản 3/CV-TA' })), 'taken');
  assert.ok(!(await restricted()).includes('Lan'));
});

test('it ends for one of its people and goes on for the others, wherever they live', async () => {
  await take(app, [register('Phúc', HAMLETS[0], 4), register('Thu', HAMLETS[0], 4)]);
  const now = async () => (await restricted()).filter((name) => /^(?:Phúc|Thu)/.test(name));
  await restrict('Phúc', ['Phúc', 'Phúc con 1']);
  await restrict('Thu', ['Thu', 'Thu con 1']);
  const one = { memberIds: [member('Phúc con 1')] };
  assert.equal(await tell(lift('Phúc', 'Phúc', { memberIds: [member('Phúc con 2')] })), 'restriction-not-of-household');
  assert.equal(await tell(lift('Phúc', 'Phúc', one)), 'taken');
  assert.deepEqual(await now(), ['Phúc', 'Thu']);
  assert.equal(await tell(lift('Phúc', 'Phúc', one)), 'restriction-not-of-household', 'once');
  await take(app, [split('Phúc', 'Phúc trẻ', [member('Phúc con 1')]), split('Thu', 'Thu trẻ', [member('Thu con 1')])], officer);
  assert.deepEqual(await now(), ['Phúc', 'Thu', 'Thu con 1'], 'who was let go is free where they went');
  // Whoever lives elsewhere is not let go by the way.
  assert.equal(await tell(lift('Thu', 'Thu trẻ', { memberIds: [member('Thu')] })), 'restriction-not-of-household');
  assert.equal(await tell(lift('Thu', 'Thu trẻ')), 'taken');
  assert.deepEqual(await now(), ['Phúc', 'Thu']);
  assert.equal(await tell(lift('Phúc', 'Phúc')), 'taken');
  assert.deepEqual(await now(), ['Thu']);
  // What let somebody go is forgotten with the household where it was said.
  const gone = command('erase', { householdId: household('Thu trẻ'), ground: 'Theo yêu cầu', office: 'UBND xã' });
  assert.equal(await tell(gone, person('chair', 'commune-chair', COMMUNES[0])), 'taken');
  assert.deepEqual(await now(), ['Thu']);
  const { rows } = await ownerPool.query(
    'select request_id, lifted_on is not null as whole, cardinality(lifted_ids) as people, jsonb_array_length(lifts) as lifts from restriction where request_id = any ($1)',
    [[id('request Phúc'), id('request Thu')]],
  );
  assert.deepEqual(
    new Map(rows.map((row) => [row.request_id, [row.whole, row.people, row.lifts]])),
    new Map([
      [id('request Phúc'), [true, 2, 2]],
      [id('request Thu'), [false, 0, 0]],
    ]),
  );
});

test('how it ended is told to whoever has its household once the hamlet is cut, and to nobody of the other part', async () => {
  await take(app, [register('Uyên', HAMLETS[1], 2), register('Vân', HAMLETS[1], 2)]);
  await restrict('Uyên', undefined, HAMLETS[1]);
  assert.equal(await tell(lift('Uyên', 'Uyên')), 'taken');
  const endsSeenBy = (hamletId: string) =>
    app.transaction().execute(async (tx) => {
      const sql = sqlOfKysely(tx);
      await setScope(sql, { ...person('head', 'hamlet-head', hamletId).scope, reach: { hamlets: [hamletId], communes: [] } });
      const ends = (request: string | null, of: string | null) =>
        sql.query<{ ground: string }>(`select body ->> 'ground' as ground from restriction_ends($1, $2)`, [request, of]);
      const told = [await ends(id('request Uyên'), null), await ends(null, household('Uyên'))];
      return told.map((rows) => rows.map(({ ground }) => ground));
    });
  const told = [['Người đó yêu cầu'], ['Người đó yêu cầu']];
  assert.deepEqual(await endsSeenBy(HAMLETS[1]), told);
  const [own, beside] = [id('part of Uyên'), id('part of Vân')];
  const part = (areaId: string, name: string) => ({
    hamlet: {
      areaId,
      bookId: id(`book of ${name}`),
      name: `Ấp ${name}`,
      kind: 'ap',
      communeId: COMMUNES[0],
      from: CLOCK.today,
      synthetic: true,
    },
    householdIds: [household(name)],
  });
  await take(app, [command('cut-hamlet', { hamletId: HAMLETS[1], on: CLOCK.today, into: [part(own, 'Uyên'), part(beside, 'Vân')] })]);
  assert.deepEqual(await endsSeenBy(own), told);
  for (const elsewhere of [beside, HAMLETS[0]]) assert.deepEqual(await endsSeenBy(elsewhere), [[], []]);
});

test('a few households are told the same as all at once', async () => {
  const { rows } = await ownerPool.query<{ id: string; all: boolean; alone: boolean }>(
    `select h.household_id as id, h.household_id in (select p.household_id from restricted_places(null) p) as all,
            exists (select from restricted_places(restrictions_near(array[h.household_id])) p where p.household_id = h.household_id) as alone
       from household h`,
  );
  assert.ok(rows.filter(({ all }) => all).length > 6);
  for (const { id: householdId, all, alone } of rows) assert.equal(alone, all, householdId);
});

test('a rebuild gives the same, the ledger verifies', async () => {
  const before = [await restricted(), (await ownerPool.query('select * from restriction order by request_id')).rows];
  await rebuild(owner);
  assert.deepEqual([await restricted(), (await ownerPool.query('select * from restriction order by request_id')).rows], before);
  assert.deepEqual((await verify(app, { rootsFile: null })).faults, []);
});
