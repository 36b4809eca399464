/**
 * Rounds as data in a real browser (đợt rà soát là dữ liệu): the province looks at a round of the requests to leave before it opens it, with every
 * clause; the commune finds it beside the review, takes it from step to step by what the table allows, and its chair decides.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { usualRound } from '../../core/meeting/usual-round.ts';
import { submit } from '../../server/ledger/door.ts';
import { DESKTOP, loseAnswer, misfitsOf, openFace, PHONE, widthFaults } from '../../tools/test/face.ts';
import { deskText } from '../../words/desk.ts';
import { problemsText } from '../../words/problems.ts';
import { roundNameText } from '../../words/round-name.ts';
import { type RoundsKey, roundsText } from '../../words/rounds.ts';
import { waysText } from '../../words/ways.ts';
import type { Params } from '../../words/words.ts';

const k = (key: RoundsKey, params?: Params) => roundsText('vi', key, params);
const NOW = '2026-10-20T02:00:00.000Z';
const face = await openFace({ faces: ['desk'], now: NOW });
after(() => face.close());
const { communeId } = face.mini.village;
const provinceId = face.mini.accounts['canbotinh']?.grants[0]?.areaId ?? '';
const nameOf = (kind: 'exit' | 'regular') => roundNameText('vi', { kind, year: 2026, opensOn: '2026-10-15' });
const clock = { now: NOW, today: '2026-10-20' };
const told = (kind: string, payload: object) =>
  submit(face.db, 'system', [{ commandId: crypto.randomUUID(), kind, v: 1, at: NOW, payload }], clock);

async function pageOf(username: string, path: string): Promise<Page> {
  const page = await (await face.context(username, { viewport: DESKTOP })).newPage();
  await page.goto(face.base + path);
  await page.locator('h1').waitFor();
  return page;
}

async function fits(page: Page): Promise<void> {
  assert.deepEqual(await widthFaults(page), []);
  await page.setViewportSize(PHONE);
  assert.deepEqual(await misfitsOf(page), []);
  await page.setViewportSize(DESKTOP);
}

test('the province is shown a round with its clauses, is told what cannot be, and opens what it saw', async () => {
  const page = await pageOf('canbotinh', `/desk/khu-vuc/${provinceId}`);
  await page.getByRole('link', { name: waysText('vi', 'rounds') }).click();
  await page.getByRole('heading', { name: k('new.title') }).waitFor();
  await page.getByLabel(k('new.kind')).selectOption('exit');
  await page.getByLabel(k('new.from')).fill('32/10/2026');
  await page.getByRole('button', { name: k('new.see') }).click();
  await page.getByText(k('new.from-wrong')).waitFor();
  await page.getByLabel(k('new.from')).fill('16/06/2025');
  await page.getByLabel(k('new.step.district')).check();
  await page.getByRole('button', { name: k('new.see') }).click();
  await page.getByText(k('fault.district')).waitFor();
  assert.equal(await page.getByRole('button', { name: k('new.open') }).count(), 0, 'it would end after the districts did');
  await page.getByLabel(k('new.from')).fill('15/10/2026');
  await page.getByLabel(k('new.step.district')).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: k('new.see') }).click();
  const term = page
    .getByRole('table', { name: k('rules.counts') })
    .getByRole('row')
    .filter({ hasText: k('what.request-exit') });
  await term.getByText(k('sure.M')).waitFor();
  await page
    .getByRole('table', { name: k('rules.steps') })
    .getByText(deskText('vi', 'action.decide-list'))
    .waitFor();
  await fits(page);
  await page.getByRole('button', { name: k('new.open') }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: k('new.open') })
    .click();
  await page.getByText(k('new.done')).waitFor();
  await page.getByRole('link', { name: nameOf('exit') }).click();
  await page.getByRole('heading', { name: k('rules.at') }).waitFor();
  await fits(page);
});

test('a round that nobody asked anything of is taken back with its ground, and its page says so', async () => {
  const roundId = crypto.randomUUID();
  const round = usualRound({ roundId, kind: 'regular', opensOn: '2026-11-16', steps: [] });
  assert.ok(round.ok);
  const [opened] = await told('round-opened', { round: round.value, communes: [communeId] });
  assert.equal(opened?.answer, 'taken', JSON.stringify(opened));
  const page = await pageOf('chutich', `/desk/khu-vuc/${communeId}/dot/${roundId}`);
  await page.getByRole('button', { name: k('cancel.open.list') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: k('cancel.open.list') }).click();
  await dialog.getByText(k('cancel.needed')).waitFor();
  await dialog.getByLabel(k('cancel.reason')).fill('Không có hộ nào gửi đơn');
  await loseAnswer(page);
  await dialog.getByRole('button', { name: k('cancel.open.list') }).click();
  await dialog.getByText(problemsText('vi', 'no-connection')).waitFor();
  await dialog.getByRole('button', { name: k('cancel.open.list') }).click();
  await page.getByText(k('cancel.why', { reason: 'Không có hộ nào gửi đơn' })).waitFor();
  assert.equal(await page.getByRole('link', { name: k('next.go') }).count(), 0);
  await fits(page);
});

test('the commune takes its list through the steps of that round, and nobody else does', async () => {
  // Of another kind than the one that the province opens in its own test.
  const roundId = crypto.randomUUID();
  const round = usualRound({ roundId, kind: 'regular', opensOn: '2026-10-15', steps: [] });
  assert.ok(round.ok);
  const [opened] = await told('round-opened', { round: round.value, communes: [communeId] });
  assert.equal(opened?.answer, 'taken', JSON.stringify(opened));
  const officer = await pageOf('canbo', `/desk/khu-vuc/${communeId}/dot`);
  await officer.getByRole('link', { name: nameOf('regular') }).click();
  await officer.locator('#next-title').waitFor();
  await fits(officer);
  assert.ok(officer.url().endsWith(`/dot/${roundId}`), officer.url());
  await officer.getByRole('link', { name: k('next.go') }).click();
  await officer.waitForURL(`**/khu-vuc/${communeId}?dot=${roundId}`);
  const action = deskText('vi', 'action.open-decision');
  await officer.getByRole('button', { name: action }).click();
  await officer
    .getByRole('dialog')
    .getByRole('button', { name: deskText('vi', 'onward.action.open-decision') })
    .click();
  await officer.getByText(deskText('vi', 'onward.done.open-decision')).waitFor();
  await officer.getByText(deskText('vi', 'action.decide-list'), { exact: true }).waitFor();
  const chair = await pageOf('chutich', `/desk/khu-vuc/${communeId}/dot/${roundId}`);
  await chair.getByText(deskText('vi', 'next.gate', { gate: deskText('vi', 'gate.decision') })).waitFor();
  const again = { roundId, communeId, from: 'interview', to: 'decision' };
  const [answer] = await told('gate-passed', again);
  assert.equal(answer?.problem?.code, 'gate-not-reached', 'twice');
  assert.deepEqual(face.faults, []);
});
