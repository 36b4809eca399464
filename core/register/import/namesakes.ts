/**
 * Households of a list without codes whose heads have the same name (trùng tên chủ hộ): of which another of the list may be the same
 * household, nobody knows which is which. In steps and by counts, since a list may name the same head in every row.
 */
import { everySoMany } from '../../kernel/steps.ts';
import type { ListedHousehold, RefusedPlace } from './assemble.ts';
import { comesBack } from './comes-back.ts';
import type { Person } from './lines.ts';
import { refuse } from './refusal.ts';
import { ROWS_A_STEP } from './sheet.ts';
import { headKey, type Told } from './without-codes.ts';

/** Households without codes of which another of the lists may be the same come back; other namesakes are marked. */
export function* apart(
  households: readonly ListedHousehold[],
): Generator<void, { kept: readonly ListedHousehold[]; unsure: readonly RefusedPlace[] }> {
  const step = everySoMany(ROWS_A_STEP);
  const called = new Map<string, ListedHousehold[]>();
  const keys: string[] = [];
  for (const household of households) {
    if (step(1)) yield;
    const key = `${household.hamletId} ${headKey(household.members[0]?.fullName ?? '')}`;
    const namesakes = called.get(key) ?? [];
    called.set(key, namesakes);
    namesakes.push(household);
    keys.push(key);
  }
  const asked = new Map<string, (one: Person) => boolean>();
  const kept: ListedHousehold[] = [];
  const unsure: RefusedPlace[] = [];
  for (const [i, household] of households.entries()) {
    if (step(1)) yield;
    const key = keys[i] ?? '';
    const namesakes = called.get(key) ?? [];
    const [head] = household.members;
    if (!household.codeless || namesakes.length < 2 || head === undefined) kept.push(household);
    else {
      const another = asked.get(key) ?? mayBeAnother(namesakes.flatMap(({ members }) => members.slice(0, 1)));
      asked.set(key, another);
      if (!another(head)) kept.push({ ...household, namesakes: true });
      else for (const row of comesBack(household, refuse('head-not-alone', linesBut(household, namesakes)))) unsure.push(row);
    }
  }
  return { kept, unsure };
}

/** As many as a sentence bears. */
const NAMED = 5;

function linesBut(household: ListedHousehold, namesakes: readonly ListedHousehold[]): string {
  const others = namesakes.slice(0, NAMED + 1).filter((other) => other !== household);
  return others
    .flatMap(({ places }) => places.slice(0, 1).map(({ line }) => String(line)))
    .slice(0, NAMED)
    .join(', ');
}

/**
 * Which of these namesakes may be another of them as well: of such nobody knows which is which. By counts, since a list may name the same
 * head in every row. The same as `mayBeSame` with each of the others.
 */
export function mayBeAnother(namesakes: readonly Told[]): (one: Told) => boolean {
  const numbers = new Map<string, number>();
  const births = new Map<number, BirthCounts>();
  for (const { citizenId, birth } of namesakes) {
    if (citizenId !== null) numbers.set(citizenId, (numbers.get(citizenId) ?? 0) + 1);
    const kind = citizenId?.length ?? 0;
    const own = births.get(kind) ?? new BirthCounts();
    births.set(kind, own);
    own.add(birth);
  }
  return ({ citizenId, birth }) => {
    if (citizenId !== null && (numbers.get(citizenId) ?? 0) > 1) return true;
    return [...births].some(([kind, counts]) => {
      const itself = kind === (citizenId?.length ?? 0);
      return !(itself && citizenId !== null) && counts.fitting(birth) > (itself ? 1 : 0);
    });
  };
}

/** How many births there are that do not speak against another. */
class BirthCounts {
  private all = 0;
  private readonly whole = new Map<string | null, number>();
  private readonly begins = new Map<string, number>();

  add(birth: string | null): void {
    this.all += 1;
    this.whole.set(birth, (this.whole.get(birth) ?? 0) + 1);
    for (let length = 1; length <= (birth ?? '').length; length += 1) {
      const begin = (birth ?? '').slice(0, length);
      this.begins.set(begin, (this.begins.get(begin) ?? 0) + 1);
    }
  }

  fitting(birth: string | null): number {
    if (birth === null) return this.all;
    // Those that say as much or more, and those that say less.
    let found = (this.whole.get(null) ?? 0) + (this.begins.get(birth) ?? 0);
    for (let length = 1; length < birth.length; length += 1) found += this.whole.get(birth.slice(0, length)) ?? 0;
    return found;
  }
}
