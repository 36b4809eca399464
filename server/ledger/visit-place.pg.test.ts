/**
 * On whose list a visit comes when its hamlet changed hands since (phiếu khi ấp đổi xã, chia tách): on that of the commune which has the hamlet now.
 * Nothing is written over what a decision that stands rests on, and a visit of a household that none spoke of is taken.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Kysely } from 'kysely';
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
  PROVINCE,
  register,
  ROUND,
  take,
} from '../../tools/test/small-province.ts';
import { submit, type Who } from './door.ts';
import { rebuild } from './rebuild.ts';
import { verify } from './verify.ts';

const MERGED = await begin();
const LEFT = await begin();
const ENTERED = await begin();
const CUT = await begin();

const [A, B] = COMMUNES;
const { today: DAY } = CLOCK;
const BEFORE = '2026-09-20';
const NEXT_DAY = { now: '2026-10-02T02:00:00.000Z', today: '2026-10-02' };
const household = (name: string) => id(`household ${name}`);
type Person = Exclude<Who, 'system'>;
type Server = Awaited<ReturnType<typeof begin>>;

async function begin() {
  const { app, owner, ownerPool } = await withDatabase();
  await found(app);
  return { app, owner, ownerPool };
}

async function say(app: Kysely<unknown>, sent: unknown, who: Who, clock = CLOCK) {
  const [answer] = await submit(app, who, [sent], clock);
  return answer?.problem?.code ?? answer?.answer;
}

/** With what they reach after the change, by then. */
function reaching(who: Person, hamlets: readonly string[], communeId: string, today = DAY): Person {
  return { ...who, scope: { ...who.scope, reach: { hamlets: [...hamlets], communes: [communeId] }, today } };
}

async function seenNow({ ownerPool }: Server, name: string): Promise<{ seen: number | null; seenFile: number }> {
  const { rows } = await ownerPool.query(
    'select h.version as file, i.version as form from household h left join interview i using (household_id) where household_id = $1',
    [household(name)],
  );
  return { seen: rows[0].form, seenFile: rows[0].file };
}

async function form(server: Server, name: string, wanted: 'poor' | 'not-poor', { by, on }: { readonly by: Person; readonly on: string }) {
  return interview(name, {
    ...{ answers: answersOf(name, wanted), gone: [], overlap: 'merge', enumeratorId: by.actor.accountId },
    ...{ interviewedOn: on, startedAt: `${on}T01:00:00.000Z`, endedAt: `${on}T01:30:00.000Z`, ...(await seenNow(server, name)) },
  });
}

const decide = (communeId: string, number: string) =>
  command('decide-list', {
    ...{ decisionId: id(`decision ${number}`), roundId: ROUND.roundId, communeId, number, decidedOn: DAY, rulebook: '2022-2026' },
  });
const reform = (hamlets: readonly string[], communeId: string, on = DAY) =>
  command('areas-reformed', {
    ...{ on, document: '1/NQ', hamlets: hamlets.map((areaId, i) => ({ areaId, communeId, name: `Ấp ${i}`, kind: 'ap' })) },
  });

test('a commune merged into another: once the heir decided, a form of before the merger changes nothing', async () => {
  const { app } = MERGED;
  await take(app, [register('Em', HAMLETS[2], 4, 'on-list'), register('Giang', HAMLETS[3], 4, 'on-list')]);
  const period = { areaId: B, from: '2020-01-01', to: DAY, code: B.slice(1), name: 'x', kind: 'xa', areaType: 'urban' as const };
  await take(app, [
    command('areas-loaded', {
      areas: [{ areaId: B, level: 'commune' }],
      periods: [{ ...period, parentId: PROVINCE, synthetic: false }],
      lineage: [{ fromId: B, toId: A, on: DAY, how: 'whole' }],
    }),
    reform([HAMLETS[2], HAMLETS[3]], A),
  ]);
  const by = reaching(person('enumerator', 'enumerator', A), HAMLETS, A);
  const chair = reaching(person('chair', 'commune-chair', A), HAMLETS, A);
  assert.equal(await say(app, await form(MERGED, 'Giang', 'poor', { by, on: BEFORE }), by), 'taken', 'before the merger, sent after');
  assert.equal(await say(app, await form(MERGED, 'Em', 'not-poor', { by, on: DAY }), by), 'taken');
  assert.equal(await say(app, decide(A, '1/QĐ'), chair), 'taken');
  for (const on of [DAY, BEFORE])
    for (const name of ['Em', 'Giang'])
      assert.equal(await say(app, await form(MERGED, name, 'poor', { by, on }), by), 'list-already-decided', `${name} ${on}`);
});

