/**
 * The register as it stands (sổ hộ): what the events of households add up to. Each row carries its hamlet, by which the
 * database shows it or not. Everything here can be dropped and made again from the ledger.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table household (
      household_id    uuid primary key,
      book_id         uuid not null references book,
      hamlet_id       text not null,
      code            text,
      head_name       text not null,
      head_folded     text not null,
      address         text,
      members         integer not null check (members >= 0),
      people_declared integer,
      state           text not null check (state in ('present', 'moved', 'merged', 'dissolved', 'erased')),
      weight          integer not null check (weight > 0),
      source          text not null,
      version         bigint not null,
      registered_at   timestamptz not null
    )`.execute(db);
  await sql`create index household_book on household (book_id, version)`.execute(db);
  await sql`create index household_hamlet on household (hamlet_id, household_id)`.execute(db);
  await sql`create index household_code on household (lower(code)) where code is not null`.execute(db);
  await sql`comment on column household.members is 'people present; more than the named members where a list only counts them'`.execute(db);
  await sql`comment on column household.people_declared is 'how many the list says, while not all of them are named'`.execute(db);
  await sql`
    create table member (
      member_id    uuid not null,
      household_id uuid not null references household,
      hamlet_id    text not null,
      ordinal      integer not null,
      full_name    text not null,
      folded       text not null,
      sex          text not null,
      birth        text not null,
      relation     text not null,
      ethnicity    text,
      citizen_id   text,
      state        text not null check (state in ('present', 'dead', 'left')),
      version      bigint not null,
      primary key (household_id, member_id)
    )`.execute(db);
  await sql`create index member_citizen_id on member (citizen_id) where citizen_id is not null`.execute(db);
  await sql`create index member_folded on member using gin (folded gin_trgm_ops)`.execute(db);
  await sql`
    create table residence (
      household_id uuid not null references household,
      hamlet_id    text not null,
      people       integer not null check (people >= 0),
      minority     boolean,
      valid_from   date not null,
      valid_to     date check (valid_to > valid_from),
      primary key (household_id, valid_from)
    )`.execute(db);
  await sql`create index residence_hamlet on residence (hamlet_id, valid_from)`.execute(db);
  await sql`comment on column residence.valid_to is 'the first day on which it holds no more; null: still holds'`.execute(db);
  await sql`comment on column residence.minority is 'the head is of an ethnicity other than Kinh; null: not known'`.execute(db);
  await sql`
    create table tombstone (
      book_id      uuid not null references book,
      household_id uuid not null,
      hamlet_id    text not null,
      version      bigint not null,
      reason       text not null check (reason in ('moved', 'merged', 'dissolved', 'erased')),
      primary key (book_id, household_id)
    )`.execute(db);
  await sql`create index tombstone_version on tombstone (book_id, version)`.execute(db);
}
