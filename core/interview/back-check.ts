/**
 * Random re-interviews for quality (hậu kiểm chọn mẫu ngẫu nhiên): which households, by a seed that is published, so that anybody can draw
 * again; and how far the two forms agree. Not a consequence of an objection, and never done by whoever held the interview.
 *
 * The draw: of each household the SHA-256 of the line `<seed> <household id>` in UTF-8, without an end of line, written in lower-case
 * hexadecimal; the households in ascending order of that text; the first of them. `printf '%s' "$seed $id" | sha256sum` tells the same.
 */
import { intervalOf, kappaOf, type Share } from '../kernel/chances.ts';
import { type Form, STAYS } from './haste.ts';

export interface Draw {
  /** Told to everybody before the list is known, such as a lottery's number of a day to come. */
  readonly seed: string;
  readonly size: number;
  /** SHA-256 of a text, in lower-case hexadecimal. */
  readonly hash: (text: string) => string;
}

/** Which of them, first drawn first; the order in which they are given does not matter. */
export function drawFrom(householdIds: readonly string[], { seed, size, hash }: Draw): readonly string[] {
  return [...new Set(householdIds)]
    .map((id) => ({ id, at: hash(`${seed} ${id}`) }))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .slice(0, size)
    .map(({ id }) => id);
}

export interface Checked {
  readonly first: Form;
  readonly again: Form;
  /** The class that each form gives; null where it is open. */
  readonly classes: readonly [string | null, string | null];
}

export interface Agreement {
  readonly forms: number;
  /** Answers of both forms, and how many are equal. */
  readonly answers: Share;
  readonly answersInterval: { readonly low: number; readonly high: number } | null;
  readonly classes: Share;
  readonly classesInterval: { readonly low: number; readonly high: number } | null;
  /** Of the classes, beyond chance. */
  readonly kappa: number | null;
}

export function agreementOf(checked: readonly Checked[]): Agreement {
  const answers = checked
    .map(answersEqual)
    .reduce((sum, one) => ({ count: sum.count + one.count, of: sum.of + one.of }), { count: 0, of: 0 });
  const closed = checked.flatMap(({ classes: [a, b] }) => (a === null || b === null ? [] : [[a, b] as const]));
  const classes = { count: closed.filter(([a, b]) => a === b).length, of: closed.length };
  return {
    ...{ forms: checked.length, answers, classes, kappa: kappaOf(closed) },
    answersInterval: intervalOf(answers),
    classesInterval: intervalOf(classes),
  };
}

/** Answers that both forms have, who is who left out. */
function answersEqual({ first, again }: Checked): Share {
  const pairs = [
    [first.household, again.household] as const,
    ...first.members.flatMap((member) => {
      const same = again.members.find(({ memberId }) => memberId === member.memberId);
      return same === undefined ? [] : [[member, same] as const];
    }),
  ];
  const told = pairs.flatMap(([a, b]) =>
    Object.entries(a).flatMap(([field, value]) =>
      STAYS.has(field) || value === undefined || b[field] === undefined ? [] : [[value, b[field]]],
    ),
  );
  return { count: told.filter(([a, b]) => JSON.stringify(a) === JSON.stringify(b)).length, of: told.length };
}
