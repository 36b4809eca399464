/**
 * Who of those who work in the register is tied to which household (hộ của mình, hộ người thân): a projection of the ledger, seen by
 * whoever reaches the hamlet.
 */
import { type Kysely, sql } from 'kysely';

const REACH_ALL = `(select current_setting('vuon.reach', true)) = 'all'`;
const HAMLETS = `(select string_to_array(coalesce(current_setting('vuon.hamlets', true), ''), ','))::text[]`;
const IN_HAMLET = `${REACH_ALL} or hamlet_id = any (${HAMLETS})`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table tie (
    household_id uuid not null references household,
    account_id   uuid not null references account,
    hamlet_id    text not null,
    tie          text not null check (tie in ('own', 'relative')),
    declared_at  timestamptz not null,
    declared_by  uuid not null,
    primary key (household_id, account_id)
  )`,
  `create index tie_account on tie (account_id)`,
  `create index tie_hamlet on tie (hamlet_id)`,
  `alter table tie enable row level security`,
  `alter table tie force row level security`,
  `create policy area on tie for all using (${IN_HAMLET}) with check (${IN_HAMLET})`,
  `grant select, insert, update, delete on tie to vuon_app`,
];
