/**
 * Forms that speak of the ledger as it was before a restore (phiếu ghi theo sổ trước khi khôi phục). Up to where the backup was made both
 * are one; above it the same numbers stand for other events, so what such a form has seen is brought down to the last that both
 * share. Whatever it then has not seen it is compared with, each difference a clash.
 */
import type { Command, CommandOf } from '../../../core/kinds.ts';
import type { World } from './world.ts';

type Form = CommandOf<'interview-finished'>['payload'];

const keyOf = (history: string, bookId: string): string => `${history}|${bookId}`;

export function isFormer({ installation }: Pick<World, 'installation'>, { history }: Pick<Form, 'history'>): boolean {
  return history !== undefined && installation !== null && history !== installation.epoch;
}

/** Last shared version by history and book, of the histories that the commands name. */
export async function readCuts(world: World, commands: readonly Command[]): Promise<ReadonlyMap<string, number>> {
  const histories = commands.flatMap((command) =>
    command.kind === 'interview-finished' && isFormer(world, command.payload) ? (command.payload.history ?? []) : [],
  );
  if (histories.length === 0) return new Map();
  const rows = await world.sql.query<{ history: string; bookId: string; version: number }>(
    `select history, book_id as "bookId", version from former_history
      where history = any ($1::uuid[]) and book_id = any ($2::uuid[])`,
    [[...new Set(histories)], [...world.books.keys()]],
  );
  return new Map(rows.map(({ history, bookId, version }) => [keyOf(history, bookId), version]));
}

/** The command with versions of this ledger. Of a history that nobody knows nothing was seen. */
export function inThisHistory<C extends Command>(world: World, command: C): C {
  if (command.kind !== 'interview-finished' || !isFormer(world, command.payload)) return command;
  const { payload } = command;
  const { file = null, interviews } = world.dossiers.get(payload.householdId) ?? {};
  if (file === null) return command;
  const cut = world.cuts.get(keyOf(payload.history ?? '', file.bookId)) ?? 0;
  const standing = interviews?.get(payload.roundId)?.version ?? null;
  const shared = standing !== null && standing <= cut ? standing : null;
  const seen = payload.seen === null || payload.seen <= cut ? payload.seen : shared;
  const seenFile = payload.seenFile === undefined ? {} : { seenFile: Math.max(1, Math.min(payload.seenFile, cut, file.version)) };
  return { ...command, payload: { ...payload, seen, ...seenFile } };
}
