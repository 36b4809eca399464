/** From the meeting to the certificate (từ họp dân tới giấy chứng nhận): steps onward, the wall, an objection, the decision, the papers. */
import type { Page } from 'playwright-core';
import { formatVi } from '../../core/kernel/dates.ts';
import { POSTING_PLACES, type PostingPlace } from '../../core/meeting/posting-codes.ts';
import { certificateText } from '../../words/certificate.ts';
import { deskText } from '../../words/desk.ts';
import { madeListText } from '../../words/made-list.ts';
import { postingText } from '../../words/posting.ts';
import { SECOND } from './cast.ts';
import type { Stage } from './stage.ts';

const p = (key: Parameters<typeof postingText>[1], params?: Parameters<typeof postingText>[2]) => postingText('vi', key, params);
const c = (key: Parameters<typeof certificateText>[1], params?: Parameters<typeof certificateText>[2]) =>
  certificateText('vi', key, params);
const ofCommune = ({ cast }: Stage, path = ''): string => `/desk/khu-vuc/${cast.communeId}${path}`;

/** The commune takes its list one step on, asked once more. From the wall the words are others: there nothing is locked. */
export async function goOn(stage: Stage, action: 'open-meetings' | 'open-posting' | 'open-decision'): Promise<void> {
  const page = await stage.open('canbo', ofCommune(stage));
  const last = action === 'open-decision';
  await page.getByRole('button', { name: deskText('vi', last ? 'next.after-posting' : `action.${action}`) }).click();
  await stage.audience.rest();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: deskText('vi', last ? 'next.after-posting' : `onward.action.${action}`) })
    .click();
  await page.getByText(deskText('vi', `onward.done.${action}`)).waitFor();
  await page.context().close();
}

async function walls(stage: Stage): Promise<Page> {
  return stage.open('canbo', ofCommune(stage, '/niem-yet'));
}

const lineOf = (page: Page, hamlet: string, place: PostingPlace) =>
  page.locator('section.card', { has: page.getByRole('heading', { name: hamlet }) }).locator('li', { hasText: p(`place.${place}`) });

async function write(
  page: Page,
  what: 'put-up' | 'take-down',
  at: { readonly hamlet: string; readonly place: PostingPlace },
): Promise<void> {
  const line = lineOf(page, at.hamlet, at.place);
  await line.getByRole('button', { name: p(`postings.${what}`) }).click();
  const dialog = page.locator('dialog[open]');
  // What stands on the screen, for want of a wall.
  const buffer = await page.screenshot({ type: 'jpeg', quality: 50 });
  const picture = { name: 'niem-yet.jpg', mimeType: 'image/jpeg', buffer };
  await dialog.locator('input[type=file]:not([capture])').setInputFiles(picture);
  await dialog.getByRole('img', { name: p(what === 'put-up' ? 'picture.of-up' : 'picture.of-down') }).waitFor();
  await dialog.getByRole('button', { name: p(`postings.${what}`) }).click();
  await dialog.waitFor({ state: 'detached' });
  const other = what === 'put-up' ? 'take-down' : 'put-up';
  await (what === 'put-up'
    ? line.getByRole('button', { name: p(`postings.${other}`) })
    : line.getByText(/Đã niêm yết đủ|Gỡ trước hạn/).first()
  ).waitFor();
}

/** At the hamlet and at the office of the commune, for each of them. `until`: the last day, as the page says it. */
export async function putUp(stage: Stage, hamlets: readonly string[], until: string): Promise<void> {
  const page = await walls(stage);
  for (const hamlet of hamlets)
    for (const place of POSTING_PLACES) {
      await write(page, 'put-up', { hamlet, place });
      await lineOf(page, hamlet, place).getByText(p('postings.state.hangs', { until })).waitFor();
    }
  await stage.audience.rest();
  await page.context().close();
}

export async function takeDown(stage: Stage, hamlets: readonly string[]): Promise<void> {
  const page = await walls(stage);
  for (const hamlet of hamlets) for (const place of POSTING_PLACES) await write(page, 'take-down', { hamlet, place });
  await stage.audience.rest();
  await page.context().close();
}

/** The list is another than the one on the wall, and the page says so. */
export async function seeChanged(stage: Stage, hamlet: string): Promise<void> {
  const page = await walls(stage);
  for (const place of POSTING_PLACES) await lineOf(page, hamlet, place).getByText(p('postings.changed')).waitFor();
  await stage.audience.rest();
  await page.context().close();
}

/** Anybody sees where it hangs and until when, and no name. */
export async function seePublic(stage: Stage, until: string): Promise<void> {
  const page = await stage.open(null, '/niem-yet');
  await page.getByText(until).first().waitFor();
  const shown = await page.content();
  const named = [stage.cast.hero, ...stage.cast.neighbours].find(({ headName }) => shown.includes(headName));
  if (named !== undefined) throw new Error('The portal names somebody.');
  await stage.audience.rest();
  await page.context().close();
}

