/** What back-checks change in the tables (hậu kiểm trong bảng): one row for each draw. */
import type { AnyBody, EventBody, EventKindName } from '../../../core/kinds.ts';
import { dayInVietnam } from '../../../core/kernel/dates.ts';
import type { Sql } from '../sql.ts';
import { instant } from './append.ts';
import type { OfficeWritten } from './project-office.ts';

export const DRAW_EVENTS = ['back-check-announced', 'back-check-drawn'] as const satisfies readonly EventKindName[];
type DrawSaid = Extract<AnyBody, { readonly kind: (typeof DRAW_EVENTS)[number] }>;

export function isDrawSaid(said: AnyBody): said is DrawSaid {
  return DRAW_EVENTS.some((kind) => kind === said.kind);
}

export function projectDraw(sql: Sql, said: DrawSaid, at: OfficeWritten): Promise<void> {
  return said.kind === 'back-check-announced' ? announce(sql, said.body, at) : draw(sql, said.body, at);
}

async function announce(sql: Sql, body: EventBody<'back-check-announced'>, { recordedAt }: OfficeWritten): Promise<void> {
  const { drawId, roundId, communeId, size, source, seedOn } = body;
  await sql.query(
    `insert into back_check_draw (draw_id, round_id, commune_id, size, source, announced_on, seed_on) values ($1, $2, $3, $4, $5, $6, $7)`,
    [drawId, roundId, communeId, size, source, dayInVietnam(instant(recordedAt)), seedOn],
  );
}

async function draw(sql: Sql, body: EventBody<'back-check-drawn'>, { recordedAt }: OfficeWritten): Promise<void> {
  const { drawId, seed, frame, frameHash, households } = body;
  await sql.query(
    `update back_check_draw set seed = $2, drawn_on = $3, frame = $4, frame_hash = $5, households = $6::jsonb where draw_id = $1`,
    [drawId, seed, dayInVietnam(instant(recordedAt)), frame, frameHash, JSON.stringify(households)],
  );
}
