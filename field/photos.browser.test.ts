/**
 * A picture taken on the phone without a line (ảnh chụp trên máy): made small, nothing left of what the camera wrote beside it, unreadable on the
 * phone, sent after the fact that it was taken, and shown on the household's page of the commune.
 */
import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { readJpeg } from '../core/register/jpeg.ts';
import type { HouseholdView } from '../core/views.ts';
import { assertFits, darkPhones, unlock } from '../tools/test/dark-phone.ts';
import { openFace } from '../tools/test/face.ts';
import { ALL_THAT_LIES_HERE, until } from '../tools/test/phone-store.ts';
import { CAMERA, exif } from '../tools/test/pictures.ts';
import { fieldText } from '../words/field.ts';
import { photosText } from '../words/photos.ts';

const w = (key: Parameters<typeof photosText>[1], params = {}) => photosText('vi', key, params);
const t = (key: Parameters<typeof fieldText>[1], params = {}) => fieldText('vi', key, params);
const face = await openFace({ faces: ['field', 'desk'], now: '2026-10-12T02:00:00.000Z', visited: () => false });
const { base, mini } = face;
const { phoneWithList, coldStart, remove } = darkPhones(face);
after(async () => {
  await face.close();
  remove();
});
const PIN = '493817';
/** How a picture begins, as bytes and as base64: too long to come about by chance in what is sealed. */
const BEGINS = ['JFIF\0', '/9j/4AAQSkZJRg'];
const SECRET = 'GPS 9.93421N 106.34512E máy của Rà Soát';
const OPEN_PICTURE = [...BEGINS, SECRET];
const { registered } = mini.village.households.find(({ key }) => key === 'rich') ?? assert.fail();
const { householdId } = registered;

async function photosOf(): Promise<{ readonly photos: HouseholdView['photos']; readonly bytes: Buffer | null }> {
  const office = await face.context('canbo');
  const view: HouseholdView = await (await office.request.get(`${base}/api/households/${householdId}`)).json();
  const [first] = view.photos;
  const bytes =
    first === undefined ? null : await (await office.request.get(`${base}/api/households/${householdId}/photos/${first.photoId}`)).body();
  await office.close();
  return { photos: view.photos, bytes };
}

it('taken in the dark, sent with the line, and nothing of the camera is left', async () => {
  const phone = await phoneWithList('rasoat', PIN);
  const { context, page } = await coldStart(phone);
  await unlock(page, PIN);
  await page.getByRole('link', { name: mini.village.hamlets.find(({ areaId }) => areaId === registered.hamletId)?.name ?? '' }).click();
  await page.getByRole('searchbox').fill(registered.headName);
  await page.locator('.list a').click();
  await page.getByText(w('never-id')).waitFor();
  await assertFits(page);

  const plain = await page.evaluate<number[]>(CAMERA);
  const buffer = Buffer.from([...plain.slice(0, 2), ...exif(SECRET), ...plain.slice(2)]);
  assert.ok(buffer.includes(SECRET) && buffer.length > 500_000, `${buffer.length} bytes`);
  const input = page.locator('input[type=file]');
  await input.setInputFiles({ name: 'note.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture at all') });
  await page.getByText(w('unreadable')).waitFor();
  await input.setInputFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer });
  await page.getByRole('button', { name: w('keep') }).waitFor();
  await assertFits(page);
  await page.getByRole('button', { name: w('keep') }).click();
  await page.getByText(/Còn ở máy này: đã gửi 0\//).waitFor();
  await assertFits(page);
  const lies = await page.evaluate<string>(ALL_THAT_LIES_HERE);
  assert.deepEqual(
    OPEN_PICTURE.filter((mark) => lies.includes(mark)),
    [],
  );
  assert.deepEqual((await photosOf()).photos, []);

  await page.getByLabel(t('menu-unsent', { count: 1 })).click();
  await page.getByRole('link', { name: `${t('unsent.title')} (1)` }).click();
  await page.getByRole('heading', { name: registered.headName, exact: true }).waitFor();
  await page.getByText(/Còn ở máy này: đã gửi 0\//).waitFor();
  await assertFits(page);
  // Nothing is on its way without a line.
  await page
    .getByRole('listitem')
    .filter({ hasText: new RegExp(`^1\\s*${t('unsent.here')}$`) })
    .waitFor();
  await page.getByRole('link', { name: w('open'), exact: true }).click();
  await page.getByText(w('never-id')).waitFor();

  await context.setOffline(false);
  await page.getByText(w('sent'), { exact: true }).waitFor();
  const { photos, bytes } = await photosOf();
  assert.equal(photos.length, 1);
  assert.ok(bytes !== null && !bytes.includes(SECRET) && !bytes.includes('Exif'));
  const read = readJpeg(bytes);
  assert.ok(read.ok && read.value.width === 1_280 && read.value.height === 853, JSON.stringify(read));
  await context.close();
});

it('the commune looks at it on the household’s page, one by one', async () => {
  const office = await face.context('canbo');
  const page = await office.newPage();
  await page.goto(`${base}/desk/ho/${householdId}`);
  await page.getByRole('button', { name: w('look') }).click();
  const shown = page.locator('figure img');
  await shown.waitFor();
  await until(page, `document.querySelector('figure img').naturalWidth === 1280`);
  await page.getByRole('button', { name: /^Gỡ / }).click();
  await page.getByLabel(w('remove-why')).fill('chụp nhầm thẻ căn cước');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: w('remove'), exact: true })
    .click();
  await shown.waitFor({ state: 'detached' });
  assert.deepEqual((await photosOf()).photos, []);
  await office.close();
});
