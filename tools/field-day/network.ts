// The line between a phone and the server (đường truyền, để thử): requests are lost, answers are lost after the server did its part,
// requests arrive twice or much later, phones are without a line for a while, the server is down. What the server took, and in
// which order, is written down on its side, where nothing is lost.

import type { CommandsAnswer } from '../../core/views.ts';
import type { Chance } from '../village/chance.ts';

export type Ask = <T>(path: string, body?: object) => Promise<T>;

/** Nothing came back: the phone cannot know whether anything arrived. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

export interface Taken {
  readonly commandId: string;
  /** The command as it arrived. */
  readonly command: unknown;
  /** Where it was appended; a household lies in one book all day. */
  readonly bookId: string;
  readonly version: number;
}

/** In a thousand. */
export interface Weather {
  readonly requestLost: number;
  readonly answerLost: number;
  readonly twice: number;
  readonly late: number;
}
export const BAD_WEATHER: Weather = { requestLost: 180, answerLost: 180, twice: 120, late: 120 };

export class Network {
  /** What the server has, in the order in which it appended it within each book. */
  taken: readonly Taken[] = [];
  /** Taken although the server had it. */
  readonly takenTwice: string[] = [];
  readonly counts = { asked: 0, requestLost: 0, answerLost: 0, twice: 0, late: 0, down: 0 };
  /** Set while the server restarts. */
  down = false;
  readonly #luck: Chance;
  readonly #weather: Weather;
  readonly #late: (() => Promise<unknown>)[] = [];

  constructor(luck: Chance, weather: Weather = BAD_WEATHER) {
    [this.#luck, this.#weather] = [luck, weather];
  }

  async call<T>(ask: Ask, path: string, body?: object): Promise<T> {
    const { requestLost, answerLost, twice, late } = this.#weather;
    this.counts.asked += 1;
    if (this.down) return this.#fail('down');
    if (this.#luck.permille(requestLost)) return this.#fail('requestLost');
    if (body !== undefined && this.#luck.permille(late)) {
      this.#late.push(() => this.#deliver(ask, path, body));
      return this.#fail('late');
    }
    const answer = await this.#deliver<T>(ask, path, body);
    if (body !== undefined && this.#luck.permille(twice)) {
      this.counts.twice += 1;
      await this.#deliver(ask, path, body);
    }
    return this.#luck.permille(answerLost) ? this.#fail('answerLost') : answer;
  }

  /** Something that was on its way for long arrives, perhaps after what was sent later. */
  async deliverLate(): Promise<void> {
    if (this.down || this.#late.length === 0) return;
    const [one] = this.#late.splice(this.#luck.between(0, this.#late.length - 1), 1);
    await one?.();
  }

  async deliverRest(): Promise<void> {
    while (this.#late.length > 0) await this.deliverLate();
  }

  #fail(why: keyof Network['counts']): never {
    this.counts[why] += 1;
    throw new NoAnswer(why);
  }

  async #deliver<T>(ask: Ask, path: string, body?: object): Promise<T> {
    const answer = await ask<T>(path, body);
    if (body !== undefined && 'commands' in body && Array.isArray(body.commands)) this.#note(body.commands, answer);
    return answer;
  }

  #note(commands: readonly unknown[], answer: unknown): void {
    const { answers } = answer as CommandsAnswer;
    answers.forEach(({ commandId, answer: how, versions: [at] = [] }, i) => {
      const noted = this.taken.some((one) => one.commandId === commandId);
      if (how === 'taken' && noted) this.takenTwice.push(commandId);
      // Known and never noted: the database died between the commit and its answer.
      if (noted || at === undefined || (how !== 'taken' && how !== 'known')) return;
      this.taken = [...this.taken, { commandId, command: commands[i], ...at }].sort(byBook);
    });
  }
}

const byBook = (a: Taken, b: Taken): number => (a.bookId === b.bookId ? a.version - b.version : a.bookId < b.bookId ? -1 : 1);
