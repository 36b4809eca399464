/**
 * The door on the web (gửi lệnh): a batch of commands from a signed-in person, one answer to each. Rights and everything
 * else is the door's.
 */
import * as z from 'zod';
import { MAX_BATCH } from '../../core/sync/envelope.ts';
import type { CommandsAnswer } from '../../core/views.ts';
import { routeWithoutTransaction, type Server } from '../http/route.ts';
import { submit } from './door.ts';

/** A thousand interviews of usual households, with room; parsing it takes well under a second. */
const MOST_BYTES = 8 * 1_048_576;
/** Of one address, behind which a whole office may sit. */
const PER_MINUTE = 600;

export function commandRoutes(server: Server): void {
  routeWithoutTransaction(server, {
    method: 'POST',
    url: '/api/commands',
    bodyLimit: MOST_BYTES,
    perMinute: PER_MINUTE,
    body: z.strictObject({ commands: z.array(z.unknown()).max(MAX_BATCH) }),
    handle: async ({ db, actor, scope, now, today }, { body }): Promise<CommandsAnswer> => {
      const answers = await submit(db, { actor, scope }, body.commands, { now, today });
      for (const { answer, problem } of answers) server.count('vuon_door_answers_total', { answer, problem: problem?.code ?? '' });
      return { answers };
    },
  });
}
