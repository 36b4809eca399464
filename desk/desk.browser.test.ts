/**
 * The desk in a real browser, on the real server and the mini village: every screen for axe, width and thumbs at both sizes,
 * numbers that open the lists they count, the keyboard alone, the language, refusals in sentences, weight.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Answers } from '../core/interview/answers.ts';
import type { AreaView, HouseholdView, InterviewView } from '../core/views.ts';
import { DESKTOP, misfitsOf, openFace, PHONE, widthFaults } from '../tools/test/face.ts';
import { excuse } from '../tools/test/excuse.ts';
import { screensOf } from '../tools/screens/screens.ts';
import { accountsText } from '../words/accounts.ts';
import { type DeskKey, deskText } from '../words/desk.ts';
import { interviewText } from '../words/interview.ts';
import { problemsText } from '../words/problems.ts';
import { roundNameText } from '../words/round-name.ts';
import { signInText } from '../words/sign-in.ts';
import { uiText } from '../words/ui.ts';
import type { Params } from '../words/words.ts';

const t = (key: DeskKey, params?: Params) => deskText('vi', key, params);
/** On the list and not visited yet. */
const LEFT = 'merit';

const face = await openFace({ faces: ['desk'], visited: (key) => key !== LEFT });
after(() => face.close());

const CAST = {
  officer: 'canbo',
  chair: 'chutich',
  province: 'canbotinh',
  administrator: 'quantri',
  auditor: 'kiemtra',
  enumerator: 'rasoat',
};

async function opened(username: string | null, path: string): Promise<Page> {
  const page = await (await face.context(username)).newPage();
  await page.goto(face.base + path);
  return page;
}

async function board(username = CAST.officer): Promise<Page> {
  const page = await opened(username, '/desk/');
  await page.getByRole('heading', { name: t('figures.title') }).waitFor();
  return page;
}

const idOf = (key: string): string => {
  const found = face.mini.village.households.find((household) => household.key === key);
  assert.ok(found !== undefined, key);
  return found.registered.householdId;
};

test('every screen fits its reader, a phone and a desk', async () => {
  // The round of this face asks for no meetings: their screens are measured in desk/meeting.
  const screens = screensOf(CAST).filter(({ name }) => !/^(field|portal|meetings|minutes)/.test(name));
  const wrong: string[] = [];
  for (const who of new Set(screens.map((screen) => screen.who))) {
    const context = await face.context(who, { viewport: PHONE });
    for (const screen of screens.filter((each) => each.who === who)) {
      const page = await context.newPage();
      await screen.open({ page, base: face.base });
      const misfits = await misfitsOf(page);
      await page.setViewportSize(DESKTOP);
      misfits.push(...(await widthFaults(page)));
      wrong.push(...misfits.map((misfit) => `${screen.name}: ${misfit}`));
      await page.close();
    }
    await context.close();
  }
  assert.deepEqual(wrong, []);
  assert.deepEqual(face.faults, []);
});

test('every number on a board opens the list that it counts', async () => {
  const page = await board();
  const links = await page.locator('main a[href*="/ho?loc="]').evaluateAll((all) =>
    all.map((link) => ({
      href: link.getAttribute('href') ?? '',
      text: link.querySelector('.value')?.textContent ?? link.textContent ?? '',
      label: link.querySelector('.label')?.textContent ?? '',
    })),
  );
  assert.ok(links.length > 15, `${links.length} numbers`);
  for (const { href, text, label } of links) {
    // People are counted in heads, and open the list of their households.
    if (label === t('figure.people') || (href.includes('loc=all') && label === '')) continue;
    const counted = Number(/\d[\d.]*/.exec(text.split('/').at(-1) ?? '')?.[0].replaceAll('.', ''));
    await page.goto(face.base + href);
    const caption =
      counted === 0
        ? page.getByText(t('list.empty'), { exact: true })
        : page.locator('caption', { hasText: t('list.one-page', { total: counted }) });
    await caption.waitFor();
  }
});

