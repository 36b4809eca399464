/**
 * The door on the web (gửi lệnh): a batch of commands from a signed-in person, one answer to each. Rights and everything
 * else is the door's.
 */
import * as z from 'zod';
import { MAX_BATCH } from '../../core/sync/envelope.ts';
import type { CommandsAnswer } from '../../core/views.ts';
import { routeWithoutTransaction, type Server } from '../http/route.ts';
import { submit } from './door.ts';

/** A thousand interviews of large households, with room. */
const MOST_BYTES = 32 * 1_048_576;

export function commandRoutes(server: Server): void {
  routeWithoutTransaction(server, {
    method: 'POST',
    url: '/api/commands',
    bodyLimit: MOST_BYTES,
    body: z.strictObject({ commands: z.array(z.unknown()).max(MAX_BATCH) }),
    handle: async ({ db, actor, scope, now, today }, { body }): Promise<CommandsAnswer> => ({
      answers: await submit(db, { actor, scope }, body.commands, { now, today }),
    }),
  });
}
