/**
 * What waits goes where its hamlet goes (đơn đi theo ấp): an objection taken in by a commune that merged since is sent on and answered by the
 * heir, a denunciation it held is the heir's; a request and an objection of a hamlet that was cut are answered by its parts, with the words
 * that lie in the closed book; nobody else sees them.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommandBody } from '../../core/kinds.ts';
import { USUAL_PROCEDURE } from '../../core/meeting/procedure.ts';
import { withDatabase } from '../../tools/test/database.ts';
import {
  answersOf,
  CLOCK,
  command,
  COMMUNES,
  found,
  HAMLETS,
  id,
  interview,
  person,
  register,
  ROUND,
  take,
} from '../../tools/test/small-province.ts';
import { POSTING_WITHOUT_MEETING } from '../../tools/village/office.ts';
import { setScope } from '../db/scope.ts';
import { certificateSealFrom } from './certificate-seal.ts';
import { makeDoor, submit, TOOLS, type Who } from './door.ts';
import { rebuild } from './rebuild.ts';
import { sqlOfKysely } from './sql.ts';

const { app, owner, ownerPool } = await withDatabase();
const sealing = makeDoor({ ...TOOLS, seal: certificateSealFrom(Buffer.from('a key of this test'.padEnd(32, '.'))).seal });
const [FORMER, HEIR] = COMMUNES;
const [MERGED, CUT] = [HAMLETS[0], HAMLETS[2]];
const PARTS = [id('part 1'), id('part 2')] as const;
await found(app, { round: { ...ROUND, gates: [...POSTING_WITHOUT_MEETING], procedure: USUAL_PROCEDURE } });
const household = (name: string) => id(`household ${name}`);
const formerOfficer = person('officer of the former', 'commune-officer', FORMER);
const officer = (): Extract<Who, object> => {
  const post = person('officer of the heir', 'commune-officer', HEIR);
  const reach = { hamlets: [MERGED, HAMLETS[3], CUT, ...PARTS], communes: [HEIR] };
  return { ...post, scope: { ...post.scope, reach } };
};
const headOf = (part: string): Extract<Who, object> => {
  const post = person(`head of ${part}`, 'hamlet-head', part);
  return { ...post, scope: { ...post.scope, reach: { hamlets: [part], communes: [] } } };
};

async function tell(sent: unknown, who: Who) {
  const [answer] = await submit(app, who, [sent], CLOCK);
  return answer?.problem?.code ?? answer?.answer;
}
const lodge = (name: string, more: Partial<CommandBody<'lodge-objection'>> = {}) =>
  command('lodge-objection', {
    ...{ objectionId: id(name), roundId: ROUND.roundId, communeId: FORMER, hamletId: MERGED, kind: 'complaint', matter: 'wrongly-listed' },
    ...{ against: null, about: null, via: 'desk', lodgedOn: CLOCK.today, text: `Lời ${name}`, secret: 'ABCDEFGHJK', name: 'Lê Văn Nói' },
    ...{ contact: null, ...more },
  } as CommandBody<'lodge-objection'>);
const answer = (name: string, place: { communeId: string; hamletId: string }) =>
  command('answer-objection', { objectionId: id(name), ...place, outcome: 'withdrawn', text: `Trả lời ${name}` });
const ask = (name: string) =>
  command('lodge-request', {
    ...{ requestId: id(name), communeId: HEIR, hamletId: CUT, form: 'review', via: 'desk', dossier: null, lodgedOn: CLOCK.today },
    ...{ name: 'Lê Văn Xin', address: null, contact: null, text: `Lời ${name}`, secret: 'ABCDEFGHJK' },
  });
const income = (name: string, hamletId: string) => ({ requestId: id(name), communeId: HEIR, hamletId, householdId: household('Lan') });
const askByIncome = (name: string) =>
  command('lodge-request', {
    ...{ requestId: id(name), communeId: HEIR, hamletId: CUT, form: 'average-living', via: 'desk', dossier: null, lodgedOn: CLOCK.today },
    ...{ name: 'Lê Thị Lan', address: null, contact: null, text: `Lời ${name}`, secret: 'ABCDEFGHJK' },
  });
const check = (name: string, hamletId: string) =>
  command('check-income', {
    ...{ ...income(name, hamletId), memberId: null, checkedOn: CLOCK.today, agricultural: true, because: null },
    lines: [{ source: 'crops', income: 120_000_000, expense: 0 }],
  });
const list = (name: string, hamletId: string, of: string) =>
  command('answer-request', {
    ...{ requestId: id(name), communeId: HEIR, hamletId, outcome: 'listed', householdId: household(of), roundId: ROUND.roundId },
    ...{ refusal: null, quick: null, text: `Trả lời ${name}` },
  });

/** What somebody is shown of a table and of the words that go with it. */
function seenBy(who: Extract<Who, object>, of: 'objection' | 'request') {
  return app.transaction().execute(async (tx) => {
    const sql = sqlOfKysely(tx);
    await setScope(sql, who.scope);
    return sql.query<{ lodged: string | null; answered: string | null }>(
      `select w.lodged ->> 'text' as lodged, w.answered ->> 'text' as answered
         from ${of} t left join lateral ${of}_words(t.${of}_id) w on true order by lodged`,
    );
  });
}