test('a household is read on one page: members, answers, a verdict for each standard, earlier years, and the look is logged', async () => {
  const page = await opened(CAST.officer, `/desk/ho/${idOf('poor-at-cut-off')}`);
  for (const title of ['verdicts.title', 'members.title', 'answers.title', 'history.title'] as const) {
    await page.getByRole('heading', { name: t(title), exact: true }).waitFor();
  }
  assert.deepEqual(await page.locator('#verdicts article h3').allTextContents(), [
    t('column.verdict', { period: '2022–2026' }),
    t('column.verdict', { period: '2027–2030' }),
  ]);
  const official = page.locator('#verdicts article').first();
  assert.match(await official.innerText(), /được 140 điểm, không quá mức 140 điểm, và hộ thiếu 3 trên 12 dịch vụ cơ bản/);
  const insurance = official.locator('li', { hasText: '2 người từ 6 tuổi chưa có bảo hiểm y tế' }).first();
  await insurance.getByText(t('verdict.ground')).click();
  assert.match(await insurance.innerText(), /Nguyễn Văn Tám: Có thẻ bảo hiểm y tế còn hạn không\?: không[^]*Nghị định 07\/2021\/NĐ-CP/);
  assert.match(await page.locator('main').innerText(), /Lần xem này cũng được ghi vào nhật ký/);
});

test('what changed since last year: each answer that differs, and last year’s points under the same standard', async () => {
  const page = await opened(CAST.officer, `/desk/ho/${idOf('poor-at-cut-off')}`);
  const answer = await page.request.get(`${face.base}/api/households/${idOf('poor-at-cut-off')}`);
  const view: HouseholdView = await answer.json();
  const [now, before] = view.interviews;
  assert.ok(now && before);
  assert.deepEqual(
    view.verdictsBefore.map(({ rulebook }) => rulebook),
    ['2022-2026'],
    'the form of 2025 is not judged by a standard that its round did not have',
  );
  const flat = ({ household, members }: Answers) =>
    [household, ...members].flatMap((facts, at) =>
      Object.entries(facts).map(([field, value]) => [`${at}.${field}`, JSON.stringify(value)] as const),
    );
  const old = new Map(flat(before.answers));
  const differ = flat(now.answers).filter(([field, value]) => !field.endsWith('Note') && old.has(field) && old.get(field) !== value);
  const rows = page.locator('#changed > table tbody tr');
  await page.getByRole('heading', { name: interviewText('vi', 'difference.title', { now: yearly(2026), before: yearly(2025) }) }).waitFor();
  assert.equal(await rows.count(), differ.length);
  const card = await page.locator('#changed article').first().innerText();
  for (const [verdict] of [view.verdicts, view.verdictsBefore]) assert.ok(card.includes(String(verdict?.b1.min)), card);
  const order = await page.locator('main section[id]').evaluateAll((all) => all.map(({ id }) => id));
  assert.deepEqual(order.slice(0, 3), ['verdicts', 'changed', 'members']);
});

test('a household that the round has not asked yet does not show last year’s verdict as this year’s', async () => {
  const page = await opened(CAST.officer, `/desk/ho/${idOf(LEFT)}`);
  await page.getByText(`${yearly(2026)}: chưa phỏng vấn hộ này. Kết quả dưới đây là của: ${yearly(2025)}`).waitFor();
  await page.getByRole('heading', { name: t('verdicts.title-of', { round: yearly(2025) }) }).waitFor();
  const columns = await page.locator('#verdicts article').allInnerTexts();
  assert.equal(columns.length, 2);
  assert.ok(columns[0]?.includes(t('verdict.earlier', { round: yearly(2025) })), columns[0]);
  assert.deepEqual(
    columns[1]?.split('\n').filter((line) => line.trim() !== ''),
    [t('column.verdict', { period: '2027–2030' }), t('verdicts.not-judged')],
  );
  assert.equal(await page.getByRole('heading', { name: t('looks.title') }).count(), 0);
  const auditor = await opened(CAST.auditor, `/desk/ho/${idOf(LEFT)}`);
  await auditor.getByRole('heading', { name: t('looks.title') }).waitFor();
  const looks = await auditor.locator('#looks tbody tr').allInnerTexts();
  assert.ok(looks.length >= 2 && looks.some((line) => line.includes('Mở hồ sơ: Rà soát')), looks.join('\n'));
});

