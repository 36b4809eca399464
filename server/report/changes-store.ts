/**
 * Households that came onto a list or left it within a year (hộ vào, ra danh sách), with what the interview that decided found, and the
 * one before it under the same standard. Row security leaves the findings out of a household that has moved out of reach.
 */
import { sql } from 'kysely';
import type { PovertyClass } from '../../core/classify/verdict.ts';
import type { ChangedList, Judged, ListedLine } from '../../core/report/changes.ts';
import type { Tx } from '../http/transaction.ts';
import { type Counted, LIST_YEARS } from './counting.ts';

export interface ChangedRow extends ListedLine {
  readonly householdId: string;
  readonly hamletId: string;
  /** Where it is by now; null: out of reach. */
  readonly nowIn: string | null;
  readonly before: Judged | null;
  readonly after: Judged | null;
}

type Finding<P extends string> = {
  readonly [K in `${P}Min` | `${P}Max` | `${P}Deprived` | `${P}Unknown` | `${P}Year`]: number;
} & { readonly [K in `${P}Outcome`]: PovertyClass | null } & { readonly [K in `${P}Type`]: 'rural' | 'urban' | null };

type Stored = ListedLine & Pick<ChangedRow, 'householdId' | 'hamletId' | 'nowIn'> & Finding<'before'> & Finding<'after'>;

/** In the order of the hamlets given, then of names. */
export async function readChanged(tx: Tx, at: Counted, list: ChangedList): Promise<readonly ChangedRow[]> {
  const [first, last] = LIST_YEARS[at.rulebook];
  const { rows } = await sql<Stored>`
    select f.household_id as "householdId", f.hamlet_id as "hamletId", h.hamlet_id as "nowIn", f.was, f.now, f.rose, f.lived, f.had,
           a.outcome as "afterOutcome", a.b1_min as "afterMin", a.b1_max as "afterMax", a.deprived as "afterDeprived",
           a.unknown_mask as "afterUnknown", a.year as "afterYear", a.area_type as "afterType",
           b.outcome as "beforeOutcome", b.b1_min as "beforeMin", b.b1_max as "beforeMax", b.deprived as "beforeDeprived",
           b.unknown_mask as "beforeUnknown", b.year as "beforeYear", b.area_type as "beforeType"
      from report_lines(${[...at.hamletIds]}::text[], ${at.start}::date, ${at.end}::date, ${at.rulebook}, ${first}::int, ${last}::int, false) f
      left join household h on h.household_id = f.household_id
      left join lateral (
        select v.outcome, v.b1_min, v.b1_max, v.deprived, v.unknown_mask, r.year, r.opens_on, i.area_type
          from status s
          join round r on r.round_id = s.round_id
          join verdict v on v.round_id = s.round_id and v.household_id = s.household_id and v.rulebook = ${at.rulebook}
          join interview i on i.round_id = s.round_id and i.household_id = s.household_id
         where s.household_id = f.household_id and s.rulebook = ${at.rulebook}
           and s.valid_from <= ${at.end}::date and (s.valid_to is null or s.valid_to > ${at.end}::date) limit 1) a on true
      left join lateral (
        select v.outcome, v.b1_min, v.b1_max, v.deprived, v.unknown_mask, r.year, i.area_type
          from verdict v
          join round r on r.round_id = v.round_id
          join interview i on i.round_id = v.round_id and i.household_id = v.household_id
         where v.household_id = f.household_id and v.rulebook = ${at.rulebook} and v.outcome is not null and r.opens_on < a.opens_on
         order by r.opens_on desc limit 1) b on true
     where (f.was is not distinct from ${list}) <> (f.now is not distinct from ${list})
     order by array_position(${[...at.hamletIds]}::text[], f.hamlet_id), h.head_folded, f.household_id`.execute(tx);
  return rows.map(({ householdId, hamletId, nowIn, was, now, rose, lived, had, ...found }) => {
    const { afterOutcome, afterMin, afterMax, afterDeprived, afterUnknown, afterYear, afterType } = found;
    const { beforeOutcome, beforeMin, beforeMax, beforeDeprived, beforeUnknown, beforeYear, beforeType } = found;
    const judged = (outcome: PovertyClass | null, areaType: 'rural' | 'urban' | null, numbers: readonly number[]): Judged | null => {
      const [min = 0, max = 0, deprived = 0, unknown = 0, year = 0] = numbers;
      return outcome === null || areaType === null ? null : { outcome, areaType, b1: { min, max }, deprived, unknown, year };
    };
    return {
      ...{ householdId, hamletId, nowIn, was, now, rose, lived, had },
      after: judged(afterOutcome, afterType, [afterMin, afterMax, afterDeprived, afterUnknown, afterYear]),
      before: judged(beforeOutcome, beforeType, [beforeMin, beforeMax, beforeDeprived, beforeUnknown, beforeYear]),
    };
  });
}