/** On the portal: she was interviewed and is not on the wall. The number of the receipt. */
export async function object({ open, cast, audience }: Stage): Promise<string> {
  const page = await open(null, '/niem-yet');
  await page.getByRole('link', { name: p('portal.object') }).click();
  await page.getByLabel(p('portal.commune')).selectOption(cast.communeId);
  await page.getByRole('button', { name: p('portal.next') }).click();
  await page.locator('select[name=hamletId]').selectOption(cast.hero.hamlet.areaId);
  await page.getByLabel(p('lodge.matter')).selectOption('interviewed-not-listed');
  await page.getByLabel(p('lodge.text')).fill('Nhà tôi đã được hỏi mà không có tên. Đàn gà ghi trong phiếu là của nhà bên.');
  await page.getByLabel(p('lodge.name')).fill(cast.hero.headName);
  await audience.rest();
  await page.getByRole('button', { name: p('portal.send') }).click();
  const number = /PA-\d{4}-\w{8}/.exec((await page.locator('section.card', { has: page.locator('.secret') }).textContent()) ?? '')?.[0];
  if (number === undefined) throw new Error('The portal gives no number.');
  await audience.rest();
  await page.context().close();
  return number;
}

async function openObjection(stage: Stage, number: string): Promise<Page> {
  const page = await stage.open('canbo', ofCommune(stage, '/phan-anh'));
  await page.getByRole('link', { name: number }).click();
  return page;
}

/** The one who wrote the form is not offered; the other is sent. */
export async function sendAnother(stage: Stage, number: string): Promise<void> {
  const { cast } = stage;
  const page = await openObjection(stage, number);
  await page.getByLabel(p('revisit.household')).fill(cast.hero.headName);
  await page.getByRole('button', { name: p('revisit.find') }).click();
  await page.getByLabel(p('revisit.choose-household')).selectOption(cast.hero.householdId);
  const [first, second] = [cast.accounts['rasoat'], cast.accounts[SECOND]];
  const who = page.getByLabel(p('revisit.who'));
  await who.waitFor();
  const offered = await who.locator('option').allTextContents();
  if (first === undefined || second === undefined || offered.includes(first.displayName)) throw new Error('Who wrote the form is offered.');
  await who.selectOption(second.accountId);
  await stage.audience.rest();
  await page.getByRole('button', { name: p('revisit.send') }).click();
  await page.getByText(p('revisit.waits', { by: second.displayName, day: formatVi(stage.today()) })).waitFor();
  await page.context().close();
}

export async function uphold(stage: Stage, number: string): Promise<void> {
  const page = await openObjection(stage, number);
  await page.getByText(p('revisit.done', { by: stage.cast.accounts[SECOND]?.displayName ?? '' })).waitFor();
  await page.getByLabel(p('answer.outcome')).selectOption('upheld');
  await page.getByLabel(p('answer.text')).fill('Đã rà soát lại tại nhà: phản ánh đúng, danh sách được niêm yết lại.');
  await stage.audience.rest();
  await page.getByRole('button', { name: p('answer.send') }).click();
  await page.getByText(p('answer.given', { day: formatVi(stage.today()), outcome: p('outcome.upheld') })).waitFor();
  await page.context().close();
}

export interface Signed {
  readonly number: string;
  /** The list on which she must stand. */
  readonly list: 'poor' | 'escaped-poverty';
}

/** The chair reads the four lists and signs. */
export async function decide(stage: Stage, { number, list }: Signed): Promise<void> {
  const page = await stage.open('chutich', ofCommune(stage, '/quyet-dinh'));
  const shown = page.locator('details', { has: page.getByRole('heading', { name: deskText('vi', `decision.list.${list}`) }) });
  await shown.getByRole('link', { name: stage.cast.hero.headName }).waitFor();
  await page.getByRole('textbox', { name: deskText('vi', 'decision.number'), exact: true }).fill(number);
  await stage.audience.rest();
  const sign = deskText('vi', 'decision.action');
  await page.getByRole('button', { name: sign }).click();
  await page.getByRole('dialog').getByRole('button', { name: sign }).click();
  await page.getByText(deskText('vi', 'decision.done-title', { number })).waitFor();
  await stage.audience.rest();
  await page.context().close();
}

/** All of a decision at once, and the file to print. The number of hers. */
export async function certify(stage: Stage): Promise<string> {
  const page = await stage.open('chutich', ofCommune(stage, '/giay-chung-nhan'));
  await page.getByRole('button', { name: /Cấp giấy cho/ }).click();
  await page
    .locator('dialog[open]')
    .getByRole('button', { name: /Cấp giấy cho/ })
    .click();
  await page.getByText(c('issue.all')).waitFor();
  await stage.audience.rest();
  await page.getByRole('button', { name: c('print.action') }).click();
  await page.getByRole('button', { name: madeListText('vi', 'fetch') }).waitFor();
  const { headName, hamlet } = stage.cast.hero;
  await page.getByLabel(c('list.hamlet')).selectOption(hamlet.areaId);
  const own = page.locator('li', { has: page.getByRole('link', { name: headName, exact: true }) });
  const number = (await own.locator('strong').first().textContent()) ?? '';
  await page.context().close();
  return number;
}
