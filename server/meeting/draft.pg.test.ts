/** The draft once it is no draft any more: the lists are those of the decision, the households that escaped among them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { date } from '../../core/kernel/dates.ts';
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
import { keepAreaTree } from '../access/areas.ts';
import { asActor } from '../http/transaction.ts';
import { getRound } from '../interview/rounds.ts';
import { judgeByRulebooks } from '../ledger/judge.ts';
import { viewDraft } from './draft.ts';

const { app } = await withDatabase();
await found(app);
const chair = person('chair', 'commune-chair', COMMUNES[0]);

function listsNow() {
  return asActor(app, chair.scope, async (tx) => {
    const context = { tx, actor: chair.actor, tree: await keepAreaTree()(tx), today: date(CLOCK.today) };
    const options = { communeId: COMMUNES[0], rulebook: undefined, judge: judgeByRulebooks };
    const { lists, allowed } = await viewDraft(context, await getRound(tx, ROUND.roundId), options);
    const names = Object.entries(lists).map(([list, rows]) => [list, rows.map((row) => row.headName)]);
    return { allowed, lists: Object.fromEntries(names) };
  });
}

test('a household without a class says which answers it waits for', async () => {
  const answers = answersOf('Mơ', 'poor');
  const { toilet: _unsaid, ...household } = answers.household;
  const unsaid = { household, members: answers.members.map(({ healthInsurance: _left, ...member }) => member) };
  await take(app, [register('Mơ', HAMLETS[1], 4, 'on-list'), interview('Mơ', { answers: unsaid })]);
  const draft = await asActor(app, chair.scope, async (tx) => {
    const context = { tx, actor: chair.actor, tree: await keepAreaTree()(tx), today: date(CLOCK.today) };
    return viewDraft(context, await getRound(tx, ROUND.roundId), { communeId: COMMUNES[0], rulebook: undefined, judge: judgeByRulebooks });
  });
  const open = draft.blockers.find(({ code }) => code === 'undetermined') ?? assert.fail();
  assert.deepEqual(
    open.missing[id('household Mơ')]?.toSorted((a, b) => (a.field < b.field ? -1 : 1)),
    [
      { field: 'healthInsurance', people: 4 },
      { field: 'toilet', people: 0 },
    ],
  );
  await take(app, [interview('Mơ', { answers, seen: 4 })]);
});

test('after the decision its own lists are shown, those of the draft before it', async () => {
  const earlier = { origin: null, b1: null, b2: null, reviewedOn: '2025-11-20', reviewer: null, formA: null, source: 'test', year: 2025 };
  for (const [name, was, now] of [
    ['An', 'poor', 'not-poor'],
    ['Bình', 'near-poor', 'not-poor'],
    ['Cúc', 'poor', 'near-poor'],
    ['Dũng', null, 'poor'],
  ] as const) {
    await take(app, [
      register(name, HAMLETS[0], 4, 'on-list'),
      ...(was === null ? [] : [command('status-recorded', { ...earlier, householdId: id(`household ${name}`), class: was })]),
      interview(name, { answers: answersOf(name, now) }),
    ]);
  }
  const before = await listsNow();
  assert.equal(before.allowed, true);
  assert.deepEqual([before.lists['escapedPoverty']?.length, before.lists['escapedNearPoverty']], [2, ['Bình']]);
  const decision = { decisionId: id('decision'), roundId: ROUND.roundId, rulebook: '2022-2026', communeId: COMMUNES[0] } as const;
  await take(app, [command('decide-list', { ...decision, number: '1/QĐ-UBND', decidedOn: CLOCK.today })], chair);
  assert.deepEqual(await listsNow(), { allowed: false, lists: before.lists });
});
