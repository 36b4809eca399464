/** A household of the list that could not be visited, on the page of the decision (hộ không rà soát được): said, taken back, said otherwise. */
import type { Page } from 'playwright-core';
import { type DeskKey, deskText } from '../../words/desk.ts';
import { type TakenKey, takenText } from '../../words/taken.ts';
import type { Params } from '../../words/words.ts';

const k = (key: TakenKey, params?: Params) => takenText('vi', key, params);
const waiting: DeskKey = 'blocker.not-interviewed';

/** The only one that is waited for: asked with its ground and day, it stands in nobody's way; taken back it is waited for again. */
export async function excuse(chair: Page, name: string): Promise<void> {
  const [missing, told] = [
    chair.getByText(deskText('vi', waiting, { count: 1 })),
    chair.locator('.notice', { hasText: k('unvisited.title', { count: 1 }) }),
  ];
  await chair.getByRole('button', { name: k('excuse.title', { name }) }).click();
  const dialog = chair.getByRole('dialog', { name: k('excuse.title', { name }) });
  await dialog.getByRole('button', { name: k('excuse.action'), exact: true }).click();
  await dialog.getByText(k('excuse.why-needed')).waitFor();
  await dialog.getByRole('button', { name: k('excuse.why.not-found') }).click();
  await dialog.getByRole('button', { name: k('excuse.action'), exact: true }).click();
  await told.getByRole('link', { name }).waitFor();
  await told.locator('span.small', { hasText: k('excuse.why.not-found') }).waitFor();
  await missing.waitFor({ state: 'detached' });
  await change(chair, name, 'excuse.why.refused');
  await told.locator('span.small', { hasText: k('excuse.why.refused') }).waitFor();
  await change(chair, name, 'excuse.back');
  await missing.waitFor();
  await told.waitFor({ state: 'detached' });
  await chair.getByRole('button', { name: k('excuse.title', { name }) }).click();
  await dialog.getByRole('button', { name: k('excuse.why.not-found') }).click();
  await dialog.getByRole('button', { name: k('excuse.action'), exact: true }).click();
  await missing.waitFor({ state: 'detached' });
}

async function change(chair: Page, name: string, to: 'excuse.why.refused' | 'excuse.back'): Promise<void> {
  const title = k('excuse.edit-title', { name });
  await chair.getByRole('button', { name: title }).click();
  const dialog = chair.getByRole('dialog', { name: title });
  await dialog.getByRole('button', { name: k(to) }).click();
  await dialog.getByRole('button', { name: k(to === 'excuse.back' ? 'excuse.back-action' : 'excuse.action'), exact: true }).click();
}
