/**
 * The phone face in a real browser on the real server and a real database: a hamlet's list, interviews told to the end,
 * what happens without a line, with a newer form in the way, after a reload; every screen at 360×740 and for axe.
 */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { explain } from '../core/classify/assess.ts';
import { rulebookById } from '../core/classify/rulebooks.ts';
import type { Answers } from '../core/interview/answers.ts';
import { phieuB2026 } from '../core/interview/questionnaires/phieu-b-2026.ts';
import type { HouseholdView, InterviewView } from '../core/views.ts';
import { misfitsOf, openFace, PHONE, widthFaults } from '../tools/test/face.ts';
import { draftSince, until } from '../tools/test/phone-store.ts';
import { confirmChecks, sendForm, tell } from '../tools/test/told.ts';
import { signInText } from '../words/sign-in.ts';
import { uiText } from '../words/ui.ts';
import { fieldText } from '../words/field.ts';
import { lifeText } from '../words/life.ts';
import { interviewText } from '../words/interview.ts';

const t = (key: Parameters<typeof fieldText>[1], params = {}) => fieldText('vi', key, params);

const face = await openFace({ faces: ['field'], now: '2026-10-12T02:00:00.000Z', visited: () => false });
const { base, mini } = face;
after(async () => {
  await face.close();
});

function household(key: string) {
  const found = mini.village.households.find((one) => one.key === key);
  assert.ok(found !== undefined, key);
  return found;
}

/** A phone with an enumerator signed in, at `path`. */
async function phone(path = '/field/'): Promise<{ context: BrowserContext; page: Page }> {
  const context = await face.context('rasoat', { viewport: PHONE });
  const page = await context.newPage();
  // A busy machine is slow, not wrong.
  page.setDefaultTimeout(60_000);
  await page.goto(base + path);
  return { context, page };
}

const interviewOf = (key: string) => `/field/ho/${household(key).registered.householdId}/phieu`;
const asked = async <T>(page: Page, path: string): Promise<T> => page.evaluate<T>(`fetch('${path}').then((answer) => answer.json())`);
const viewOf = (page: Page, key: string) => asked<HouseholdView>(page, `/api/households/${household(key).registered.householdId}`);

/** The enumerator sees citizen ids of this visit only masked; everything else must be as told. */
function withoutIds(answers: Answers): Answers {
  return { ...answers, members: answers.members.map(({ citizenId: _, ...rest }) => rest) };
}

/** No violation, nothing wider than the screen, nothing to press too small, the notice there; seen from the foot, where the bar covers nothing. */
async function assertFits(page: Page): Promise<void> {
  await page.evaluate('window.scrollTo(0, document.documentElement.scrollHeight)');
  assert.deepEqual(await misfitsOf(page), []);
  assert.ok(await page.getByText(uiText('vi', 'provisional')).isVisible());
}

/** Screens that hold each kind of question once; the others are looked at for their width only. */
const LOOKED_AT = ['group.roster', 'group.growth', 'group.care', 'group.house', 'group.devices', 'group.causes', 'group.notes'] as const;

describe('the hamlet’s list', () => {
  it('says who is next, and finds a household with or without marks', async () => {
    const { context, page } = await phone();
    await page.getByRole('heading', { name: t('units.title') }).waitFor();
    await assertFits(page);
    const { registered } = household('khmer');
    const hamlet = mini.village.hamlets.find((one) => one.areaId === registered.hamletId);
    await page.getByRole('link', { name: hamlet?.name ?? '' }).click();
    await page.getByRole('heading', { name: t('next.title') }).waitFor();
    await assertFits(page);
    const search = page.getByRole('searchbox');
    const bare = registered.headName.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D').toLowerCase();
    for (const typed of [bare, registered.headName, registered.code ?? '']) {
      await search.fill(typed);
      assert.equal(await page.locator('.list a').count(), 1, typed);
    }
    await search.fill('không có ai tên này');
    await page.getByText(t('found.none')).waitFor();
    await search.fill(bare);
    await page.locator('.list a').click();
    await page.getByRole('link', { name: t('file.start') }).waitFor();
    await page.getByText(lifeText('vi', 'file.needs-list')).waitFor();
    await assertFits(page);
    await context.close();
  });

  it('follows the text size that the phone is set to, and fits 320 px with it', async () => {
    const { context, page } = await phone();
    await page.setViewportSize({ width: 320, height: 640 });
    const session = await context.newCDPSession(page);
    const size = 24;
    await session.send('Page.setFontSizes', { fontSizes: { standard: size } });
    const { registered } = household('khmer');
    for (const path of ['/field/', `/field/ap/${registered.hamletId}`, `/field/ho/${registered.householdId}`, interviewOf('khmer')]) {
      await page.goto(base + path);
      await page.locator('main h2').first().waitFor();
      assert.equal(await page.evaluate('getComputedStyle(document.body).fontSize'), `${size}px`);
      await assertFits(page);
    }
    await context.close();
  });

  it('is there in English by a switch', async () => {
    const { context, page } = await phone();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: fieldText('en', 'units.title') }).waitFor();
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    await context.close();
  });
});

