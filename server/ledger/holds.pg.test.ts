/**
 * A hold on a whole commune follows what was the commune's (lệnh giữ cả xã): a household that moved away, its photos, the hamlets after the
 * commune is no more; the heir ends it, and of a commune that was cut only who may in every heir.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withDatabase } from '../../tools/test/database.ts';
import { eraseOf } from '../../tools/test/lively-province.ts';
import { CLOCK, command, COMMUNES, found, HAMLETS, id, person, PROVINCE, register, take } from '../../tools/test/small-province.ts';
import { setScope } from '../db/scope.ts';
import { submit } from './door.ts';
import { readHolds } from './holds.ts';
import { rebuild } from './rebuild.ts';
import { readOverTime } from './retention.ts';
import { sqlOfKysely } from './sql.ts';

const { app, owner, ownerPool } = await withDatabase();
await found(app);
const [HELD, OTHER] = COMMUNES;
/** Takes all of the first commune and a part of the second; the rest of that is the last one's. */
const [HEIR, REST] = ['a9103', 'a9104'] as const;
const ON = CLOCK.today;
const NEW_HAMLET = id('hamlet of the heir');
const household = (name: string) => id(`household ${name}`);
const photo = (name: string) => ({ photoId: id(`photo of ${name}`), householdId: household(name) });
const heldChair = person('chair of the held', 'commune-chair', HELD);
const otherChair = person('chair of the other', 'commune-chair', OTHER);
const otherOfficer = person('officer of the other', 'commune-officer', OTHER);
const heirPost = person('chair of the heir', 'commune-chair', HEIR);
const heirHamlets = [HAMLETS[0], HAMLETS[1], HAMLETS[2], NEW_HAMLET];
const heirScope = { ...heirPost.scope, reach: { hamlets: heirHamlets, communes: [HEIR] } };
const heirChair = { ...heirPost, scope: heirScope };
const provinceOfficer = person('officer of the province', 'province-officer', PROVINCE);

const code = async (sent: unknown, who: Parameters<typeof submit>[1]) => {
  const [answer] = await submit(app, who, [sent], CLOCK);
  return answer?.problem?.code ?? answer?.answer;
};
let tried = 0;
const erase = (name: string, who: Parameters<typeof submit>[1]) => code({ ...eraseOf(name), commandId: id(`erase ${++tried}`) }, who);
const unphoto = (name: string) => command('photo-removed', { ...photo(name), why: 'chụp nhầm' });
const hold = (communeId: string) =>
  command('hold-set', { holdId: id(`hold of ${communeId}`), communeId, aboutHousehold: null, ground: 'Quyết định 1', office: 'Tòa án' });
const end = (communeId: string, by: string) => command('hold-ended', { holdId: id(`hold of ${communeId}`), communeId: by, ground: 'Xong' });

await take(app, [...['An', 'Bình'].map((name) => register(name, HAMLETS[0])), ...['Cúc', 'Lan'].map((name) => register(name, HAMLETS[2]))]);
await take(
  app,
  ['An', 'Bình', 'Lan'].map((name) =>
    command('photo-taken', { ...photo(name), of: 'dwelling', takenAt: CLOCK.now, bytes: 1, hash: 'b'.repeat(64) }),
  ),
);

test('a picture from before a move is removed by the commune where the household lives now', async () => {
  await take(app, [
    register('Dũng', HAMLETS[0]),
    command('photo-taken', { ...photo('Dũng'), of: 'dwelling', takenAt: CLOCK.now, bytes: 1, hash: 'b'.repeat(64) }),
    command('move-household', { householdId: household('Dũng'), toHamletId: HAMLETS[2], address: null, on: ON }),
  ]);
  assert.notEqual(await code(unphoto('Dũng'), person('officer of the held', 'commune-officer', HELD)), 'taken');
  assert.equal(await code(unphoto('Dũng'), otherOfficer), 'taken');
  assert.equal(await code(command('photo-removed', { ...photo('Dũng'), why: 'lần nữa' }), otherOfficer), 'photo-removed');
});

test('a hold on a household follows it into the one that it was joined with', async () => {
  await take(app, [register('Giang', HAMLETS[2]), register('Hoa', HAMLETS[2]), register('Khoa', HAMLETS[2])]);
  const ordered = { holdId: id('hold of Giang'), communeId: OTHER, ground: 'Quyết định 2', office: 'Tòa án' };
  assert.equal(await code(command('hold-set', { ...ordered, aboutHousehold: household('Giang') }), otherChair), 'taken');
  const merge = (name: string, into: string) =>
    command('merge-households', { householdId: household(name), intoHouseholdId: household(into), on: ON });
  await take(app, [merge('Giang', 'Hoa'), merge('Hoa', 'Khoa')]);
  assert.equal(await erase('Giang', otherChair), 'data-held');
  assert.equal(await erase('Khoa', otherChair), 'data-held', 'its people are there now, through two mergers');
  assert.equal(await code(command('hold-ended', { holdId: ordered.holdId, communeId: OTHER, ground: 'Xong' }), otherChair), 'taken');
  assert.equal(await erase('Khoa', otherChair), 'taken');
});

