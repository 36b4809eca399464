/** What seals change in the tables (số liệu chốt trong bảng): one row for each seal, one for each hamlet in it. */
import type { AnyBody, EventBody, EventKindName } from '../../../core/kinds.ts';
import type { Sql } from '../sql.ts';
import type { OfficeWritten } from './project-office.ts';

export const SEAL_EVENTS = ['figures-sealed', 'seal-answered'] as const satisfies readonly EventKindName[];
type SealSaid = Extract<AnyBody, { readonly kind: (typeof SEAL_EVENTS)[number] }>;

export function isSealSaid(said: AnyBody): said is SealSaid {
  return SEAL_EVENTS.some((kind) => kind === said.kind);
}

export function projectSeal(sql: Sql, said: SealSaid, at: OfficeWritten): Promise<void> {
  return said.kind === 'figures-sealed' ? putSeal(sql, said.body, at) : answer(sql, said.body, at);
}

/** Whether it waits for the province is what its round says. */
async function putSeal(sql: Sql, body: EventBody<'figures-sealed'>, { accountId, recordedAt }: OfficeWritten): Promise<void> {
  const { sealId, roundId, communeId, start, end, rulebook, figures, hamlets, hash } = body;
  await sql.query(
    `insert into figure_seal (seal_id, round_id, commune_id, start_on, end_on, rulebook, figures, hash, sealed_by, sealed_at, state)
     select $1, $2, $3, $4, $5, $6, $7::text[], $8, $9, $10, case when body #>> '{sealing,approval}' = 'province' then 'asked' else 'sealed' end
       from round where round_id = $2`,
    [sealId, roundId, communeId, start, end, rulebook, figures, hash, accountId, recordedAt],
  );
  await sql.query(
    `insert into figure_sealed (seal_id, hamlet_id, book_id, version, numbers)
     select $1, "hamletId", "bookId", version,
            array(select n::int from jsonb_array_elements_text(numbers) with ordinality as e (n, place) order by place)
       from jsonb_to_recordset($2::jsonb) as r ("hamletId" text, "bookId" uuid, version bigint, numbers jsonb)`,
    [sealId, JSON.stringify(hamlets)],
  );
}

async function answer(sql: Sql, body: EventBody<'seal-answered'>, { accountId, recordedAt }: OfficeWritten): Promise<void> {
  await sql.query('update figure_seal set state = $2, answered_by = $3, answered_at = $4, word = $5 where seal_id = $1', [
    ...[body.sealId, body.answer === 'approved' ? 'sealed' : 'returned', accountId, recordedAt, body.word],
  ]);
}