describe('an interview', () => {
  it('told to the end is on the server as told, with the verdicts that the phone showed', async () => {
    const { context, page } = await phone(interviewOf('undetermined'));
    const truth = household('undetermined').answers;
    await page.locator('#screen-title').waitFor();
    const looked = new Set<string>();
    await tell(page, truth, async () => {
      const title = (await page.locator('#screen-title').textContent()) ?? '';
      const group = LOOKED_AT.map((key) => interviewText('vi', key)).find((name) => title.endsWith(name));
      if (group === undefined || looked.has(group)) assert.deepEqual(await widthFaults(page), [], title);
      else await assertFits(page);
      looked.add(group ?? title);
    });
    await page.locator('article').nth(1).waitFor();
    await assertFits(page);
    await confirmChecks(page);
    const here = await page.locator('article .badge').allTextContents();
    const finish = page.getByRole('button', { name: t('summary.finish') });
    await page.evaluate('window.scrollTo(0, 0)');
    assert.ok(((await finish.boundingBox())?.y ?? 9_999) < PHONE.height, 'the button is in sight at the top of two long cards');
    await finish.click();
    const dialog = page.getByRole('dialog');
    assert.deepEqual(await dialog.locator('.badge').allTextContents(), here, 'the question names both verdicts');
    assert.ok(await dialog.getByText(t('send.unsigned')).isVisible(), 'nobody signed');
    await assertFits(page);
    await dialog.getByRole('button', { name: uiText('vi', 'cancel') }).click();
    assert.equal((await viewOf(page, 'undetermined')).interviews.filter((one) => one.roundId === mini.rounds.now).length, 0);
    await sendForm(page);
    await page.getByText(t('sent.taken')).waitFor();
    assert.deepEqual(await page.locator('main .badge').allTextContents(), here, 'the sent screen repeats them');
    await assertFits(page);

    const view = await viewOf(page, 'undetermined');
    const stored = view.interviews.find((one) => one.roundId === mini.rounds.now);
    assert.ok(stored !== undefined);
    assert.deepEqual(withoutIds(stored.answers), withoutIds(truth));
    assert.deepEqual(
      here,
      view.verdicts.map((v) => uiText('vi', `class.${v.outcome ?? 'undetermined'}`)),
    );
    assert.deepEqual(
      view.verdicts.map((v) => v.outcome),
      Object.values(household('undetermined').expected.now),
    );
    const { setting } = await asked<InterviewView>(page, `/api/households/${view.household.householdId}/interview`);
    const again = view.verdicts.map((v) => explain(rulebookById(v.rulebook), truth, setting));
    assert.deepEqual(
      view.verdicts.map((v) => [v.b1, v.b2, v.deprivations]),
      again.map((v) => [v.b1, v.b2, v.deprivations]),
    );
    await context.close();
  });

  it('is put right by the way that the sent screen names', async () => {
    const { context, page } = await phone(interviewOf('rich'));
    const truth = household('rich').answers;
    await page.locator('#screen-title').waitFor();
    await tell(page, truth);
    await page.locator('article').nth(1).waitFor();
    await confirmChecks(page);
    await sendForm(page);
    await page.getByRole('link', { name: t('finished.open') }).click();
    await page.getByRole('link', { name: t('file.again') }).click();
    await page.locator('#screen-title').waitFor();
    const by = mini.accounts['rasoat']?.displayName ?? assert.fail();
    await page.getByText(t('file.visited', { day: '12/10/2026', by })).waitFor();
    await assertFits(page);
    const televisions = (typeof truth.household.televisions === 'number' ? truth.household.televisions : 0) + 1;
    await tell(page, { ...truth, household: { ...truth.household, televisions } });
    await page.locator('article').nth(1).waitFor();
    await confirmChecks(page);
    await sendForm(page);
    await page.getByText(t('sent.taken')).waitFor();
    const stored = (await viewOf(page, 'rich')).interviews.filter((one) => one.roundId === mini.rounds.now);
    assert.deepEqual(
      stored.map(({ answers }) => answers.household.televisions),
      [televisions],
      'one interview of the round, as put right',
    );
    await context.close();
  });

  it('survives a reload on any screen', async () => {
    const { context, page } = await phone(interviewOf('lone-old'));
    await page.locator('#screen-title').waitFor();
    await page.getByRole('button', { name: t('next'), exact: true }).click();
    await page.getByRole('button', { name: t('next'), exact: true }).click();
    const title = await page.locator('#screen-title').textContent();
    const box = page.locator('[data-field=healthInsurance]');
    const no = box.getByRole('button', { name: interviewText('vi', 'no'), exact: true });
    const since = await page.evaluate<number>('Date.now()');
    await no.click();
    await until(page, draftSince(household('lone-old').registered.householdId, since));
    await page.reload();
    await page.locator('#screen-title').waitFor();
    assert.equal(await page.locator('#screen-title').textContent(), title);
    assert.equal(await no.getAttribute('aria-pressed'), 'true');
    await page.goto(`${base}/field/chua-gui`);
    await page.getByRole('heading', { name: household('lone-old').registered.headName }).waitFor();
    await assertFits(page);
    await context.close();
  });

  it('cannot be finished while two heads stand in it', async () => {
    const { context, page } = await phone(interviewOf('cannot-escape-nobody-able'));
    const truth = household('cannot-escape-nobody-able').answers;
    const heads = { ...truth, members: truth.members.map((m, i) => (i === 1 ? { ...m, relation: 'head' as const } : m)) };
    await page.locator('#screen-title').waitFor();
    await tell(page, heads);
    await confirmChecks(page);
    const twoHeads = interviewText('vi', 'check.head-count', { count: 2 });
    await page.getByText(twoHeads).waitFor();
    assert.equal(await page.getByRole('button', { name: t('summary.finish') }).count(), 0);
    const blocked = page.getByRole('button', { name: t('summary.blocked-checks', { checks: 1 }) });
    await blocked.click();
    await page
      .getByRole('status')
      .filter({ hasText: t('summary.first-check', { text: twoHeads }) })
      .waitFor();
    assert.equal(await page.evaluate('document.activeElement?.id'), 'checks-title');
    await assertFits(page);
    await context.close();
  });
});

