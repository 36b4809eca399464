/**
 * Lists on the wall and objections at the door (niêm yết, phản ánh qua cửa): a list hangs its working days at each place before it is
 * decided, hangs again when it changed; what is said against it is answered after another enumerator was there; who denounces is out
 * of reach of hamlet and commune in the database itself.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommandBody } from '../../core/kinds.ts';
import { USUAL_PROCEDURE } from '../../core/meeting/procedure.ts';
import type { Gate } from '../../core/meeting/round.ts';
import type { GateState } from '../../core/meeting/views.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { eraseOf } from '../../tools/test/lively-province.ts';
import {
  answersOf,
  CLOCK,
  command,
  COMMUNES,
  found,
  HAMLETS,
  id,
  interview,
  minutesOf,
  person,
  PROVINCE,
  register,
  ROUND,
  take,
} from '../../tools/test/small-province.ts';
import { POSTING_GATES } from '../../tools/village/office.ts';
import { setScope } from '../db/scope.ts';
import { submit } from './door.ts';
import { rebuild } from './rebuild.ts';
import { sqlOfKysely } from './sql.ts';

const { app, owner, ownerPool } = await withDatabase();
await found(app, { round: { ...ROUND, gates: [...POSTING_GATES], procedure: USUAL_PROCEDURE } });
const officer = person('officer', 'commune-officer', COMMUNES[0]);
const chair = person('chair', 'commune-chair', COMMUNES[0]);
const head = person('head', 'hamlet-head', HAMLETS[0]);
const province = person('province', 'province-officer', PROVINCE);
const [first, second] = [person('enumerator', 'enumerator', HAMLETS[0]), person('second', 'enumerator', HAMLETS[0])];
const household = (name: string) => id(`household ${name}`);
const clockOf = (today: string) => ({ now: `${today}T02:00:00.000Z`, today });
/** Put up on the first, a Thursday; three working days on it is Tuesday. */
const [LAST, AFTER] = ['2026-10-06', '2026-10-07'];

async function tell(sent: unknown, who: Parameters<typeof submit>[1] = officer, today = CLOCK.today) {
  const [answer] = await submit(app, who, [sent], clockOf(today));
  return answer?.problem ?? answer?.answer;
}
const code = async (...asked: Parameters<typeof tell>) => {
  const told = await tell(...asked);
  return typeof told === 'object' ? told.code : told;
};
const go = (from: GateState, to: Gate) => command('gate-passed', { roundId: ROUND.roundId, communeId: COMMUNES[0], from, to });
const post = (postingId: string, more: Partial<CommandBody<'post-list'>> = {}) =>
  command('post-list', {
    ...{ postingId: id(postingId), roundId: ROUND.roundId, hamletId: HAMLETS[0], place: 'hamlet', where: 'Nhà văn hóa ấp 1' },
    ...{ startsOn: CLOCK.today, photo: null, ...more },
  });
const down = (postingId: string, on: string) =>
  command('take-down-list', { postingId: id(postingId), hamletId: HAMLETS[0], on, photo: null });
const lodge = (name: string, more: Partial<CommandBody<'lodge-objection'>> = {}) =>
  command('lodge-objection', {
    ...{ objectionId: id(name), roundId: ROUND.roundId, communeId: COMMUNES[0], hamletId: HAMLETS[0], kind: 'feedback' },
    ...{ matter: 'wrongly-listed', against: null, about: household('An'), via: 'paper', lodgedOn: CLOCK.today },
    ...{ text: 'Hộ này đã có nhà mới', secret: 'ABCDEFGHJK', name: 'Lê Văn Nói', contact: null, ...more },
  } as CommandBody<'lodge-objection'>);
const place = { communeId: COMMUNES[0], hamletId: HAMLETS[0] };
const send = (name: string, accountId: string) =>
  command('assign-revisit', { objectionId: id(name), ...place, householdId: household('An'), accountId });
const answer = (name: string, outcome: CommandBody<'answer-objection'>['outcome'] = 'rejected') =>
  command('answer-objection', { objectionId: id(name), ...place, outcome, text: 'Đã xác minh lại tại nhà.' });
const visit = (kind: 'poor' | 'near-poor', who: typeof first, more: Partial<CommandBody<'interview-finished'>> = {}) =>
  interview('An', { answers: answersOf('An', kind), enumeratorId: who.actor.accountId, ...more });
const decide = (decidedOn: string) =>
  command('decide-list', {
    ...{ decisionId: id('decision'), roundId: ROUND.roundId, rulebook: '2022-2026', communeId: COMMUNES[0], number: '1/QĐ-UBND' },
    decidedOn,
  });

async function rows<T extends Record<string, unknown>>(query: string, values: unknown[] = []) {
  return (await ownerPool.query<T>(query, values)).rows;
}

