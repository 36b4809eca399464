/** The worker of `bulk-runner.ts`: takes the people of one commune after the other, then searches part by part; at the end says what was found. */
import { parentPort } from 'node:worker_threads';
import { type Search, searchIn } from '../../../core/register/duplicates/find.ts';
import type { Person } from '../../../core/register/duplicates/person.ts';
import type { FoundRow } from '../bulk-store.ts';

export type ToBulk =
  | { readonly what: 'people'; readonly communeId: string; readonly written: string }
  | { readonly what: 'part'; readonly place: number }
  | { readonly what: 'finish'; readonly pairs: readonly number[] };

type Row = readonly [string, string, string, string, Person['sex'], string, string | null];

const people: Person[] = [];
let search: Search | null = null;

parentPort?.on('message', (said: ToBulk) => parentPort?.postMessage(answer(said)));

function answer(said: ToBulk): number | readonly number[] | readonly FoundRow[] {
  if (said.what === 'people') {
    // cast: rows of `readPeopleInOrder`
    for (const [memberId, householdId, hamletId, fullName, sex, birth, citizenId] of JSON.parse(said.written) as readonly Row[])
      people.push({ memberId, householdId, hamletId, communeId: said.communeId, fullName, sex, birth, citizenId });
    return people.length;
  }
  search ??= searchIn(people);
  if (said.what === 'part') return search.part(said.place).pairs;
  return search.finish(said.pairs).map(({ a, b, score, above, reasons }) => ({
    ...{ communeA: a.communeId, communeB: b.communeId, householdA: a.householdId, householdB: b.householdId },
    ...{ memberA: a.memberId, memberB: b.memberId, score, above, reasons },
  }));
}
