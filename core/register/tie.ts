/**
 * Whose household it is, or whose relatives live there, among those who work in the register (khai hộ của mình, hộ người thân): declared
 * by the person, or by the chair where it came to light; ended by somebody else only. It takes rights away (`core/access/duties.ts`)
 * and gives none. It goes with the household when it moves, splits or is merged, and is forgotten with it.
 */
import * as z from 'zod';
import { field, RULES, record } from '../access/catalogue.ts';
import { type Tie, TIES } from '../access/duties.ts';
import { idSchema, lineSchema } from '../ledger/fields.ts';

const operation = <S extends z.ZodType>(schema: S) => field(schema, RULES.operation);

export const tieDeclared = record('tie declared', {
  householdId: operation(idSchema),
  accountId: operation(idSchema),
  tie: field(z.enum(TIES), RULES.staff),
});

export const tieEnded = record('tie ended', {
  householdId: operation(idSchema),
  accountId: operation(idSchema),
  why: field(lineSchema(300), RULES.note),
});

/** Of one person to the household at hand. */
export interface DeclaredTie {
  readonly accountId: string;
  readonly tie: Tie;
  readonly declaredAt: string;
  /** Who declared it: the person, or somebody of the offices. */
  readonly declaredBy: string;
}

export function tieOf(ties: readonly DeclaredTie[], accountId: string): Tie | null {
  return ties.find((one) => one.accountId === accountId)?.tie ?? null;
}

/** The later word stands. */
export function withTie(ties: readonly DeclaredTie[], declared: DeclaredTie): readonly DeclaredTie[] {
  return [...withoutTie(ties, declared.accountId), declared].sort((a, b) => (a.accountId < b.accountId ? -1 : 1));
}

export function withoutTie(ties: readonly DeclaredTie[], accountId: string): readonly DeclaredTie[] {
  return ties.filter((one) => one.accountId !== accountId);
}

/**
 * Whoever is tied to one household is tied to what becomes of its people. Who left it of the person's own are relatives; who is taken
 * into one household with them is one with them. `known`: ties that the other household has already.
 */
export function inheritedTies(
  ties: readonly DeclaredTie[],
  how: 'split' | 'merged',
  known: readonly DeclaredTie[] = [],
): readonly Pick<DeclaredTie, 'accountId' | 'tie'>[] {
  return ties.flatMap(({ accountId, tie }) => {
    const passed = how === 'split' ? 'relative' : tie;
    const before = tieOf(known, accountId);
    return before === 'own' || before === passed ? [] : [{ accountId, tie: passed }];
  });
}
