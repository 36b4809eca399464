/**
 * What was written wrong of a person, set right (sửa thông tin một người): name, sex and birth, each by itself. Who corrects says what they
 * had before them; what somebody else has set right meanwhile is left as it is, and where both say otherwise nobody is written over: it stands, and is a clash.
 */
import type { z } from 'zod';
import type { identity } from './household.ts';

export type Identity = z.infer<typeof identity.schema>;

export const FACTS = ['fullName', 'sex', 'birth'] as const satisfies readonly (keyof Identity)[];
export type Fact = (typeof FACTS)[number];

export interface Righting {
  readonly was: Identity;
  readonly now: Identity;
}

export function identityOf({ fullName, sex, birth }: Identity): Identity {
  return { fullName, sex, birth };
}

/** What the writer changes. */
export function factsRighted({ was, now }: Righting): Fact[] {
  return FACTS.filter((fact) => was[fact] !== now[fact]);
}

/** Of that, what stands neither as they saw it nor as they say it: somebody else said otherwise meanwhile. */
export function factsOtherwise(stands: Identity, righting: Righting): Fact[] {
  const { was, now } = righting;
  return factsRighted(righting).filter((fact) => stands[fact] !== was[fact] && stands[fact] !== now[fact]);
}

/** With the facts of another: what somebody said otherwise than it stands. */
export function withFacts<M extends Identity>(one: M, of: Identity, facts: readonly Fact[]): M {
  return { ...one, ...Object.fromEntries(facts.map((fact) => [fact, of[fact]])) };
}

/** Of a row as somebody is shown it as well, some of it perhaps hidden from them. */
type Shown = { readonly [F in Fact]?: string | undefined };

export function rightedBy<M extends Shown>(stands: M, righting: Righting): M {
  const { was, now } = righting;
  const taken = factsRighted(righting).filter((fact) => stands[fact] === was[fact]);
  return { ...stands, ...Object.fromEntries(taken.map((fact) => [fact, now[fact]])) };
}
