/**
 * How the ledger knows what an import wrote (mã của một lần nhập): ids follow from what is imported, so that a list sent
 * again, or an import begun again after it was cut off, makes the same commands, and an undoing finds them.
 */
import { type Uuid, uuidFrom } from '../../kernel/ids.ts';
import type { Hash } from '../../ledger/event.ts';

/** Commands that an import sends for a household, in this order. */
export const IMPORT_KINDS = ['household-registered', 'household-corrected', 'status-recorded', 'review-listed'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export function idFromText(hash: Hash, text: string): Uuid {
  return uuidFrom(hash(text).subarray(0, 16));
}

/** `undone`: how many imports of the commune were undone before; a list that comes again after that is another import. */
export function importIdOf(hash: Hash, what: { fileHash: string; communeId: string; roundId: string; undone: number }): Uuid {
  return idFromText(hash, `import ${what.fileHash} ${what.communeId} ${what.roundId} ${what.undone}`);
}

export function importCommandId(hash: Hash, importId: string, what: { kind: ImportKind | 'list-imported'; about: string }): Uuid {
  return idFromText(hash, `command ${importId} ${what.kind} ${what.about}`);
}
