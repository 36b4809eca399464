/**
 * The commune's desk and its hamlets' meetings in a real browser (họp dân trên máy tính): the list goes on to the meetings, which hamlets
 * have met, what was written, the count that holds where two wrote otherwise, the paper; and only then on to the decision.
 */
import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { DecisionDraft, HouseholdRow } from '../../core/views.ts';
import { DESKTOP, misfitsOf, openFace, PHONE } from '../../tools/test/face.ts';
import { type DeskKey, deskText } from '../../words/desk.ts';
import { type MeetingKey, meetingText } from '../../words/meeting.ts';
import type { Params } from '../../words/words.ts';

const m = (key: MeetingKey, params?: Params) => meetingText('vi', key, params);
const t = (key: DeskKey, params?: Params) => deskText('vi', key, params);
const face = await openFace({ faces: ['desk'], now: '2026-10-20T02:00:00.000Z', meetings: true });
after(() => face.close());
const { base, mini } = face;
const { communeId, hamlets, households } = mini.village;
const roundId = mini.rounds.now;
const officer = await face.context('canbo');
const headers = { 'x-vuon': '1', origin: base };

let ids = 0;
const newId = () => `0199f500-0000-7000-8000-${String((ids += 1)).padStart(12, '0')}`;
async function send(username: string, kind: string, payload: object): Promise<void> {
  const context = await face.context(username);
  const commands = [{ commandId: newId(), kind, v: 1, at: '2026-10-20T01:00:00.000Z', payload }];
  assert.match(await (await context.request.post(`${base}/api/commands`, { data: { commands }, headers })).text(), /"taken"/);
  await context.close();
}

async function draft(): Promise<DecisionDraft> {
  return (await officer.request.get(`${base}/api/rounds/${roundId}/communes/${communeId}/decision`)).json();
}
const waiting = async (code: string) => (await draft()).blockers.find((one) => one.code === code)?.households ?? [];

/** Minutes of a hamlet about these households, each with so many of 20 in favour. */
async function hold(username: string, hamletId: string, said: readonly (readonly [HouseholdRow, number])[]): Promise<void> {
  const points = said.map(([{ householdId, verdicts }, yes]) => ({
    ...{ householdId, class: verdicts[0]?.outcome ?? null, present: 20, yes, said: 'Nhà dột, con còn nhỏ', corrections: [] },
  }));
  const came = points.map(({ householdId }) => ({ householdId, as: 'head' }));
  await send(username, 'hold-meeting', {
    ...{
      recordId: newId(),
      roundId,
      hamletId,
      heldOn: '2026-10-19',
      place: 'school',
      chair: 'Nguyễn Văn Thành',
      secretary: 'Lê Hoàng Minh',
    },
    ...{ called: came.map(({ householdId }) => householdId), came, others: 20, closedAt: '2026-10-19T13:00:00.000Z', after: [], points },
  });
}

async function assertFits(page: Page): Promise<void> {
  for (const size of [PHONE, DESKTOP]) {
    await page.setViewportSize(size);
    assert.deepEqual(await misfitsOf(page), []);
  }
}

it('the list goes on through the meetings of its hamlets to the decision, and no further without them', async () => {
  await settleTheOpenOne();
  const page = await officer.newPage();
  const board = `${base}/desk/khu-vuc/${communeId}`;
  await page.goto(board);
  await page.getByRole('button', { name: t('action.open-meetings') }).click();
  await assertFits(page);
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('onward.action.open-meetings') })
    .click();
  await page.getByText(t('onward.done.open-meetings')).waitFor();
  await page.getByRole('button', { name: t('action.open-decision') }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('onward.action.open-decision') })
    .click();
  await page.getByRole('alert').waitFor();
  await assertFits(page);

  const hamlet = await meetEverywhere();
  await settleWhatDiffers(page, hamlet);
  assert.deepEqual(await waiting('meeting-differs'), []);

  await page.goto(board);
  await page.getByRole('button', { name: t('action.open-decision') }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('onward.action.open-decision') })
    .click();
  await page.getByText(t('onward.done.open-decision')).waitFor();
  assert.equal((await draft()).gate, 'decision');
});

/** Every hamlet has met; in the first of them two people count otherwise. */
async function meetEverywhere() {
  const due = await waiting('not-discussed');
  const [hamlet] = hamlets;
  const own = due.filter(({ hamletId }) => hamletId === hamlet?.areaId);
  const [first] = own;
  assert.ok(hamlet !== undefined && first !== undefined);
  for (const { areaId } of hamlets) {
    const its = due.filter(({ hamletId }) => hamletId === areaId);
    await hold(
      'canbo',
      areaId,
      its.map((row) => [row, 18] as const),
    );
  }
  await hold('bithu', hamlet.areaId, [[first, 7]]);
  return hamlet;
}

async function settleWhatDiffers(page: Page, hamlet: { readonly name: string }): Promise<void> {
  await page.goto(`${base}/desk/khu-vuc/${communeId}`);
  await page
    .getByRole('link', { name: m('title') })
    .first()
    .click();
  await page.getByRole('heading', { name: m('desk.met', { met: hamlets.length, all: hamlets.length }) }).waitFor();
  await assertFits(page);
  await page.getByRole('link', { name: hamlet.name }).click();
  await page.getByText(m('state.differs')).first().waitFor();
  await assertFits(page);
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: m('desk.print') }).click();
  assert.match((await coming).suggestedFilename(), /^bien-ban-hop-dan-.*2026-10-19\.pdf$/);
  const name = mini.accounts['canbo']?.displayName ?? '';
  await page.getByRole('button', { name: m('desk.holds', { by: name, yes: 18, present: 20 }) }).click();
  await page.getByText(m('state.differs')).waitFor({ state: 'detached' });
}

/** One household of the village did not know an answer: it is asked again. */
async function settleTheOpenOne(): Promise<void> {
  const open = households.find(({ key }) => key === 'undetermined') ?? assert.fail();
  const { householdId } = open.registered;
  const context = await face.context('rasoat');
  const view = await (await context.request.get(`${base}/api/households/${householdId}/interview`)).json();
  await context.close();
  const answers = structuredClone(open.answers);
  for (const member of answers.members) if (member.healthInsurance === 'dont-know') member.healthInsurance = true;
  const at = '2026-10-18T01:30:00.000Z';
  const visit = { interviewedOn: '2026-10-18', startedAt: at, endedAt: at, seen: view.version };
  const enumeratorId = mini.accounts['rasoat']?.accountId;
  await send('rasoat', 'interview-finished', { householdId, roundId, questionnaire: view.questionnaire, answers, enumeratorId, ...visit });
}

it('wrote no error to the console', () => assert.deepEqual(face.faults, []));
