/** An office asks something of its hamlets in a real browser (chỉ đạo): how many a rule reaches, the count that renews itself, which hamlets, taking it back. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { MOST_OWN_TEXT } from '../../core/steer/reach.ts';
import { misfitsOf, openFace, PHONE } from '../../tools/test/face.ts';
import { type SteerKey, steerText } from '../../words/steer.ts';
import { workloadText } from '../../words/workload.ts';
import type { Params } from '../../words/words.ts';

const s = (key: SteerKey, params?: Params) => steerText('vi', key, params);
const face = await openFace({ faces: ['desk'], now: '2026-10-12T02:00:00.000Z', visited: () => false });
after(() => face.close());
const { hamlets, communeId } = face.mini.village;
const [first] = hamlets;
assert.ok(first !== undefined);

async function pageOf(username: string, path = `/desk/khu-vuc/${communeId}/chi-dao`): Promise<Page> {
  const page = await (await face.context(username)).newPage();
  await page.goto(face.base + path);
  return page;
}

/** As its head's phone would tell it. */
async function tell(directiveId: string, step: string): Promise<void> {
  const context = await face.context('truongap');
  const payload = {
    directiveId,
    hamletId: first?.areaId,
    step,
    at: '2026-10-12T01:59:00.000Z',
    word: step === 'done' ? 'Đã họp tổ' : null,
  };
  const commandId = `0199f200-0000-7000-8000-00000000000${step.length}`;
  const answer = await context.request.post(`${face.base}/api/commands`, {
    data: { commands: [{ commandId, kind: 'directive-noted', v: 1, at: '2026-10-12T01:59:00.000Z', payload }] },
    headers: { 'x-vuon': '1', origin: face.base },
  });
  assert.match(await answer.text(), /"taken"/);
  await context.close();
}

const fits = async (page: Page): Promise<void> => {
  const wide = page.viewportSize();
  for (const size of [wide ?? PHONE, PHONE]) {
    await page.setViewportSize(size);
    assert.deepEqual(await misfitsOf(page), []);
  }
  if (wide !== null) await page.setViewportSize(wide);
};

test('written, looked at, sent; its count rises without loading anew, and it is taken back', async () => {
  const page = await pageOf('canbo');
  await page.getByText(s('none'), { exact: true }).waitFor();
  await page.getByText(s('form.reach-now', { count: hamlets.length })).waitFor();
  await fits(page);
  await page.getByRole('button', { name: s('form.look') }).click();
  await page.getByText(s('form.text-needed')).waitFor();
  await page.getByLabel(s('form.text'), { exact: true }).fill('Nộp biên bản họp dân.');
  await page.getByLabel(s('form.due')).fill('11/10/2026');
  await page.getByText(s('form.due-wrong')).waitFor();
  await page.getByLabel(s('form.due')).fill('12/10/2026');
  await page.getByRole('radio', { name: s('rule.not-begun') }).check();
  await page.getByRole('button', { name: s('form.look') }).click();
  await page
    .getByRole('dialog')
    .getByText(s('form.confirm', { count: hamlets.length }))
    .waitFor();
  await fits(page);
  await page.getByRole('button', { name: s('form.send') }).click();
  await page.getByText(s('form.done', { count: hamlets.length })).waitFor();
  const link = page.getByRole('table').getByRole('link', { name: 'Nộp biên bản họp dân.' });
  const directiveId = (await link.getAttribute('href'))?.split('/').at(-1) ?? '';
  await fits(page);

  await tell(directiveId, 'received');
  await tell(directiveId, 'done');
  const counts = async () =>
    (await page.getByRole('table').getByRole('row').nth(1).getByRole('cell').allTextContents()).map((text) => text.trim());
  // It asks again by itself.
  await page.waitForResponse((answer) => answer.url().endsWith('/directives'));
  await page.getByRole('table').getByRole('link', { name: '1', exact: true }).first().waitFor();
  assert.deepEqual(await counts(), [String(hamlets.length), '1', '1', '1', '0']);

  await page.getByRole('table').getByRole('link', { name: '1', exact: true }).last().click();
  await page.waitForURL(/nhom=done/);
  await page.getByText(s('filter.done')).first().waitFor();
  assert.equal(await page.getByRole('table').getByRole('row').count(), 2);
  await page.getByText('Đã họp tổ').waitFor();
  await fits(page);
  await page.getByRole('link', { name: s('filter.waiting') }).click();
  await page.waitForURL(/nhom=waiting/);
  await page
    .getByRole('cell', { name: s('state.sent') })
    .first()
    .waitFor();
  assert.equal(await page.getByRole('table').getByRole('row').count(), hamlets.length);

  await page.getByRole('button', { name: s('withdraw.action') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: s('withdraw.action') }).click();
  await dialog.getByText(s('withdraw.why-needed')).waitFor();
  await dialog.getByLabel(s('withdraw.why')).fill('đã có văn bản khác');
  await dialog.getByRole('button', { name: s('withdraw.action') }).click();
  await page.getByText('đã có văn bản khác').waitFor();
  await fits(page);
  assert.equal(await page.getByRole('button', { name: s('withdraw.action') }).count(), 0);
});

