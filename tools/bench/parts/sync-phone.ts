/**
 * A phone that syncs with a server over the network (máy đồng bộ để đo): outbox and inbox are the core's, envelopes are sealed by the
 * phone's own code, and what it asks and in which order is what the app asks. Forms repeat last year's answers but for one.
 */
import { Agent, request } from 'node:http';
import { brotliDecompressSync } from 'node:zlib';
import { type Instant, instantOf, millisOf } from '../../../core/kernel/dates.ts';
import { uuidAt } from '../../../core/kernel/ids.ts';
import type { Box } from '../../../core/sync/box.ts';
import { placeOfBox } from '../../../core/sync/box-place.ts';
import { cursorsOf, emptyInbox, hasMore, type Inbox, receive } from '../../../core/sync/inbox.ts';
import { answered, due, emptyOutbox, type Outbox, type OutboxEntry, put } from '../../../core/sync/outbox.ts';
import { PROTOCOL, PROTOCOL_HEADER } from '../../../core/sync/protocol-version.ts';
import type { PullAnswer } from '../../../core/sync/protocol.ts';
import type { CommandsAnswer, DeviceView, PulledHouseholdView } from '../../../core/views.ts';
import type { PhoneSeal } from './phone-code.ts';

interface Sealed extends OutboxEntry {
  readonly box: Box;
}

export interface PhoneOptions {
  readonly base: string;
  /** From which the phone comes. */
  readonly address: string;
  readonly accountId: string;
  readonly now: Instant;
  readonly sealTo: PhoneSeal['sealTo'];
}

export class SyncPhone {
  readonly #of: PhoneOptions;
  #agent = new Agent({ keepAlive: true, maxSockets: 6 });
  #cookie = '';
  #device: DeviceView | null = null;
  #inbox: Inbox<PulledHouseholdView> = emptyInbox();
  #outbox: Outbox<Sealed> = emptyOutbox();
  readonly #done = new Set<string>();
  /** Bytes that came over the line, packed. */
  bytes = 0;

  constructor(options: PhoneOptions) {
    this.#of = options;
  }

  async signIn(username: string, password: string): Promise<void> {
    const { cookie } = await this.#ask('POST', '/api/sign-in', { username, password });
    if (cookie === null) throw new Error('Signed in without a session.');
    this.#cookie = cookie;
  }

