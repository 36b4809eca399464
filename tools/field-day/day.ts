// A day in the field (một ngày rà soát, để thử): several phones walk through the mini village on a bad line, are killed and started
// again, meet each other at the same households; the server is restarted meanwhile. Then the register is compared with the
// same forms handed in online, one by one, on another database.

import assert from 'node:assert/strict';
import type { Answers } from '../../core/interview/answers.ts';
import type { CommandsAnswer, HouseholdView, InterviewView } from '../../core/views.ts';
import type { Db } from '../../server/http/transaction.ts';
import { type Api, openApi } from '../test/api.ts';
import { chance, madeUuid } from '../village/chance.ts';
import { type Ask, Network } from './network.ts';
import { Phone, type PlannedVisit } from './phone.ts';

const NOW = '2026-10-12T02:00:00.000Z';
const DAY = 86_400_000;
const NOBODY = (): boolean => false;

export interface DayOptions {
  readonly seed: string;
  readonly phones: number;
  /** Of all phones together. */
  readonly visits: number;
  readonly careless?: boolean;
  /** Two empty databases, as `vuon_app`. */
  readonly field: Db;
  readonly plain: Db;
}

export interface DayResult {
  readonly visits: number;
  readonly taken: number;
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  /** Forms that wrote over an answer which their person had not seen. */
  readonly overwritten: readonly string[];
  /** Households whose register differs from the one told online. */
  readonly differing: readonly string[];
  readonly told: string;
}

export async function fieldDay({ seed, phones: count, visits, field, plain, careless = false }: DayOptions): Promise<DayResult> {
  const luck = chance(seed, 'field day');
  let api = await openApi(field, { now: NOW, visited: NOBODY });
  const network = new Network(chance(seed, 'line'));
  // Phones hold their session over a restart of the server, as the cookie does.
  const session = { ask: await api.as('rasoat') };
  const ask: Ask = (path, body) => session.ask(path, body);
  const plan = planOf(api, seed, visits);
  const phones = Array.from({ length: count }, (_, i) => {
    const own = plan.filter((_visit, n) => n % count === i);
    const skew = luck.between(-40, 40) * DAY;
    return new Phone({
      name: `${seed} ${i}`,
      ask,
      network,
      luck: chance(seed, 'phone', i),
      plan: own,
      skew,
      now: Date.parse(NOW),
      careless,
    });
  });
  let [steps, restarts] = [0, 0];
  while (phones.some((phone) => !phone.done)) {
    steps += 1;
    if (steps > visits * 400) throw new Error(`The day does not end: seed ${seed}.`);
    if (steps === visits * 200) for (const phone of phones) phone.calm();
    await luck.pick(phones).step();
    if (luck.permille(150)) await network.deliverLate();
    if (luck.permille(15)) network.down = !network.down;
    if (network.down && luck.permille(300)) {
      api = await api.restart();
      session.ask = await api.as('rasoat');
      [network.down, restarts] = [false, restarts + 1];
    }
  }
  network.down = false;
  await network.deliverRest();
  const differing = await compare({ network, ask, plain });
  await api.close();
  const kills = phones.reduce((sum, phone) => sum + phone.kills, 0);
  const told = `${steps} steps, ${kills} kills, ${restarts} restarts, line ${JSON.stringify(network.counts)}`;
  return { visits, taken: network.taken.length, ...judge(plan, phones, network), differing, told };
}

/** Households again and again, so that phones meet; each visit can be told from all others by one answer. */
function planOf(api: Api, seed: string, visits: number): PlannedVisit[] {
  const luck = chance(seed, 'plan');
  const { households } = api.mini.village;
  return Array.from({ length: visits }, (_, n) => {
    const { registered, answers } = luck.pick(households);
    const household = { ...answers.household, televisions: 1 + (n % 9) };
    return { visitId: `${n}`, householdId: registered.householdId, answers: { ...answers, household } };
  });
}

function judge(
  plan: readonly PlannedVisit[],
  phones: readonly Phone[],
  { taken }: Network,
): Pick<DayResult, 'lost' | 'doubled' | 'overwritten'> {
  const forms = new Map(phones.flatMap((phone) => [...phone.forms]));
  const made = taken.map(({ commandId }) => {
    const form = forms.get(commandId);
    assert.ok(form !== undefined, `${commandId} was taken and never made`);
    return form;
  });
  const times = (visitId: string): number => made.filter((form) => form.visit.visitId === visitId).length;
  const latest = new Map<string, Answers>();
  const overwritten: string[] = [];
  for (const { visit, before } of made) {
    if (plainOf(before) !== plainOf(latest.get(visit.householdId) ?? null)) overwritten.push(visit.visitId);
    latest.set(visit.householdId, visit.answers);
  }
  return {
    lost: plan.filter(({ visitId }) => times(visitId) === 0).map(({ visitId }) => visitId),
    doubled: plan.filter(({ visitId }) => times(visitId) > 1).map(({ visitId }) => visitId),
    overwritten,
  };
}

/** Ids of citizens come to a phone masked. */
function plainOf(answers: Answers | null): string {
  if (answers === null) return '';
  const sorted = (value: object): string => JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  return sorted(answers.household) + answers.members.map(({ citizenId: _, ...rest }) => sorted(rest)).join();
}

interface Comparing {
  readonly network: Network;
  readonly ask: Ask;
  readonly plain: Db;
}

/** The same forms in the same order, each handed in online with what the server shows just before. */
async function compare({ network, ask, plain }: Comparing): Promise<readonly string[]> {
  const api = await openApi(plain, { now: NOW, visited: NOBODY });
  try {
    const online = await api.as('rasoat');
    for (const [n, { command }] of network.taken.entries()) {
      const { payload, ...outer } = command as { payload: { householdId: string } };
      const { version } = await online<InterviewView>(`/api/households/${payload.householdId}/interview`);
      const again = { ...outer, commandId: madeUuid('online', n), payload: { ...payload, seen: version } };
      const { answers } = await online<CommandsAnswer>('/api/commands', { commands: [again] });
      if (answers[0]?.answer !== 'taken') throw new Error(`Online: ${JSON.stringify(answers)}`);
    }
    const differing: string[] = [];
    for (const { key, registered } of api.mini.village.households) {
      const path = `/api/households/${registered.householdId}`;
      const [here, there] = [await ask<HouseholdView>(path), await online<HouseholdView>(path)];
      if (registerOf(here) !== registerOf(there)) differing.push(key);
    }
    return differing;
  } finally {
    await api.close();
  }
}

/** What the register says of a household; versions of books and looks differ with the way. */
function registerOf({ household, members, status, history, interviews, verdicts }: HouseholdView): string {
  const { version: _version, ...head } = household;
  return JSON.stringify([head, members, status, history, interviews.map(({ seconds: _seconds, ...rest }) => rest), verdicts]);
}
