/** Whom lists and visits may name: nobody twice, nobody of another household, nobody known left out without a word. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommandBody } from '../../core/kinds.ts';
import type { RosterMember } from '../../core/register/roster.ts';
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
  member,
  person,
  register,
  take,
} from '../../tools/test/small-province.ts';
import { submit } from './door.ts';

const { app, ownerPool } = await withDatabase();
await found(app);
const officer = person('officer', 'commune-officer', COMMUNES[0]);
const foreign = person('other officer', 'commune-officer', COMMUNES[1]);

async function tell(sent: unknown, who: Parameters<typeof submit>[1] = officer) {
  const [answer] = await submit(app, who, [sent], CLOCK);
  return answer?.problem ?? answer?.answer;
}
async function codeOf(sent: unknown, who: Parameters<typeof submit>[1] = officer) {
  const said = await tell(sent, who);
  return typeof said === 'object' ? said.code : said;
}
const household = (name: string) => id(`household ${name}`);
const CITIZEN = '086080001234';

function list(name: string, members: RosterMember[], more: Partial<CommandBody<'household-registered'>> = {}, hamlet = 0) {
  const { payload } = register(name, HAMLETS[hamlet] ?? '', 1);
  return command('household-registered', { ...payload, members, headName: members[0]?.fullName ?? '', ...more });
}
const head = (name: string, more: Partial<RosterMember> = {}): RosterMember => ({ ...member(name), ...more });

test('a household has one head, births that can be, and has been there since a day that can be', async () => {
  assert.equal(await codeOf(list('A', [member('A', 'child')])), 'heads-not-one');
  assert.equal(await codeOf(list('A', [head('A'), head('B')])), 'heads-not-one');
  assert.equal(await codeOf(list('A', [head('A', { birth: '2099' })])), 'birth-out-of-range');
  assert.equal(await codeOf(list('A', [head('A', { birth: '0001' })])), 'birth-out-of-range');
  assert.equal(await codeOf(list('A', [head('A')], { since: '0001-01-01' })), 'day-too-early');
  assert.equal(await codeOf(list('A', [head('A', { citizenId: CITIZEN })])), 'taken');
  const born = { householdId: household('A'), on: '2026-09-01' };
  assert.equal(await codeOf(command('member-born', { ...born, member: member('A hai', 'head', '2026') })), 'heads-not-one');
  assert.equal(
    await codeOf(command('household-corrected', { householdId: household('A'), members: [head('A'), head('B')] })),
    'heads-not-one',
  );
});

test('a citizen id and a code are of one household; where it is, only those learn who reach it', async () => {
  const problem = { code: 'citizen-id-taken', memberId: id('member C'), citizenId: '•••••••••234' };
  assert.deepEqual(await tell(list('C', [head('C', { citizenId: CITIZEN })])), { ...problem, householdId: household('A') });
  assert.deepEqual(await tell(list('C', [head('C', { citizenId: CITIZEN })], {}, 2), foreign), problem);
  assert.deepEqual(await tell(list('C', [head('C')], { code: 'h-a' }, 1)), { code: 'household-code-taken', householdId: household('A') });
  assert.equal(await codeOf(list('C', [head('C')], { code: 'H-A' }, 2), foreign), 'taken', 'another commune counts for itself');
  const once = [list('D', [head('D', { citizenId: '086080009999' })]), list('E', [head('E', { citizenId: '086080009999' })])];
  const answers = await submit(app, officer, once, CLOCK);
  assert.deepEqual(
    answers.map((each) => each.problem?.code ?? each.answer),
    ['taken', 'citizen-id-taken'],
    'also within one batch',
  );
  await take(app, [command('member-died', { householdId: household('A'), memberId: id('member A'), on: '2026-09-01' })], officer);
  assert.equal(await codeOf(list('E', [head('E', { citizenId: CITIZEN })])), 'taken', 'whoever is there no more holds it no more');
});

test('a visit leaves nobody known out, takes nobody from elsewhere, invents no crowd', async () => {
  await take(app, [register('G', HAMLETS[0], 4), register('H', HAMLETS[1], 4)]);
  const answers = answersOf('G', 'poor');
  const visit = (members: typeof answers.members, gone: CommandBody<'interview-finished'>['gone'] = []) =>
    interview('G', { answers: { ...answers, members }, gone });
  const [first] = answers.members;
  assert.ok(first);
  const missing = await tell(visit([first]), 'system');
  assert.ok(typeof missing === 'object');
  assert.deepEqual([missing.code, missing['total'], missing['names']], ['members-missing', 3, 'G con 1, G con 2, G con 3']);
  const renamed = answers.members.map((each, i) => ({ ...each, memberId: id(`invented ${i}`) }));
  assert.equal(await codeOf(visit(renamed), 'system'), 'members-missing');
  const stolen = { ...first, relation: 'child' as const, memberId: id('member H con 1') };
  assert.equal(await codeOf(visit([...answers.members, stolen]), 'system'), 'member-elsewhere');
  const crowd = Array.from({ length: 25 }, (_, i) => ({ ...first, relation: 'other-kin' as const, memberId: id(`crowd ${i}`) }));
  assert.equal(await codeOf(visit([...answers.members, ...crowd]), 'system'), 'too-many-newcomers');
  const [, , , last] = answers.members;
  assert.ok(last);
  const died = [{ memberId: last.memberId, how: 'dead' as const }];
  assert.equal(await codeOf(visit(answers.members.slice(0, 3), died), 'system'), 'taken');
  const { rows } = await ownerPool.query('select state from member where household_id = $1 order by ordinal', [household('G')]);
  assert.deepEqual(
    rows.map(({ state }) => state),
    ['present', 'present', 'present', 'dead'],
  );
});

test('a correction lets nobody go in silence', async () => {
  await take(app, [register('I', HAMLETS[0], 3)]);
  const correct = (members: RosterMember[]) => command('household-corrected', { householdId: household('I'), members });
  const child = (i: number): RosterMember => ({ ...member(`I con ${i}`, 'child'), birth: String(1999 + i) });
  const missing = await tell(correct([head('I'), child(1)]));
  assert.ok(typeof missing === 'object');
  assert.deepEqual([missing.code, missing['names']], ['members-missing', 'I con 2']);
  await take(app, [command('member-left', { householdId: household('I'), memberId: id('member I con 2'), on: '2026-09-01' })], officer);
  assert.equal(await codeOf(correct([head('I'), child(1)])), 'taken', 'who left by an event need not be named');
});

test('two writers at one moment cannot put one person, one number or one code into two households', async () => {
  const both = async (one: unknown, other: unknown, whose: Parameters<typeof submit>[1]) => {
    const answers = await Promise.all([submit(app, officer, [one], CLOCK), submit(app, whose, [other], CLOCK)]);
    return answers
      .flat()
      .map((each) => each.problem?.code ?? each.answer)
      .sort();
  };
  for (let i = 0; i < 12; i += 1) {
    const [here, there] = [`Đua ${i} đây`, `Đua ${i} kia`];
    const citizenId = `0861${String(i).padStart(8, '0')}`;
    const numbered = (name: string, hamlet: number) => list(name, [head(name, { citizenId })], {}, hamlet);
    assert.deepEqual(await both(numbered(here, 0), numbered(there, 2), foreign), ['citizen-id-taken', 'taken'], `number ${i}`);
    const coded = (name: string, hamlet: number) => list(`${name} mã`, [head(`${name} mã`)], { code: `ĐUA-${i}` }, hamlet);
    assert.deepEqual(await both(coded(here, 0), coded(there, 1), officer), ['household-code-taken', 'taken'], `code ${i}`);
    const shared = head(`Đua ${i} người`);
    const peopled = (name: string, hamlet: number) => list(`${name} người`, [shared], {}, hamlet);
    assert.deepEqual(await both(peopled(here, 0), peopled(there, 2), foreign), ['member-elsewhere', 'taken'], `person ${i}`);
  }
});

test('a visit that finds everybody where they were waits for nobody; one that names somebody anew waits for its turn', async () => {
  await take(app, [register('Chờ', HAMLETS[0], 1)]);
  const asked = (members: ReturnType<typeof answersOf>['members']) => {
    const answers = { ...answersOf('Chờ', 'poor'), members };
    return { ...interview('Chờ', { answers, gone: [], overlap: 'merge' }), kind: 'interview-finished' as const };
  };
  const [known] = answersOf('Chờ', 'poor').members;
  assert.ok(known);
  const numbered = { ...known, citizenId: '086177777777' };
  const other = await ownerPool.connect();
  await other.query("begin; select pg_advisory_xact_lock(hashtext('vuon claims'))");
  const waits = async (sent: unknown): Promise<'waits' | 'answered'> => {
    let done = false;
    const answer = submit(app, 'system', [sent], CLOCK).finally(() => (done = true));
    for (;;) {
      const { rows } = await other.query("select from pg_locks where locktype = 'advisory' and not granted");
      if (done || rows.length > 0) break;
    }
    if (done) return 'answered';
    await other.query('rollback');
    assert.equal((await answer)[0]?.answer, 'taken');
    return 'waits';
  };
  try {
    assert.equal(await waits(asked([known])), 'answered');
    assert.equal(await waits(asked([numbered])), 'waits');
  } finally {
    await other.query('rollback');
    other.release();
  }
});