describe('a draft', () => {
  it('takes in whom the register came to know after it was begun, and says who died', async () => {
    const { context, page } = await phone(interviewOf('khmer'));
    const { registered, answers: truth } = household('khmer');
    await page.locator('#screen-title').waitFor();
    await page.getByRole('button', { name: t('next'), exact: true }).click();
    await until(page, draftSince(registered.householdId, 0));
    const memberId = crypto.randomUUID();
    const baby = { memberId, fullName: 'Thạch Thị Bé', relation: 'child', sex: 'female', birth: '2026-10-05', ethnicity: 'khmer' };
    const payload = { householdId: registered.householdId, member: baby, on: '2026-10-05' };
    const born = { commandId: crypto.randomUUID(), kind: 'member-born', v: 1, at: '2026-10-12T01:00:00.000Z', payload };
    const headers = { 'x-vuon': '1', origin: base };
    const answer = await context.request.post(`${base}/api/commands`, { data: { commands: [born] }, headers });
    assert.match(await answer.text(), /"answer":"taken"/);

    await page.reload();
    await page.locator('#screen-title').waitFor();
    await page.getByRole('button', { name: t('back'), exact: true }).click();
    await page.getByText(t('newcomers', { names: baby.fullName })).waitFor();
    await assertFits(page);
    await page.getByRole('button', { name: t('roster.edit-of', { name: baby.fullName }) }).click();
    await page.getByRole('button', { name: t('roster.died-of', { name: baby.fullName }) }).click();
    await page.getByText(t('roster.gone-died', { name: baby.fullName })).waitFor();
    await tell(page, truth);
    await page.locator('article').nth(1).waitFor();
    await confirmChecks(page);
    await sendForm(page);
    await page.getByText(t('sent.taken')).waitFor();
    const { members } = await viewOf(page, 'khmer');
    assert.equal(members.find((member) => member.memberId === memberId)?.state, 'dead');
    await context.close();
  });
});

