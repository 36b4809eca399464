/** What a hamlet hands over where it may not look: a household that another commune has forgotten, an id that another hamlet has used. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Kysely, PostgresDialect } from 'kysely';
import { withDatabase } from '../../tools/test/database.ts';
import { CLOCK, command, COMMUNES, found, HAMLETS, id, person, register, take } from '../../tools/test/small-province.ts';
import { submit, type Who } from './door.ts';

const { app, appPool, ownerPool } = await withDatabase();
await found(app);
const here = person('enumerator', 'enumerator', HAMLETS[0]);
const beside = person('beside', 'enumerator', HAMLETS[1]);
const foreign = person('foreign', 'enumerator', HAMLETS[2]);
const handing = (name: string, hamlet: 0 | 1 | 2, handoverId = id(`refused ${name}`)) =>
  command('handed-over', {
    ...{ handoverId, householdId: id(`household ${name}`), hamletId: HAMLETS[hamlet], headName: name },
    ...{ refusedBecause: 'not-your-role', form: JSON.stringify({ name }), word: null },
  });
const tell = async (sent: unknown, who: Who) => {
  const [answer] = await submit(app, who, [sent], CLOCK);
  return answer?.problem ?? answer?.answer;
};
const namedIn = async (name: string) => (await ownerPool.query('select from payload where body like $1', [`%${name}%`])).rows.length;

test('what one commune has forgotten another brings back on no form; what is out of reach and there may be handed over', async () => {
  await take(app, [register('Quên', HAMLETS[0], 2), register('Còn', HAMLETS[0], 2)]);
  assert.equal(await tell(handing('Còn', 2), foreign), 'taken', 'it moved away while the phone was out of touch');
  const erase = command('erase', { householdId: id('household Quên'), ground: 'theo yêu cầu', office: 'UBND xã' });
  await take(app, [erase], person('chair', 'commune-chair', COMMUNES[0]));
  for (const [hamlet, who] of [
    [0, here],
    [2, foreign],
  ] as const)
    assert.deepEqual(await tell(handing('Quên', hamlet), who), { code: 'household-not-present', state: 'erased' });
  assert.equal(await namedIn('Quên'), 0);
});

test('an id is handed over under in one hamlet of a commune', async () => {
  const handoverId = id('refused twice');
  assert.equal(await tell(handing('Hai', 0, handoverId), here), 'taken');
  const again = await tell(handing('Hai', 1, handoverId), beside);
  assert.equal(typeof again === 'object' && again.code, 'handover-of-another');
  assert.equal(typeof again === 'object' && again['day'], CLOCK.today);
  assert.equal(await tell(handing('Ba', 1), beside), 'taken');
});

test('what lies in a hamlet is read once, however many a withdrawn phone hands in; within a batch each is known to the next', async () => {
  const statements: string[] = [];
  const watched = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: appPool }),
    log: ({ query }) => void statements.push(query.sql),
  });
  const many = Array.from({ length: 40 }, (_, i) => handing(`Nhiều ${i}`, 0));
  const [first] = many;
  assert.ok(first !== undefined);
  const twice = { ...first, commandId: id('the first once more') };
  const answers = await submit(watched, here, [...many, twice], CLOCK);
  assert.deepEqual(
    answers.map(({ answer, problem }) => problem?.code ?? answer),
    [...many.map(() => 'taken'), 'handover-open'],
  );
  const reading = statements.filter((text) => text.includes(`in ('handed-over', 'handover-settled')`));
  assert.equal(reading.length, 1, `${reading.length} times`);
});
