/**
 * Pictures of dwellings and signed sheets (ảnh nhà ở, ảnh phiếu đã ký): beside the ledger, which keeps their hash. Pieces wait here until a
 * picture is whole. Who reaches the household reaches them; they go with its file.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** Row security of `household` itself decides. */
const reached = (table: string) => `exists (select from household h where h.household_id = ${table}.household_id)`;

const statements = [
  `create table photo (
    photo_id     uuid primary key,
    household_id uuid not null references household,
    account_id   uuid not null references account,
    shows        text not null check (shows in ('dwelling', 'signed-sheet')),
    taken_at     timestamptz not null,
    kept_at      timestamptz not null,
    picture      bytea not null check (octet_length(picture) between 1 and 400000)
  )`,
  `create index photo_household on photo (household_id)`,
  `create table photo_piece (
    photo_id     uuid not null,
    n            integer not null check (n between 0 and 8),
    household_id uuid not null references household,
    bytes        bytea not null check (octet_length(bytes) between 1 and 48000),
    primary key (photo_id, n)
  )`,
  ...['photo', 'photo_piece'].flatMap((table) => [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `create policy reach on ${table} for all using (${reached(table)}) with check (${reached(table)})`,
  ]),
  `grant select, insert, delete on photo to vuon_app`,
  `grant select, insert, delete on photo_piece to vuon_app`,
  `create index event_photo on event (household_id) where kind in ('photo-taken', 'photo-removed')`,
  `create function drop_photos() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    delete from photo where household_id = new.household_id;
    delete from photo_piece where household_id = new.household_id;
    return null;
  end $$`,
  `revoke all on function drop_photos() from public`,
  `create trigger drop_photos after update of state on household
    for each row when (new.state = 'erased' and old.state is distinct from new.state) execute function drop_photos()`,
];
