/** She asks to be reviewed and is put on the list (đơn đề nghị, danh sách rà soát). */
import { deskText } from '../../words/desk.ts';
import { requestText } from '../../words/request.ts';
import type { Stage } from './stage.ts';

const r = (key: Parameters<typeof requestText>[1], params?: Parameters<typeof requestText>[2]) => requestText('vi', key, params);

export interface Asked {
  readonly form: 'review' | 'exit';
  readonly text: string;
}

/** On the portal, without an account. The number of the receipt. */
export async function ask({ open, cast, audience }: Stage, { form, text }: Asked): Promise<string> {
  const { hero, communeId } = cast;
  const page = await open(null, '/');
  await page.getByRole('link', { name: r('portal.lodge') }).click();
  await page.getByLabel(r('portal.commune')).selectOption(communeId);
  await page.getByRole('button', { name: r('portal.next') }).click();
  await page.getByLabel(r('lodge.form')).selectOption(form);
  await page.getByLabel(r('lodge.hamlet')).selectOption(hero.hamlet.areaId);
  await page.getByLabel(r('lodge.name')).fill(hero.headName);
  await page.getByLabel(r('lodge.text')).fill(text);
  await audience.rest();
  await page.getByRole('button', { name: r('portal.send') }).click();
  const secret = (await page.locator('.secret').textContent()) ?? '';
  await audience.tell('scene.receipt');
  const number = /(RS|TN)-\d{4}-\w{8}/.exec((await page.locator('main').textContent()) ?? '')?.[0];
  if (number === undefined) throw new Error('The portal gives no number.');
  await page.getByRole('link', { name: r('portal.ask') }).click();
  await page.getByLabel(r('portal.ask-number')).fill(number);
  await page.getByLabel(r('receipt.secret')).fill(secret);
  await page.getByRole('button', { name: r('portal.ask-send') }).click();
  await page.getByText(r('state.open')).waitFor();
  await audience.rest();
  await page.context().close();
  return number;
}

/** The officer finds her in the register, asks Phiếu A of who wants to be reviewed, and puts her on the list of the round. */
export async function takeUp({ open, cast, audience }: Stage, number: string, form: Asked['form']): Promise<void> {
  const { hero, communeId } = cast;
  await audience.tell('scene.answer');
  const page = await open('canbo', `/desk/khu-vuc/${communeId}`);
  await page.getByRole('link', { name: deskText('vi', 'requests.link'), exact: true }).click();
  await page.getByRole('link', { name: number }).click();
  await page.getByLabel(r('answer.find')).fill(hero.headName);
  await page.getByRole('button', { name: r('answer.search') }).click();
  await page.getByLabel(r('answer.choose')).selectOption(hero.householdId);
  if (form === 'review') await page.getByLabel(r('quick.cooling')).check();
  await page.getByLabel(r('answer.text')).fill('Xã sẽ đến rà soát.');
  await audience.rest();
  await page.getByRole('button', { name: r('answer.send') }).click();
  await page.getByText('Xã sẽ đến rà soát.').waitFor();
  await page.getByRole('link', { name: hero.headName, exact: true }).click();
  if (form === 'review') await page.getByText(r('household.why')).waitFor();
  else await page.getByRole('heading', { level: 1 }).waitFor();
  await audience.rest();
  await page.context().close();
}

/** Everybody on the list, each with why. */
export async function seeList({ open, cast, audience }: Stage): Promise<void> {
  await audience.tell('scene.list');
  const page = await open('canbo', `/desk/khu-vuc/${cast.communeId}/ho?loc=listed`);
  for (const { headName } of [cast.hero, ...cast.neighbours]) await page.getByRole('link', { name: headName }).first().waitFor();
  await audience.rest();
  await page.context().close();
}
