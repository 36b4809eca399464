/**
 * How well and how fast people written twice are found (đo việc tìm người ghi trùng): a made province with second entries planted by seed,
 * searched by `core/register/duplicates`, and by what a clerk would do with a spreadsheet, as the floor: the same name without marks and
 * the same birth as it is written. Making the people is not timed. Precision, recall, and recall of each slip, with their sizes.
 */
import type { Candidate } from '../../core/register/duplicates/find.ts';
import { findDuplicates } from '../../core/register/duplicates/find.ts';
import { householdPairs } from '../../core/register/duplicates/households.ts';
import type { Person } from '../../core/register/duplicates/person.ts';
import { SURE } from '../../core/register/duplicates/evidence.ts';
import { foldVi } from '../../core/kernel/text.ts';
import { chance, madeUuid } from '../village/chance.ts';
import { familyFor } from '../village/family.ts';
import { plantFaults, type Planted, SLIPS } from '../village/faults.ts';
import { type BenchResult, type BenchRow, machine } from './report.ts';

export interface BenchDuplicatesOptions {
  /** 1,000,000 by default. */
  readonly people?: number;
  readonly seed?: string;
  /** Of a thousand households, so many with one person written twice, and as many written twice whole; 5 by default. */
  readonly permille?: number;
  readonly onProgress?: (line: string) => void;
}

/** As in old Vĩnh Long: 107 communes, 752 hamlets. */
const COMMUNES = 107;
const HAMLETS = 752;
/** Of a thousand people, so many whose number nobody has written down: children mostly. */
const WITHOUT_ID = { child: 600, grown: 80 } as const;

export function madePeople(count: number, seed: string): Person[] {
  const people: Person[] = [];
  for (let running = 0; people.length < count; running += 1) {
    const key = `household ${running}`;
    const luck = chance(seed, 'bench', key);
    const size = Math.min(
      count - people.length,
      luck.weighted([
        [1, 9],
        [2, 18],
        [3, 25],
        [4, 27],
        [5, 13],
        [6, 8],
      ] as const),
    );
    const hamlet = luck.between(0, HAMLETS - 1);
    const ethnicity = luck.permille(25) ? 'khmer' : 'kinh';
    for (const kin of familyFor({ seed, key, size, ethnicity, running }))
      people.push({
        memberId: kin.memberId,
        householdId: madeUuid(seed, key),
        hamletId: `h${hamlet}`,
        communeId: `c${hamlet % COMMUNES}`,
        fullName: kin.fullName,
        sex: kin.sex,
        birth: kin.birth,
        citizenId: luck.permille(kin.age < 14 ? WITHOUT_ID.child : WITHOUT_ID.grown) ? null : kin.citizenId,
      });
  }
  return people;
}

export function benchDuplicates(options: BenchDuplicatesOptions = {}): BenchResult {
  const { people: count = 1_000_000, seed = 'duplicates', permille = 5, onProgress = () => {} } = options;
  const made = madePeople(count, seed);
  const { people, planted } = plantFaults(made, { seed, permille });
  onProgress(`${people.length} people made, ${planted.length} of them written twice`);
  const floorFrom = performance.now();
  const floor = exactPairs(people);
  const floorSeconds = (performance.now() - floorFrom) / 1000;
  onProgress(`the floor found ${floor.length} pairs`);
  const from = performance.now();
  const found = findDuplicates(people);
  const seconds = (performance.now() - from) / 1000;
  onProgress(`compared ${found.compared} pairs, ${found.candidates.length} candidates, ${found.crowded} keys too common`);
  const vs = 'same name without marks and same birth as written';
  const [ours, theirs] = [measured(found.candidates.map(idsOf), planted), measured(floor, planted)];
  const sure = measured(found.candidates.filter(({ above }) => above >= SURE).map(idsOf), planted);
  const n = people.length;
  return {
    machine: machine(),
    rows: [
      { name: 'search', n, median: seconds, unit: 's', vs, ratio: seconds / floorSeconds },
      { name: `floor: ${vs}`, n, median: floorSeconds, unit: 's' },
      { name: 'pairs compared', n, median: found.compared, unit: 'pairs' },
      { name: 'precision', n: found.candidates.length, median: ours.precision, unit: '%', vs, ratio: ours.precision / theirs.precision },
      { name: 'recall', n: planted.length, median: ours.recall, unit: '%', vs, ratio: ours.recall / theirs.recall },
      { name: 'precision of the sure ones', n: sure.pairs, median: sure.precision, unit: '%' },
      { name: 'recall of the sure ones', n: planted.length, median: sure.recall, unit: '%' },
      { name: 'precision of the floor', n: floor.length, median: theirs.precision, unit: '%' },
      { name: 'recall of the floor', n: planted.length, median: theirs.recall, unit: '%' },
      ...slipRows(found.candidates, planted),
      ...householdRows(found.candidates, { people, planted }),
    ],
  };
}

