/**
 * Pictures of lists on the wall, over the web (ảnh niêm yết): who may send and see them, what is refused, that a command names only what lies
 * there, that each look is logged, and that what no command names is gone after a day.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { USUAL_PROCEDURE } from '../../core/meeting/procedure.ts';
import type { PostingsView, WallPictureKept } from '../../core/meeting/posting-views.ts';
import { MOST_PHOTO_BYTES } from '../../core/register/pieces.ts';
import type { CommandsAnswer, InterviewView } from '../../core/views.ts';
import { type Ask, openApi } from '../../tools/test/api.ts';
import { instant } from '../../tools/test/crawl-cases.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { exif, pictureOf } from '../../tools/test/pictures.ts';
import { unsureId, visitUnsure } from '../../tools/test/visit-again.ts';
import { POSTING_WITHOUT_MEETING } from '../../tools/village/office.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import { forgetUnnamedWallPictures, wallPictureId } from '../ledger/wall-pictures.ts';

const NOW = '2026-10-20T02:00:00.000Z';
const database = await withDatabase<unknown>({ max: 4 });
const api = await openApi(database.app, { now: NOW, ways: { gates: [...POSTING_WITHOUT_MEETING], procedure: USUAL_PROCEDURE } });
after(() => api.close());
const { communeId, hamlets } = api.mini.village;
const roundId = api.mini.rounds.now;
const [officer, head, enumerator] = [await api.as('canbo'), await api.as('truongap'), await api.as('rasoat')];
const [hamletId, elsewhere] = [hamlets[0]?.areaId ?? '', hamlets[1]?.areaId ?? ''];
const [onWall, emptyWall, forgotten] = [pictureOf({ dots: 20 }), pictureOf({ dots: 30 }), pictureOf({ dots: 40 })];

let ids = 0;
const newId = () => `0199f200-0000-7000-8000-${String((ids += 1)).padStart(12, '0')}`;
const [posted, bare] = [newId(), newId()];
async function tell(ask: Ask, kind: string, payload: object): Promise<string> {
  const command = { commandId: newId(), kind, v: 1, at: NOW, payload };
  const { answers } = await ask<CommandsAnswer>('/api/commands', { commands: [command] });
  return answers[0]?.problem?.code ?? answers[0]?.answer ?? '';
}
const refusedWith = (asked: Promise<unknown>) =>
  asked.then(
    () => assert.fail('answered'),
    (error: Error) => error.message,
  );
const at = (areaId: string) => `/api/areas/${areaId}/wall-pictures`;
const keep = (ask: Ask, picture: Buffer, areaId = hamletId) => ask<WallPictureKept>(at(areaId), { picture: picture.toString('base64') });
const kept = async () =>
  (await database.ownerPool.query<{ id: string }>('select picture_id as id from wall_picture order by 1')).rows.map(({ id }) => id);
const put = { roundId, hamletId, place: 'hamlet', where: 'Nhà văn hóa', startsOn: '2026-10-20' };
const postingOf = async (postingId: string) => {
  const { view } = await head<{ view: PostingsView }>(`/api/areas/${hamletId}/postings`);
  return view.hamlets[0]?.postings.find((one) => one.postingId === postingId) ?? assert.fail(postingId);
};

test('whoever may post the list of the hamlet sends its picture; sent twice it is one, under an id of its bytes', async () => {
  const { pictureId } = await keep(head, onWall);
  assert.equal(pictureId, wallPictureId(onWall));
  assert.deepEqual(await keep(officer, onWall), { pictureId });
  assert.deepEqual(await kept(), [pictureId]);
  assert.match(await refusedWith(keep(head, onWall, elsewhere)), /403/);
  assert.match(await refusedWith(keep(enumerator, onWall)), /403/);
  assert.match(await refusedWith(keep(await api.as('canbotinh'), onWall)), /403/);
  assert.match(await refusedWith(keep(officer, onWall, communeId)), /404/, 'a list hangs for a hamlet');
  assert.match(await refusedWith(keep(officer, onWall, newId())), /404/);
  assert.deepEqual(await kept(), [pictureId]);
});

test('only a bare picture of its size is kept', async () => {
  const before = await kept();
  const full = pictureOf({ dots: MOST_PHOTO_BYTES });
  assert.match(await refusedWith(keep(head, full)), /413.*photo-too-large/);
  assert.match(await refusedWith(keep(head, pictureOf({ dots: 3 * MOST_PHOTO_BYTES }))), /413.*body-too-large/);
  assert.match(await refusedWith(keep(head, pictureOf({ width: 1_601 }))), /422.*photo-too-large/);
  assert.match(await refusedWith(keep(head, Buffer.from('%PDF-1.7 no picture'))), /422.*photo-not-jpeg/);
  assert.match(await refusedWith(keep(head, pictureOf({ between: exif('GPS 9.93421N') }))), /422.*photo-carries-more/);
  assert.match(await refusedWith(head(at(hamletId), { picture: 'không phải ảnh' })), /400/);
  assert.deepEqual(await kept(), before);
  const over = full.length - MOST_PHOTO_BYTES;
  const most = await keep(head, pictureOf({ dots: MOST_PHOTO_BYTES - over }));
  assert.equal((await kept()).length, before.length + 1, 'just as large as one may be');
  await database.ownerPool.query('delete from wall_picture where picture_id = $1', [most.pictureId]);
});

test('a command names a picture that lies there in that hamlet, or is refused', async () => {
  const view = await enumerator<InterviewView>(`/api/households/${unsureId(api.mini)}/interview`);
  await enumerator('/api/commands', { commands: [visitUnsure(api.mini, view, instant(NOW))] });
  assert.equal(await tell(officer, 'gate-passed', { roundId, communeId, from: 'interview', to: 'posting' }), 'taken');
  const photo = wallPictureId(emptyWall);
  assert.equal(await tell(head, 'post-list', { ...put, postingId: posted, photo }), 'wall-picture-missing');
  await keep(officer, emptyWall, elsewhere);
  assert.equal(await tell(head, 'post-list', { ...put, postingId: posted, photo }), 'wall-picture-missing', 'of another wall');
  assert.equal(await tell(head, 'post-list', { ...put, postingId: posted, photo: wallPictureId(onWall) }), 'taken');
  assert.deepEqual(await postingOf(posted).then(({ photoUp, photoDown }) => [photoUp, photoDown]), [
    { pictureId: wallPictureId(onWall), there: true },
    null,
  ]);
  const down = { postingId: posted, hamletId, on: '2026-10-20' };
  assert.equal(await tell(head, 'take-down-list', { ...down, photo }), 'wall-picture-missing');
  await keep(head, emptyWall);
  assert.equal(await tell(head, 'take-down-list', { ...down, photo }), 'taken');
  assert.deepEqual((await postingOf(posted)).photoDown, { pictureId: photo, there: true });
  assert.equal(await tell(head, 'post-list', { ...put, postingId: bare, photo: null }), 'taken', 'a phone may have no camera');
  assert.equal((await postingOf(bare)).photoUp, null);
});

test('whoever may post sees the picture, each look is logged, and the portal has nothing of it', async () => {
  const looks = async () =>
    (await database.ownerPool.query(`select kind, hamlet_id, rows from read_log where purpose = 'wall-picture'`)).rows;
  const path = `${at(hamletId)}/${wallPictureId(onWall)}`;
  assert.match(await refusedWith(enumerator(path)), /403/);
  assert.match(await refusedWith(head(`${at(elsewhere)}/${wallPictureId(emptyWall)}`)), /403/);
  assert.match(await refusedWith(officer(`${at(elsewhere)}/${wallPictureId(onWall)}`)), /404/, 'it is of another wall');
  assert.deepEqual(await looks(), []);
  assert.ok((await api.file('truongap', path)).equals(onWall));
  assert.deepEqual(await looks(), [{ kind: 'export', hamlet_id: hamletId, rows: 1 }]);
  const stranger = await api.as('khong.co.ai');
  assert.match(await refusedWith(stranger(path)), /401/);
  assert.ok(!JSON.stringify(await stranger('/api/public/postings')).includes(wallPictureId(onWall)));
});

test('what no command names is gone after a day, what one names stays', async () => {
  await keep(head, forgotten);
  const all = await kept();
  const clear = (now: string) => database.app.transaction().execute((tx) => forgetUnnamedWallPictures(sqlOfKysely(tx), instant(now)));
  await clear('2026-10-21T02:00:00.000Z');
  assert.deepEqual(await kept(), all, 'a day to the moment');
  api.setNow('2026-10-22T02:00:00.000Z');
  await keep(await api.as('truongap'), onWall);
  assert.deepEqual(await kept(), all, 'sending one clears nothing away');
  await clear('2026-10-21T02:00:00.001Z');
  assert.deepEqual(await kept(), [wallPictureId(onWall), wallPictureId(emptyWall)].toSorted());
});
