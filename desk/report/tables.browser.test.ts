/** An official table in a real browser: its units and rounds one after another, its warnings, its files. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { openFace } from '../../tools/test/face.ts';
import { type DeskKey, deskText } from '../../words/desk.ts';
import { roundNameText } from '../../words/round-name.ts';
import type { Params } from '../../words/words.ts';

const t = (key: DeskKey, params?: Params) => deskText('vi', key, params);
const face = await openFace({ faces: ['desk'] });
after(() => face.close());

async function board(): Promise<Page> {
  const page = await (await face.context('canbo')).newPage();
  await page.goto(`${face.base}/desk/`);
  await page.getByRole('heading', { name: t('figures.title') }).waitFor();
  return page;
}

test('a table opens those of the units below it, and keeps the round that was chosen', async () => {
  const page = await board();
  await page.getByRole('link', { name: `${t('report.table', { table: 2 })}:` }).click();
  const rounds = page.getByLabel(t('report.round'));
  await rounds.selectOption({
    label: `${roundNameText('vi', { kind: 'yearly', year: 2025, opensOn: '2025-09-01' })} (${t('round.closed')})`,
  });
  await page.waitForURL(/dot=/);
  const closed = new URL(page.url()).searchParams.get('dot');
  await page.getByRole('table').waitFor();
  const hamlet = face.mini.village.hamlets[1] ?? assert.fail();
  await page.getByRole('table').getByRole('link', { name: hamlet.name }).click();
  await page.waitForURL(`**/khu-vuc/${hamlet.areaId}/bieu/2?dot=${closed}`);
  await page.getByRole('link', { name: t('report.table', { table: 8 }), exact: true }).click();
  await page.waitForURL(`**/khu-vuc/${hamlet.areaId}/bieu/8?dot=${closed}`);
  await page.getByText(t('report.marks-open')).click();
  await page.getByRole('listitem').filter({ hasText: 'hư cấu' }).waitFor();
});

test('both files of table 1 come down under their own names', async () => {
  const page = await board();
  await page.getByRole('link', { name: `${t('report.table', { table: 1 })}:` }).click();
  for (const [button, ending] of [
    ['report.excel', '.xlsx'],
    ['report.pdf', '.pdf'],
  ] as const) {
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: t(button) }).click();
    assert.ok((await coming).suggestedFilename().endsWith(ending));
  }
});
