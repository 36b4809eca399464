/**
 * Two standards to the end, from one interview: the result of the old year by its standard and the list that opens the new one by another,
 * each with its own count in the meeting, posting, decision and certificates, and neither moving the other.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { date } from '../../core/kernel/dates.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { USUAL_PROCEDURE } from '../../core/meeting/procedure.ts';
import type { Round } from '../../core/meeting/round.ts';
import { withDatabase } from '../../tools/test/database.ts';
import {
  type AnyCommand,
  answersOf,
  command,
  COMMUNES,
  found,
  HAMLETS,
  id,
  interview,
  minutesOf,
  person,
  register,
  ROUND,
} from '../../tools/test/small-province.ts';
import { MEETING_GATES, POSTING_GATES } from '../../tools/village/office.ts';
import { keepAreaTree } from '../access/areas.ts';
import { asActor } from '../http/transaction.ts';
import { findRound } from './store.ts';
import { tableView } from './table.ts';
import { territoryOf } from './territory.ts';
import { certificateSealFrom } from '../ledger/certificate-seal.ts';
import { makeDoor, TOOLS } from '../ledger/door.ts';
import { setScope } from '../db/scope.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import { rebuild } from '../ledger/rebuild.ts';

const { app, owner, ownerPool } = await withDatabase();
await found(app, { round: { ...ROUND, gates: [...MEETING_GATES] } });
const [communeId] = COMMUNES;
const door = makeDoor({ ...TOOLS, seal: certificateSealFrom(new Uint8Array(32)).seal });
const chair = person('chair', 'commune-chair', communeId);
const OPENING: Round = {
  ...{ roundId: id('opening'), kind: 'opening', year: 2027, opensOn: '2026-09-01', closesOn: '2027-01-31', rulebooks: ['2027-2030'] },
  ...{ questionnaire: ROUND.questionnaire, interviewsOf: ROUND.roundId, gates: [...POSTING_GATES], procedure: USUAL_PROCEDURE },
};

async function tell(sent: AnyCommand, day: string, who: Parameters<typeof door>[1] = 'system'): Promise<string> {
  const [answer] = await door(app, who, [sent], { now: `${day}T08:00:00.000Z`, today: day });
  return answer?.problem?.code ?? answer?.answer ?? 'nothing';
}
async function take(day: string, ...sent: readonly AnyCommand[]): Promise<void> {
  for (const one of sent) assert.equal(await tell(one, day), 'taken', `${one.kind} on ${day}`);
}
const household = (name: string) => id(`household ${name}`);
const open = (more: Partial<Round> = {}, communes: readonly string[] = COMMUNES) =>
  command('round-opened', { round: { ...OPENING, ...more }, communes: [...communes] });
const pass = (roundId: string, from: 'interview' | 'meeting' | 'posting', to: 'meeting' | 'posting' | 'decision') =>
  command('gate-passed', { roundId, communeId, from, to });
const decide = (round: Round, number: string, decidedOn: string) =>
  command('decide-list', {
    ...{ decisionId: id(`decision ${round.year}`), roundId: round.roundId, communeId, number, decidedOn },
    rulebook: round.rulebooks[0] ?? assert.fail(),
  });
const minutes = (roundId: string, heldOn: string, said: Readonly<Record<string, readonly ['poor' | 'near-poor', number]>>) =>
  minutesOf('An', {
    ...{ roundId, heldOn, closedAt: `${heldOn}T13:00:00.000Z`, called: [], others: 20, came: [] },
    points: Object.entries(said).map(([name, [found, yes]]) => ({
      ...{ householdId: household(name), class: found, present: 20, yes, said: null, corrections: [] },
    })),
  });

const issue = (name: string, round: Round, issuedOn: string) =>
  command('issue-certificate', {
    ...{ householdId: household(name), communeId, decisionId: id(`decision ${round.year}`), rowId: id(`row ${name} ${round.year}`) },
    ...{ issuedOn, sheet: 'new' as const },
  });

/** With births known to the day. */
const asPoor = answersOf('An', 'poor');

/** Near-poor by the old standard, poor by the new one, which counts the handling of waste. */
const near = answersOf('Ba', 'near-poor', { toilet: 'none', waterSource: 'river' });

