/**
 * Lists that give households no codes of their own (danh sách không có mã hộ): a household is told by its hamlet, the name of its head and
 * what is known of the head's birth and number. Where that fits two, a person says which: nothing is guessed.
 */
import { foldVi } from '../../kernel/text.ts';
import { headOfRoster } from '../roster.ts';
import type { ListedHousehold } from './assemble.ts';
import type { Known } from './compare.ts';
import type { Person } from './lines.ts';

/** By which rows of one household belong together and people find it in the list again. */
export function labelOf(head: Pick<Person, 'fullName' | 'birth' | 'citizenId'>, hamlet: string | null): string {
  return [head.fullName, hamlet, head.birth?.split('-').reverse().join('/') ?? head.citizenId].filter((part) => part !== null).join(', ');
}

/** One key for all ways of writing a name: without marks, `Mỹ` as `Mĩ`. */
export function headKey(name: string): string {
  return foldVi(name).replace(/(?<=[^aeiouy\s])y(?=\s|$)/g, 'i');
}

/** Of syllables that may be written two ways, so many are tried both ways: each doubles the names that are looked for. */
const MOST_BOTH = 6;

/** How the register may have folded a name of that key. */
export function foldedAs(name: string): readonly string[] {
  const written = foldVi(name).split(' ');
  let both = 0;
  return headKey(name)
    .split(' ')
    .reduce<string[]>(
      (made, syllable, i) => {
        const doubtful = /[^aeiouy]i$/.test(syllable);
        if (doubtful) both += 1;
        const ways = !doubtful ? [syllable] : both > MOST_BOTH ? [written[i] ?? syllable] : [syllable, syllable.replace(/i$/, 'y')];
        return made.flatMap((before) => ways.map((way) => (before === '' ? way : `${before} ${way}`)));
      },
      [''],
    );
}

export type Told = Pick<Person, 'birth' | 'citizenId'>;

/** Nothing that both say speaks against it: a year of birth agrees with a day within it, an old number says nothing of a new one. */
export function mayBeSame(a: Told, b: Told): boolean {
  if (a.citizenId !== null && b.citizenId !== null && a.citizenId.length === b.citizenId.length) return a.citizenId === b.citizenId;
  if (a.birth === null || b.birth === null) return true;
  return a.birth.startsWith(b.birth) || b.birth.startsWith(a.birth);
}

/** Both say the same number or the same whole day. */
function isSurelySame(a: Told, b: Told): boolean {
  return (a.citizenId !== null && a.citizenId === b.citizenId) || (a.birth?.length === 10 && a.birth === b.birth);
}

/**
 * The household of the register that is meant, of all that were ever in the hamlets with a head of that name, the latest last; null
 * where it has none. Where the lists have namesakes, only what is surely the same is taken for it.
 */
export function knownByHead(household: ListedHousehold, all: readonly Known[]): Known | 'several' | null {
  const [listed] = household.members;
  if (listed === undefined) return null;
  const called = all.filter(
    ({ hamletId, members, headName }) =>
      hamletId === household.hamletId && headKey(headOfRoster(members)?.fullName ?? headName ?? '') === headKey(listed.fullName),
  );
  const present = called.filter(({ state, members }) => state === 'present' && mayBeSame(toldOf(members), listed));
  const surely = present.filter(({ members }) => isSurelySame(toldOf(members), listed));
  const [only, ...more] = surely.length > 0 ? surely : present;
  if (only === undefined) return called.filter(({ state }) => state === 'withdrawn').at(-1) ?? null;
  return more.length > 0 || (household.namesakes && surely.length === 0) ? 'several' : only;
}

function toldOf(members: Known['members']): Told {
  const head = headOfRoster(members);
  return { birth: head === null || head.birth === 'dont-know' ? null : birthOf(head.birth), citizenId: head?.citizenId ?? null };
}

/** The register says days or years. */
function birthOf(text: string): Told['birth'] {
  return text as Told['birth']; // cast: a birth of the register is a day or a year
}
