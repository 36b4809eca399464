// A phone of an enumerator (máy của rà soát viên, để thử): the real outbox and inbox of core/sync over a disk that holds what was
// written, and a memory that goes when the app is killed at any step. Forms are told from a plan instead of by a person.

import type { Answers } from '../../core/interview/answers.ts';
import { instantOf, millisOf } from '../../core/kernel/dates.ts';
import { cursorsOf, emptyInbox, hasMore, type Inbox, receive } from '../../core/sync/inbox.ts';
import { again, answered, due, emptyOutbox, lineFailed, type Outbox, type OutboxEntry, put, tryNow } from '../../core/sync/outbox.ts';
import { type Sent, sentAnew } from '../../core/sync/sent.ts';
import type { PullAnswer } from '../../core/sync/protocol.ts';
import type { CommandsAnswer, DeviceView, PulledHouseholdView } from '../../core/views.ts';
import { type Chance, chance, madeUuid } from '../village/chance.ts';
import type { HoldMeeting } from '../../core/meeting/minutes.ts';
import { type PlannedAct, type Said, told } from './acts.ts';
import { type Ask, type Network, NoAnswer } from './network.ts';
import { partsHanded, receipts, subjectOf, type ToldStep } from './office-acts.ts';

export interface PlannedVisit {
  readonly visitId: string;
  readonly householdId: string;
  /** What a first form of the household says. */
  readonly first: Answers;
  /** What this visit finds otherwise than it stands on the phone. */
  readonly changes: Readonly<Record<string, number>>;
}

export interface Form {
  readonly visit: PlannedVisit;
  readonly answers: Answers;
  /** The answers of this round that the person had before them; before the first of the round those of the last. */
  readonly before: Answers | null;
  readonly command: { readonly commandId: string; readonly payload: Record<string, unknown> } & Record<string, unknown>;
}

/** What is sent, and of an act which; `handed`: of a refused one, its envelope on its way to the commune. */
export interface Entry extends OutboxEntry {
  readonly command: { readonly commandId: string; readonly kind: string; readonly payload: object };
  readonly form: Form | null;
  readonly act: PlannedAct | null;
  readonly hamletId: string;
}

export type Planned = PlannedVisit | PlannedAct;
const isAct = (one: Planned): one is PlannedAct => 'deed' in one;

interface Kept {
  device: DeviceView | null;
  inbox: Inbox<PulledHouseholdView>;
  outbox: Outbox<Entry>;
  /** Taken, and kept should the server be restored. */
  sent: readonly (Entry & Sent)[];
  left: readonly Planned[];
  made: number;
}

export interface PhoneOptions {
  readonly name: string;
  readonly ask: Ask;
  readonly network: Network;
  readonly luck: Chance;
  readonly plan: readonly Planned[];
  /** How far its clock is off, in milliseconds. */
  readonly skew: number;
  readonly now: number;
  /** Its person hands a refused form in again without looking at the other's: to prove that this is found out. */
  readonly careless: boolean;
}

const HOUR = 3_600_000;

