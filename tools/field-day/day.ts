// A day in the field (một ngày rà soát, để thử): several phones walk through the mini village on a bad line, are killed and started
// again, meet each other at the same households; the server is restarted meanwhile. Then the register is compared with the
// same forms handed in online, one by one, on another database.

import assert from 'node:assert/strict';
import type { Answers } from '../../core/interview/answers.ts';
import type { PullAnswer } from '../../core/sync/protocol.ts';
import type { CommandsAnswer, DeviceView, HouseholdView, InterviewView, PulledHouseholdView } from '../../core/views.ts';
import type { Db } from '../../server/http/transaction.ts';
import { type Api, openApi } from '../test/api.ts';
import { chance, madeUuid } from '../village/chance.ts';
import { type Ask, Network } from './network.ts';
import { type Form, Phone, type PlannedVisit } from './phone.ts';

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
  /** Visits of which something is nowhere any more, and nobody who wrote over it had seen it. */
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
  const judged = judge({ plan, phones, network, kept: await keptOf(ask) });
  const forms = formsOf(phones, network);
  const differing = await compare({ network, ask, plain, told: onPaper(forms) });
  await api.close();
  const kills = phones.reduce((sum, phone) => sum + phone.kills, 0);
  const told = `${steps} steps, ${kills} kills, ${restarts} restarts, line ${JSON.stringify(network.counts)}`;
  return { visits, taken: network.taken.length, ...judged, differing, told };
}

const COUNTED = ['televisions', 'radios', 'telephones', 'motorbikes'] as const;

/** Households again and again, so that phones meet. */
function planOf(api: Api, seed: string, visits: number): PlannedVisit[] {
  const luck = chance(seed, 'plan');
  const { households } = api.mini.village;
  return Array.from({ length: visits }, (_, n) => {
    const { registered, answers } = luck.pick(households);
    // Some things are counted by many, each time otherwise: there visits meet. No two visits say the same of one.
    const counted = COUNTED.filter(() => luck.permille(400));
    const changes = Object.fromEntries((counted.length === 0 ? [luck.pick(COUNTED)] : counted).map((what) => [what, 1 + (n % 98)]));
    return { visitId: `${n}`, householdId: registered.householdId, first: answers, changes };
  });
}

interface Judging {
  readonly plan: readonly PlannedVisit[];
  readonly phones: readonly Phone[];
  readonly network: Network;
  readonly kept: Kept;
}

/** In the order in which the server took them. */
function formsOf(phones: readonly Phone[], { taken }: Network): readonly Form[] {
  const forms = new Map(phones.flatMap((phone) => [...phone.forms]));
  return taken.map(({ commandId }) => forms.get(commandId) ?? assert.fail(`${commandId} was taken and never made`));
}

function judge({ plan, phones, network, kept }: Judging): Pick<DayResult, 'lost' | 'doubled' | 'overwritten'> {
  const made = formsOf(phones, network);
  const times = (visitId: string): number => made.filter((form) => form.visit.visitId === visitId).length;
  return {
    lost: plan.filter(({ visitId }) => times(visitId) === 0).map(({ visitId }) => visitId),
    doubled: plan.filter(({ visitId }) => times(visitId) > 1).map(({ visitId }) => visitId),
    overwritten: made.filter((form, at) => isOverwritten(form, made.slice(at + 1), kept)).map(({ visit }) => visit.visitId),
  };
}

/** What the register says in the end: the answers that stand, and those kept beside them as told otherwise. */
interface Kept {
  readonly stands: ReadonlyMap<string, Answers>;
  readonly beside: ReadonlyMap<string, readonly { readonly field: string; readonly values: readonly unknown[] }[]>;
}

/**
 * Something that this visit found otherwise than it had before it is nowhere any more, and nobody who changed it later had seen it. What it
 * found as it stood there is no news: that another form changed it is nothing to write over.
 */
function isOverwritten({ visit, before }: Form, later: readonly Form[], { stands, beside }: Kept): boolean {
  const { householdId, changes } = visit;
  return Object.entries(changes).some(([field, value]) => {
    if (fieldOf(before, field) === value) return false;
    const standing = stands.get(householdId)?.household;
    const said = (beside.get(householdId) ?? []).filter((one) => one.field === field).flatMap(({ values }) => values);
    const seen = later.some(
      (form) => form.visit.householdId === householdId && fieldOf(form.before, field) === value && fieldOf(form.answers, field) !== value,
    );
    return fieldOf(standing === undefined ? null : { household: standing }, field) !== value && !said.includes(value) && !seen;
  });
}

function fieldOf(answers: { readonly household: object } | null, field: string): unknown {
  return Object.entries(answers?.household ?? {}).find(([name]) => name === field)?.[1];
}

async function keptOf(ask: Ask): Promise<Kept> {
  const { books } = await ask<PullAnswer<PulledHouseholdView>>('/api/pull');
  const { round } = await ask<DeviceView>('/api/device');
  const rows = books.flatMap((book) => ('rows' in book ? book.rows : []));
  const stands = rows.flatMap(({ householdId, interviews }) => {
    const now = interviews.find(({ roundId }) => roundId === round?.roundId);
    return now === undefined ? [] : [[householdId, now.answers] as const];
  });
  const beside = rows.map(({ householdId, clashes = [] }) => {
    const fields = clashes.flatMap((clash) => clash.fields.map(({ field, stands: one, other }) => ({ field, values: [one, other] })));
    return [householdId, fields] as const;
  });
  return { stands: new Map(stands), beside: new Map(beside) };
}

/**
 * The same visits told one by one to somebody who writes on one sheet of paper: what a visit found otherwise than it had before it is
 * written down, unless the sheet was changed there meanwhile; then what was told stays beside it.
 */
function onPaper(made: readonly Form[]): readonly Answers[] {
  const sheets = new Map<string, Record<string, unknown>>();
  return made.map(({ visit, answers, before }) => {
    const told: Record<string, unknown> = { ...answers.household };
    const sheet = sheets.get(visit.householdId);
    const next = sheet === undefined ? told : { ...sheet };
    if (sheet !== undefined)
      for (const field of Object.keys(told)) {
        const [was, is] = [JSON.stringify(fieldOf(before, field)), JSON.stringify(told[field])];
        if (is !== was && JSON.stringify(sheet[field]) === was) next[field] = told[field];
      }
    sheets.set(visit.householdId, next);
    return { ...answers, household: next };
  });
}

interface Comparing {
  readonly network: Network;
  readonly ask: Ask;
  readonly plain: Db;
  /** What each form comes to on one sheet of paper. */
  readonly told: readonly Answers[];
}

/** What stood on paper after each form, handed in online one by one with what the server shows just before. */
async function compare({ network, ask, plain, told }: Comparing): Promise<readonly string[]> {
  const api = await openApi(plain, { now: NOW, visited: NOBODY });
  try {
    const online = await api.as('rasoat');
    for (const [n, { command }] of network.taken.entries()) {
      const { payload, ...outer } = command as { payload: { householdId: string } };
      const { version } = await online<InterviewView>(`/api/households/${payload.householdId}/interview`);
      const again = { ...outer, commandId: madeUuid('online', n), payload: { ...payload, answers: told[n], seen: version } };
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
