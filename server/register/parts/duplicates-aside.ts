/** The worker of `duplicates.ts`: gets the people of an area as the database wrote them down, answers who may be written twice. */
import { parentPort } from 'node:worker_threads';
import { findDuplicates, type Candidate } from '../../../core/register/duplicates/find.ts';
import type { Person } from '../../../core/register/duplicates/person.ts';

export interface FoundTwice {
  readonly people: number;
  readonly candidates: readonly Candidate[];
  /** How many people, of each household with a candidate. */
  readonly sizes: ReadonlyMap<string, number>;
}

parentPort?.once('message', (written: string) => {
  // cast: rows of `readPeopleWritten`
  const people = JSON.parse(written) as readonly Person[];
  const { candidates } = findDuplicates(people);
  const sizes = new Map(candidates.flatMap(({ a, b }) => [a, b]).map(({ householdId }) => [householdId, 0]));
  for (const { householdId } of people) {
    const size = sizes.get(householdId);
    if (size !== undefined) sizes.set(householdId, size + 1);
  }
  parentPort?.postMessage({ people: people.length, candidates, sizes } satisfies FoundTwice);
});
