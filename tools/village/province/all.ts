/**
 * The merged province of today (tỉnh Vĩnh Long từ 01/7/2025): all 124 communes, about 945,600 households of 2019, as a roster and an
 * open round. Old Vĩnh Long is as its census rows have it. Of the 89 others only household totals are known: sizes are drawn
 * as old Vĩnh Long has them, hamlets are cut at its mean size, ethnicities outside it are a guess. No earlier years.
 */
import { readFileSync } from 'node:fs';
import { type AreaPeriod, areasOn } from '../../../core/kernel/areas.ts';
import { parseTable } from '../../../core/kernel/csv.ts';
import { date, type PlainDate } from '../../../core/kernel/dates.ts';
import { householdFacts2019, REFORM_2025 } from '../../../core/kernel/real-units.ts';
import { chance, madeId } from '../chance.ts';
import {
  type CommuneFrame,
  communeFrame,
  districtBefore,
  HAMLETS_OF_OLD_PROVINCE,
  type HamletFrame,
  realTree,
  sizesOf,
} from '../commune.ts';
import { type Account, accountSteps, installationSteps, postAccounts, type Step, step, yearlyRound } from '../office.ts';
import { sampleOf } from '../fate.ts';
import { DEMONSTRATION_COMMUNE } from '../demonstration.ts';
import { rosterOf } from '../shapes.ts';
import { TODAYS_DAYS } from '../family.ts';
import { familiesOf } from './families.ts';

/** One commune after another; nothing is held but the one being told. */
export function* allSteps(seed: string, today: PlainDate): Generator<Step> {
  const at = `${REFORM_2025}T01:00:00.000Z`;
  const units = areasOn(realTree(), REFORM_2025, 'commune');
  yield* installationSteps(seed, at);
  yield* accountSteps(seed, postsOf(seed), at);
  for (const unit of units) yield* rosterSteps(seed, frameOfToday(seed, unit), at);
  const round = yearlyRound({ roundId: madeId('round', seed, 2026), year: 2026 });
  if (round.opensOn > today) return;
  const payload = { round, communes: units.map((unit) => unit.areaId) };
  yield step({ seed, key: '2026', as: 'canbotinh', kind: 'round-opened', at: `${round.opensOn}T01:00:00.000Z`, payload });
}

function postsOf(seed: string): readonly Account[] {
  const frame = communeFrame(seed, DEMONSTRATION_COMMUNE, REFORM_2025);
  if ('code' in frame) throw new RangeError(frame.code);
  return postAccounts(seed, { communeId: frame.unit.areaId, hamlets: frame.hamlets, districtId: districtBefore(DEMONSTRATION_COMMUNE) });
}

function* rosterSteps(seed: string, commune: CommuneFrame, at: string): Generator<Step> {
  const { unit, hamlets } = commune;
  const made = hamlets.map(({ areaId, bookId, name, kind }) => {
    return { areaId, bookId, name, kind, communeId: unit.areaId, from: REFORM_2025, synthetic: true };
  });
  yield step({ seed, key: `hamlets ${unit.areaId}`, as: 'system', kind: 'hamlets-added', at, payload: { hamlets: made } });
  const weights = sampleOf(
    seed,
    hamlets.flatMap((hamlet) => hamlet.sizes.map((_, i) => `household ${hamlet.firstHousehold + i}`)),
  );
  for (const hamlet of hamlets)
    for (const { key, householdId, hamletId, code, address, kin } of familiesOf({ seed }, commune, hamlet, { days: TODAYS_DAYS })) {
      const payload = {
        ...{ householdId, hamletId, code, address, headName: kin[0]?.fullName ?? '', members: kin.map(rosterOf) },
        ...{ since: date('2025-07-01'), source: 'census-roster' as const, weight: weights.get(key) ?? 1, listed: null },
      };
      yield step({ seed, key: householdId, as: 'system', kind: 'household-registered', at: `${REFORM_2025}T02:00:00.000Z`, payload });
    }
}

/** Households of old Vĩnh Long have the first numbers; those of the others follow in the order of the list. */
export function frameOfToday(seed: string, unit: AreaPeriod): CommuneFrame {
  const { code, areaType } = unit;
  if (code === null || areaType === null) throw new RangeError('A commune without a code or type.');
  const counted = communeFrame(seed, code, REFORM_2025);
  if (!('code' in counted)) return counted;
  const known = estimates().get(code);
  if (known === undefined) throw new RangeError(`No households of ${code} are known.`);
  return { seed, unit, areaType, hamlets: hamletsOf(seed, { unit, code }, known) };
}

interface Estimate {
  readonly households: number;
  /** Number of the first household in the whole province. */
  readonly first: number;
}

let estimatesMade: ReadonlyMap<string, Estimate> | undefined;

/** Of the units of which there is no row of the census. */
function estimates(): ReadonlyMap<string, Estimate> {
  if (estimatesMade !== undefined) return estimatesMade;
  const table = parseTable(readFileSync(new URL('../data/households-2025.csv', import.meta.url), 'utf8'));
  if (!table.ok) throw new Error(`households-2025.csv: ${table.error.code}`);
  let first = householdFacts2019().reduce((sum, fact) => sum + fact.households, 0);
  const found = new Map<string, Estimate>();
  for (const row of table.value) {
    if (row['former_province'] === 'Vĩnh Long') continue;
    const households = Number(row['households_2019']);
    found.set(row['commune_code'] ?? '', { households, first });
    first += households;
  }
  estimatesMade = found;
  return found;
}

/** Households a hamlet, as in old Vĩnh Long. */
const mean = (): number => Math.round(householdFacts2019().reduce((sum, fact) => sum + fact.households, 0) / HAMLETS_OF_OLD_PROVINCE);

function hamletsOf(seed: string, { unit, code }: { unit: AreaPeriod; code: string }, { households, first }: Estimate): HamletFrame[] {
  const count = Math.max(1, Math.round(households / mean()));
  const sizes = drawnSizes(seed, code, households);
  const kind = unit.kind === 'xa' ? 'ap' : 'khom';
  return Array.from({ length: count }, (_, i) => {
    const [from, to] = [Math.round((households * i) / count), Math.round((households * (i + 1)) / count)];
    return {
      ...{ areaId: madeId('area', seed, 'hamlet', code, 'today', i), bookId: madeId('book', seed, 'hamlet', code, 'today', i), kind },
      ...{ name: kind === 'ap' ? `Ấp ${i + 1}` : `Khóm ${i + 1}`, number: i + 1, oldCode: code, firstHousehold: first + from },
      ...{ sizes: sizes.slice(from, to), khmerPermille: 60, hoaPermille: 5 },
    };
  });
}

/** Sizes of a commune of old Vĩnh Long, drawn again and again. */
function drawnSizes(seed: string, code: string, households: number): readonly number[] {
  const luck = chance(seed, 'sizes', code);
  const all = sizesOf(luck.pick(householdFacts2019()), luck);
  return Array.from({ length: households }, () => luck.pick(all));
}