test('how a list is sorted and filtered is in its address, which a colleague can open', async () => {
  const page = await board();
  await page.locator('main a[href*="loc=all"]').first().click();
  // The board has a column of the same name: sorting that one would keep the reader there.
  await page.getByLabel(t('list.filter')).waitFor();
  const people = page.getByRole('columnheader', { name: t('column.people') });
  await people.getByRole('button').click();
  await page.waitForURL(/[?&]xep=-people/);
  await page.getByLabel(t('list.filter')).fill('nguyen');
  await page.waitForURL(/chu=nguyen/);
  const names = (of: Page) => of.locator('tbody a.name').allInnerTexts();
  const shown = await names(page);
  assert.ok(shown.length > 1, shown.join());
  const colleague = await opened(CAST.chair, new URL(page.url()).pathname + new URL(page.url()).search);
  await colleague.locator('th[aria-sort=descending]').waitFor();
  await colleague.locator('caption', { hasText: t('list.loaded', { shown: shown.length, loaded: 14, total: 14 }) }).waitFor();
  assert.deepEqual(await names(colleague), shown);
  await page.locator('tbody a.name').first().click();
  await page
    .getByRole('heading', { name: t('verdicts.title') })
    .or(page.getByRole('heading', { name: t('answers.title') }))
    .first()
    .waitFor();
  await page.goBack();
  await page.locator('th[aria-sort=descending]').waitFor();
  assert.match(page.url(), /xep=-people/);
  assert.deepEqual(await names(page), shown, 'found again on the way back');
});

test('search finds a person with or without marks and says in which hamlet', async () => {
  const page = await board();
  const box = page.getByRole('searchbox', { name: t('search.label') });
  for (const query of ['nguyen tam', 'Nguyễn Văn Tám', 'nguyen van tam']) {
    await box.fill(query);
    await box.press('Enter');
    await page.getByRole('heading', { name: t('search.results', { query }) }).waitFor();
    const row = page.getByRole('row', { name: /Nguyễn Văn Tám/ });
    await row.first().waitFor();
    assert.match(await row.first().innerText(), /Ấp/);
  }
  await page.goBack();
  await page.getByRole('heading', { name: t('search.results', { query: 'Nguyễn Văn Tám' }) }).waitFor();
});

test('the keyboard alone: past the head, over what may not be pressed yet, into a hamlet', async () => {
  const page = await board();
  await page.keyboard.press('Tab');
  assert.equal(await page.locator(':focus').innerText(), uiText('vi', 'skip-to-content'));
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate('document.activeElement.id'), 'content');
  assert.equal(
    await page.getByRole('button', { name: t('action.open-decision') }).isDisabled(),
    true,
    'somebody is still to be interviewed',
  );
  await tabTo(page, t('open-decision.see-left', { count: 1 }));
  await tabTo(page, face.mini.village.hamlets[0]?.name ?? '');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: face.mini.village.hamlets[0]?.name ?? '' }).waitFor();
});

/** Presses Tab until something with this text has the focus. */
async function tabTo(page: Page, text: string): Promise<void> {
  for (let pressed = 0; pressed < 60; pressed += 1) {
    await page.keyboard.press('Tab');
    if ((await page.locator(':focus').innerText()).trim() === text) return;
  }
  assert.fail(`the keyboard does not reach ${text}`);
}

test('English by a switch, kept for the next page and told to screen readers', async () => {
  const page = await board();
  await page.getByRole('button', { name: uiText('en', 'language-en') }).click();
  await page.getByRole('heading', { name: deskText('en', 'figures.title') }).waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await page.reload();
  await page.getByRole('heading', { name: deskText('en', 'figures.title') }).waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await page.getByRole('button', { name: uiText('vi', 'language-vi') }).click();
  await page.getByRole('heading', { name: t('figures.title') }).waitFor();
});

