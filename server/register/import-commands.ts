/**
 * What an import says to the door of one household (lệnh ghi cho một hộ): registered or corrected, its earlier result, put on the
 * review list. Ids follow from the import, so that the same list makes the same commands.
 */
import type { Instant, PlainDate } from '../../core/kernel/dates.ts';
import type { Uuid } from '../../core/kernel/ids.ts';
import type { Taken } from '../../core/register/import/compare.ts';
import { importCommandId, type ImportKind } from '../../core/register/import/identity.ts';
import { sha256 } from '../ledger/tools.ts';
import { plainName } from './import-files.ts';
import type { BroughtFile } from './workbook.ts';

/** At most. */
export const COMMANDS_PER_HOUSEHOLD = 3;

export interface Sending {
  readonly wish: {
    readonly files: readonly BroughtFile[];
    readonly round: { readonly roundId: string };
    readonly now: Instant;
    readonly today: PlainDate;
  };
  readonly importId: Uuid;
  readonly fileHash: string;
}

interface Envelope {
  readonly commandId: string;
  readonly kind: string;
  readonly v: 1;
  readonly at: string;
  readonly payload: unknown;
}

export function commandsFor({ wish, importId }: Sending, taken: Taken): Envelope[] {
  const { householdId, household, members, standing, changes, result, listed } = taken;
  const envelope = (kind: ImportKind, payload: unknown): Envelope => ({
    commandId: importCommandId(sha256, importId, { kind, about: householdId }),
    kind,
    v: 1,
    at: wish.now,
    payload,
  });
  const commands: Envelope[] = [];
  if (standing === 'new') commands.push(envelope('household-registered', registration(taken, wish.today)));
  else if (changes.length > 0) {
    commands.push(
      envelope('household-corrected', {
        householdId,
        ...(changes.includes('members') ? { members } : {}),
        ...(changes.includes('address') ? { address: household.address } : {}),
        ...(changes.includes('people') ? { people: household.people } : {}),
      }),
    );
  }
  if (result !== null) {
    const { year, class: named, origin, b1, b2, reviewedOn, reviewer, formA } = result;
    commands.push(
      envelope('status-recorded', {
        householdId,
        year,
        class: named,
        origin,
        b1,
        b2,
        reviewedOn,
        reviewer: reviewer?.slice(0, 100) ?? null,
        formA,
        source: sourceOf(wish),
      }),
    );
  }
  if (listed !== null) commands.push(envelope('review-listed', { householdId, roundId: wish.round.roundId, why: listed }));
  return commands;
}

function registration({ householdId, household, members, counted }: Taken, today: PlainDate): object {
  return {
    householdId,
    hamletId: household.hamletId,
    code: household.codeless ? null : household.code,
    address: household.address?.slice(0, 300) ?? null,
    headName: members[0]?.fullName ?? '',
    members,
    ...(household.people === null ? {} : { people: household.people }),
    // A result of an earlier year says that the household was there then; in a year that was decided without it, it is not counted.
    since: counted === 'from-now' ? today : sinceOf(household.result, today),
    source: 'import',
    weight: 1,
    listed: null,
  };
}

function sinceOf(result: { readonly reviewedOn: PlainDate | null; readonly year: number | null } | null, today: PlainDate): string {
  if (result?.reviewedOn !== undefined && result.reviewedOn !== null) return result.reviewedOn;
  return result?.year === undefined || result.year === null ? today : `${result.year}-01-01`;
}

export const sourceOf = (wish: Sending['wish']): string =>
  wish.files
    .map((file) => plainName(file.name))
    .join(', ')
    .slice(0, 200)
    .toWellFormed()
    .trim();