test('an opening list is of the next year, by a standard by which the interviews of the review are judged too', async () => {
  const day = '2026-09-10';
  const { interviewsOf: _, ...without } = OPENING;
  assert.equal(await tell(command('round-opened', { round: without, communes: [...COMMUNES] }), day), 'round-malformed');
  for (const wrong of [
    { interviewsOf: id('no round') },
    { rulebooks: ['2022-2026'] },
    { rulebooks: ['2022-2026', '2027-2030'] },
    { year: 2028, opensOn: '2027-09-01', closesOn: '2028-01-31' },
    { questionnaire: 'phieu-b-2022' },
  ] satisfies readonly Partial<Round>[])
    assert.equal(await tell(open(wrong), day), 'round-malformed', JSON.stringify(wrong));
  await take(day, open());
  assert.equal(await tell(open({ roundId: id('again') }), day), 'commune-has-round');
  const { rows } =
    await ownerPool.query(`select r.body -> 'tables' = jsonb_path_query_array(o.body, '$.tables[*] ? (@.rulebook == "2027-2030")') as same
    from round r, round o where r.kind = 'opening' and o.kind = 'yearly'`);
  assert.deepEqual(rows, [{ same: true }], 'judged by the table by which the interviews were');
});

test('one interview, two verdicts, two counts in the meeting', async () => {
  await take('2026-09-20', register('An', HAMLETS[0], 4, 'on-list'), register('Ba', HAMLETS[0], 4, 'on-list'));
  const { rows: listed } = await ownerPool.query<{ round_id: string }>('select distinct round_id from review_list');
  assert.deepEqual(listed, [{ round_id: ROUND.roundId }], 'on the list of the review alone, in whose interviews the other stands');
  const put = command('review-listed', { householdId: household('An'), roundId: OPENING.roundId, why: 'request' });
  assert.equal(await tell(put, '2026-09-20'), 'opening-takes-nobody');
  await take(
    '2026-09-21',
    interview('An', { answers: { ...asPoor, members: asPoor.members.map((one) => ({ ...one, birth: one.birth.padEnd(10, '-06-15') })) } }),
  );
  assert.equal(await tell(pass(OPENING.roundId, 'interview', 'meeting'), '2026-09-21'), 'not-interviewed');
  await take('2026-09-21', interview('Ba', { answers: near }));
  await take('2026-09-22', pass(ROUND.roundId, 'interview', 'meeting'), pass(OPENING.roundId, 'interview', 'meeting'));
  await take('2026-09-28', minutes(ROUND.roundId, '2026-09-27', { An: ['poor', 18], Ba: ['near-poor', 15] }));
  await take('2026-09-28', minutes(OPENING.roundId, '2026-09-27', { An: ['poor', 19], Ba: ['poor', 5] }));
  assert.equal(await tell(pass(OPENING.roundId, 'meeting', 'posting'), '2026-09-29'), 'not-agreed');
  await take('2026-09-29', pass(ROUND.roundId, 'meeting', 'decision'));
});

test('the opening list waits for the result of the old year; a visit again for it leaves that result as it is', async () => {
  await take('2026-10-05', decide(ROUND, '1/QĐ-UBND', '2026-10-05'), issue('Ba', ROUND, '2026-10-05'));
  const told = { roundId: OPENING.roundId, answers: near, interviewedOn: '2026-10-08', gone: [] };
  await take('2026-10-08', interview('Ba', told));
  await take('2026-10-12', minutes(OPENING.roundId, '2026-10-10', { Ba: ['poor', 17] }));
  await take('2026-10-12', pass(OPENING.roundId, 'meeting', 'posting'));
  const put = { roundId: OPENING.roundId, hamletId: HAMLETS[0], startsOn: '2026-10-12', photo: null };
  await take(
    '2026-10-12',
    command('post-list', { ...put, postingId: id('wall'), place: 'hamlet', where: 'Nhà văn hóa' }),
    command('post-list', { ...put, postingId: id('office'), place: 'commune-office', where: 'Bảng tin' }),
  );
  assert.equal(await tell(pass(OPENING.roundId, 'posting', 'decision'), '2026-10-13'), 'posting-hangs');
  const down = (postingId: string) => command('take-down-list', { postingId, hamletId: HAMLETS[0], on: '2026-10-20', photo: null });
  await take('2026-10-20', down(id('wall')), down(id('office')), pass(OPENING.roundId, 'posting', 'decision'));
});

