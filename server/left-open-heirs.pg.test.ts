/**
 * What a commune left open when it went into another one (việc còn dở khi xã sáp nhập): a list that still hangs is taken down, a doubt is answered
 * by the heir; neither before its day, nor by anybody whom it does not concern. A rebuild gives the same.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommandBody } from '../core/kinds.ts';
import { USUAL_PROCEDURE } from '../core/meeting/procedure.ts';
import { withDatabase } from '../tools/test/database.ts';
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
} from '../tools/test/small-province.ts';
import { POSTING_WITHOUT_MEETING } from '../tools/village/office.ts';
import { asActor } from './http/transaction.ts';
import { listFlags } from './register/flags-store.ts';
import { submit, type Who } from './ledger/door.ts';
import { readLeftWalls } from './ledger/left-walls.ts';
import { rebuild } from './ledger/rebuild.ts';
import { sqlOfKysely } from './ledger/sql.ts';
import { verify } from './ledger/verify.ts';

const { app, owner, ownerPool } = await withDatabase();
await found(app);
const [FORMER, HEIR] = COMMUNES;
const roundId = id('round of the former alone');
const household = (name: string) => id(`household ${name}`);
type Person = Extract<Who, object>;
const former = person('officer of the former', 'commune-officer', FORMER);
const reviewer = person('reviewer of the former', 'commune-officer', FORMER);
const kept = person('who went along', 'commune-officer', HEIR);
const heirBefore = person('officer of the heir', 'commune-officer', HEIR);
/** After the reform both hamlets of the former are the heir's too. */
const merged = (who: Person): Person => ({ ...who, scope: { ...who.scope, reach: { hamlets: [...HAMLETS], communes: [HEIR] } } });
const heir = merged(heirBefore);

async function tell(sent: unknown, who: Parameters<typeof submit>[1]) {
  const [answer] = await submit(app, who, [sent], CLOCK);
  return answer?.problem?.code ?? answer?.answer;
}
const grant = (areaId: string) => [{ role: 'commune-officer' as const, areaId, from: '2020-01-01', to: null }];
const account = (who: Person, name: string, areaIds: readonly string[]) =>
  command('account-created', {
    ...{ accountId: who.actor.accountId, username: name, displayName: name.toUpperCase() },
    grants: areaIds.flatMap(grant),
  });
const flag = (name: string, about: Partial<CommandBody<'raise-flag'>>, by = reviewer) =>
  command('raise-flag', {
    ...{ flagId: id(name), roundId, communeId: FORMER, aboutHousehold: null, aboutAccount: null, aboutHamlet: null },
    ...{ matter: 'bunched', reviewerId: by.actor.accountId, ...about },
  });
const answer = (name: string, communeId: string = HEIR) =>
  command('answer-flag', { flagId: id(name), communeId, outcome: 'as-it-is', householdId: null });
const down = (name: string, hamletId: string) => command('take-down-list', { postingId: id(name), hamletId, on: CLOCK.today, photo: null });

/** As the pages read them. */
const seenBy = ({ scope }: Person, communeId: string, hamlets: readonly string[]) =>
  asActor(app, scope, async (tx) => ({
    flags: (await listFlags(tx, { communeId, roundId: ROUND.roundId }))
      .filter(({ outcome }) => outcome === null)
      .map(({ flagId }) => flagId)
      .sort(),
    walls: (await readLeftWalls(sqlOfKysely(tx), hamlets)).map(({ postingId, hamletId }) => `${postingId} ${hamletId}`).sort(),
  }));

