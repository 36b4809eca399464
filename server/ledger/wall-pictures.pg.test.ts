/**
 * Pictures of walls over the years (ảnh niêm yết theo thời gian): of a result by income they are told with its case, also after a rebuild; they go
 * when the household is forgotten or the request is over its time, and those of lists after their period, by the chair; a hold keeps them.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommandBody } from '../../core/kinds.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { eraseOf } from '../../tools/test/lively-province.ts';
import { pictureOf } from '../../tools/test/pictures.ts';
import { CLOCK, command, COMMUNES, found, HAMLETS, id, person, register, take } from '../../tools/test/small-province.ts';
import { setScope } from '../db/scope.ts';
import { submit } from './door.ts';
import { rebuild } from './rebuild.ts';
import { readOverTime } from './retention.ts';
import { sqlOfKysely } from './sql.ts';
import { verify } from './verify.ts';
import { wallPictureId } from './wall-pictures.ts';

const { app, owner, ownerPool } = await withDatabase();
await found(app);
const [commune] = COMMUNES;
const officer = person('officer', 'commune-officer', commune);
const chair = person('chair', 'commune-chair', commune);
const NAMES = ['An', 'Bình', 'Cúc', 'Dũng'] as const;
type Name = (typeof NAMES)[number];
const pictures = (name: Name): readonly [string, string] => {
  const at = NAMES.indexOf(name);
  return [wallPictureId(pictureOf({ dots: 10 + at })), wallPictureId(pictureOf({ dots: 50 + at }))];
};
const at = (name: Name) => ({ requestId: id(`request ${name}`), communeId: commune, hamletId: HAMLETS[0] });
const of = (name: Name) => ({ ...at(name), householdId: id(`household ${name}`) });
const LATER = { now: '2027-10-02T02:00:00.000Z', today: '2027-10-02' };
const DUE = { now: '2029-01-01T02:00:00.000Z', today: '2029-01-01' };

async function tell(sent: unknown, who: Parameters<typeof submit>[1] = officer, clock: { now: string; today: string } = CLOCK) {
  const [answer] = await submit(app, who, [sent], clock);
  return answer?.problem?.code ?? answer?.answer;
}
/** As the route leaves them. */
async function lay(picture: Buffer): Promise<string> {
  const pictureId = wallPictureId(picture);
  await ownerPool.query('insert into wall_picture (picture_id, hamlet_id, account_id, kept_at, picture) values ($1, $2, $3, $4, $5)', [
    ...[pictureId, HAMLETS[0], officer.actor.accountId, CLOCK.now, picture],
  ]);
  return pictureId;
}
const kept = async () =>
  (await ownerPool.query<{ id: string }>('select picture_id as id from wall_picture order by 1')).rows.map(({ id: one }) => one);
const cases = async () =>
  (
    await ownerPool.query<{ up: string | null; down: string | null }>(
      'select photo_up as up, photo_down as down from income_case where request_id = $1',
      [id('request An')],
    )
  ).rows.map(({ up, down }) => [up, down]);
const over = (today: string) =>
  app.transaction().execute(async (tx) => {
    const sql = sqlOfKysely(tx);
    await setScope(sql, { accountId: 'system', reach: 'all', today });
    return (await readOverTime(sql, 'photos', { hamletId: HAMLETS[0], today })) ?? assert.fail();
  });
const apply = (what: CommandBody<'apply-retention'>['what'], eventIds: readonly string[]) =>
  command('apply-retention', { hamletId: HAMLETS[0], what, eventIds: [...eventIds], office: 'UBND xã' });

async function hang(name: Name): Promise<void> {
  const lodged = { ...at(name), form: 'average-living', via: 'desk', dossier: null, lodgedOn: CLOCK.today, name } as const;
  const lines = [{ source: 'crops' as const, income: 48_000_000, expense: 0 }];
  await take(app, [
    register(name, HAMLETS[0]),
    command('lodge-request', { ...lodged, address: null, contact: null, text: 'Xin xác nhận', secret: 'ABCDEFGHJK' }),
    command('check-income', { ...of(name), memberId: null, checkedOn: CLOCK.today, agricultural: true, lines, because: null }),
  ]);
  const [up, down] = pictures(name);
  const post = () => command('post-income', { ...of(name), from: CLOCK.today, photo: up });
  assert.equal(await tell(post()), 'wall-picture-missing');
  assert.equal(await lay(pictureOf({ dots: 10 + NAMES.indexOf(name) })), up);
  assert.equal(await tell({ ...post(), commandId: id(`post ${name}`) }), 'taken');
  const takeDown = () => command('take-down-income', { ...of(name), on: CLOCK.today, photo: down });
  assert.equal(await tell(takeDown()), 'wall-picture-missing');
  await lay(pictureOf({ dots: 50 + NAMES.indexOf(name) }));
  assert.equal(await tell({ ...takeDown(), commandId: id(`take down ${name}`) }), 'taken');
}

