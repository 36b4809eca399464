/**
 * People written twice on purpose, by seed (gài người ghi trùng vào làng giả định): a second entry with the slips that lists of
 * communes have, its truth beside it, and honest look-alikes that must not be taken for one: twins. Namesakes are in the village anyway.
 * For measuring whoever looks for them.
 */
import type { Person } from '../../core/register/duplicates/person.ts';
import { foldVi } from '../../core/kernel/text.ts';
import { type Chance, chance, madeUuid } from './chance.ts';

export const SLIPS = [
  'as-it-was',
  'marks-lost',
  'tone-placed',
  'name-order',
  'middle-left-out',
  'year-only',
  'day-month',
  'id-digit',
  'id-swapped',
  'id-old',
  'other-hamlet',
] as const;
export type Slip = (typeof SLIPS)[number];

export interface Planted {
  readonly first: string;
  readonly second: string;
  readonly slips: readonly Slip[];
  /** The whole household was written again under another head. */
  readonly withHousehold: boolean;
}

export interface WithFaults {
  readonly people: readonly Person[];
  readonly planted: readonly Planted[];
}

export interface FaultWish {
  readonly seed: string;
  /** Of a thousand households, so many have one person written twice, and as many are written twice whole. */
  readonly permille: number;
}

const TWINS_PERMILLE = 4;

/** People of one household stand together. */
export function plantFaults(people: readonly Person[], { seed, permille }: FaultWish): WithFaults {
  const households = [...Map.groupBy(people, ({ householdId }) => householdId)];
  const hamlets = [...new Map(people.map(({ hamletId, communeId }) => [hamletId, communeId]))];
  const all: Person[] = [];
  const planted: Planted[] = [];
  for (const [householdId, kin] of households) {
    const luck = chance(seed, 'faults', householdId);
    all.push(...kin);
    if (luck.permille(TWINS_PERMILLE)) all.push(...twinOf(seed, kin, luck));
    const whole = luck.permille(permille);
    if (!whole && !luck.permille(permille)) continue;
    const copied = whole ? kin : [luck.pick(kin)];
    const elsewhere = luck.permille(250) ? luck.pick(hamlets) : null;
    const again = madeUuid(seed, 'again', householdId);
    for (const person of copied) {
      const { second, slips } = writtenAgain(seed, person, luck);
      const place = elsewhere === null ? {} : { hamletId: elsewhere[0], communeId: elsewhere[1] };
      all.push({ ...second, householdId: again, ...place });
      planted.push({
        first: person.memberId,
        second: second.memberId,
        slips: elsewhere === null ? slips : [...slips, 'other-hamlet'],
        withHousehold: whole,
      });
    }
  }
  return { people: all, planted };
}

/** The second entry of a person: one slip, in three of ten two; it bears the number only where that was mistyped or is the old one. */
function writtenAgain(seed: string, person: Person, luck: Chance): { readonly second: Person; readonly slips: readonly Slip[] } {
  const kinds = luck.shuffle(SLIPS.filter((slip) => slip !== 'other-hamlet' && applies(slip, person))).slice(0, luck.permille(300) ? 2 : 1);
  const slips = kinds.length === 0 ? (['as-it-was'] as const) : kinds;
  let second: Person = { ...person, memberId: madeUuid(seed, 'again', person.memberId), citizenId: null };
  for (const slip of slips) second = slipped(second, slip, { person, luck });
  return { second, slips };
}

const DAY = /^\d{4}-(\d\d)-(\d\d)$/;
const TONES_MOVED: readonly (readonly [string, string])[] = [
  ...([
    ['òa', 'oà'],
    ['óa', 'oá'],
    ['ỏa', 'oả'],
    ['õa', 'oã'],
    ['ọa', 'oạ'],
  ] as const),
  ...([
    ['òe', 'oè'],
    ['óe', 'oé'],
    ['ỏe', 'oẻ'],
    ['ùy', 'uỳ'],
    ['úy', 'uý'],
    ['ủy', 'uỷ'],
    ['ũy', 'uỹ'],
    ['ụy', 'uỵ'],
  ] as const),
];