test('a round of the former alone: its list hangs and doubts are given', async () => {
  await take(app, [
    account(former, 'xa.cu', [FORMER]),
    account(reviewer, 'xem.lai', [FORMER]),
    account(kept, 'di.theo', [FORMER, HEIR]),
    account(heirBefore, 'xa.moi', [HEIR]),
    register('An', HAMLETS[0], 3),
    register('Bình', HAMLETS[1], 2),
    command('round-opened', {
      round: { ...ROUND, roundId, kind: 'regular', gates: [...POSTING_WITHOUT_MEETING], procedure: USUAL_PROCEDURE },
      communes: [FORMER],
    }),
    command('review-listed', { householdId: household('An'), roundId, why: 'request' }),
    interview('An', { roundId, answers: answersOf('An', 'poor') }),
    command('gate-passed', { roundId, communeId: FORMER, from: 'interview', to: 'posting' }),
    command('post-list', {
      ...{
        postingId: id('wall'),
        roundId,
        hamletId: HAMLETS[0],
        place: 'hamlet',
        where: 'Nhà văn hóa',
        startsOn: CLOCK.today,
        photo: null,
      },
    }),
  ]);
  const raised = [
    flag('about a household', { matter: 'left-out', aboutHousehold: household('Bình') }),
    flag('about a hamlet', { aboutHamlet: HAMLETS[1] }),
    flag('of who went along', { aboutHamlet: HAMLETS[0] }, kept),
    flag('about an officer', { aboutAccount: heirBefore.actor.accountId }),
  ];
  for (const one of raised.slice(0, 3)) assert.equal(await tell(one, former), 'taken');
  assert.equal(await tell(raised[3], former), 'account-unknown');
  const both = await seenBy(former, FORMER, [HAMLETS[0], HAMLETS[1]]);
  assert.deepEqual([both.flags, both.walls], [[], []], 'they are of a round that takes its own page');
});

const period = {
  ...{ areaId: FORMER, from: '2020-01-01', code: FORMER.slice(1), name: `Đơn vị ${FORMER}`, kind: 'xa', areaType: 'rural' as const },
  ...{ parentId: PROVINCE, synthetic: false },
};
const lineage = (on: string) => [{ fromId: FORMER, toId: HEIR, on, how: 'whole' as const }];

test('before its day the heir to be sees and does nothing of it', async () => {
  await take(app, [
    command('areas-loaded', {
      areas: [{ areaId: FORMER, level: 'commune' }],
      periods: [{ ...period, to: null }],
      lineage: lineage('2027-07-01'),
    }),
  ]);
  assert.deepEqual(await seenBy(heirBefore, HEIR, [HAMLETS[2], HAMLETS[3]]), { flags: [], walls: [] });
  assert.equal(await tell(answer('about a hamlet'), heirBefore), 'flag-unknown');
  assert.equal(await tell(down('wall', HAMLETS[2]), heirBefore), 'posting-unknown');
});

test('a commune that gives a part and lives on answers its doubts itself, and the neighbour is told of none', async () => {
  assert.equal(await tell(flag('about their own officer', { aboutAccount: former.actor.accountId }), 'system'), 'taken');
  await take(app, [
    command('areas-loaded', {
      areas: [{ areaId: FORMER, level: 'commune' }],
      periods: [{ ...period, to: null }],
      lineage: [{ fromId: FORMER, toId: HEIR, on: CLOCK.today, how: 'part' }],
    }),
  ]);
  assert.deepEqual((await seenBy(heirBefore, HEIR, [HAMLETS[2], HAMLETS[3]])).flags, []);
  assert.equal(await tell(answer('about their own officer'), heirBefore), 'flag-unknown');
  assert.equal(await tell(answer('about their own officer', FORMER), reviewer), 'taken');
});

test('from its day on it sees them, takes the list down and answers what its reviewer can answer no more', async () => {
  const moved = [HAMLETS[0], HAMLETS[1]].map((areaId, i) => ({ areaId, communeId: HEIR, name: `Ấp ${i + 1}`, kind: 'ap' }));
  await take(app, [
    command('areas-loaded', {
      areas: [{ areaId: FORMER, level: 'commune' }],
      periods: [{ ...period, to: CLOCK.today }],
      lineage: lineage(CLOCK.today),
    }),
    command('areas-reformed', { on: CLOCK.today, document: 'Nghị quyết 2/NQ-HĐND', hamlets: moved }),
  ]);
  const names = ['about a household', 'about a hamlet', 'of who went along'];
  const left = { flags: names.map((name) => id(name)).sort(), walls: [`${id('wall')} ${HAMLETS[0]}`] };
  assert.deepEqual(await seenBy(heir, HEIR, [...HAMLETS]), left);
  // A third commune's officer, and whoever was of the former.
  const stranger = person('stranger', 'commune-officer', 'a9999');
  assert.deepEqual(
    await seenBy({ ...stranger, scope: { ...stranger.scope, reach: { hamlets: [], communes: ['a9999'] } } }, 'a9999', [...HAMLETS]),
    {
      flags: [],
      walls: [],
    },
  );
  assert.equal(await tell(answer('about a hamlet', FORMER), former), 'not-your-area');
  assert.equal(await tell(answer('of who went along'), heir), 'flag-of-another', 'whoever was asked still holds a post there');
  assert.equal(await tell(answer('of who went along'), merged(kept)), 'taken');
  assert.equal(await tell(answer('about a hamlet'), heir), 'taken');
  assert.equal(await tell(answer('about a hamlet'), heir), 'flag-answered');
  await take(app, [command('tie-declared', { accountId: heirBefore.actor.accountId, householdId: household('Bình'), tie: 'relative' })]);
  assert.equal(await tell(answer('about a household'), heir), 'relatives-household', 'whoever answers, not whoever was asked');
  assert.equal(await tell(down('wall', HAMLETS[0]), heir), 'taken');
  assert.deepEqual(await seenBy(heir, HEIR, [...HAMLETS]), { flags: [id('about a household')], walls: [] });
});