await take(app, [
  command('account-created', {
    ...{ accountId: officer.actor.accountId, username: 'can.bo', displayName: 'Cán Bộ', grants: [...officer.actor.grants] },
  }),
]);

test('a result by income hangs and comes down with its pictures, told with its case and after a rebuild', async () => {
  for (const name of NAMES) await hang(name);
  assert.deepEqual(await cases(), [pictures('An')]);
  await rebuild(owner);
  assert.deepEqual(await cases(), [pictures('An')]);
  assert.deepEqual(await kept(), NAMES.flatMap(pictures).toSorted(), 'a rebuild leaves what lies beside the register');
});

test('checked again it has hung no more, and its pictures stay as what the ledger names', async () => {
  const lines = [{ source: 'crops' as const, income: 47_000_000, expense: 0 }];
  const check = { memberId: null, checkedOn: CLOCK.today, agricultural: true, lines, because: null };
  assert.equal(await tell(command('check-income', { ...of('Dũng'), ...check })), 'taken');
  const { rows } = await ownerPool.query('select photo_up, photo_down from income_case where request_id = $1', [id('request Dũng')]);
  assert.deepEqual(rows, [{ photo_up: null, photo_down: null }]);
  await ownerPool.query('select forget_unnamed_wall_pictures($1)', [LATER.now]);
  assert.deepEqual(await kept(), NAMES.flatMap(pictures).toSorted());
});

test('they go with the household that is forgotten', async () => {
  await take(app, [eraseOf('Bình')]);
  assert.deepEqual(await kept(), (['An', 'Cúc', 'Dũng'] as const).flatMap(pictures).toSorted());
});

test('they go with the refused request whose time is over', async () => {
  const no = { outcome: 'refused' as const, number: null, clause: 'Nghị định 07/2021/NĐ-CP Điều 3', text: 'Vượt mức' };
  assert.equal(await tell(command('decide-income', { ...of('Cúc'), ...no, decidedOn: CLOCK.today }), chair), 'taken');
  const { ids } = await app.transaction().execute(async (tx) => {
    const sql = sqlOfKysely(tx);
    await setScope(sql, { accountId: 'system', reach: 'all', today: LATER.today });
    return (await readOverTime(sql, 'refused-requests', { hamletId: HAMLETS[0], today: LATER.today })) ?? assert.fail();
  });
  assert.equal(await tell(apply('refused-requests', ids), chair, LATER), 'taken');
  assert.deepEqual(await kept(), (['An', 'Dũng'] as const).flatMap(pictures).toSorted());
});

test('after their period they go by the chair, unless an order keeps a household of the hamlet', async () => {
  const before = await kept();
  assert.deepEqual((await over('2027-10-01')).ids, [], 'a year to the day');
  assert.deepEqual((await over(LATER.today)).ids, before);
  const hold = { communeId: commune, holdId: id('hold'), ground: 'Quyết định 1/QĐ-TA' };
  assert.equal(await tell(command('hold-set', { ...hold, aboutHousehold: id('household An'), office: 'Tòa án' }), chair, DUE), 'taken');
  assert.deepEqual(await over(DUE.today).then(({ ids, held }) => [ids, held]), [[], before.length]);
  assert.equal(await tell(apply('photos', before), chair, DUE), 'retention-not-due');
  assert.equal(await tell(command('hold-ended', hold), chair, DUE), 'taken');
  assert.equal(await tell({ ...apply('photos', before), commandId: id('too early') }, chair, CLOCK), 'retention-not-due');
  assert.equal(await tell({ ...apply('photos', before), commandId: id('by an officer') }, officer, DUE), 'not-your-role');
  const [first = '', ...rest] = before;
  assert.equal(await tell({ ...apply('photos', [first, id('no picture')]), commandId: id('more') }, chair, DUE), 'retention-not-due');
  assert.equal(await tell({ ...apply('photos', [first]), commandId: id('one') }, chair, DUE), 'taken');
  assert.deepEqual(await kept(), rest);
  assert.equal(await tell({ ...apply('photos', rest), commandId: id('the rest') }, chair, DUE), 'taken');
  assert.deepEqual(await kept(), []);
  assert.deepEqual(await cases(), [pictures('An')], 'that there was one stays told');
  assert.deepEqual((await verify(app, { rootsFile: null })).faults, []);
});
