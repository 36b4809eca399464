/**
 * Pictures sent in sealed pieces to the real server: kept only when the ledger was told of them and every byte is right, whatever the line or
 * somebody who means harm does; looked at by those who may, each look logged; gone with the household.
 */
import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { MOST_PHOTOS } from '../../core/register/photo.ts';
import { MOST_PHOTO_BYTES, PIECE_BYTES, type PieceAnswer, piecesOf, placeOfPiece } from '../../core/register/pieces.ts';
import type { CommandsAnswer, DeviceView, HouseholdView } from '../../core/views.ts';
import { base64url, sealTo } from './vault.ts';
import { openApi } from '../../tools/test/api.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { exif, pictureOf } from '../../tools/test/pictures.ts';

const database = await withDatabase<unknown>({ max: 4 });
const api = await openApi(database.app, { now: '2026-10-12T02:00:00.000Z', visited: () => false });
after(() => api.close());
const enumerator = await api.as('rasoat');
const officer = await api.as('canbo');
const { sealKey, session } = await enumerator<DeviceView>('/api/device');
const idOf = (key: string): string =>
  api.mini.village.households.find((one) => one.key === key)?.registered.householdId ?? assert.fail(key);
const rich = idOf('rich');

interface Told {
  readonly photoId: string;
  readonly householdId: string;
  readonly picture: Buffer;
}

async function tell(picture: Buffer, householdId = rich, more: object = {}): Promise<Told & { readonly said: string }> {
  const photoId = randomUUID();
  const at = '2026-10-12T01:00:00.000Z';
  const payload = {
    ...{ photoId, householdId, of: 'dwelling', takenAt: at, bytes: picture.length },
    ...{ hash: createHash('sha256').update(picture).digest('hex'), ...more },
  };
  const command = { commandId: randomUUID(), kind: 'photo-taken', v: 1, at, payload };
  const { answers } = await enumerator<CommandsAnswer>('/api/commands', { commands: [command] });
  return { photoId, householdId, picture, said: answers.map(({ answer, problem }) => problem?.code ?? answer).join() };
}

const pieceOf = ({ picture }: Told, n: number): Uint8Array => picture.subarray(n * PIECE_BYTES, (n + 1) * PIECE_BYTES);
async function send(
  photo: Told,
  n: number,
  { from = enumerator, bytes = pieceOf(photo, n), place = session.accountId } = {},
): Promise<string> {
  const { photoId, householdId } = photo;
  const box = await sealTo(sealKey, placeOfPiece(place, photoId, n), base64url(bytes));
  const answer = await from<PieceAnswer>(`/api/households/${householdId}/photos/${photoId}/pieces`, { n, box });
  return answer.stands === 'refused' ? answer.problem.code : answer.stands;
}

async function sendAll(photo: Told): Promise<string> {
  let said = '';
  for (let n = 0; n < piecesOf(photo.picture.length); n += 1) said = await send(photo, n);
  return said;
}

test('an id that is one household’s picture is no other’s', async () => {
  const photo = await tell(pictureOf(), idOf('near-poor'));
  assert.equal(await sendAll(photo), 'whole');
  const again = await tell(pictureOf({ width: 16 }), idOf('renter'), { photoId: photo.photoId });
  assert.equal(await sendAll({ ...again, photoId: photo.photoId }), 'photo-broken');
  assert.deepEqual(await look(photo), photo.picture);
  assert.equal(await send(photo, 0), 'whole', 'the first is still there');
});

const photosOf = async (householdId: string, who = officer) => (await who<HouseholdView>(`/api/households/${householdId}`)).photos;
async function look(photo: Told): Promise<Buffer | undefined> {
  const { rows } = await database.ownerPool.query<{ picture: Buffer }>('select picture from photo where photo_id = $1', [photo.photoId]);
  return rows[0]?.picture;
}

test('in any order, twice, half and gone on with later: kept once, to the byte', async () => {
  const photo = await tell(pictureOf({ dots: PIECE_BYTES * 2 + 5_000 }));
  assert.equal(photo.said, 'taken');
  assert.equal(piecesOf(photo.picture.length), 3);
  assert.equal(await send(photo, 2), 'part');
  assert.equal(await send(photo, 2), 'part');
  assert.deepEqual(await photosOf(rich), [], 'half of it is nothing to be looked at');
  assert.equal(await send(photo, 0), 'part');
  assert.equal(await send(photo, 1), 'whole');
  assert.equal(await send(photo, 1), 'whole');
  assert.deepEqual(await look(photo), photo.picture);
  assert.deepEqual(
    (await photosOf(rich)).map(({ photoId, of, by }) => [photoId, of, by !== '']),
    [[photo.photoId, 'dwelling', true]],
  );
  const { rows } = await database.ownerPool.query('select 1 from photo_piece');
  assert.equal(rows.length, 0);
});