const accounts = [
  { who: first, role: 'enumerator', areaId: HAMLETS[0] },
  { who: second, role: 'enumerator', areaId: HAMLETS[0] },
  { who: person('third', 'enumerator', HAMLETS[0]), role: 'enumerator', areaId: HAMLETS[0] },
  { who: officer, role: 'commune-officer', areaId: COMMUNES[0] },
] as const;
await take(
  app,
  accounts.map(({ who, role, areaId }, i) =>
    command('account-created', {
      ...{ accountId: who.actor.accountId, username: `nguoi.${i}`, displayName: `Người ${i}` },
      grants: [{ role, areaId, from: '2020-01-01', to: null }],
    }),
  ),
);
await take(app, [register('An', HAMLETS[0], 4, 'on-list')]);
await take(app, [visit('poor', first)], first);
await take(app, [minutesOf('An')]);

test('a list is posted from the day on which it comes to its posting, and its last day is counted in working days', async () => {
  assert.equal(await code(post('early')), 'list-not-at-posting');
  await take(app, [go('interview', 'meeting'), go('meeting', 'posting')], officer);
  assert.equal(await code(post('before', { startsOn: '2026-09-30' })), 'posting-day-out-of-range');
  assert.equal(await code(post('nobody', { hamletId: HAMLETS[1] })), 'nothing-to-post');
  assert.equal(await code(post('at a neighbour’s'), person('neighbour', 'hamlet-head', HAMLETS[1])), 'not-your-area');
  assert.equal(await code(post('by an enumerator'), first), 'not-your-role');
  assert.deepEqual(await tell(go('posting', 'decision')), { code: 'not-posted', total: 1, hamlets: [HAMLETS[0]] });
  assert.equal(await tell(post('house'), head), 'taken');
  assert.equal(await tell(post('office', { place: 'commune-office', where: 'Bảng tin trụ sở' })), 'taken');
  assert.equal(await code(post('twice')), 'posting-hangs-already');
  assert.equal(await code(post('office', { place: 'hamlet' })), 'posting-exists');
  assert.deepEqual(await rows('select place, ends_on, again from posting order by place'), [
    { place: 'commune-office', ends_on: LAST, again: false },
    { place: 'hamlet', ends_on: LAST, again: false },
  ]);
});

test('everybody sees where it hangs and until when, and no more', async () => {
  const seen = await app.transaction().execute(async (tx) => {
    const sql = sqlOfKysely(tx);
    await setScope(sql, { accountId: 'public', reach: { hamlets: [], communes: [] }, today: CLOCK.today });
    return [await sql.query('select * from public_postings($1)', [ROUND.roundId]), await sql.query('select * from posting')];
  });
  assert.deepEqual(Object.keys(seen[0]?.[0] ?? {}), ['hamlet_id', 'place', 'place_name', 'starts_on', 'ends_on']);
  assert.deepEqual([seen[0]?.length, seen[1]?.length], [2, 0]);
});

test('it goes on only after its last day, off the wall, with everything answered', async () => {
  assert.equal(await code(go('posting', 'decision'), officer, LAST), 'posting-hangs');
  assert.equal(await code(go('posting', 'decision'), officer, AFTER), 'posting-not-taken-down');
  assert.equal(await code(down('house', AFTER), officer, LAST), 'posting-day-out-of-range');
  assert.equal(await tell(down('house', LAST), head, LAST), 'taken');
  assert.equal(await code(down('house', LAST), head, LAST), 'posting-taken-down');
  assert.equal(await tell(down('office', LAST), officer, LAST), 'taken');
  assert.equal(await tell(lodge('objection'), officer), 'taken');
  assert.deepEqual(await tell(go('posting', 'decision'), officer, AFTER), { code: 'objections-open', total: 1, hamlets: [] });
});

test('it is answered after another enumerator was there, who is not of the household', async () => {
  assert.equal(await code(answer('objection')), 'revisit-missing');
  assert.equal(await code(send('objection', first.actor.accountId)), 'revisit-by-the-same');
  assert.equal(await code(send('objection', officer.actor.accountId)), 'revisit-by-nobody');
  await take(app, [command('tie-declared', { accountId: id('third'), householdId: household('An'), tie: 'relative' })]);
  assert.equal(await code(send('objection', id('third'))), 'revisit-by-tied');
  assert.equal(await code(send('objection', second.actor.accountId), head), 'not-your-role');
  const [{ version }] = (await rows<{ version: number }>('select version from interview')) as [{ version: number }];
  const again = { interviewedOn: LAST, seen: version, startedAt: `${LAST}T01:00:00.000Z`, endedAt: `${LAST}T01:30:00.000Z` };
  assert.equal(await code(visit('near-poor', second, again), second, LAST), 'interviews-ended', 'nobody was sent');
  assert.equal(await tell(send('objection', second.actor.accountId)), 'taken');
  assert.equal(await code(visit('near-poor', first, again), first, LAST), 'interviews-ended', 'another was sent');
  assert.equal(await code(answer('objection'), officer, LAST), 'revisit-missing');
  assert.equal(await tell(visit('near-poor', second, again), second, LAST), 'taken');
  const own = person('officer at home', 'commune-officer', COMMUNES[0]);
  await take(app, [
    command('account-created', {
      accountId: own.actor.accountId,
      username: 'cua.nha',
      displayName: 'Của Nhà',
      grants: [...own.actor.grants],
    }),
    command('tie-declared', { accountId: own.actor.accountId, householdId: household('An'), tie: 'own' }),
  ]);
  assert.equal(await code(send('objection', second.actor.accountId), own, LAST), 'own-household');
  assert.equal(await code(answer('objection', 'upheld'), own, LAST), 'own-household');
  assert.equal(await tell(answer('objection', 'upheld'), officer, LAST), 'taken');
  assert.equal(await code(answer('objection'), officer, LAST), 'objection-answered');
});