/** The app was killed here. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

export class Phone {
  /** Every form that was ever made here, by command id: the test's memory, not the phone's. */
  readonly forms = new Map<string, Form>();
  /** Every act by the id of what carried it, itself or handed over. */
  readonly acts = new Map<string, PlannedAct>();
  /** Of refused minutes what was handed to the commune in parts, by what planned them: whole, as it was written. */
  readonly handedMinutes = new Map<string, HoldMeeting>();
  /** Acts for which there was nothing to tell. */
  readonly skipped = new Set<string>();
  kills = 0;
  hoursOffline = 0;
  readonly #of: PhoneOptions;
  #disk: Kept;
  #memory: Kept;
  #clock: number;
  #calm = false;
  /** By its own clock. */
  #offlineUntil = 0;

  constructor(options: PhoneOptions) {
    this.#of = options;
    this.#disk = { device: null, inbox: emptyInbox(), outbox: emptyOutbox(), sent: [], left: options.plan, made: 0 };
    this.#memory = structuredClone(this.#disk);
    this.#clock = options.now + options.skew;
  }

  get done(): boolean {
    return this.#memory.left.length === 0 && this.#memory.outbox.entries.length === 0;
  }

  /** It has heard that this is the server's ledger now; one that never fetched anything has nothing there. */
  knows(epoch: string): boolean {
    return [null, epoch].includes(this.#memory.inbox.epoch);
  }

  /** From now on nobody kills the app: the day is brought to its end. */
  calm(): void {
    this.#calm = true;
  }

  async step(): Promise<void> {
    const { luck } = this.#of;
    this.#clock += luck.between(1_000, 600_000);
    if (!this.#calm && !this.#isOffline && luck.permille(15)) this.#loseLine(luck.between(1, 9));
    try {
      await luck.weighted<() => unknown>([
        [() => this.#visit(), 4],
        [() => this.#send(), 4],
        [() => this.#pull(), 2],
        [() => this.#lookAtRefused(), 2],
      ])();
    } catch (error) {
      if (error instanceof Killed) {
        this.kills += 1;
        this.#memory = structuredClone(this.#disk);
      } else if (!(error instanceof NoAnswer)) throw error;
    }
  }

  get #isOffline(): boolean {
    return !this.#calm && this.#clock < this.#offlineUntil;
  }

  #loseLine(hours: number): void {
    this.#offlineUntil = this.#clock + hours * HOUR;
    this.hoursOffline += hours;
  }

  /** In a hamlet without a signal nothing is even tried. */
  async #call<T>(path: string, body?: object): Promise<T> {
    const { network, ask } = this.#of;
    if (this.#isOffline) throw new NoAnswer('offline');
    return network.call<T>(ask, path, body);
  }

  /** Between any two things that the app does it may be killed. */
  #edge(): void {
    if (!this.#calm && this.#of.luck.permille(60)) throw new Killed();
  }

  /** All of it or nothing, as a transaction of the phone's store. */
  #write(change: Partial<Kept>): void {
    this.#edge();
    this.#memory = { ...this.#memory, ...change };
    this.#disk = structuredClone(this.#memory);
    this.#edge();
  }

  /** The next planned visit whose household is here and has no form on its way; of the last one a form is made again. */
  #visit(): void {
    const { outbox, left } = this.#memory;
    const next = left.find(({ householdId }) => !outbox.entries.some(({ subject }) => subject === householdId));
    if (next === undefined) return;
    if (isAct(next)) this.#act(next);
    else this.#make(next);
  }

  #row(householdId: string): { readonly row: PulledHouseholdView; readonly hamletId: string } | null {
    for (const { rows, hamletId } of this.#memory.inbox.books.values()) {
      const row = rows.get(householdId);
      if (row !== undefined) return { row, hamletId };
    }
    return null;
  }

  /** An act of what stands on this phone; of a household that is here no more, or where there is nothing to tell, none. */
  #act(act: PlannedAct): void {
    const { device, inbox, outbox, left, made } = this.#memory;
    if (device === null || device.round === null || inbox.epoch === null) return;
    const found = this.#row(act.householdId);
    const seed = `${this.#of.name} ${made}`;
    const luck = chance(this.#of.name, 'act', act.visitId);
    const books = [...inbox.books.values()];
    const hamlets = books.map(({ hamletId }) => hamletId).sort();
    const around = { seed, luck, today: device.today, at: instantOf(this.#clock), roundId: device.round.roundId, hamlets };
    const office = { directives: device.directives, isTold: (step: ToldStep) => this.#isTold(step) };
    const neighbours = books.flatMap((book) => (book.hamletId === found?.hamletId ? [...book.rows.keys()] : [])).sort();
    const said = found === null ? null : told(act, found.row, { ...around, ...office, neighbours, hamletId: found.hamletId });
    const rest = left.filter((one) => one.visitId !== act.visitId);
    if (found === null || said === null) {
      this.skipped.add(act.visitId);
      return this.#write({ left: rest });
    }
    const commandId = madeUuid(this.#of.name, 'act', made);
    const subject = said.kind === 'directive-noted' ? subjectOf(said.payload as unknown as ToldStep) : act.householdId;
    const entry = this.#entry(said, { commandId, subject, act, hamletId: found.hamletId });
    this.#write({ outbox: put(outbox, entry), left: rest, made: made + 1 });
  }

  #entry({ kind, payload }: Said, of: Pick<Entry, 'commandId' | 'subject' | 'hamletId'> & { readonly act: PlannedAct }): Entry {
    const command = { commandId: of.commandId, kind, v: 1, at: instantOf(this.#clock), payload };
    this.acts.set(of.commandId, of.act);
    return { ...of, state: 'waiting', problem: null, command, form: null };
  }

  #isTold(step: ToldStep): boolean {
    const { outbox, sent } = this.#memory;
    const ofSteps = [...outbox.entries, ...sent].filter(({ command }) => command.kind === 'directive-noted');
    return ofSteps.some(({ command }) => subjectOf(command.payload as unknown as ToldStep) === subjectOf(step));
  }

  /** By itself, of all that has just arrived. */
  #receiveDirectives({ directives }: DeviceView): void {
    let { outbox, made } = this.#memory;
    for (const step of receipts({ directives, isTold: (one) => this.#isTold(one) })) {
      const commandId = madeUuid(this.#of.name, 'step', made);
      const payload = { ...step, at: instantOf(this.#clock), word: null };
      const act = { visitId: `${this.#of.name} ${made}`, householdId: '', deed: 'received' } as const;
      const { hamletId } = step;
      outbox = put(outbox, this.#entry({ kind: 'directive-noted', payload }, { commandId, subject: subjectOf(step), act, hamletId }));
      made += 1;
    }
    if (made > this.#memory.made) this.#write({ outbox, made });
  }

  /** Refused for a reason that a person of another phone gave: handed to the commune, as it was written; minutes in parts. */
  #handOver(back: Entry & { readonly act: PlannedAct }): void {
    const { outbox, made } = this.#memory;
    const all = back.command.kind === 'hold-meeting' ? this.#partsOf(back) : [this.#wholeOf(back)];
    const entries = all.map((payload, n) => {
      const commandId = madeUuid(this.#of.name, 'handed', made + n);
      const subject = all.length === 1 ? back.subject : `minutes|${payload.handoverId}|${back.commandId}`;
      const { act, hamletId } = back;
      return this.#entry({ kind: 'handed-over', payload }, { commandId, subject, act, hamletId });
    });
    this.#write({
      outbox: { ...outbox, entries: outbox.entries.flatMap((one) => (one.commandId === back.commandId ? entries : [one])) },
      made: made + entries.length,
    });
  }

  #wholeOf(back: Entry & { readonly act: PlannedAct }) {
    const form = JSON.stringify({ envelope: back.command, about: null });
    const { householdId } = back.act;
    return {
      ...{ handoverId: back.commandId, householdId, hamletId: back.hamletId, headName: 'Chủ hộ', form, word: null },
      refusedBecause: back.problem?.code ?? 'refused',
    };
  }

  #partsOf({ act, command, problem }: Entry & { readonly act: PlannedAct }) {
    const { made } = this.#memory;
    this.handedMinutes.set(act.visitId, command.payload as HoldMeeting);
    let n = 0;
    const newId = (): string => madeUuid(this.#of.name, 'part', made, (n += 1));
    return partsHanded(command.payload as HoldMeeting, problem?.code ?? 'refused', { newId, at: instantOf(this.#clock) });
  }

  #make(visit: PlannedVisit, unseen?: Answers | null): boolean {
    const { device, inbox, outbox, left, made } = this.#memory;
    const row = this.#row(visit.householdId)?.row;
    const round = device?.round;
    if (device === null || row === undefined || round === undefined || round === null) return false;
    const current = row.interviews.find((one) => one.roundId === round.roundId);
    const last = row.interviews.find((one) => one.roundId !== round.roundId);
    const shown = unseen === undefined ? (current?.answers ?? null) : unseen;
    const answers = { ...visit.first, household: { ...(shown ?? visit.first).household, ...visit.changes } };
    const at = instantOf(this.#clock);
    const command = {
      commandId: madeUuid(this.#of.name, 'form', made),
      ...{ kind: 'interview-finished', v: 1, at },
      payload: {
        ...{ householdId: visit.householdId, roundId: round.roundId, questionnaire: round.questionnaire, answers, gone: [] },
        ...{ interviewedOn: device.today, startedAt: instantOf(millisOf(at) - 240_000), endedAt: at },
        ...{
          seen: current?.version ?? null,
          seenFile: row.seenFile ?? row.version,
          history: inbox.epoch,
          enumeratorId: device.session.accountId,
        },
        ...(this.#of.careless ? {} : { overlap: 'merge' }),
      },
    };
    const form = { visit, answers, before: unseen === undefined ? (current?.answers ?? last?.answers ?? null) : unseen, command };
    // A killed app may make the same id again for another form; then the first one never left the phone.
    const { commandId } = command;
    const entry: Entry = {
      ...{ commandId, subject: visit.householdId, state: 'waiting', problem: null, command, form, act: null, hamletId: '' },
    };
    this.forms.set(command.commandId, form);
    this.#write({ outbox: put(outbox, entry), left: left.filter((one) => one.visitId !== visit.visitId), made: made + 1 });
    return true;
  }

  async #send(): Promise<void> {
    const { luck } = this.#of;
    if (luck.permille(200)) this.#memory.outbox = tryNow(this.#memory.outbox);
    const batch = due(this.#memory.outbox, this.#clock);
    if (batch.length === 0) return;
    // The line may be cut after any part of a batch.
    const sent = batch.slice(0, luck.between(1, batch.length));
    try {
      const { answers } = await this.#call<CommandsAnswer>('/api/commands', { commands: sent.map(({ command }) => command) });
      this.#edge();
      const before = this.#memory.outbox;
      const outbox = answered(before, answers);
      const gone = before.entries.filter(({ commandId }) => outbox.entries.every((entry) => entry.commandId !== commandId));
      this.#write({ outbox, sent: [...this.#memory.sent, ...gone.map((entry) => ({ ...entry, sentAt: this.#clock }))] });
    } catch (error) {
      if (error instanceof NoAnswer) this.#memory.outbox = lineFailed(this.#memory.outbox, this.#clock, luck.between(0, 1_000) / 1_000);
      throw error;
    }
  }

  async #pull(): Promise<void> {
    const device = await this.#call<DeviceView>('/api/device');
    this.#write({ device });
    this.#receiveDirectives(device);
    for (;;) {
      const cursors = Object.entries(cursorsOf(this.#memory.inbox)).map(([bookId, version]) => `${bookId}:${version}`);
      const path = cursors.length === 0 ? '/api/pull' : `/api/pull?cursors=${cursors.join(',')}`;
      const answer = await this.#call<PullAnswer<PulledHouseholdView>>(path);
      this.#receive(answer);
      if (!hasMore(answer)) return;
    }
  }

  /** Another mark of the ledger: what the server once took goes out again. */
  #receive(answer: PullAnswer<PulledHouseholdView>): void {
    const { inbox: before, outbox, sent } = this.#memory;
    const inbox = receive(before, answer);
    if (before.epoch === inbox.epoch) return this.#write({ inbox });
    const entries = sentAnew<Entry>(
      outbox.entries,
      sent.map(({ sentAt: _sentAt, ...entry }) => entry),
    );
    this.#write({ inbox, outbox: tryNow({ ...outbox, entries }), sent: [] });
  }

  /** A careless person of an old app hands the refused form in again as if they had looked at the other's. */
  async #lookAtRefused(): Promise<void> {
    const back = this.#memory.outbox.entries.find(({ state }) => state !== 'waiting');
    if (back === undefined) return;
    const { act } = back;
    if (act !== null && back.command.kind !== 'handed-over') return this.#handOver({ ...back, act });
    if (!this.#of.careless || back.problem?.code !== 'newer-interview-exists')
      throw new Error(`${this.#of.name}: refused, ${JSON.stringify(back.problem)}`);
    await this.#pull();
    const { visit, before } = back.form ?? {};
    if (visit !== undefined && this.#make(visit, before)) return;
    this.#write({ outbox: again(this.#memory.outbox, back.commandId) });
  }
}
