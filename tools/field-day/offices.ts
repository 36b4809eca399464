// The offices of a day in the field (xã trong ngày, để thử): the commune asks something of its hamlets before the day begins, and reads in the
// end what became of it, what minutes it holds of each hamlet and what was handed to it; each is counted by hand, and compared with the same
// told online.

import type { HoldMeeting } from '../../core/meeting/minutes.ts';
import type { HamletMinutes } from '../../core/minutes-view.ts';
import type { DirectiveView } from '../../core/steer/views.ts';
import type { CommandsAnswer, HandoversPage, HandoverView } from '../../core/views.ts';
import type { Api } from '../test/api.ts';
import { madeUuid } from '../village/chance.ts';
import type { Ask } from './network.ts';
import { chairOf } from './office-acts.ts';
import type { Phone } from './phone.ts';

const OFFICER = 'canbo';
const TEXTS = ['Rà soát xong trước ngày họp dân.', 'Nhắc các hộ có tên trong danh sách đến họp.'];
const idsOf = (seed: string): string[] => TEXTS.map((_text, n) => madeUuid(seed, 'directive', n));

/** To all hamlets; the same on both servers of a day. */
export async function askHamlets(api: Api, seed: string): Promise<void> {
  const officer = await api.as(OFFICER);
  const asked = { areaId: api.mini.village.communeId, dueOn: '2026-10-20', rule: 'all' };
  const commands = idsOf(seed).map((directiveId, n) => {
    const commandId = madeUuid(seed, 'directive sent', n);
    return { commandId, kind: 'send-directive', v: 1, at: '2026-10-12T01:00:00.000Z', payload: { directiveId, text: TEXTS[n], ...asked } };
  });
  const { answers } = await officer<CommandsAnswer>('/api/commands', { commands });
  if (answers.some(({ answer }) => answer !== 'taken')) throw new Error(`Asked: ${JSON.stringify(answers)}`);
}

/** All that the commune reads of its hamlets. */
export interface Offices {
  readonly directives: readonly DirectiveView[];
  readonly minutes: readonly string[];
  readonly handed: readonly HandoverView[];
}

export async function readOffices(api: Api, seed: string): Promise<Offices> {
  const officer = await api.as(OFFICER);
  const { communeId, hamlets } = api.mini.village;
  const directives: DirectiveView[] = [];
  for (const id of idsOf(seed)) directives.push(await officer<DirectiveView>(`/api/areas/${communeId}/directives/${id}`));
  const minutes: string[] = [];
  for (const { areaId } of hamlets) {
    const { records, agreements } = await officer<HamletMinutes>(`/api/areas/${areaId}/minutes`);
    minutes.push(JSON.stringify([areaId, records, agreements]));
  }
  return { directives, minutes, handed: await handedTo(officer, communeId) };
}

async function handedTo(officer: Ask, communeId: string): Promise<HandoverView[]> {
  const found: HandoverView[] = [];
  for (let next: string | null = '0'; next !== null; ) {
    const page: HandoversPage = await officer<HandoversPage>(`/api/areas/${communeId}/handovers?after=${next}&limit=50`);
    found.push(...page.rows);
    next = page.next;
  }
  // Names are the register's, told in no order of their own; the register is compared as such.
  return found.map((one) => ({ ...one, names: {} })).sort((a, b) => (a.handoverId < b.handoverId ? -1 : 1));
}

export function differingOffices(here: Offices, there: Offices): string[] {
  return (['directives', 'minutes', 'handed'] as const).filter((what) => JSON.stringify(here[what]) !== JSON.stringify(there[what]));
}

/**
 * Counted against what phones have in their memories, not by the ledger: hamlets of which the office has not heard that a directive
 * arrived though a phone showed it, and minutes that do not lie with the commune whole and once.
 */
export function lostByOffices({ directives, handed }: Offices, phones: readonly Phone[]): string[] {
  const unheard = directives.flatMap(({ directive, hamlets }) =>
    hamlets.filter(({ receivedAt }) => receivedAt === null).map(({ hamletId }) => `received ${directive.directiveId} ${hamletId}`),
  );
  const broken = phones
    .flatMap(({ handedMinutes }) => [...handedMinutes])
    .filter(([visitId, minutes]) => !isWhole(minutes, partsOf(visitId, handed)));
  return [...unheard, ...broken.map(([visitId]) => `minutes ${visitId}`)];
}

function partsOf(visitId: string, handed: readonly HandoverView[]): readonly HoldMeeting[] {
  return handed.flatMap(({ form }) => {
    const { envelope } = JSON.parse(form) as { readonly envelope: { readonly kind: string; readonly payload: HoldMeeting } };
    return envelope.kind === 'hold-meeting' && envelope.payload.chair === chairOf(visitId) ? [envelope.payload] : [];
  });
}

function isWhole(minutes: HoldMeeting, parts: readonly HoldMeeting[]): boolean {
  const said = (all: readonly HoldMeeting[]): string =>
    JSON.stringify([
      all.flatMap(({ called }) => called),
      all.flatMap(({ came }) => came),
      all.flatMap(({ points }) => points).sort(byHousehold),
    ]);
  return said(parts) === said([minutes]);
}

const byHousehold = (a: { readonly householdId: string }, b: { readonly householdId: string }): number =>
  a.householdId < b.householdId ? -1 : 1;
