/** At the doorstep and in the meeting house, without a signal (phỏng vấn và họp dân khi không có mạng). */
import type { Page } from 'playwright-core';
import type { Answers } from '../../core/interview/answers.ts';
import { fieldText } from '../../words/field.ts';
import { meetingText } from '../../words/meeting.ts';
import { darkPhones, unlock } from '../test/dark-phone.ts';
import { OUTBOX_IS_EMPTY, until } from '../test/phone-store.ts';
import { confirmChecks, sendForm, tell } from '../test/told.ts';
import type { StoryHousehold } from './cast.ts';
import type { Stage } from './stage.ts';

const t = (key: Parameters<typeof fieldText>[1], params?: Parameters<typeof fieldText>[2]) => fieldText('vi', key, params);
const m = (key: Parameters<typeof meetingText>[1], params?: Parameters<typeof meetingText>[2]) => meetingText('vi', key, params);
const PIN = '493817';

/** What is done on a phone from a cold start without a line, until the line is back and everything was sent. */
async function without(stage: Stage, username: string, act: (page: Page) => Promise<void>): Promise<void> {
  const phones = darkPhones(stage, stage.audience.look);
  try {
    const { context, page } = await phones.coldStart(await phones.phoneWithList(username, PIN));
    await stage.audience.look(page);
    await unlock(page, PIN);
    await act(page);
    await context.setOffline(false);
    await until(page, OUTBOX_IS_EMPTY);
    await stage.audience.tell('scene.sent');
    await context.close();
  } finally {
    phones.remove();
  }
}

/** The page of the hamlet has a form to begin as well, of whoever is next: the file must stand there first. */
async function openFile(page: Page, { hamlet, headName, answers }: StoryHousehold): Promise<void> {
  await page.getByRole('link', { name: hamlet.name }).click();
  await page.getByRole('searchbox').fill(headName);
  await page.locator('.list a', { hasText: headName }).click();
  await page.getByRole('heading', { name: t('file.members', { count: answers(2026).members.length }) }).waitFor();
}

/** Every question is asked, both verdicts appear, and the form waits on the phone. */
export async function interview(stage: Stage, username: string, household: StoryHousehold): Promise<void> {
  await stage.audience.tell('scene.phone');
  await without(stage, username, async (page) => {
    await openFile(page, household);
    await page.getByRole('link', { name: t('file.start') }).click();
    await stage.audience.tell('scene.interview');
    await fillIn(stage, page, household.answers(2026));
    await page.getByText(t('sent.waiting')).waitFor();
  });
}

/** With a signal: the one who was sent again asks anew what is shown to her. */
export async function interviewAgain(stage: Stage, username: string, household: StoryHousehold, answers: Answers): Promise<void> {
  const page = await stage.open(username, '/field/', { viewport: { width: 360, height: 740 } });
  await openFile(page, household);
  await page.getByRole('link', { name: t('file.again') }).click();
  await fillIn(stage, page, answers);
  await page.getByText(t('sent.taken')).waitFor();
  await page.context().close();
}

async function fillIn({ audience }: Stage, page: Page, answers: Answers): Promise<void> {
  await page.locator('#screen-title').waitFor();
  await tell(page, answers);
  await page.locator('article').nth(1).waitFor();
  await confirmChecks(page);
  await audience.rest();
  await sendForm(page);
}

const OTHERS_PRESENT = 5;

/** Who came, and of each household of the hamlet how many agree: all of them. */
export async function meet(stage: Stage, username: string, came: readonly StoryHousehold[]): Promise<void> {
  const { audience } = stage;
  const [first] = came;
  await audience.tell('scene.meeting');
  await without(stage, username, async (page) => {
    await page
      .getByRole('link', { name: first?.hamlet.name ?? '' })
      .first()
      .click();
    await page.getByRole('link', { name: m('open-page') }).click();
    await page.getByRole('button', { name: m('begin') }).click();
    for (const { headName } of came) await page.getByRole('button', { name: m('as.head-of', { name: headName }) }).click();
    for (let i = 0; i < OTHERS_PRESENT; i += 1) await page.getByRole('button', { name: `${m('others')}: ${m('more')}` }).click();
    const present = came.length + OTHERS_PRESENT;
    await page.getByText(m('present', { count: present })).waitFor();
    await audience.rest();
    const step = (name: 'discuss' | 'close') =>
      page
        .getByRole('group', { name: m('steps') })
        .getByRole('button', { name: m(`step.${name}`) })
        .click();
    await step('discuss');
    for (const { headName } of came) {
      await page.getByRole('button', { name: headName }).click();
      await page.getByRole('heading', { name: headName }).waitFor();
      await page.getByRole('button', { name: m('discuss.all') }).click();
      await page.getByText(m('discuss.agreed', { yes: present, present, percent: 100 })).waitFor();
      await audience.rest();
      await page.getByRole('button', { name: m('discuss.back') }).click();
    }
    await step('close');
    const chair = page.getByLabel(m('close.chair'));
    await chair.fill(stage.cast.accounts['truongap']?.displayName ?? '');
    await chair.press('Tab');
    await page.getByRole('button', { name: m('close.action') }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: m('close.action') })
      .click();
    await page.getByText(m('sent.waiting')).waitFor();
  });
}