/** Is there anything that could slip so? */
function applies(slip: Slip, { fullName, birth, citizenId }: Person): boolean {
  switch (slip) {
    case 'marks-lost':
      return foldVi(fullName) !== fullName.toLowerCase();
    case 'tone-placed':
      return TONES_MOVED.some(([from]) => fullName.includes(from));
    case 'middle-left-out':
      return fullName.split(' ').length > 2;
    case 'year-only':
      return birth.length > 4;
    case 'day-month': {
      const [, month = '', day = ''] = DAY.exec(birth) ?? [];
      return day !== '' && Number(day) <= 12 && day !== month;
    }
    case 'id-digit':
    case 'id-swapped':
    case 'id-old':
      return citizenId !== null;
    default:
      return true;
  }
}

function slipped(second: Person, slip: Slip, { person, luck }: { readonly person: Person; readonly luck: Chance }): Person {
  const id = person.citizenId ?? '';
  switch (slip) {
    case 'marks-lost':
      return { ...second, fullName: capitals(foldVi(second.fullName)) };
    case 'tone-placed':
      return { ...second, fullName: TONES_MOVED.reduce((name, [from, to]) => name.replace(from, to), second.fullName) };
    case 'name-order':
      return { ...second, fullName: [second.fullName.split(' ').at(-1), ...second.fullName.split(' ').slice(0, -1)].join(' ') };
    case 'middle-left-out':
      return { ...second, fullName: [second.fullName.split(' ')[0], second.fullName.split(' ').at(-1)].join(' ') };
    case 'year-only':
      return { ...second, birth: second.birth.slice(0, 4) };
    case 'day-month':
      return { ...second, birth: second.birth.replace(DAY, (whole, month, day) => `${whole.slice(0, 4)}-${day}-${month}`) };
    case 'id-digit':
      return { ...second, citizenId: oneDigitOff(id, luck) };
    case 'id-swapped':
      return { ...second, citizenId: twoSwapped(id, luck) };
    case 'id-old':
      return { ...second, citizenId: `33${String(luck.between(0, 9_999_999)).padStart(7, '0')}` };
    default:
      return second;
  }
}

function oneDigitOff(id: string, luck: Chance): string {
  const at = luck.between(0, id.length - 1);
  const digit = (Number(id[at]) + luck.between(1, 9)) % 10;
  return id.slice(0, at) + String(digit) + id.slice(at + 1);
}

/** Of two neighbours that are alike nobody sees an exchange: the last digit is then another. */
function twoSwapped(id: string, luck: Chance): string {
  const places = Array.from({ length: id.length - 1 }, (_, i) => i).filter((i) => id[i] !== id[i + 1]);
  if (places.length === 0) return oneDigitOff(id, luck);
  const at = luck.pick(places);
  return id.slice(0, at) + (id[at + 1] ?? '') + (id[at] ?? '') + id.slice(at + 2);
}

function capitals(name: string): string {
  return name.replace(/(^| )(\p{L})/gu, (whole) => whole.toUpperCase());
}

/** A brother or sister born on the same day, with the same surname and middle name: two people. */
function twinOf(seed: string, kin: readonly Person[], luck: Chance): Person[] {
  const child = kin.at(-1);
  if (child === undefined || kin.length < 3) return [];
  const words = child.fullName.split(' ');
  const given = luck.pick(['An', 'Bình', 'Hải', 'Long', 'Phụng', 'Song', 'Thiên', 'Như'].filter((name) => name !== words.at(-1)));
  const { citizenId } = child;
  const digits = citizenId === null ? null : citizenId.slice(0, 6) + String((Number(citizenId.slice(6)) + 1) % 1_000_000).padStart(6, '0');
  return [
    { ...child, memberId: madeUuid(seed, 'twin', child.memberId), fullName: [...words.slice(0, -1), given].join(' '), citizenId: digits },
  ];
}
