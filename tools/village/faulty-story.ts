/**
 * A made commune in whose lists some people stand twice (làng giả định có người ghi trùng): the same story, and households written again
 * among the others, registered and never visited. Which they are is the truth, told apart.
 */
import type { Person } from '../../core/register/duplicates/person.ts';
import { madeId } from './chance.ts';
import { type Planted, plantFaults } from './faults.ts';
import type { Roster } from './shapes.ts';
import type { Story, StoryHousehold } from './story.ts';

export interface FaultyStory {
  readonly story: Story;
  readonly planted: readonly Planted[];
}

export function withFaults(story: Story, permille: number): FaultyStory {
  const households = [...story.households()];
  const rosters = new Map(households.flatMap(({ registered }) => registered.members.map((member) => [member.memberId, member] as const)));
  const people = households.flatMap((household) => peopleOf(household, story.communeId));
  const { people: all, planted } = plantFaults(people, { seed: story.seed, permille });
  const firsts = new Map(planted.map(({ first, second }) => [second, rosters.get(first)]));
  const homes = new Map(households.map(({ registered }) => [registered.hamletId as string, registered]));
  const again = Map.groupBy(
    all.filter(({ memberId }) => firsts.has(memberId)),
    ({ householdId }) => householdId,
  );
  const written = [...again].flatMap(([key, kin]): StoryHousehold[] => {
    const beside = homes.get(kin[0]?.hamletId ?? '');
    if (beside === undefined) return [];
    const members = underAnotherHead(kin.flatMap((person) => rosterOf(person, firsts.get(person.memberId))));
    const householdId = madeId('household', story.seed, 'again', key);
    const headName = members[0]?.fullName ?? '';
    return [{ registered: { ...beside, householdId, code: null, headName, members, weight: 1, listed: null }, past: [], visits: [] }];
  });
  return { story: { ...story, households: () => [...households, ...written] }, planted };
}

function peopleOf({ registered }: StoryHousehold, communeId: string): Person[] {
  const { householdId, hamletId, members } = registered;
  return members.map(({ memberId, fullName, sex, birth, citizenId = null }) => ({
    ...{ memberId, householdId, hamletId, communeId, fullName, sex, birth, citizenId },
  }));
}

function rosterOf({ memberId, fullName, birth, citizenId }: Person, first: Roster | undefined): Roster[] {
  if (first === undefined) return [];
  const { citizenId: _theirs, ...rest } = first;
  return [{ ...rest, memberId, fullName, birth, ...(citizenId === null ? {} : { citizenId }) }];
}

/** The next in the list heads it this time. */
function underAnotherHead(members: readonly Roster[]): Roster[] {
  const [first, next, ...others] = members.map((member) =>
    member.relation === 'head' ? { ...member, relation: 'other-kin' as const } : member,
  );
  if (first === undefined) return [];
  return next === undefined ? [{ ...first, relation: 'head' }] : [{ ...next, relation: 'head' }, first, ...others];
}
