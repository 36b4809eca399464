/**
 * Whom somebody who is being written down resembles (người đang ghi giống ai): one against all people of a place, while it is typed or
 * before a list is taken over. The same evidence as in `find.ts`.
 */
import { compare, evenOdds, LOOK, type Scored } from './evidence.ts';
import { countNames } from './find.ts';
import { type Compared, makeReady, type Person } from './person.ts';

export interface Alike extends Scored {
  readonly person: Person;
  readonly above: number;
}

/** More than a typist looks at. */
const MOST_ALIKE = 5;

/** Makes a place's people ready once; then asks for one after another, the likest first. */
export function makeAlike(people: readonly Person[]): (asked: Person) => readonly Alike[] {
  const ready = makeReady();
  const known: readonly Compared[] = people.map(ready);
  const counts = countNames(known);
  const even = evenOdds(known.length);
  const byEnds = grouped(known, ({ name }) => name.ends);
  const bySorted = grouped(known, ({ name }) => name.sorted);
  return (asked) => {
    const one = ready(asked);
    const near = new Set([...(byEnds.get(one.name.ends) ?? []), ...(bySorted.get(one.name.sorted) ?? [])]);
    return [...near]
      .filter(({ person }) => person.householdId !== asked.householdId)
      .map((other): Alike => {
        const scored = compare(one, other, counts);
        return { ...scored, person: other.person, above: scored.score - even };
      })
      .filter(({ above }) => above >= LOOK)
      .sort((a, b) => b.above - a.above)
      .slice(0, MOST_ALIKE);
  };
}

function grouped(people: readonly Compared[], of: (person: Compared) => string): ReadonlyMap<string, readonly Compared[]> {
  const groups = new Map<string, Compared[]>();
  for (const person of people) {
    const own = groups.get(of(person));
    if (own === undefined) groups.set(of(person), [person]);
    else own.push(person);
  }
  return groups;
}