describe('a finished form', () => {
  it('waits on the phone without a line and is sent when the line is back', async () => {
    const { context, page } = await phone(interviewOf('poor-at-cut-off'));
    await page.locator('#screen-title').waitFor();
    await tell(page, household('poor-at-cut-off').answers);
    await page.locator('article').nth(1).waitFor();
    await confirmChecks(page);
    await context.setOffline(true);
    await sendForm(page);
    await page.getByText(t('sent.waiting')).waitFor();
    await assertFits(page);
    await context.setOffline(false);
    await page.getByText(t('sent.taken')).waitFor();
    const view = await viewOf(page, 'poor-at-cut-off');
    assert.equal(view.interviews.filter((one) => one.roundId === mini.rounds.now).length, 1);
    await context.close();
  });

  it('opened again after somebody else handed in a newer one, shows what differs before it is sent', async () => {
    const [slow, quick] = [await phone(interviewOf('lone-old')), await phone(interviewOf('lone-old'))];
    const truth = household('lone-old').answers;
    const toilet = truth.household.toilet === 'none' ? 'septic' : 'none';
    const other: Answers = { ...truth, household: { ...truth.household, toilet, televisions: 3 } };
    for (const [{ page }, answers] of [
      [slow, truth],
      [quick, other],
    ] as const) {
      await page.locator('#screen-title').waitFor();
      await tell(page, answers);
      await page.locator('article').nth(1).waitFor();
      await confirmChecks(page);
    }
    await sendForm(quick.page);
    await quick.page.getByText(t('sent.taken')).waitFor();
    await slow.page.reload();
    await slow.page.getByText(t('two-forms.title')).waitFor();
    const differing = slow.page.locator('.notice li');
    assert.equal(await differing.count(), 2);
    await assertFits(slow.page);
    await differing
      .filter({ hasText: interviewText('vi', 'televisions') })
      .getByRole('button', { name: t('two-forms.take-theirs') })
      .click();
    assert.equal(await differing.count(), 1);
    await slow.page.getByRole('button', { name: t('two-forms.seen') }).click();
    await confirmChecks(slow.page);
    await sendForm(slow.page);
    await slow.page.getByText(t('sent.taken')).waitFor();
    const { household: settled } = (await viewOf(slow.page, 'lone-old')).interviews[0]?.answers ?? {};
    assert.deepEqual([settled?.toilet, settled?.televisions], [truth.household.toilet, 3]);
    await slow.context.close();
    await quick.context.close();
  });
});

describe('signing in', () => {
  it('leads from a page that was asked for to that page, and says what was wrong', async () => {
    const context = await face.context(null, { viewport: PHONE });
    const page = await context.newPage();
    await page.goto(`${base}/field/chua-gui`);
    await page.getByLabel(signInText('vi', 'username')).fill('rasoat');
    await page.getByLabel(signInText('vi', 'password'), { exact: true }).fill('không phải mật khẩu này');
    const submit = page.getByRole('button', { name: uiText('vi', 'sign-in') });
    await submit.click();
    await page.getByRole('alert').waitFor();
    await assertFits(page);
    await page.getByLabel(signInText('vi', 'password'), { exact: true }).fill(face.password);
    await submit.click();
    await page.getByRole('heading', { name: t('unsent.title'), exact: true }).waitFor();
    await context.close();
  });

  it('brings no parser, no questions and no storage before the first screen', async () => {
    const context = await face.context(null, { viewport: PHONE });
    const page = await context.newPage();
    const sizes: Promise<number>[] = [];
    page.on('requestfinished', (request) => {
      if (request.url().endsWith('.js')) sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
    });
    await page.goto(`${base}/field/`, { waitUntil: 'networkidle' });
    const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    // As they come over the line; the service worker fetches the rest for later.
    assert.ok(total > 0 && total < 100_000, `${total} bytes of script`);
    await context.close();
  });
});

it('wrote no error to the console', () => assert.deepEqual(face.faults, []));

it('asks with the form of the round', async () => {
  const { context, page } = await phone();
  await page.getByRole('heading', { name: t('units.title') }).waitFor();
  const view = await asked<InterviewView>(page, `/api/households/${household('rich').registered.householdId}/interview`);
  assert.equal(view.questionnaire, phieuB2026.id);
  await context.close();
});
