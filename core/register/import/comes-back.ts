/** A household whose rows are returned for what they say together, or what the register says against them (hộ bị trả lại). */
import type { ListedHousehold, RefusedPlace } from './assemble.ts';
import type { Refusal } from './refusal.ts';

/** All rows of a household, for the same reasons. */
export function comesBack({ places, code, members, hamletId }: ListedHousehold, ...refusals: readonly Refusal[]): RefusedPlace[] {
  return places.map((at) => ({ at, code, name: members[0]?.fullName ?? null, hamletId, refusals }));
}
