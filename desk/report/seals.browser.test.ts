/** Figures are sealed in a real browser by the chair, from two tabs once; then each table says so, and what changes later is an annex. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { openFace } from '../../tools/test/face.ts';
import { changesText } from '../../words/changes.ts';
import { reportText } from '../../words/report.ts';
import { type SealsKey, sealsText } from '../../words/seals.ts';
import type { Params } from '../../words/words.ts';
import { changesPage, figurePage } from '../addresses.ts';

const c = (key: SealsKey, params?: Params) => sealsText('vi', key, params);
const face = await openFace({ faces: ['desk'] });
after(() => face.close());
const { communeId } = face.mini.village;
const round = face.mini.rounds.last;
const at = `/desk/khu-vuc/${communeId}`;

async function opened(who: string, path: string): Promise<Page> {
  const page = await (await face.context(who)).newPage();
  await page.goto(face.base + path);
  await page.locator('h1').waitFor();
  return page;
}

test('an officer is told who seals; the chair seals once, from whichever tab, and every table bears it', async () => {
  const officer = await opened('canbo', `${at}/bieu/1?dot=${round}`);
  await officer.getByText(reportText('vi', 'stage.official')).waitFor();
  await officer.getByRole('link', { name: c('link') }).click();
  await officer.getByText(c('none')).waitFor();
  assert.equal(await officer.getByRole('button', { name: c('title') }).count(), 0);
  const [tab, other] = [
    await opened('chutich', `${at}/chot-so-lieu?dot=${round}`),
    await opened('chutich', `${at}/chot-so-lieu?dot=${round}`),
  ];
  for (const page of [tab, other])
    await page
      .getByRole('button', { name: c('title') })
      .first()
      .click();
  for (const page of [tab, other]) await page.getByRole('dialog').getByText(c('confirm-alone')).waitFor();
  await tab
    .getByRole('dialog')
    .getByRole('button', { name: c('title') })
    .click();
  await tab.getByText(c('done')).waitFor();
  await other
    .getByRole('dialog')
    .getByRole('button', { name: c('title') })
    .click();
  await other.getByRole('alert').filter({ hasText: 'đã được chốt' }).waitFor();
  for (const page of [tab, other]) {
    await page.getByText(c('state.sealed'), { exact: true }).waitFor();
    assert.equal(await page.getByText(c('state.sealed'), { exact: true }).count(), 1);
    assert.equal(await page.getByRole('button', { name: c('title') }).count(), 0, 'nothing undoes it, nothing seals again');
  }
  const hash = (await tab.locator('code').innerText()).trim();
  assert.match(hash, /^[0-9a-f]{64}$/);
  await officer.goto(`${face.base}${at}/bieu/2?dot=${round}`);
  await officer.getByText(hash).waitFor();
  await officer.getByRole('link', { name: c('link-sealed') }).click();
  await officer.getByText(c('annex-none')).waitFor();
  const year = 2025;
  for (const [page, note] of [
    [figurePage(communeId, 'poorHouseholds', { year }), reportText('vi', 'note.names-now')],
    [changesPage(communeId, year, { list: 'poor' }), changesText('vi', 'names-now')],
  ] as const) {
    await officer.goto(face.base + page);
    await officer.getByText(note).waitFor();
  }
});