  /** As the app does it: both questions at once, more only where a list does not fit one answer. */
  async bring(): Promise<void> {
    const [device, first] = await Promise.all([this.#get<DeviceView>('/api/device'), this.#pull()]);
    this.#device = device;
    let pulled = first;
    for (;;) {
      this.#inbox = receive(this.#inbox, pulled);
      if (!hasMore(pulled)) return;
      pulled = await this.#pull();
    }
  }

  get households(): number {
    return [...this.#inbox.books.values()].reduce((sum, { rows }) => sum + rows.size, 0);
  }

  /** Finishes so many interviews of households on this round's list that have none. */
  async finish(count: number): Promise<void> {
    for (const row of this.#listed().slice(0, count)) {
      const envelope = this.#formOf(row);
      const { commandId } = envelope;
      const box = await this.#of.sealTo(this.#device?.sealKey ?? '', placeOfBox(this.#of.accountId, commandId), envelope);
      const about = [row.householdId];
      this.#outbox = put(this.#outbox, { ...{ commandId, subject: row.householdId, about, box }, state: 'waiting', problem: null });
      this.#done.add(row.householdId);
    }
  }

  get waiting(): number {
    return this.#outbox.entries.length;
  }

  /** Ids of what it sent, in the order in which it was sent. Throws unless all of it was taken. */
  async send(): Promise<readonly string[]> {
    const batch = due(this.#outbox, millisOf(this.#of.now));
    const commands = batch.map(({ commandId, box }) => ({ commandId, box }));
    const { text } = await this.#ask('POST', '/api/sealed', { commands });
    const { answers }: CommandsAnswer = JSON.parse(text);
    this.#outbox = answered(this.#outbox, answers);
    const left = this.#outbox.entries.find(({ state }) => state !== 'waiting');
    if (left !== undefined || this.waiting > 0) throw new Error(`Not taken: ${JSON.stringify(left?.problem ?? answers)}`);
    return batch.map(({ commandId }) => commandId);
  }

  /** Until it asks again, over another line. */
  hangUp(): void {
    this.#agent.destroy();
    this.#agent = new Agent({ keepAlive: true, maxSockets: 6 });
  }

  #listed(): readonly PulledHouseholdView[] {
    const roundId = this.#device?.round?.roundId ?? '';
    return [...this.#inbox.books.values()]
      .flatMap(({ rows }) => [...rows.values()])
      .filter(
        ({ householdId, listed, interviews }) =>
          listed.some((one) => one.roundId === roundId) &&
          interviews.every((one) => one.roundId !== roundId) &&
          !this.#done.has(householdId),
      );
  }

  #formOf({ householdId, version, seenFile = version, interviews }: PulledHouseholdView) {
    const { now, accountId } = this.#of;
    const [round, last] = [this.#device?.round, interviews[0]];
    if (round === undefined || round === null || last === undefined) throw new Error('No round, or nobody asked last year.');
    const household = { ...last.answers.household, householdNote: `Hỏi lại ngày ${now.slice(0, 10)}.` };
    const payload = {
      ...{ householdId, roundId: round.roundId, questionnaire: round.questionnaire, answers: { ...last.answers, household }, gone: [] },
      ...{ interviewedOn: now.slice(0, 10), startedAt: instantOf(millisOf(now) - 240_000), endedAt: now, seen: null, seenFile },
      ...{ enumeratorId: accountId, overlap: 'merge' },
    };
    const commandId = uuidAt(millisOf(now), crypto.getRandomValues(new Uint8Array(10)));
    return { commandId, kind: 'interview-finished', v: 1, at: now, payload };
  }

  #pull(): Promise<PullAnswer<PulledHouseholdView>> {
    const cursors = Object.entries(cursorsOf(this.#inbox)).map(([bookId, version]) => `${bookId}:${version}`);
    return this.#get(cursors.length === 0 ? '/api/pull' : `/api/pull?${new URLSearchParams({ cursors: cursors.join(',') })}`);
  }

  async #get<T>(path: string): Promise<T> {
    return JSON.parse((await this.#ask('GET', path)).text) as T;
  }

  #ask(method: 'GET' | 'POST', path: string, body?: object): Promise<{ readonly text: string; readonly cookie: string | null }> {
    const { base, address, accountId } = this.#of;
    const sent = body === undefined ? null : Buffer.from(JSON.stringify(body));
    const headers = {
      ...{ 'x-vuon': '1', [PROTOCOL_HEADER]: String(PROTOCOL), 'accept-encoding': 'br', 'x-forwarded-for': address },
      ...(this.#cookie === '' ? {} : { cookie: this.#cookie, 'x-vuon-account': accountId }),
      ...(sent === null ? {} : { 'content-type': 'application/json', 'content-length': sent.length }),
    };
    return new Promise((done, fail) => {
      const asked = request(`${base}${path}`, { method, headers, agent: this.#agent }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.once('error', fail);
        response.once('end', () => {
          const bytes = Buffer.concat(parts);
          this.bytes += bytes.length;
          const text = (response.headers['content-encoding'] === 'br' ? brotliDecompressSync(bytes) : bytes).toString('utf8');
          if (response.statusCode !== 200) return fail(new Error(`${path}: ${response.statusCode} ${text}`));
          done({ text, cookie: response.headers['set-cookie']?.[0]?.split(';')[0] ?? null });
        });
      });
      asked.once('error', fail);
      asked.end(sent);
    });
  }
}
