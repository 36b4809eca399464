/**
 * A command to the door from a page that is online (lệnh gửi máy chủ): its envelope with an id and the device's clock, and
 * the sending, so that sending the same one again changes nothing. The field keeps its own outbox instead.
 */
import { type Instant, instantOf } from '../core/kernel/dates.ts';
import { type Uuid, uuidAt } from '../core/kernel/ids.ts';
import { type Problem, type Result, fail, ok } from '../core/kernel/result.ts';
import type { CommandsAnswer } from '../core/views.ts';
import { type For, post } from './api.ts';

export interface Envelope {
  readonly commandId: Uuid;
  readonly kind: string;
  readonly v: 1;
  readonly at: Instant;
  readonly payload: unknown;
}

/** `crypto.randomUUID` is missing on plain http; this is not. */
export function newId(): Uuid {
  return uuidAt(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
}

export function envelope(kind: string, payload: unknown): Envelope {
  return { commandId: newId(), kind, v: 1, at: instantOf(Date.now()), payload };
}

/**
 * Keeps what was said last: said again in the same words it is the same command, so that pressing once more after an answer was lost, or
 * after another of its batch was refused, is known to the server and not refused as done before.
 */
export function keepEnvelope(kind: string): (payload: object) => Envelope {
  let kept: { readonly text: string; readonly command: Envelope } | null = null;
  return (payload) => {
    const text = JSON.stringify(payload);
    if (kept?.text !== text) kept = { text, command: envelope(kind, payload) };
    return kept.command;
  };
}

/** One command; `known` counts as taken, since the server has it. A refusal is the problem that the server named. */
export async function send(command: Envelope, whose?: For): Promise<Result<'taken' | 'known', Problem>> {
  return sendAll([command], whose);
}

/** Several in one batch, in their order; the first refusal, else what became of the last. What was taken before a refusal stays taken. */
export async function sendAll(commands: readonly Envelope[], whose?: For): Promise<Result<'taken' | 'known', Problem>> {
  const asked = await post<CommandsAnswer>('/api/commands', { commands }, whose);
  if (!asked.ok) return asked;
  let last: 'taken' | 'known' = 'known';
  for (const { commandId } of commands) {
    const answer = asked.value.answers.find((one) => one.commandId === commandId);
    if (answer === undefined) return fail({ code: 'no-answer' });
    if (answer.answer !== 'taken' && answer.answer !== 'known') return fail(answer.problem ?? { code: answer.answer });
    last = answer.answer;
  }
  return ok(last);
}