test('nothing of which the ledger was not told, by another, sealed for another, or of another length', async () => {
  const picture = pictureOf();
  const untold = { photoId: randomUUID(), householdId: rich, picture };
  await assert.rejects(send(untold, 0), /409.*photo-unknown/);
  const photo = await tell(picture);
  await assert.rejects(send(photo, 0, { from: await api.as('canbo') }), /403/);
  assert.equal(await send(photo, 0, { place: randomUUID() }), 'sealed-for-another');
  assert.equal(await send(photo, 1), 'photo-broken');
  assert.equal(await send(photo, 0, { bytes: picture.subarray(1) }), 'photo-broken');
  const flipped = Buffer.from(picture);
  flipped[flipped.length - 3] = 0x3e;
  assert.equal(await send(photo, 0, { bytes: flipped }), 'photo-broken');
  await assert.rejects(send({ ...photo, householdId: idOf('khmer') }, 0), /409.*photo-unknown/);
  assert.equal(await look(photo), undefined);
  assert.equal(await send(photo, 0), 'whole', 'the right one still comes');
});

test('what is no bare picture is refused plainly', async () => {
  const wrong: readonly (readonly [string, Buffer])[] = [
    ['photo-not-jpeg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['photo-not-jpeg', Buffer.from('%PDF-1.7\n%trá hình')],
    ['photo-not-jpeg', pictureOf().subarray(0, 100)],
    ['photo-carries-more', pictureOf({ between: exif('GPS 9.93421,106.34512') })],
    ['photo-carries-more', pictureOf({ behind: [...Buffer.from('PK\u0003\u0004 và một tệp nữa')] })],
    ['photo-too-large', pictureOf({ width: 20_000, height: 20_000 })],
  ];
  for (const [problem, bytes] of wrong) {
    const photo = await tell(bytes, idOf('khmer'));
    assert.equal(photo.said, 'taken');
    assert.equal(await sendAll(photo), problem);
    assert.equal(await look(photo), undefined);
  }
  assert.deepEqual(await photosOf(idOf('khmer')), []);
  for (const bytes of [0, MOST_PHOTO_BYTES + 1]) assert.equal((await tell(pictureOf(), rich, { bytes })).said, 'malformed');
  assert.equal((await tell(pictureOf(), rich, { of: 'identity-card' })).said, 'malformed');
});

test('the hamlet and the commune look, each look is logged; nobody above, and nobody elsewhere', async () => {
  const [shown] = await photosOf(rich);
  const address = `/api/households/${rich}/photos/${shown?.photoId}`;
  const looks = async () =>
    (await database.ownerPool.query(`select 1 from read_log where purpose = 'photo' and household_id = $1`, [rich])).rows.length;
  const before = await looks();
  for (const close of ['rasoat', 'canbo', 'chutich']) {
    // The helper reads JSON: that a picture comes is told by its failing to.
    await assert.rejects((await api.as(close))(address), SyntaxError, close);
  }
  assert.equal(await looks(), before + 3);
  for (const far of ['canbotinh', 'kiemtra']) {
    const who = await api.as(far);
    assert.deepEqual(await photosOf(rich, who), [], far);
    await assert.rejects(who(address), /403/, far);
  }
  await assert.rejects(officer(`/api/households/${idOf('khmer')}/photos/${shown?.photoId}`), /404/);
  assert.equal(await looks(), before + 3);
});

test('the commune removes one for good, with a word why; its pieces are not taken again', async () => {
  const photo = await tell(pictureOf({ dots: 77 }));
  assert.equal(await sendAll(photo), 'whole');
  const remove = async (who: string, over: object = {}) => {
    const payload = { photoId: photo.photoId, householdId: rich, why: 'chụp nhầm căn cước', ...over };
    const command = { commandId: randomUUID(), kind: 'photo-removed', v: 1, at: '2026-10-12T01:00:00.000Z', payload };
    const { answers } = await (await api.as(who))<CommandsAnswer>('/api/commands', { commands: [command] });
    return answers.map(({ answer, problem }) => problem?.code ?? answer).join();
  };
  assert.equal(await remove('canbo', { why: ' ' }), 'malformed');
  assert.equal(await remove('canbo', { photoId: randomUUID() }), 'photo-unknown');
  for (const other of ['rasoat', 'canbotinh']) assert.equal(await remove(other), 'not-your-role', other);
  assert.deepEqual(await look(photo), photo.picture);
  assert.equal(await remove('canbo'), 'taken');
  assert.equal(await look(photo), undefined);
  assert.ok((await photosOf(rich)).every(({ photoId }) => photoId !== photo.photoId));
  assert.equal(await sendAll(photo), 'photo-removed');
  assert.equal(await remove('chutich'), 'photo-removed');
});

test('no more than so many of a household; all of them go with it', async () => {
  const householdId = idOf('lone-old');
  let said = '';
  for (let i = 0; i <= MOST_PHOTOS; i += 1) {
    const photo = await tell(pictureOf({ dots: 1 + i }), householdId);
    said = photo.said;
    if (said === 'taken') assert.equal(await sendAll(photo), 'whole');
  }
  assert.equal(said, 'photo-too-many');
  assert.equal((await photosOf(householdId)).length, MOST_PHOTOS);
  const erase = { commandId: randomUUID(), kind: 'erase', v: 1, at: '2026-10-12T01:00:00.000Z' };
  const payload = { householdId, ground: 'yêu cầu của hộ', office: 'Ủy ban nhân dân xã' };
  const { answers } = await (await api.as('chutich'))<CommandsAnswer>('/api/commands', { commands: [{ ...erase, payload }] });
  assert.equal(answers[0]?.answer, 'taken', JSON.stringify(answers));
  const { rows } = await database.ownerPool.query('select 1 from photo where household_id = $1', [householdId]);
  assert.equal(rows.length, 0);
});