test('signing in leads back to the page asked for; a wrong password is a sentence; signing out ends it', async () => {
  const page = await opened(null, `/desk/ho/${idOf('khmer')}`);
  await page.getByLabel(signInText('vi', 'username')).fill('canbo');
  const password = page.getByLabel(signInText('vi', 'password'), { exact: true });
  await password.fill('không phải mật khẩu');
  await password.press('Enter');
  await page.getByRole('alert').waitFor();
  assert.match(await page.getByRole('alert').innerText(), /Tên đăng nhập hoặc mật khẩu chưa đúng\. Còn \d+ lần thử/);
  await password.fill(face.password);
  await password.press('Enter');
  await page.getByRole('heading', { name: t('verdicts.title') }).waitFor();
  assert.equal(await page.locator(':focus').evaluate((element) => element.tagName), 'H1');
  await page.getByRole('button', { name: uiText('vi', 'sign-out') }).click();
  await page.getByRole('heading', { name: signInText('vi', 'title') }).waitFor();
  await page.goto(`${face.base}/desk/ho/${idOf('khmer')}`);
  await page.getByRole('heading', { name: signInText('vi', 'title') }).waitFor();
});

test('who may not is told so in a sentence', async () => {
  const administrator = await opened(CAST.administrator, '/desk/');
  await administrator.getByRole('heading', { name: accountsText('vi', 'title'), exact: true }).waitFor();
  const officer = await board(CAST.officer);
  const commune = new URL(officer.url()).pathname.split('/').at(-1);
  const view: AreaView = await (await officer.request.get(`${face.base}/api/areas/${commune}`)).json();
  await officer.goto(`${face.base}/desk/khu-vuc/${view.crumbs[0]?.areaId}`);
  await officer.getByText(problemsText('vi', 'not-your-area')).waitFor();
});

test('a lost connection is said, and trying again brings the page', async () => {
  const page = await (await face.context(CAST.officer)).newPage();
  await page.route('**/api/areas/**', (route) => route.abort());
  await page.goto(`${face.base}/desk/`);
  await page.getByText(problemsText('vi', 'no-connection')).waitFor();
  await page.unroute('**/api/areas/**');
  await page.getByRole('button', { name: uiText('vi', 'try-again') }).click();
  await page.getByRole('heading', { name: t('figures.title') }).waitFor();
});

test('the first load weighs at most 250 KB as sent', async () => {
  const context = await face.context(CAST.officer);
  const page = await context.newPage();
  let bytes = 0;
  page.on('requestfinished', async (request) => {
    const sizes = await request.sizes();
    bytes += sizes.responseBodySize + sizes.responseHeadersSize;
  });
  await page.goto(`${face.base}/desk/`, { waitUntil: 'networkidle' });
  assert.ok(bytes > 20_000 && bytes <= 250 * 1024, `${bytes} bytes`);
});

const yearly = (year: number): string => roundNameText('vi', { kind: 'yearly', year, opensOn: `${year}-09-01` });