type Pair = readonly [string, string];
const idsOf = ({ a, b }: Candidate): Pair => [a.memberId, b.memberId];
const keyOf = ([a, b]: Pair): string => (a < b ? `${a} ${b}` : `${b} ${a}`);

export function measured(pairs: readonly Pair[], planted: readonly Planted[]) {
  const truth = new Set(planted.map(({ first, second }) => keyOf([first, second])));
  const right = pairs.filter((pair) => truth.has(keyOf(pair))).length;
  return { pairs: pairs.length, precision: (100 * right) / Math.max(1, pairs.length), recall: (100 * right) / Math.max(1, truth.size) };
}

function slipRows(candidates: readonly Candidate[], planted: readonly Planted[]): BenchRow[] {
  return SLIPS.flatMap((slip) => {
    const own = planted.filter(({ slips }) => slips.includes(slip));
    return own.length === 0
      ? []
      : [{ name: `recall, ${slip}`, n: own.length, median: measured(candidates.map(idsOf), own).recall, unit: '%' }];
  });
}

/** Of whole households written twice: those that come out as one. */
function householdRows(
  candidates: readonly Candidate[],
  { people, planted }: { readonly people: readonly Person[]; readonly planted: readonly Planted[] },
): BenchRow[] {
  const homes = new Map(people.map(({ memberId, householdId }) => [memberId, householdId]));
  const sizes = new Map<string, number>();
  for (const { householdId } of people) sizes.set(householdId, (sizes.get(householdId) ?? 0) + 1);
  const pairs = householdPairs(candidates, (householdId) => sizes.get(householdId) ?? 0);
  const whole = new Set(
    planted.filter((one) => one.withHousehold).map(({ first, second }) => keyOf([homes.get(first) ?? '', homes.get(second) ?? ''])),
  );
  // One person of a lone household written twice is its household written twice.
  const either = new Set(planted.map(({ first, second }) => keyOf([homes.get(first) ?? '', homes.get(second) ?? ''])));
  const said = pairs.filter((pair) => pair.whole).map(({ a, b }) => keyOf([a, b]));
  const right = said.filter((key) => whole.has(key)).length;
  const share = (part: number, all: number): number => (100 * part) / Math.max(1, all);
  return [
    { name: 'households written twice, recall', n: whole.size, median: share(right, whole.size), unit: '%' },
    {
      name: 'households written twice or sharing somebody, precision',
      n: said.length,
      median: share(said.filter((key) => either.has(key)).length, said.length),
      unit: '%',
    },
  ];
}

/** What sorting a sheet by two columns finds. */
function exactPairs(people: readonly Person[]): Pair[] {
  const groups = Map.groupBy(people, ({ fullName, birth }) => `${foldVi(fullName)}|${birth}`);
  const pairs: Pair[] = [];
  for (const group of groups.values())
    for (const [i, a] of group.entries()) for (const b of group.slice(i + 1)) pairs.push([a.memberId, b.memberId]);
  return pairs;
}
