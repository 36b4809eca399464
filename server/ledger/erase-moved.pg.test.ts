/** A household that came from another commune: forgotten everywhere by where it is now, decided once in a round. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
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
import { submit } from './door.ts';
import { verify } from './verify.ts';

const { app, ownerPool } = await withDatabase();
await found(app);
const household = (name: string) => id(`household ${name}`);
const moved = (name: string, toHamletId: string, on = '2026-09-20') =>
  command('move-household', { householdId: household(name), toHamletId, address: null, on });
const erase = (name: string) => command('erase', { householdId: household(name), ground: 'Theo yêu cầu của chủ hộ', office: 'UBND xã' });
const decide = (commune: 0 | 1) =>
  command('decide-list', {
    ...{ decisionId: id(`decision ${commune}`), roundId: ROUND.roundId, rulebook: '2022-2026', communeId: COMMUNES[commune] },
    ...{ number: '1/QĐ-UBND', decidedOn: CLOCK.today },
  });
const tell = async (who: Parameters<typeof submit>[1], ...sent: unknown[]) =>
  (await submit(app, who, sent, CLOCK)).map((each) => each.problem?.code ?? each.answer);
const chairs = COMMUNES.map((areaId, i) => person(`chair ${i}`, 'commune-chair', areaId));
const [chairOfOld, chairOfNew] = chairs;
assert.ok(chairOfOld && chairOfNew);

test('the chair of where it is now forgets it in the books of both communes; nobody else can, and nothing else comes within reach', async () => {
  await take(app, [register('Tư', HAMLETS[0], 3, 'on-list'), register('Ở Lại', HAMLETS[0], 2), register('Chưa Đi', HAMLETS[0], 2)]);
  await take(app, [moved('Tư', HAMLETS[1], '2026-09-10'), moved('Tư', HAMLETS[2])]);
  assert.deepEqual(await tell(chairOfOld, erase('Tư')), ['not-your-area']);
  assert.deepEqual(await tell(chairOfNew, erase('Chưa Đi')), ['not-your-area']);
  assert.deepEqual(await tell(person('officer', 'commune-officer', COMMUNES[1]), erase('Tư')), ['not-your-role']);
  const stranger = command('household-corrected', { householdId: household('Ở Lại'), address: 'của người khác' });
  assert.deepEqual(await tell(chairOfNew, stranger, erase('Tư'), { ...stranger, commandId: id('again') }), [
    'not-your-role',
    'taken',
    'not-your-role',
  ]);
  const bodies = await ownerPool.query(
    `select e.kind, p.body from event e join payload p using (event_id) where e.household_id = $1 order by e.seq`,
    [household('Tư')],
  );
  assert.deepEqual(
    bodies.rows.map(({ kind }) => kind),
    ['erased', 'erased', 'erased'],
    'one in each book, and no other body',
  );
  for (const { body } of bodies.rows) assert.doesNotMatch(String(body), /Tư/);
  for (const table of ['member', 'residence', 'interview', 'verdict', 'status', 'review_list'])
    assert.equal((await ownerPool.query(`select 1 from ${table} where household_id = $1`, [household('Tư')])).rowCount, 0, table);
  const report = await verify(app, { rootsFile: null });
  assert.deepEqual([report.faults, report.erased.length], [[], 3]);
});

test('decided in the commune that it left, it is not decided again where it moved in, whatever it was found to be', async () => {
  const visit = (name: string, wanted: 'poor' | 'not-poor') =>
    interview(name, { answers: answersOf(name, wanted, { causes: ['illness'] }) });
  await take(app, [
    register('Nghèo Đi', HAMLETS[0], 4, 'on-list'),
    register('Khá Đi', HAMLETS[0], 4),
    register('Người Mới', HAMLETS[2], 4, 'on-list'),
    command('review-listed', { householdId: household('Khá Đi'), roundId: ROUND.roundId, why: 'request' }),
    visit('Nghèo Đi', 'poor'),
    visit('Khá Đi', 'not-poor'),
    visit('Người Mới', 'poor'),
  ]);
  assert.deepEqual(await tell(chairOfOld, decide(0)), ['taken']);
  await take(app, [moved('Nghèo Đi', HAMLETS[2], CLOCK.today), moved('Khá Đi', HAMLETS[2], CLOCK.today)]);
  assert.deepEqual(await tell('system', visit('Nghèo Đi', 'not-poor')), ['decided-already']);
  assert.deepEqual(await tell(chairOfNew, decide(1)), ['taken']);
  const { rows } = await ownerPool.query(
    `select h.head_name as name, d.commune_id as commune from status s join household h using (household_id) join decision d using (decision_id)
      where s.round_id = $1 order by 1`,
    [ROUND.roundId],
  );
  assert.deepEqual(rows, [
    { name: 'Nghèo Đi', commune: COMMUNES[0] },
    { name: 'Người Mới', commune: COMMUNES[1] },
  ]);
});