test('an objection of a commune that merged is answered by the heir, who holds its denunciations too', async () => {
  await take(app, [register('An', MERGED, 2), interview('An', { answers: answersOf('An', 'poor') })]);
  await take(
    app,
    [lodge('waits', { about: household('An') }), lodge('told', { kind: 'denunciation', against: 'hamlet-staff', name: null })],
    formerOfficer,
  );
  assert.deepEqual(
    await seenBy(officer(), 'objection'),
    [{ lodged: 'Lời waits', answered: null }],
    'the hamlet is in reach, the office is not',
  );
  const moved = { areaId: MERGED, communeId: HEIR, name: 'Ấp 1', kind: 'ap' };
  await take(app, [command('areas-reformed', { on: CLOCK.today, document: 'Nghị quyết 2/NQ-HĐND', hamlets: [moved] })]);
  assert.deepEqual(
    (await seenBy(officer(), 'objection')).map(({ lodged }) => lodged),
    ['Lời told', 'Lời waits'],
  );
  assert.equal(await tell(answer('waits', { communeId: FORMER, hamletId: MERGED }), formerOfficer), 'objection-unknown');
  assert.equal(await tell(answer('waits', { communeId: FORMER, hamletId: MERGED }), officer()), 'objection-unknown', 'a page of before');
  for (const name of ['waits', 'told'])
    assert.equal(await tell(answer(name, { communeId: HEIR, hamletId: MERGED }), officer()), 'taken', name);
  assert.equal(await tell(answer('waits', { communeId: HEIR, hamletId: MERGED }), officer()), 'objection-answered');
  assert.deepEqual(
    (await seenBy(officer(), 'objection')).map(({ answered }) => answered),
    ['Trả lời told', 'Trả lời waits'],
  );
});

test('requests and objections of a hamlet that was cut are answered by its parts, with what was said', async () => {
  await take(app, [register('Lan', CUT, 2), register('Mai', CUT, 2), interview('Lan', { answers: answersOf('Lan', 'poor') })]);
  await take(app, [ask('first'), ask('second'), askByIncome('income')], officer());
  await take(app, [check('income', CUT)], officer());
  await take(app, [lodge('of Lan', { communeId: HEIR, hamletId: CUT, about: household('Lan') })], officer());
  const part = (areaId: string, n: number, names: readonly string[]) => ({
    hamlet: { areaId, bookId: id(`book of part ${n}`), name: `Ấp 3.${n}`, kind: 'ap', communeId: HEIR, from: CLOCK.today, synthetic: true },
    householdIds: names.map(household),
  });
  await take(app, [
    command('cut-hamlet', { hamletId: CUT, on: CLOCK.today, into: [part(PARTS[0], 1, ['Lan']), part(PARTS[1], 2, ['Mai'])] }),
  ]);
  assert.equal(await tell(list('first', CUT, 'Lan'), 'system'), 'book-closed');
  assert.equal(await tell(list('first', PARTS[1], 'Mai'), officer()), 'taken');
  assert.equal(await tell(list('second', MERGED, 'An'), officer()), 'request-unknown', 'another hamlet answers nothing of it');
  assert.equal(await tell(list('second', PARTS[0], 'Lan'), officer()), 'taken');
  assert.equal(await tell(answer('of Lan', { communeId: HEIR, hamletId: PARTS[0] }), officer()), 'taken');
  assert.deepEqual(await seenBy(officer(), 'request'), [
    { lodged: 'Lời first', answered: 'Trả lời first' },
    { lodged: 'Lời income', answered: null },
    { lodged: 'Lời second', answered: 'Trả lời second' },
  ]);
});

