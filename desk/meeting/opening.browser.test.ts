/** The list that opens a year in a real browser: found beside the review, with a count of its own that leaves the review's as it is. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Round } from '../../core/meeting/round.ts';
import { submit } from '../../server/ledger/door.ts';
import { openFace } from '../../tools/test/face.ts';
import { MEETING_GATES, roundFor } from '../../tools/village/office.ts';
import { roundNameText } from '../../words/round-name.ts';
import { waysText } from '../../words/ways.ts';
import { type MeetingKey, meetingText } from '../../words/meeting.ts';

const m = (key: MeetingKey, params?: Parameters<typeof meetingText>[2]) => meetingText('vi', key, params);
const face = await openFace({ faces: ['desk'], meetings: true });
after(() => face.close());
const { communeId, hamlets } = face.mini.village;
const opening: Round = {
  ...{ roundId: crypto.randomUUID(), kind: 'opening', year: 2027, opensOn: '2026-09-01', closesOn: '2027-01-31', rulebooks: ['2027-2030'] },
  ...{ questionnaire: roundFor('mini', 2026).questionnaire, interviewsOf: face.mini.rounds.now, gates: [...MEETING_GATES] },
};
const clock = { now: '2026-10-20T02:00:00.000Z', today: '2026-10-20' };
const sent = {
  commandId: crypto.randomUUID(),
  kind: 'round-opened',
  v: 1,
  at: clock.now,
  payload: { round: opening, communes: [communeId] },
};
const [opened] = await submit(face.db, 'system', [sent], clock);
assert.equal(opened?.answer, 'taken', JSON.stringify(opened));

async function page(who: string, path: string): Promise<Page> {
  const shown = await (await face.context(who)).newPage();
  await shown.goto(face.base + path);
  await shown.locator('h1').waitFor();
  return shown;
}

test('the officer finds the second list, writes down its count, and the review has none of it', async () => {
  const officer = await page('canbo', `/desk/khu-vuc/${communeId}`);
  const name = roundNameText('vi', { kind: 'opening', year: 2027, opensOn: '2026-12-01' });
  await officer
    .getByRole('navigation', { name: waysText('vi', 'opening-choice') })
    .getByRole('link', { name })
    .click();
  await officer.waitForURL(`**/khu-vuc/${communeId}?dot=${opening.roundId}`);
  await officer
    .getByRole('link', { name: m('title'), exact: true })
    .first()
    .click();
  await officer.waitForURL(`**/hop-dan?dot=${opening.roundId}`);
  const hamlet = hamlets[0] ?? assert.fail();
  await officer.getByRole('table').getByRole('link', { name: hamlet.name }).click();
  await officer.waitForURL(`**/bien-ban?dot=${opening.roundId}`);
  const form = officer.locator('form').filter({ hasText: m('opening.title') });
  await form.getByRole('button', { name: m('opening.write') }).click();
  await form.getByText(m('opening.wrong')).waitFor();
  await form.getByLabel(m('opening.present')).fill('20');
  await form.getByLabel(m('close.chair')).fill('Nguyễn Văn Thành');
  await form.getByLabel(m('close.secretary')).fill('Lê Hoàng Minh');
  await form.getByLabel(m('close.place')).selectOption('school');
  const counts = form.getByLabel(/^Đồng ý: /);
  const households = await counts.count();
  assert.ok(households > 1, String(households));
  for (let i = 0; i < households; i += 1) await counts.nth(i).fill(i === 0 ? '9' : '15');
  await form.getByLabel(m('opening.held-on')).fill('19/10/2026');
  await form.getByRole('button', { name: m('opening.write') }).click();
  await officer.getByRole('heading', { name: m('discuss.before', { day: '19/10/2026' }) }).waitFor();
  assert.equal(await officer.getByText(m('close.again'), { exact: true }).count(), 1, 'below half is to be visited again');
  assert.equal(await officer.getByRole('cell', { name: m('close.agreed'), exact: true }).count(), households - 1);
  await officer.getByText(`${m('place.school')} ·`).waitFor();
  await officer.goto(`${face.base}/desk/khu-vuc/${hamlet.areaId}/bien-ban`);
  await officer.getByText(m('desk.not-met'), { exact: true }).waitFor();
  assert.deepEqual(face.faults, []);
});
