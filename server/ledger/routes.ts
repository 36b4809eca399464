/**
 * The door on the web (gửi lệnh): a batch of commands from a signed-in person, one answer to each. Rights and everything
 * else is the door's.
 */
import * as z from 'zod';
import { MAX_BATCH } from '../../core/sync/envelope.ts';
import { OF_OWN_ROUTES } from '../../core/kinds.ts';
import type { CommandAnswer } from '../../core/sync/envelope.ts';
import { saysWithdrawn } from '../../core/sync/handover.ts';
import type { CommandsAnswer } from '../../core/views.ts';
import { type ContextWithoutTx, routeWithoutTransaction, type Server } from '../http/route.ts';
import { type Submit, submit } from './door.ts';

/** A thousand interviews of usual households, with room; parsing it takes well under a second. */
export const MOST_BYTES = 8 * 1_048_576;
/** Of one address, behind which a whole office may sit. */
export const PER_MINUTE = 600;

/** `door`: the one that also holds the key of certificates. */
export function commandRoutes(server: Server, door: Submit = submit): void {
  routeWithoutTransaction(server, {
    method: 'POST',
    url: '/api/commands',
    bodyLimit: MOST_BYTES,
    perMinute: PER_MINUTE,
    body: z.strictObject({ commands: z.array(z.unknown()).max(MAX_BATCH) }),
    handle: (context, { body }) => takeCommands(server, context, body.commands, door),
  });
}

/** From a signed-in person's own device: what has a route of its own is not taken here. */
export async function takeCommands(
  server: Pick<Server, 'count'>,
  { db, actor, scope, now, today }: Pick<ContextWithoutTx, 'db' | 'actor' | 'scope' | 'now' | 'today'>,
  commands: readonly unknown[],
  door: Submit = submit,
): Promise<CommandsAnswer> {
  const taken = await door(
    db,
    { actor, scope },
    commands.filter((command) => !ofOwnRoute(command)),
    { now, today },
  );
  let next = 0;
  const answers = commands.flatMap((command) => (ofOwnRoute(command) ? [notByHand(command)] : (taken[next++] ?? [])));
  for (const { answer, problem } of answers) server.count('vuon_door_answers_total', { answer, problem: problem?.code ?? '' });
  return { answers };
}

type OfOwnRoute = { readonly kind: string; readonly commandId?: unknown };

function ofOwnRoute(command: unknown): command is OfOwnRoute {
  if (typeof command !== 'object' || command === null || !('kind' in command)) return false;
  const { kind } = command;
  if (typeof kind !== 'string') return false;
  return OF_OWN_ROUTES.some((each) => each === kind) || saysWithdrawn(kind, 'payload' in command ? command.payload : null);
}

/** What a device may not say by itself. */
export function notByHand({ kind, commandId }: OfOwnRoute): CommandAnswer {
  return { commandId: typeof commandId === 'string' ? commandId : '', answer: 'refused', problem: { code: 'not-sent-by-hand', kind } };
}
