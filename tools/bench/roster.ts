/**
 * Rosters made cheaply from a seed (sổ hộ giả để đo): names, years and relations without the care of `tools/village`, since only
 * their number and size matter here. The same seed gives the same bytes.
 */
import { createHash } from 'node:crypto';
import { uuidFrom } from '../../core/kernel/ids.ts';
import type { CommandBody } from '../../core/kinds.ts';
import type { RosterMember } from '../../core/register/roster.ts';
import type { HamletFrame } from '../village/commune.ts';

export interface RosterCommand {
  readonly commandId: string;
  readonly kind: 'household-registered';
  readonly v: 1;
  readonly at: string;
  readonly payload: CommandBody<'household-registered'>;
}

const SURNAMES = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Huỳnh', 'Võ', 'Đặng', 'Bùi', 'Đỗ', 'Hồ', 'Ngô', 'Dương', 'Lý', 'Thạch', 'Kim', 'Sơn'];
const MIDDLES = ['Văn', 'Thị', 'Hữu', 'Ngọc', 'Minh', 'Thanh', 'Kim', 'Quốc', 'Thị Mỹ', 'Hoàng'];
const GIVEN = [
  ...['An', 'Bình', 'Cường', 'Dũng', 'Đức', 'Giang', 'Hạnh', 'Hiền', 'Hoa', 'Hùng', 'Hương', 'Khánh', 'Lan', 'Linh', 'Long', 'Mai'],
  ...['Nam', 'Nga', 'Nhung', 'Phúc', 'Phượng', 'Quân', 'Sáu', 'Tâm', 'Thảo', 'Thịnh', 'Trang', 'Tuấn', 'Út', 'Vân', 'Xuân', 'Yến'],
];
const RELATIONS = ['head', 'spouse', 'child', 'child', 'grandchild', 'parent', 'other-kin'] as const;

export function uuidOf(seed: string, name: string): string {
  return uuidFrom(createHash('sha256').update(`${seed}\n${name}`).digest().subarray(0, 16));
}

export function* makeRosterOf(seed: string, hamlet: HamletFrame): Generator<RosterCommand> {
  for (const [i, size] of hamlet.sizes.entries()) yield makeRoster(seed, hamlet, { number: hamlet.firstHousehold + i, size });
}

interface Numbered {
  readonly number: number;
  readonly size: number;
}

function makeRoster(seed: string, hamlet: HamletFrame, { number, size }: Numbered): RosterCommand {
  const draws = drawsOf(number);
  const surname = pick(SURNAMES, draws());
  const members = Array.from({ length: size }, (_, i) => makeMember(draws, { number, ordinal: i, surname }));
  return {
    commandId: idOf(1, number, 0),
    kind: 'household-registered',
    v: 1,
    at: '2023-01-15T01:00:00.000Z',
    payload: {
      householdId: idOf(2, number, 0),
      hamletId: hamlet.areaId,
      code: `${hamlet.oldCode}-${number}`,
      address: `Tổ ${1 + (draws() % 12)}, ${seed}`,
      headName: members[0]?.fullName ?? '',
      members,
      since: '2019-04-01',
      source: 'census-roster',
      weight: 1,
      listed: null,
    },
  };
}

interface Place {
  readonly number: number;
  readonly ordinal: number;
  readonly surname: string;
}

function makeMember(draws: () => number, { number, ordinal, surname }: Place): RosterMember {
  const relation = RELATIONS[Math.min(ordinal, RELATIONS.length - 1)] ?? 'other-kin';
  const year = relation === 'child' || relation === 'grandchild' ? 1995 + (draws() % 25) : 1945 + (draws() % 50);
  return {
    memberId: idOf(3, number, ordinal),
    fullName: `${surname} ${pick(MIDDLES, draws())} ${pick(GIVEN, draws())}`,
    relation,
    sex: draws() % 2 === 0 ? 'female' : 'male',
    birth: String(year),
    ethnicity: draws() % 40 === 0 ? 'khmer' : 'kinh',
    ...(year < 2008 ? { citizenId: `086${String(100_000_000 + ((number * 61 + ordinal) % 899_999_999)).padStart(9, '0')}` } : {}),
  };
}

/** Spread over the range as hashed ids are, at the price of a few multiplications. */
function idOf(kind: number, number: number, ordinal: number): string {
  const a = Math.imul(number + 1, 2_654_435_761) >>> 0;
  const b = Math.imul(a ^ (ordinal + 1), 2_246_822_519) >>> 0;
  const hex = (value: number, width: number) => value.toString(16).padStart(width, '0').slice(-width);
  return `${hex(a, 8)}-${hex(b >>> 16, 4)}-8${hex(kind, 3)}-8${hex(ordinal, 3)}-${hex(number, 12)}`;
}

/** A linear congruential generator: enough to spread names, never for anything else. */
function drawsOf(number: number): () => number {
  let state = (number * 2_654_435_761 + 12_345) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  };
}

const pick = (list: readonly string[], draw: number): string => list[draw % list.length] ?? '';