test('the chair decides: blockers named, settled, counted, asked once more, signed; the register and the board follow', async () => {
  const chair = await opened(CAST.chair, '/desk/');
  await chair
    .getByRole('link', { name: t('action.see-lists') })
    .or(chair.getByRole('button', { name: t('action.open-decision') }))
    .first()
    .waitFor();
  const commune = new URL(chair.url()).pathname;
  await chair.goto(`${face.base}${commune}/quyet-dinh`);
  await chair.getByText(t('blocker.undetermined', { count: 1 })).waitFor();
  await chair.getByText(t('blocker.not-interviewed', { count: 1 })).waitFor();
  assert.equal(await chair.getByRole('button', { name: t('decision.action') }).count(), 0);
  await excuse(chair, nameOf(LEFT));
  await chair
    .getByRole('link', { name: nameOf('undetermined') })
    .first()
    .click();
  await chair.getByRole('heading', { name: t('household.of', { name: nameOf('undetermined') }) }).waitFor();

  await interview('undetermined');
  await interview(LEFT);

  await chair.goto(face.base + commune);
  const close = chair.getByRole('button', { name: t('action.open-decision') });
  await close.press('Enter');
  await chair.getByRole('dialog').waitFor();
  await chair.keyboard.press('Escape');
  await chair.getByRole('dialog').waitFor({ state: 'hidden' });
  assert.equal(await close.evaluate((button) => button === button.ownerDocument.activeElement), true);
  await close.press('Enter');
  await chair
    .getByRole('dialog')
    .getByRole('button', { name: t('onward.action.open-decision') })
    .click();
  await chair.getByText(t('onward.done.open-decision')).waitFor();
  await chair.getByRole('link', { name: t('action.decide-list') }).click();
  await chair.getByLabel(t('decision.number'), { exact: true }).fill('');
  await chair.getByRole('button', { name: t('decision.action') }).click();
  await chair.getByText(t('decision.number-needed')).waitFor();
  await chair.getByLabel(t('decision.number'), { exact: true }).fill('15/QĐ-UBND');
  await chair.getByLabel(t('decision.date')).fill('20/10/2026');
  const poor = await chair
    .locator('details', { hasText: t('decision.list.poor') })
    .first()
    .locator('tbody tr')
    .count();
  await chair.getByRole('button', { name: t('decision.action') }).click();
  const dialog = chair.getByRole('dialog');
  await dialog.getByRole('heading', { name: t('decision.confirm-title', { number: '15/QĐ-UBND' }) }).waitFor();
  assert.match(await dialog.innerText(), new RegExp(`${t('decision.list.poor')}\\s+${poor} hộ`));
  await dialog.getByRole('button', { name: t('decision.action') }).click();
  await chair.getByText(t('decision.done-title', { number: '15/QĐ-UBND' })).waitFor();
  await chair.goto(face.base + commune);
  await chair.getByText(t('next.decided')).waitFor();
  const label = chair.locator('.label', { hasText: new RegExp(`^${t('figure.poor')}$`) });
  assert.equal(await chair.locator('a', { has: label }).locator('.value').first().innerText(), String(poor));
  await chair.goto(`${face.base}/desk/ho/${idOf('poor-at-cut-off')}`);
  await chair.getByText(t('household.by-decision', { number: '15/QĐ-UBND' }), { exact: false }).waitFor();
});

const nameOf = (key: string): string => face.mini.village.households.find((household) => household.key === key)?.registered.headName ?? '';

/** The enumerator's visit, sent as the phone sends it; whoever did not know is asked again and has insurance. */
async function interview(key: string): Promise<void> {
  const context = await face.context(CAST.enumerator);
  const household = face.mini.village.households.find((each) => each.key === key);
  assert.ok(household !== undefined);
  const view: InterviewView = await (await context.request.get(`${face.base}/api/households/${idOf(key)}/interview`)).json();
  const answers = structuredClone(household.answers);
  for (const member of answers.members) if (member.healthInsurance === 'dont-know') member.healthInsurance = true;
  const at = '2026-10-20T01:30:00.000Z';
  const payload = {
    householdId: idOf(key),
    roundId: view.round.roundId,
    questionnaire: view.questionnaire,
    answers,
    interviewedOn: '2026-10-20',
    startedAt: at,
    endedAt: at,
    seen: view.version,
    enumeratorId: face.mini.accounts[CAST.enumerator]?.accountId,
  };
  const command = { commandId: crypto.randomUUID(), kind: 'interview-finished', v: 1, at, payload };
  const answer = await context.request.post(`${face.base}/api/commands`, {
    data: { commands: [command] },
    headers: { 'x-vuon': '1', origin: face.base },
  });
  assert.match(await answer.text(), /"answer":"taken"/);
  await context.close();
}
