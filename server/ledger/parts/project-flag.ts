/** What flags change in the tables (giao người xem lại trong bảng): one row for each. */
import type { AnyBody, EventBody, EventKindName } from '../../../core/kinds.ts';
import { dayInVietnam } from '../../../core/kernel/dates.ts';
import type { Sql } from '../sql.ts';
import { instant } from './append.ts';
import type { OfficeWritten } from './project-office.ts';

export const FLAG_EVENTS = ['flag-raised', 'flag-answered'] as const satisfies readonly EventKindName[];
type FlagSaid = Extract<AnyBody, { readonly kind: (typeof FLAG_EVENTS)[number] }>;

export function isFlagSaid(said: AnyBody): said is FlagSaid {
  return FLAG_EVENTS.some((kind) => kind === said.kind);
}

export function projectFlag(sql: Sql, said: FlagSaid, at: OfficeWritten): Promise<void> {
  return said.kind === 'flag-raised' ? putFlag(sql, said.body, at) : answer(sql, said.body, at);
}

async function putFlag(sql: Sql, body: EventBody<'flag-raised'>, { accountId, recordedAt }: OfficeWritten): Promise<void> {
  await sql.query(
    `insert into flag (flag_id, round_id, commune_id, matter, about_household, about_account, about_hamlet, reviewer_id, raised_by, raised_on,
                       expires_on)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[body.flagId, body.roundId, body.communeId, body.matter, body.aboutHousehold, body.aboutAccount, body.aboutHamlet],
      ...[body.reviewerId, accountId, dayInVietnam(instant(recordedAt)), body.expiresOn],
    ],
  );
}

async function answer(sql: Sql, { flagId, outcome }: EventBody<'flag-answered'>, { recordedAt }: OfficeWritten): Promise<void> {
  await sql.query('update flag set answered_on = $2, outcome = $3 where flag_id = $1', [
    flagId,
    dayInVietnam(instant(recordedAt)),
    outcome,
  ]);
}