test('a household that moved out of the held commune keeps its bodies and its photos; its new neighbours are free', async () => {
  assert.equal(await code(hold(HELD), heldChair), 'taken');
  assert.equal(await code(unphoto('Bình'), person('officer of the held', 'commune-officer', HELD)), 'data-held');
  await take(app, [command('move-household', { householdId: household('An'), toHamletId: HAMLETS[2], address: null, on: ON })]);
  const bodies = async () =>
    (await ownerPool.query('select from payload join event using (event_id) where household_id = $1', [household('An')])).rowCount;
  const before = await bodies();
  assert.equal(await erase('An', otherChair), 'data-held');
  assert.equal(await code(unphoto('An'), otherOfficer), 'data-held');
  assert.equal(await bodies(), before);
  assert.equal(await code(unphoto('Lan'), otherOfficer), 'taken');
  assert.equal(await erase('Lan', otherChair), 'taken');
  assert.equal(await code(end(HELD, OTHER), otherChair), 'hold-unknown', 'as long as the commune is there it is that one’s');
});

test('after a merger and a cut the hold keeps what was the commune’s, and nothing else of the heir', async () => {
  const asked = { communeId: HELD, hamletId: HAMLETS[1], requestId: id('request') };
  const lodged = { form: 'review', via: 'desk', dossier: null, lodgedOn: ON, address: null, contact: null } as const;
  const told = { name: 'Lê Văn Xin', text: 'Mất việc', secret: 'ABCDEFGHJK' };
  const answer = { outcome: 'refused', householdId: null, roundId: null, refusal: 'other', quick: null, text: 'Không nhận' } as const;
  await take(app, [command('lodge-request', { ...asked, ...lodged, ...told }), command('answer-request', { ...asked, ...answer })]);
  assert.equal(await code(hold(OTHER), otherChair), 'taken');
  await reform();
  assert.equal(await erase('Bình', heirChair), 'data-held');
  assert.equal(await code(unphoto('Bình'), { ...heirChair, ...officerOf(HEIR) }), 'data-held');
  const later = '2037-11-01';
  const over = await app.transaction().execute(async (tx) => {
    await setScope(sqlOfKysely(tx), { accountId: 'system', reach: 'all', today: later });
    return readOverTime(sqlOfKysely(tx), 'refused-requests', { hamletId: HAMLETS[1], today: later });
  });
  assert.deepEqual([over?.ids.length, over?.held], [0, 2]);
  assert.equal(await erase('Mới', heirChair), 'taken');
});

test('the heir sees and ends it; of a commune that was cut only who may in all its heirs', async () => {
  const seen = await app.transaction().execute(async (tx) => {
    await setScope(sqlOfKysely(tx), heirScope);
    return readHolds(sqlOfKysely(tx), HEIR);
  });
  assert.deepEqual(seen.map(({ holdId }) => holdId).sort(), [id(`hold of ${HELD}`), id(`hold of ${OTHER}`)].sort());
  assert.equal(await code(end(HELD, REST), provinceOfficer), 'hold-unknown', 'nothing of the commune went there');
  assert.equal(await code(end(HELD, HEIR), heirChair), 'taken');
  assert.equal(await erase('Bình', heirChair), 'taken');
  assert.equal(await erase('An', heirChair), 'data-held', 'it lives where the other commune was');
  assert.equal(await code(end(OTHER, HEIR), heirChair), 'not-your-area');
  assert.equal(await code(end(OTHER, HEIR), provinceOfficer), 'taken');
  assert.equal(await erase('An', heirChair), 'taken');
  const holds = async () => (await ownerPool.query('select * from legal_hold order by hold_id')).rows;
  const before = await holds();
  assert.ok(before.every(({ ended_on }) => ended_on !== null));
  await rebuild(owner);
  assert.deepEqual(await holds(), before);
});

function officerOf(communeId: string) {
  return { actor: person('officer of the heir', 'commune-officer', communeId).actor };
}

async function reform(): Promise<void> {
  const unit = (areaId: string, from: string, to: string | null) => ({
    ...{ areaId, from, to, code: areaId.slice(1), name: `Đơn vị ${areaId}`, kind: 'phuong', areaType: 'urban' as const },
    ...{ parentId: PROVINCE, synthetic: false },
  });
  const moved = (areaId: string, communeId: string) => ({ areaId, communeId, name: 'Khóm', kind: 'khom' });
  const fresh = {
    areaId: NEW_HAMLET,
    bookId: id('book of the heir'),
    name: 'Khóm mới',
    kind: 'khom',
    communeId: HEIR,
    from: ON,
    synthetic: true,
  };
  await take(app, [
    command('areas-loaded', {
      areas: [HELD, OTHER, HEIR, REST].map((areaId) => ({ areaId, level: 'commune' as const })),
      periods: [...COMMUNES.map((areaId) => unit(areaId, '2020-01-01', ON)), ...[HEIR, REST].map((areaId) => unit(areaId, ON, null))],
      lineage: [
        { fromId: HELD, toId: HEIR, on: ON, how: 'whole' },
        { fromId: OTHER, toId: HEIR, on: ON, how: 'part' },
        { fromId: OTHER, toId: REST, on: ON, how: 'part' },
      ],
    }),
    command('areas-reformed', {
      ...{ on: ON, document: 'Nghị quyết 2/NQ-HĐND' },
      hamlets: [...HAMLETS.slice(0, 3).map((areaId) => moved(areaId, HEIR)), moved(HAMLETS[3], REST)],
    }),
    command('hamlets-added', { hamlets: [fresh] }),
  ]);
  await take(app, [register('Mới', NEW_HAMLET)]);
}
