/**
 * Questions about how forms came about (câu hỏi về phiếu): in one commune, the forms of each enumerator beside those of all others there.
 * A doubt says what was compared and what is usual; it is asked of a person and charges nobody: an enumerator whose hamlet is another
 * world stands out as well. Detectors only count (`counts.ts`, `copied.ts`); here it is judged what is too much to be chance.
 *
 * The comparison with others at the same work is that of A. Camacho and E. Conover 2011 ("Manipulation of Social Program Eligibility",
 * Colombia), not a density test of one curve (J. McCrary 2008): points go in steps of five and heap by themselves.
 */
import { chanceOfSoMany, discoveries, type Share } from '../../kernel/chances.ts';
import { groupedBy } from '../../kernel/groups.ts';
import type { Form } from '../haste.ts';
import type { HeldAt } from '../where.ts';
import { twinsOf } from './copied.ts';
import type { DoubtKind } from './codes.ts';
import { COUNTERS, type Counter } from './counts.ts';

/** A form as it was handed in, those filled in by hand left out. */
export interface ToldForm {
  readonly householdId: string;
  readonly hamletId: string;
  readonly enumeratorId: string;
  readonly answers: Form;
  /** The form before, where there is one. */
  readonly before: Form | null;
  /** Points of B1 above the cut-off of its area: at or below nought is poor enough. Null where they are open. */
  readonly b1Above: number | null;
  /** Moments in milliseconds; null where they are not known. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly heldAt: HeldAt | null;
}

export interface Doubt {
  readonly kind: DoubtKind;
  readonly by: 'enumerator' | 'hamlet';
  /** The account or the hamlet. */
  readonly id: string;
  /** What was counted here, and in all others of the commune. */
  readonly own: Share;
  readonly others: Share;
  /** How likely so many are by chance. */
  readonly chance: number;
  /** Those that were counted, to be looked at. */
  readonly households: readonly string[];
}

/**
 * Of the doubts of a commune no more than so many are chance. With 107 communes about one honest enumerator a year is asked: what a
 * question costs is a visit, what an accusation costs is a person's name.
 */
export const FALSE_RATE = 0.01;

/** Likeliest not to be chance first. */
export function doubtsOf(forms: readonly ToldForm[]): readonly Doubt[] {
  const asked = [
    ...COUNTERS.flatMap((counter) => asking(forms, counter, 'enumerator')),
    ...COUNTERS.filter(({ kind }) => kind === 'bunched').flatMap((counter) => asking(forms, counter, 'hamlet')),
    ...twinsOf(forms),
  ];
  const held = discoveries(
    asked.map(({ chance }) => chance),
    FALSE_RATE,
  );
  return asked
    .filter((doubt, i) => held[i] === true && doubt.households.length > 0)
    .sort((a, b) => a.chance - b.chance || (a.id < b.id ? -1 : 1));
}

interface Counted {
  readonly householdId: string;
  readonly group: string;
  readonly share: Share;
}

function asking(forms: readonly ToldForm[], counter: Counter, by: Doubt['by']): Doubt[] {
  const count = counter.of(forms);
  const counted = forms.map(
    (form): Counted => ({
      householdId: form.householdId,
      group: by === 'hamlet' ? form.hamletId : form.enumeratorId,
      share: count(form),
    }),
  );
  const all = sumOf(counted);
  return [...groupedBy(counted, ({ group }) => group)].flatMap(([id, group]): Doubt[] => {
    const own = sumOf(group);
    const others = { count: all.count - own.count, of: all.of - own.of };
    if (own.of < counter.least || others.of < counter.least) return [];
    const apart = own.count * others.of * 100 >= others.count * own.of * 100 + counter.apart * own.of * others.of;
    const chance = apart ? chanceOfSoMany(thinned(own, counter.together), thinned(others, counter.together)) : 1;
    const households = group.filter(({ share }) => share.count > 0).map(({ householdId }) => householdId);
    return [{ kind: counter.kind, by, id, own, others, chance, households }];
  });
}

function sumOf(counted: readonly Counted[]): Share {
  return counted.reduce((sum, { share }) => ({ count: sum.count + share.count, of: sum.of + share.of }), { count: 0, of: 0 });
}

/** What is told together counts once: twenty numbers of one hand are not twenty hands. */
function thinned({ count, of }: Share, together: number): Share {
  const size = Math.floor(of / together);
  return { of: size, count: Math.min(size, Math.floor(count / together)) };
}