test('a righted typo after the result of the old year does not stop it; another age does, until it is what it was', async () => {
  const { rows } = await ownerPool.query<{ memberId: string; fullName: string; sex: 'male' | 'female'; birth: string }>(
    'select member_id as "memberId", full_name as "fullName", sex, birth from member where household_id = $1 order by birth desc limit 1',
    [household('An')],
  );
  const [{ memberId, ...person } = assert.fail()] = rows;
  const [year, month, day] = person.birth.split('-');
  assert.match(person.birth, /^(19[789]\d|200\d)-\d\d-\d\d$/, 'an adult before the end of working age');
  const other = `${year}-${month === '06' ? '07' : '06'}-${day === '11' ? '12' : '11'}`;
  const right = (from: string, to: string) =>
    command('correct-member', { householdId: household('An'), memberId, was: { ...person, birth: from }, now: { ...person, birth: to } });
  const outdated = async () =>
    app.transaction().execute(async (tx) => {
      await setScope(sqlOfKysely(tx), { accountId: 'system', reach: 'all', today: '2026-11-02' });
      const found = await sqlOfKysely(tx).query('select from outdated_interviews($1, array[$2::uuid])', [ROUND.roundId, household('An')]);
      return found.length;
    });
  await take('2026-11-02', right(person.birth, other));
  assert.equal(await outdated(), 0);
  await take('2026-11-03', right(other, '1959-06-11'));
  assert.equal(await outdated(), 1);
  await take('2026-11-04', right('1959-06-11', other));
});

test('it is decided in its own year, by the chair, and certified beside the other', async () => {
  const early = await door(app, chair, [decide(OPENING, '2/QĐ-UBND', '2026-12-28')], {
    now: '2026-12-28T08:00:00.000Z',
    today: '2026-12-28',
  });
  assert.deepEqual(early[0]?.problem, { code: 'opening-too-early', day: '2027-01-01' });
  assert.equal(await tell({ ...decide(OPENING, '2/QĐ-UBND', '2027-01-04') }, '2027-01-04', chair), 'taken');
  assert.equal(await tell(issue('An', ROUND, '2027-01-05'), '2027-01-05'), 'certificate-of-the-past');
  await take('2027-01-05', issue('Ba', OPENING, '2027-01-05'));
  const { rows } = await ownerPool.query('select year, class, rulebook from certificate order by year');
  assert.deepEqual(rows, [
    { year: 2026, class: 'near-poor', rulebook: '2022-2026' },
    { year: 2027, class: 'poor', rulebook: '2027-2030' },
  ]);
});

async function statuses(): Promise<readonly string[]> {
  const { rows } = await ownerPool.query<Record<string, string>>(
    `select head_name as head, year, s.class, rulebook, valid_from::text as since, valid_to::text as until
       from status s join household h using (household_id) order by 1, year`,
  );
  return rows.map((row) => Object.values(row).join(' '));
}

async function poor(round: Round, today: string): Promise<readonly unknown[]> {
  return asActor(app, { ...chair.scope, reach: 'all' }, async (tx) => {
    const row = await findRound(tx, round.roundId);
    const tree = await keepAreaTree()(tx);
    assert.ok(row !== null && isAreaId(communeId));
    const territory = territoryOf(tree, communeId, date(today)) ?? assert.fail();
    const asked = { table: 1 as const, tree, territory, round: row, today: date(today), language: 'vi' as const };
    const view = await tableView(tx, { ...asked, rulebook: null, readers: ['commune'] });
    const cells = view.rows.at(-1)?.cells ?? [];
    return [view.stage.kind, ...[4, 6].map((at) => (cells[at]?.kind === 'count' ? cells[at].value : cells[at]))];
  });
}

test('both results stand: the old one until its year ends, the new one from its decision on; a rebuild says the same', async () => {
  const both = [
    'An 2026 poor 2022-2026 2026-10-05 2027-01-04',
    'An 2027 poor 2027-2030 2027-01-04 ',
    'Ba 2026 near-poor 2022-2026 2026-10-05 2027-01-04',
    'Ba 2027 poor 2027-2030 2027-01-04 ',
  ];
  assert.deepEqual(await statuses(), both);
  assert.deepEqual(await poor(ROUND, '2026-12-31'), ['official', 1, 1]);
  assert.deepEqual(await poor(OPENING, '2027-01-05'), ['official', 2, 0]);
  await rebuild(owner);
  assert.deepEqual(await statuses(), both);
});

test('on a decision of the review that was withdrawn no opening list is decided, though the review is over', async () => {
  const day = '2027-01-06';
  const withdraw = (year: number) => {
    const about = { decisionId: id(`decision ${year}`), communeId, number: `${year}/TH`, withdrawnOn: day, reason: 'Sai căn cứ' };
    return command('withdraw-decision', about);
  };
  await take(day, command('round-closed', { roundId: ROUND.roundId }));
  assert.equal(await tell(withdraw(2026), day, chair), 'decision-rested-on');
  for (const year of [2027, 2026]) assert.equal(await tell(withdraw(year), day, chair), 'taken');
  assert.equal(await tell({ ...decide(OPENING, '3/QĐ-UBND', day) }, day, chair), 'first-list-withdrawn');
});