test('the list has changed, so it hangs again before it is decided', async () => {
  assert.deepEqual(await tell(go('posting', 'decision'), officer, AFTER), { code: 'posting-changed', total: 1, hamlets: [HAMLETS[0]] });
  for (const [name, where] of [
    ['house again', 'hamlet'],
    ['office again', 'commune-office'],
  ] as const)
    assert.equal(await tell(post(name, { place: where, startsOn: AFTER }), officer, AFTER), 'taken');
  const [last] = await rows<{ ends_on: string }>('select ends_on from posting where again');
  assert.equal(last?.ends_on, '2026-10-12');
  for (const name of ['house again', 'office again']) assert.equal(await tell(down(name, '2026-10-12'), officer, '2026-10-12'), 'taken');
  assert.equal(await tell(go('posting', 'decision'), officer, '2026-10-13'), 'taken');
});

test('who denounces is in no book and no row that hamlet or commune reaches; against the commune’s people, nothing is', async () => {
  const denounce = { kind: 'denunciation', against: 'hamlet-staff', about: null, name: null, text: 'Trưởng ấp nhận quà' } as const;
  assert.equal(await code(lodge('named', { ...denounce, name: 'Người Giấu' })), 'denunciation-elsewhere');
  assert.equal(await code(lodge('chair', { ...denounce, against: 'commune-staff' })), 'denunciation-elsewhere');
  assert.equal(await code(lodge('by the hamlet', denounce), head), 'denunciation-elsewhere');
  assert.equal(await code(lodge('against nobody', { ...denounce, against: null })), 'objection-against-whom');
  assert.equal(await tell(lodge('nameless', denounce)), 'taken');
  const secret = { ...denounce, via: 'portal', name: 'Người Giấu Tên', contact: '0900 000 001' } as const;
  assert.equal(await code(lodge('as a portal', secret), province), 'not-your-role');
  await take(app, [
    lodge('of hamlet staff', secret),
    lodge('of commune staff', { ...secret, against: 'commune-staff', text: 'Cán bộ xã' }),
  ]);
  const reads = (who: typeof officer) =>
    app.transaction().execute(async (tx) => {
      const sql = sqlOfKysely(tx);
      await setScope(sql, who.scope);
      const bodies = await sql.query<{ body: string }>('select body from payload');
      const held = await sql.query<{ kind: string }>(`select kind from objection where kind = 'denunciation'`);
      return { text: bodies.map(({ body }) => body).join('\n'), held: held.length };
    });
  const [hamlet, commune, above] = [await reads(head), await reads(officer), await reads(province)];
  for (const { text } of [hamlet, commune]) assert.doesNotMatch(text, /Người Giấu Tên|0900|Cán bộ xã/);
  assert.doesNotMatch(hamlet.text, /Trưởng ấp nhận quà/);
  assert.match(commune.text, /Trưởng ấp nhận quà/);
  assert.match(above.text, /Người Giấu Tên/);
  assert.deepEqual([hamlet.held, commune.held, above.held], [0, 2, 3]);
});

test('no decision while something is not answered, whoever answers it', async () => {
  assert.deepEqual(await tell(decide('2026-10-13'), chair, '2026-10-13'), { code: 'objections-open', total: 3, hamlets: [] });
  assert.equal(await code(answer('of commune staff', 'not-taken'), officer), 'objection-unknown');
  for (const name of ['nameless', 'of hamlet staff']) assert.equal(await tell(answer(name, 'not-taken'), officer), 'taken');
  assert.equal(await tell(answer('of commune staff', 'not-taken'), province), 'taken');
  assert.equal(await code(decide('2026-10-12'), chair, '2026-10-13'), 'posting-hangs');
  assert.equal(await tell(decide('2026-10-13'), chair, '2026-10-13'), 'taken');
});

test('what was said of a household is forgotten with it, in the ledger, in the tables and after a rebuild', async () => {
  await take(app, [eraseOf('An')], chair);
  const objections = () => rows('select objection_id, about, revisit_of from objection order by objection_id');
  const left = await objections();
  assert.equal(left.length, 3);
  assert.ok(left.every(({ about, revisit_of }) => about === null && revisit_of === null));
  assert.deepEqual(await rows(`select body from payload where body like '%Lê Văn Nói%' or body like '%nhà mới%'`), []);
  await rebuild(owner);
  assert.deepEqual(await objections(), left);
});