test('a hamlet that left before its commune decided: its visits of before come on the list of its new commune', async () => {
  const { app } = LEFT;
  await take(app, [register('Em', HAMLETS[1], 4, 'on-list'), reform([HAMLETS[1]], B)]);
  assert.equal(await say(app, decide(A, '1/QĐ'), reaching(person('chair', 'commune-chair', A), [HAMLETS[0]], A)), 'taken');
  const by = reaching(person('enumerator', 'enumerator', B), HAMLETS.slice(1), B);
  assert.equal(await say(app, await form(LEFT, 'Em', 'poor', { by, on: BEFORE }), by), 'taken');
});

test('a hamlet that came to a commune after its decision, or left one: what was decided stands, who was not is visited', async () => {
  const { app } = ENTERED;
  await take(app, [register('An', HAMLETS[1], 4, 'on-list'), register('Ba', HAMLETS[1], 4, 'on-list'), register('Chi', HAMLETS[1], 4)]);
  await take(app, [register('Em', HAMLETS[2], 4, 'on-list')]);
  const before = person('enumerator', 'enumerator', A);
  for (const [name, wanted] of [
    ['An', 'poor'],
    ['Ba', 'not-poor'],
    ['Chi', 'not-poor'],
  ] as const)
    assert.equal(await say(app, await form(ENTERED, name, wanted, { by: before, on: BEFORE }), before), 'taken');
  assert.equal(await say(app, decide(A, '1/QĐ'), person('chair', 'commune-chair', A)), 'taken');
  const office = [reform([HAMLETS[1]], B, NEXT_DAY.today), reform([HAMLETS[2]], A, NEXT_DAY.today)];
  for (const one of office) assert.equal(await say(app, one, 'system', NEXT_DAY), 'taken');
  const inB = reaching(person('enumerator', 'enumerator', B), [HAMLETS[1], HAMLETS[3]], B, NEXT_DAY.today);
  const inA = reaching(person('enumerator', 'enumerator', A), [HAMLETS[0], HAMLETS[2]], A, NEXT_DAY.today);
  for (const on of [BEFORE, NEXT_DAY.today]) {
    const tell = async (name: string, by: Person) => say(app, await form(ENTERED, name, 'poor', { by, on }), by, NEXT_DAY);
    assert.equal(await tell('An', inB), 'decided-already', 'named by the decision');
    assert.equal(await tell('Ba', inB), 'decided-already', 'found not poor, and so not named');
    assert.equal(await tell('Chi', inB), 'taken', 'of whom the list said nothing');
  }
  const visit = async (on: string) => say(app, await form(ENTERED, 'Em', 'poor', { by: inA, on }), inA, NEXT_DAY);
  assert.equal(await visit(NEXT_DAY.today), 'list-already-decided');
  assert.equal(await visit(BEFORE), 'taken', 'when its commune was open, and of whom no decision spoke');
});

test('a hamlet that was cut since: a visit, a form on paper and a correction of before are taken in its parts', async () => {
  const { app, owner, ownerPool } = CUT;
  const names = ['An', 'Ba', 'Chi'];
  await take(
    app,
    names.map((name) => register(name, HAMLETS[0], 4, 'on-list')),
  );
  const before = person('enumerator', 'enumerator', A);
  assert.equal(await say(app, await form(CUT, 'Chi', 'poor', { by: before, on: BEFORE }), before), 'taken');
  const part = (n: number, communeId: string, of: readonly string[]) => ({
    hamlet: {
      ...{ areaId: id(`part ${n}`), bookId: id(`part book ${n}`), name: `Ấp 1.${n}`, kind: 'ap', communeId, from: DAY, synthetic: true },
    },
    householdIds: of.map(household),
  });
  await take(app, [command('cut-hamlet', { hamletId: HAMLETS[0], on: DAY, into: [part(1, A, ['An', 'Chi']), part(2, B, ['Ba'])] })]);
  const by = reaching(before, [HAMLETS[1], id('part 1')], A);
  const desk = reaching(person('officer', 'commune-officer', B), [HAMLETS[2], HAMLETS[3], id('part 2')], B);
  assert.equal(await say(app, await form(CUT, 'An', 'poor', { by, on: BEFORE }), by), 'taken');
  assert.equal(await say(app, await form(CUT, 'Chi', 'not-poor', { by, on: BEFORE }), by), 'taken', 'a correction');
  const typed = (await form(CUT, 'Ba', 'poor', { by: desk, on: BEFORE })).payload;
  assert.equal(await say(app, command('interview-finished', { ...typed, paper: { interviewer: 'Lê Văn Tám' } }), desk), 'taken');
  const rows = async () => (await ownerPool.query('select household_id, hamlet_id, area_type, answers from interview order by 1')).rows;
  const stood = await rows();
  assert.deepEqual(
    names.map((name) => stood.find((row) => row.household_id === household(name))?.hamlet_id),
    [id('part 1'), id('part 2'), id('part 1')],
  );
  assert.deepEqual((await verify(app, { rootsFile: null })).faults, []);
  await rebuild(owner);
  assert.deepEqual(await rows(), stood);
});