test('a hamlet that was cut: whoever has a part takes its list down, and nobody of another hamlet', async () => {
  const [cut, other] = [HAMLETS[3], HAMLETS[2]];
  const parts = [id('part 1'), id('part 2')] as const;
  const of = { roundId: id('round of the heir alone') };
  await take(app, [
    register('Đào', cut, 2),
    register('Gấm', cut, 2),
    command('round-opened', {
      round: { ...ROUND, ...of, kind: 'regular', gates: [...POSTING_WITHOUT_MEETING], procedure: USUAL_PROCEDURE },
      communes: [HEIR],
    }),
    command('review-listed', { householdId: household('Đào'), ...of, why: 'request' }),
    interview('Đào', { ...of, answers: answersOf('Đào', 'poor') }),
    command('gate-passed', { ...of, communeId: HEIR, from: 'interview', to: 'posting' }),
    command('post-list', {
      ...{
        postingId: id('wall of before'),
        ...of,
        hamletId: cut,
        place: 'hamlet',
        where: 'Nhà văn hóa',
        startsOn: CLOCK.today,
        photo: null,
      },
    }),
  ]);
  assert.deepEqual((await seenBy(heir, HEIR, [...HAMLETS])).walls, [], 'its round shows it');
  const into = (['Đào', 'Gấm'] as const).map((name, i) => ({
    hamlet: {
      ...{ areaId: parts[i] ?? '', bookId: id(`book of part ${i}`), name: `Ấp 4.${i}`, kind: 'ap', communeId: HEIR },
      ...{ from: CLOCK.today, synthetic: true },
    },
    householdIds: [household(name)],
  }));
  await take(app, [command('cut-hamlet', { hamletId: cut, on: CLOCK.today, into })]);
  const headOf = (hamletId: string) => person(`head of ${hamletId}`, 'hamlet-head', hamletId);
  const [first, ...rest] = [...parts].sort();
  const now = { ...heir, scope: { ...heir.scope, reach: { hamlets: [HAMLETS[0], HAMLETS[1], other, ...parts], communes: [HEIR] } } };
  assert.deepEqual((await seenBy(now, HEIR, [...parts, other])).walls, [`${id('wall of before')} ${first}`], 'once');
  assert.equal(await tell(down('wall of before', other), headOf(other)), 'posting-unknown');
  assert.deepEqual((await seenBy(headOf(rest[0] ?? ''), HEIR, rest)).walls, [`${id('wall of before')} ${rest[0]}`]);
  assert.equal(await tell(down('wall of before', parts[1]), headOf(parts[1])), 'taken');
  assert.deepEqual((await seenBy(now, HEIR, [...parts])).walls, []);
});

test('a rebuild gives the same, the ledger verifies', async () => {
  const all = async () => [
    (await ownerPool.query('select * from flag order by flag_id')).rows,
    (await ownerPool.query('select * from posting order by posting_id')).rows,
  ];
  const before = await all();
  await rebuild(owner);
  assert.deepEqual(await all(), before);
  assert.deepEqual((await verify(app, { rootsFile: null })).faults, []);
});
