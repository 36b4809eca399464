/**
 * The rulebooks that this program knows (các chuẩn nghèo), by the id that a round names.
 */
import type { Rulebook } from './rulebook.ts';
import { rulebook2022 } from './rulebooks/2022-2026/rulebook.ts';
import { rulebook2027 } from './rulebooks/2027-2030/rulebook.ts';
import type { RulebookId } from './verdict.ts';

export const RULEBOOKS: Readonly<Record<RulebookId, Rulebook>> = { '2022-2026': rulebook2022, '2027-2030': rulebook2027 };

export function rulebookById(id: RulebookId): Rulebook {
  return RULEBOOKS[id];
}
