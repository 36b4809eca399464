/**
 * A list locked with the phone's chip besides the PIN (khóa màn hình và mã PIN), in a real browser with an authenticator that gives a secret: the
 * PIN alone opens nothing, neither here without the screen lock nor from a copy of the disk; and a screen lock not confirmed is no wrong PIN.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { assertFits, darkPhones, unlock } from '../tools/test/dark-phone.ts';
import { openFace } from '../tools/test/face.ts';
import { fieldText } from '../words/field.ts';

const t = (key: Parameters<typeof fieldText>[1], params = {}) => fieldText('vi', key, params);

const face = await openFace({ faces: ['field'], now: '2026-10-12T02:00:00.000Z', visited: () => false });
// An address of numbers names no site to which a chip would bind its secret.
const base = face.base.replace('127.0.0.1', 'localhost');
const { keepList, newPhone, remove } = darkPhones({ ...face, base });
after(async () => {
  await face.close();
  remove();
});

test('the screen lock is asked before the PIN, with no line too; refused, no PIN is tried', async () => {
  const context = await face.phone(newPhone());
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(60_000);
  const chip = await context.newCDPSession(page);
  await chip.send('WebAuthn.enable');
  const made = await chip.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true, hasPrf: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
  await page.goto(`${base}/field/`);
  await keepList(page, 'rasoat', '493817');
  await page.getByRole('button', { name: t('chip.action') }).click();
  await page.getByText(t('chip.done')).waitFor();
  await assertFits(page);

  await context.setOffline(true);
  await page.goto(`${base}/field/`);
  await page.getByLabel(t('unlock.pin'), { exact: true }).waitFor();
  await unlock(page, '493818');
  await page.getByText(t('unlock.wrong-left', { left: 4 })).waitFor();
  await unlock(page, '493817');
  await page.locator('#progress-title').waitFor();

  // Somebody who knows the PIN and not the screen lock.
  await page.goto(`${base}/field/`);
  await page.getByLabel(t('unlock.pin'), { exact: true }).waitFor();
  await chip.send('WebAuthn.setUserVerified', { authenticatorId: made.authenticatorId, isUserVerified: false });
  for (let i = 0; i < 6; i += 1) {
    await unlock(page, '493817');
    await page.getByText(t('unlock.chip')).waitFor();
  }
  await assertFits(page);
  assert.deepEqual(face.faults, []);
  await context.close();
});