test('whoever has one part sees what concerns its households, and nothing of the other’s', async () => {
  const words = async (part: string, of: 'request' | 'objection') => (await seenBy(headOf(part), of)).map(({ lodged }) => lodged);
  assert.deepEqual(await words(PARTS[0], 'request'), ['Lời income', 'Lời second']);
  assert.deepEqual(await words(PARTS[1], 'request'), ['Lời first', 'Lời income']);
  assert.deepEqual(await words(PARTS[0], 'objection'), ['Lời of Lan']);
  assert.deepEqual(await words(PARTS[1], 'objection'), []);
  assert.deepEqual(await words(HAMLETS[3], 'request'), []);
});

test('what was checked by income goes with the household: whoever has it goes on, and the other part is told nothing', async () => {
  const caseSeenBy = (who: Extract<Who, object>) =>
    app.transaction().execute(async (tx) => {
      const sql = sqlOfKysely(tx);
      await setScope(sql, who.scope);
      const [row = null] = await sql.query<{ state: string; number: string | null; finding: string | null; decided: string | null }>(
        `select c.state, c.number, w.checked ->> 'finding' as finding, w.decided ->> 'text' as decided
           from income_case c left join lateral income_words(c.request_id) w on true where c.request_id = $1`,
        [id('income')],
      );
      return row;
    });
  const checked = await caseSeenBy(headOf(PARTS[0]));
  assert.deepEqual(checked, { state: 'checked', number: null, finding: 'meets', decided: null });
  assert.equal(await caseSeenBy(headOf(PARTS[1])), null);
  assert.equal(await caseSeenBy(headOf(HAMLETS[3])), null);
  const later = { now: '2026-10-09T02:00:00.000Z', today: '2026-10-09' };
  const tellOf = async (role: 'commune-officer' | 'commune-chair', part: string, [sent, clock]: readonly [unknown, typeof CLOCK]) => {
    const post = person(`${role} of the heir`, role, HEIR);
    const who = { ...post, scope: { ...post.scope, reach: { hamlets: [part], communes: [HEIR] } } };
    const [told] = await sealing(app, who, [sent], clock);
    return told?.problem?.code ?? told?.answer;
  };
  const posted = (part: string) => command('post-income', { ...income('income', part), from: CLOCK.today });
  assert.equal(await tellOf('commune-officer', PARTS[1], [posted(PARTS[1]), CLOCK]), 'income-step-not-reached');
  assert.equal(await tellOf('commune-officer', PARTS[0], [posted(PARTS[0]), CLOCK]), 'taken');
  const down = command('take-down-income', { ...income('income', PARTS[0]), on: '2026-10-08', photo: null });
  assert.equal(await tellOf('commune-officer', PARTS[0], [down, later]), 'taken');
  const decided = { outcome: 'recognised', number: '9/QĐ-UBND', clause: null, text: 'Đủ điều kiện', decidedOn: later.today } as const;
  const decide = command('decide-income', { ...income('income', PARTS[0]), ...decided });
  assert.equal(await tellOf('commune-chair', PARTS[0], [decide, later]), 'taken');
  const ended = await caseSeenBy(headOf(PARTS[0]));
  assert.deepEqual(ended, { state: 'recognised', number: '9/QĐ-UBND', finding: 'meets', decided: 'Đủ điều kiện' });
});

test('built again from the ledger it is the same', async () => {
  const rows = async () =>
    (
      await ownerPool.query(
        `select r.request_id, r.hamlet_id, r.outcome, r.household_id, i.state, i.number
           from request r left join income_case i on i.request_id = r.request_id order by r.request_id`,
      )
    ).rows;
  const before = await rows();
  await rebuild(owner);
  assert.deepEqual(await rows(), before);
});
