// The acts of a day in the field (biến động trong ngày, để thử): which are planned, what became of each as the ledger has it, and what is
// compared with the same acts told online one by one in the ledger's order.

import type { PullAnswer } from '../../core/sync/protocol.ts';
import type { PulledHouseholdView } from '../../core/views.ts';
import type { Api } from '../test/api.ts';
import { chance } from '../village/chance.ts';
import { DEEDS, drawDeed, type PlannedAct } from './acts.ts';
import type { InLedger } from './ground.ts';
import type { Ask } from './network.ts';
import type { Phone } from './phone.ts';

/** Every so many of the village's households is one of which acts are told and no forms: each is compared in its own way. */
const OF_ACTS = 4;

/** Of the others visits are told. */
export function formHouseholds(api: Api) {
  return api.mini.village.households.filter((_one, i) => i % OF_ACTS !== 0);
}

export function actsOf(api: Api, seed: string, count: number): PlannedAct[] {
  const luck = chance(seed, 'acts');
  const households = api.mini.village.households.filter((_one, i) => i % OF_ACTS === 0);
  return Array.from({ length: count }, (_, n) => {
    // Each kind at least once, then as they are drawn.
    const deed = DEEDS[n] ?? drawDeed(luck);
    return { visitId: `${1_000 + n}`, householdId: luck.pick(households).registered.householdId, deed };
  });
}

export interface ToldActs {
  /** Neither in the register nor with the commune nor without anything to tell. */
  readonly actsLost: readonly string[];
  /** How many of each kind. */
  readonly actsTaken: Readonly<Record<string, number>>;
  /** Acts that are in the register, or with the commune, more than once. */
  readonly actsDoubled: readonly string[];
  /** Ids of commands as the ledger has them. */
  readonly inOrder: readonly string[];
  readonly handed: number;
  readonly skipped: number;
}

export function toldActs(phones: readonly Phone[], planned: readonly PlannedAct[], order: readonly InLedger[]): ToldActs {
  const acts = new Map(phones.flatMap((phone) => [...phone.acts]));
  const there = order.flatMap(({ commandId, handed }) => {
    const act = acts.get(commandId);
    return act === undefined ? [] : [{ commandId, act, handed }];
  });
  const skipped = new Set(phones.flatMap((phone) => [...phone.skipped]));
  const known = new Set([...there.map(({ act }) => act.visitId), ...skipped]);
  const taken = there.filter(({ handed }) => !handed);
  const counts = [...DEEDS, 'received' as const].map((deed) => [deed, taken.filter(({ act }) => act.deed === deed).length] as const);
  return {
    actsLost: planned.filter(({ visitId }) => !known.has(visitId)).map(({ visitId, deed }) => `${deed} ${visitId}`),
    actsTaken: Object.fromEntries(counts.filter(([, count]) => count > 0)),
    actsDoubled: twice(taken.map(({ act }) => `${act.deed} ${act.visitId}`)),
    inOrder: there.map(({ commandId }) => commandId),
    handed: there.length - taken.length,
    skipped: skipped.size,
  };
}

function twice(all: readonly string[]): string[] {
  return [...Map.groupBy(all, (one) => one)].flatMap(([one, same]) => (same.length > 1 ? [one] : []));
}

/** All that is on a phone's list of a hamlet, also of households that are new there; names of forms and versions differ with the way. */
export async function everybodyIn(ask: Ask, hamletId: string): Promise<string> {
  const { books } = await ask<PullAnswer<PulledHouseholdView>>('/api/pull');
  const rows = books.flatMap((book) => ('rows' in book && book.hamletId === hamletId ? book.rows : []));
  const said = rows.map(({ householdId, headName, people, members, clashes = [] }) => {
    const open = clashes.filter(({ roundId }) => roundId === null).map(({ clashId, fields }) => JSON.stringify([clashId, fields]));
    return JSON.stringify([householdId, headName, people, members, open.sort()]);
  });
  return said.sort().join('\n');
}
