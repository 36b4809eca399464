/**
 * What a hamlet was asked goes where it goes (chỉ đạo đi theo ấp): of one that was cut its parts are asked, as far as it had come; who still
 * ticks the old hamlet, on a page of before, reaches its heirs. The same from the ledger alone.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommandBody } from '../../core/kinds.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { CLOCK, command, COMMUNES, found, HAMLETS, id, person, PROVINCE, register, take } from '../../tools/test/small-province.ts';
import { submit } from './door.ts';
import { rebuild } from './rebuild.ts';

const { app, owner, ownerPool } = await withDatabase();
const [, COMMUNE] = COMMUNES;
const [CUT, OTHER] = [HAMLETS[2], HAMLETS[3]];
const PARTS = [id('part 1'), id('part 2')] as const;
const HALVES = [id('half here'), id('half there')] as const;
await found(app);
await take(app, [register('Lan', CUT, 2), register('Mai', CUT, 2)]);

const post = person('officer', 'commune-officer', COMMUNE);
const officer = { ...post, scope: { ...post.scope, reach: { hamlets: [CUT, OTHER, ...PARTS, HALVES[0]], communes: [COMMUNE] } } };
const send = (name: string, chosen: readonly string[]) =>
  command('send-directive', {
    ...{ directiveId: id(name), areaId: COMMUNE, text: 'Rà soát xong.', dueOn: null },
    ...{ rule: 'chosen', chosen: [...chosen] },
  });
async function said(sent: unknown): Promise<string | undefined> {
  const [answer] = await submit(app, officer, [sent], CLOCK);
  return answer?.problem?.code ?? answer?.answer;
}
const noted = (name: string, hamletId: string, step: CommandBody<'directive-noted'>['step']) =>
  command('directive-noted', { directiveId: id(name), hamletId, step, at: CLOCK.now, word: step === 'done' ? 'Đã xong' : null });

async function stepsOf(name: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await ownerPool.query<{ hamlet: string; step: string }>(
    `select hamlet_id as hamlet,
            case when done_at is not null then 'done' when opened_at is not null then 'opened' when received_at is not null then 'received' else 'sent' end as step
       from directive_hamlet where directive_id = $1`,
    [id(name)],
  );
  return new Map(rows.map(({ hamlet, step }) => [hamlet, step]));
}

test('the parts of a hamlet that was cut are asked what it was asked, and are as far as it had come', async () => {
  assert.equal(await said(send('opened', [CUT, OTHER])), 'taken');
  assert.equal(await said(send('done', [CUT])), 'taken');
  await take(app, [noted('opened', CUT, 'opened'), noted('done', CUT, 'done')]);
  const part = (areaId: string, n: number, names: readonly string[]) => ({
    hamlet: {
      areaId,
      bookId: id(`book of part ${n}`),
      name: `Ấp 3.${n}`,
      kind: 'ap',
      communeId: COMMUNE,
      from: CLOCK.today,
      synthetic: true,
    },
    householdIds: names.map((name) => id(`household ${name}`)),
  });
  await take(app, [
    command('cut-hamlet', { hamletId: CUT, on: CLOCK.today, into: [part(PARTS[0], 1, ['Lan']), part(PARTS[1], 2, ['Mai'])] }),
  ]);
  const opened = new Map([
    [CUT, 'opened'],
    [OTHER, 'sent'],
    [PARTS[0], 'opened'],
    [PARTS[1], 'opened'],
  ]);
  const done = new Map([
    [CUT, 'done'],
    [PARTS[0], 'done'],
    [PARTS[1], 'done'],
  ]);
  assert.deepEqual(
    [await stepsOf('opened'), await stepsOf('done')].map((one) => [...one].sort()),
    [opened, done].map((one) => [...one].sort()),
  );
  await take(app, [noted('opened', PARTS[1], 'done')]);
  assert.equal((await stepsOf('opened')).get(PARTS[1]), 'done');
});

test('a page of before still ticks the old hamlet: its heirs are reached, each once, and nobody of elsewhere', async () => {
  assert.equal(await said(send('after', [CUT, PARTS[0], OTHER])), 'taken');
  assert.deepEqual([...(await stepsOf('after')).keys()].sort(), [...PARTS, OTHER].sort());
  assert.equal(await said(send('elsewhere', [HAMLETS[0]])), 'directive-hamlet-elsewhere');
  assert.equal(await said(send('nowhere', [id('no hamlet')])), 'directive-hamlet-elsewhere');
});

test('a hamlet that was cut across two communes: a commune is told to name its own part, the province reaches both by the old one', async () => {
  const [across, there] = [HAMLETS[0], COMMUNES[0]];
  await take(app, [register('Nga', across, 2), register('Oanh', across, 2)]);
  const into = [COMMUNE, there].map((communeId, i) => ({
    hamlet: {
      ...{ areaId: HALVES[i] ?? '', bookId: id(`book of half ${i}`), name: `Ấp 1.${i}`, kind: 'ap', communeId, from: CLOCK.today },
      synthetic: true,
    },
    householdIds: [id(`household ${i === 0 ? 'Nga' : 'Oanh'}`)],
  }));
  await take(app, [command('cut-hamlet', { hamletId: across, on: CLOCK.today, into })]);
  assert.equal(await said(send('across', [across, OTHER])), 'directive-hamlet-cut');
  assert.equal(await said(send('across', [HALVES[0], OTHER])), 'taken');
  assert.deepEqual([...(await stepsOf('across')).keys()].sort(), [HALVES[0], OTHER].sort());
  const all = command('send-directive', { ...send('of the province', [across]).payload, areaId: PROVINCE });
  const [answer] = await submit(app, person('province', 'province-officer', PROVINCE), [all], CLOCK);
  assert.equal(answer?.answer, 'taken', JSON.stringify(answer?.problem));
  assert.deepEqual([...(await stepsOf('of the province')).keys()].sort(), [...HALVES].sort());
});

test('the ledger alone says the same', async () => {
  const all = async () =>
    Promise.all(['opened', 'done', 'after', 'across', 'of the province'].map(async (name) => [...(await stepsOf(name))].sort()));
  const before = await all();
  await rebuild(owner);
  assert.deepEqual(await all(), before);
});
