/**
 * Officials' relatives on the list (người thân của cán bộ trong danh sách): of the households to which somebody is tied by declaration, how
 * many are listed, beside all others of the commune. Relatives may be poor as anybody; it is asked only where so many more of them are listed
 * that chance hardly does it, all people of a commune held to one false discovery rate. Only what is declared is known.
 */
import { chanceOfSoMany, discoveries, type Share } from '../kernel/chances.ts';
import { groupedBy } from '../kernel/groups.ts';

export interface TiedTo {
  readonly accountId: string;
  readonly householdId: string;
}

export interface Favoured {
  readonly accountId: string;
  /** Listed, of the households tied to this person. */
  readonly own: Share;
  /** Listed, of all others of the commune. */
  readonly others: Share;
  readonly chance: number;
}

/** Our own [M], from 1 September 2026: of fewer relatives nothing follows; so many of a hundred more must be listed. */
const LEAST_TIED = 3;
const APART = 30;
const FALSE_RATE = 0.01;

/** Likeliest not to be chance first. */
export function relativesListed(
  homes: readonly { readonly householdId: string; readonly listed: boolean }[],
  ties: readonly TiedTo[],
): readonly Favoured[] {
  const listed = new Map(homes.map((home) => [home.householdId, home.listed]));
  const all = { count: homes.filter((home) => home.listed).length, of: homes.length };
  const asked = [...groupedBy(ties, ({ accountId }) => accountId)].flatMap(([accountId, own]): Favoured[] => {
    const known = [...new Set(own.map(({ householdId }) => householdId))].flatMap((id) => listed.get(id) ?? []);
    const share = { count: known.filter(Boolean).length, of: known.length };
    const others = { count: all.count - share.count, of: all.of - share.of };
    if (share.of < LEAST_TIED || others.of === 0) return [];
    const apart = share.count * others.of * 100 >= others.count * share.of * 100 + APART * share.of * others.of;
    return [{ accountId, own: share, others, chance: apart ? chanceOfSoMany(share, others) : 1 }];
  });
  const held = discoveries(
    asked.map(({ chance }) => chance),
    FALSE_RATE,
  );
  return asked.filter((_, i) => held[i] === true).sort((a, b) => a.chance - b.chance || (a.accountId < b.accountId ? -1 : 1));
}
