/**
 * Forms that are nearly one form (phiếu giống nhau khó tin): two households of one enumerator whose answers are alike beyond what is
 * usual. What an equal answer is worth follows from how many in the hamlet gave it, so that a village where all have piped water is not
 * taken for a copy; what is usual is the likest pair of two different enumerators in the commune, who cannot have copied.
 *
 * After N. Kuriakose and M. Robbins 2016 ("Don't get duped", highest share of equal answers), with the worth of answers added.
 */
import { groupedBy } from '../../kernel/groups.ts';
import type { Doubt, ToldForm } from './doubt.ts';

/** Fewer answers in common say nothing. */
const ENOUGH = 12;
/** One answer is worth no more than one in so many: a number changed by one must not hide thirty that were copied. */
const RAREST = 10;
/** Two answers that differ speak against a copy no more than one of the rarest: where a whole hamlet is copied, the changed number is rare and all else common. */
const DIFFERING = Math.log10(RAREST);
/** Fewer forms of one enumerator are not compared. */
const LEAST_FORMS = 6;

interface Known {
  readonly householdId: string;
  readonly enumeratorId: string;
  /** By field: which value was said, 0 for none, and the worth of its being equal. */
  readonly values: Int32Array;
  readonly worths: Float64Array;
}

/** One for each enumerator of enough forms, so that all are judged together with other doubts. */
export function twinsOf(forms: readonly ToldForm[]): readonly Doubt[] {
  const known = knownOf(forms);
  // More than half of the way from the likest that is usual to all being equal.
  const least = (likestOfTwo(known) + 100) / 2;
  const groups = groupedBy(known, ({ enumeratorId }) => enumeratorId);
  const pairsOf = (size: number): number => (size * (size - 1)) / 2;
  const within = [...groups.values()].reduce((sum, group) => sum + pairsOf(group.length), 0);
  const across = pairsOf(known.length) - within;
  const twins = known.filter((a) => groups.get(a.enumeratorId)?.some((b) => b !== a && likeness(a, b) > least));
  return [...groups].flatMap(([id, group]): Doubt[] => {
    if (group.length < LEAST_FORMS || across === 0) return [];
    const theirs = twins.filter(({ enumeratorId }) => enumeratorId === id);
    const own = { count: theirs.length, of: group.length };
    const pairs = pairsOf(group.length);
    // Were pairs of one enumerator like any others, the likest of all would be among them by their share of pairs, one after the other.
    const chance = (pairs / (pairs + across)) ** Math.floor(theirs.length / 2);
    const others = { count: twins.length - theirs.length, of: known.length - group.length };
    return [{ kind: 'copied', by: 'enumerator', id, own, others, chance, households: theirs.map(({ householdId }) => householdId) }];
  });
}

function likestOfTwo(known: readonly Known[]): number {
  let likest = 0;
  for (const [i, a] of known.entries())
    for (const b of known.slice(i + 1)) if (a.enumeratorId !== b.enumeratorId) likest = Math.max(likest, likeness(a, b));
  return likest;
}

/** Of a hundred parts of worth in common, how many are equal. */
function likeness(a: Known, b: Known): number {
  let [equal, all, answers] = [0, 0, 0];
  for (let field = 0; field < a.values.length; field += 1) {
    const [one, other] = [a.values[field], b.values[field]];
    if (one === 0 || other === 0) continue;
    const either = (a.worths[field] ?? 0) + (b.worths[field] ?? 0);
    [all, answers] = [all + (one === other ? either : Math.min(either, DIFFERING)), answers + 1];
    if (one === other) equal += either;
  }
  return answers < ENOUGH || all === 0 ? 0 : (equal * 100) / all;
}

function knownOf(forms: readonly ToldForm[]): readonly Known[] {
  const everywhere = countsOf(forms);
  const hamlets = groupedBy(forms, ({ hamletId }) => hamletId);
  const inHamlets = new Map([...hamlets].map(([id, own]) => [id, { counts: countsOf(own), size: own.length }]));
  const numbers = new Map([...everywhere.keys()].map((key, i) => [key, i + 1]));
  const fields = [...new Set(forms.flatMap(({ answers }) => valuesOf(answers.household).map(([field]) => field)))];
  return forms.map(({ householdId, enumeratorId, hamletId, answers }) => {
    const here = inHamlets.get(hamletId);
    const said = new Map(valuesOf(answers.household));
    const keys = fields.map((field) => (said.has(field) ? `${field}=${said.get(field)}` : ''));
    const worths = keys.map((key) => {
      const share = (everywhere.get(key) ?? 1) / forms.length;
      // The hamlet's own share, drawn to the commune's where the hamlet has few forms.
      const near = ((here?.counts.get(key) ?? 0) + PRIOR * share) / ((here?.size ?? 0) + PRIOR);
      return -Math.log10(Math.max(near, 1 / RAREST));
    });
    return { householdId, enumeratorId, values: Int32Array.from(keys, (key) => numbers.get(key) ?? 0), worths: Float64Array.from(worths) };
  });
}

const PRIOR = 10;

function countsOf(forms: readonly ToldForm[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { answers } of forms)
    for (const [field, value] of valuesOf(answers.household)) counts.set(`${field}=${value}`, (counts.get(`${field}=${value}`) ?? 0) + 1);
  return counts;
}

/** None of a thing, or of a herd, is what most have: it speaks for nothing. */
function valuesOf(facts: Readonly<Record<string, unknown>>): (readonly [string, string])[] {
  return Object.entries(facts).flatMap(([field, value]) =>
    value === undefined || value === 0 || value === false ? [] : [[field, JSON.stringify(value)] as const],
  );
}