test('hamlets are ticked one by one, and the plan to catch up is a draft that is read and changed before it is sent', async () => {
  const page = await pageOf('canbo');
  await page.getByRole('radio', { name: s('rule.chosen') }).check();
  await page.getByText(s('form.chosen-none')).waitFor();
  await page.getByRole('checkbox', { name: first.name }).check();
  await page.getByText(s('form.reach-now', { count: 1 })).waitFor();
  await fits(page);
  await page.getByRole('radio', { name: s('rule.below-any') }).check();
  await page.getByLabel(s('form.share')).fill('0');
  await page.getByLabel(s('form.text'), { exact: true }).fill('Đi hết các hộ còn lại.');
  await page.getByText(s('form.reach-none')).waitFor();
  await page.getByLabel(s('form.share')).fill('100');
  await page.getByText(s('form.reach-now', { count: hamlets.length })).waitFor();
  await fits(page);

  await page.goto(`${face.base}/desk/khu-vuc/${communeId}/khoi-luong`);
  await page.getByRole('link', { name: workloadText('vi', 'direct') }).click();
  await page.getByText(s('draft.title')).waitFor();
  const text = page.getByLabel(s('form.text'), { exact: true });
  assert.match(await text.inputValue(), new RegExp(`^${s('draft.first')}`));
  assert.equal(await page.getByRole('radio', { name: s('rule.chosen') }).isChecked(), true);
  const marked = page.getByRole('listitem').getByRole('checkbox', { checked: true });
  await marked.first().waitFor();
  const ticked = await marked.count();
  await page.getByText(s('form.reach-now', { count: ticked })).waitFor();
  const lines = page.getByRole('textbox', { name: new RegExp(`^${s('own.of', { hamlet: '' })}`) });
  assert.equal(await lines.count(), ticked, 'each hamlet has what is said to it alone');
  assert.equal(await lines.first().getAttribute('maxlength'), String(MOST_OWN_TEXT));
  const [one = ''] = await lines.evaluateAll((all) => all.map((field) => ('value' in field ? String(field.value) : '')));
  assert.match(one, /^- /);
  assert.ok(!(await text.inputValue()).includes(one), 'and nothing of it is told to all');
  await fits(page);
  await text.fill(`Đã xem lại.\n${await text.inputValue()}`);
  await page.getByRole('button', { name: s('form.look') }).click();
  await page.getByRole('dialog').getByText('Đã xem lại.').waitFor();
  await page.getByRole('button', { name: s('form.send') }).click();
  await page.getByText(s('form.done', { count: ticked })).waitFor();
  // The form begins anew, and asks for nothing that was just chosen.
  await page.getByText(s('form.reach-now', { count: hamlets.length })).waitFor();
  assert.equal(await page.getByRole('radio', { name: s('rule.chosen') }).isChecked(), false);
  const sent = page.getByRole('table').getByRole('row').filter({ hasText: 'Đã xem lại.' });
  await sent.getByRole('link', { name: String(ticked), exact: true }).waitFor();
});

test('the way there is on the board of who may send, and of nobody else', async () => {
  const officer = await pageOf('canbo', `/desk/khu-vuc/${communeId}`);
  await officer.getByRole('link', { name: s('title'), exact: true }).click();
  await officer.getByRole('heading', { name: s('title'), exact: true }).waitFor();
  const auditor = await pageOf('kiemtra', `/desk/khu-vuc/${communeId}`);
  await auditor.getByRole('heading', { level: 1 }).waitFor();
  assert.equal(await auditor.getByRole('link', { name: s('title'), exact: true }).count(), 0);
});

test('wrote no error to the console', () => assert.deepEqual(face.faults, []));
