/** What legal holds change in the table (lệnh giữ dữ liệu trong bảng): one row for each. */
import type { AnyBody, EventKindName } from '../../../core/kinds.ts';
import { dayInVietnam } from '../../../core/kernel/dates.ts';
import type { Sql } from '../sql.ts';
import { instant } from './append.ts';
import type { OfficeWritten } from './project-office.ts';

export const HOLD_EVENTS = ['hold-set', 'hold-ended', 'looks-let-go'] as const satisfies readonly EventKindName[];
type HoldSaid = Extract<AnyBody, { readonly kind: (typeof HOLD_EVENTS)[number] }>;

export function isHoldSaid(said: AnyBody): said is HoldSaid {
  return HOLD_EVENTS.some((kind) => kind === said.kind);
}

export async function projectHold(sql: Sql, said: HoldSaid, { recordedAt }: OfficeWritten): Promise<void> {
  // The log is no part of the register: what went from it went when this was written.
  if (said.kind === 'looks-let-go') return;
  const on = dayInVietnam(instant(recordedAt));
  if (said.kind === 'hold-ended') {
    await sql.query('update legal_hold set ended_on = $2 where hold_id = $1', [said.body.holdId, on]);
    return;
  }
  const { holdId, communeId, aboutHousehold, ground, office } = said.body;
  await sql.query('insert into legal_hold (hold_id, commune_id, about_household, ground, office, set_on) values ($1, $2, $3, $4, $5, $6)', [
    ...[holdId, communeId, aboutHousehold, ground, office, on],
  ]);
}
