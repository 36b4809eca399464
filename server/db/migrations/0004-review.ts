/**
 * The yearly review (rà soát): rounds and gates, who is on the list, interviews, verdicts, statuses, decisions, imports. A
 * verdict is arithmetic under one rulebook; a status comes only from a decision or from a list of an earlier year.
 * Masks count bits from 0 in the order of the rulebook's twelve indicators, or of the lists of codes in core.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table round (
      round_id  uuid primary key,
      kind      text not null check (kind in ('yearly', 'regular')),
      year      integer not null,
      opens_on  date not null,
      closes_on date not null,
      state     text not null check (state in ('open', 'closed')),
      body      jsonb not null
    )`.execute(db);
  await sql`
    create table round_commune (
      round_id   uuid not null references round,
      commune_id text not null,
      gate       text not null,
      primary key (round_id, commune_id)
    )`.execute(db);
  await sql`
    create table review_list (
      round_id     uuid not null references round,
      household_id uuid not null references household,
      hamlet_id    text not null,
      why          text not null check (why in ('on-list', 'request', 'suggested', 'sample')),
      primary key (round_id, household_id)
    )`.execute(db);
  await sql`create index review_list_hamlet on review_list (hamlet_id)`.execute(db);
  await sql`create index review_list_household on review_list (household_id)`.execute(db);
  await sql`
    create table interview (
      round_id       uuid not null references round,
      household_id   uuid not null references household,
      hamlet_id      text not null,
      event_id       uuid not null unique,
      questionnaire  text not null,
      answers        jsonb not null,
      area_type      text not null check (area_type in ('rural', 'urban')),
      interviewed_on date not null,
      finished_at    timestamptz not null,
      account_id     uuid not null,
      version        bigint not null,
      primary key (round_id, household_id)
    )`.execute(db);
  await sql`create index interview_household on interview (household_id)`.execute(db);
  await sql`create index interview_hamlet on interview (hamlet_id)`.execute(db);
  await sql`comment on column interview.area_type is 'of the commune on the day of the interview: chooses the cut-off'`.execute(db);
  await sql`
    create table verdict (
      round_id        uuid not null references round,
      household_id    uuid not null references household,
      rulebook        text not null,
      hamlet_id       text not null,
      outcome         text check (outcome in ('poor', 'near-poor', 'not-poor')),
      possible        text[] not null,
      b1_min          integer not null,
      b1_max          integer not null,
      b2_min          integer not null,
      b2_max          integer not null,
      deprived        integer not null,
      unknown_mask    integer not null,
      groups_mask     integer not null,
      groups_unknown  integer not null,
      cannot_escape   text not null check (cannot_escape in ('yes', 'no', 'unknown')),
      grounds_mask    integer not null,
      score_table     text not null,
      table_status    text not null check (table_status in ('illustrative', 'official')),
      engine          integer not null,
      primary key (round_id, household_id, rulebook)
    )`.execute(db);
  await sql`create index verdict_household on verdict (household_id)`.execute(db);
  await sql`create index verdict_hamlet on verdict (hamlet_id)`.execute(db);
  await sql`
    create table decision (
      decision_id     uuid primary key,
      round_id        uuid not null references round,
      rulebook        text not null,
      commune_id      text not null,
      number          text not null,
      decided_on      date not null,
      account_id      uuid not null,
      poor            integer not null,
      near_poor       integer not null,
      escaped_poverty integer not null,
      escaped_near    integer not null,
      unique (round_id, commune_id, rulebook),
      unique (commune_id, number)
    )`.execute(db);
  await sql`
    create table status (
      event_id      uuid primary key,
      household_id  uuid not null references household,
      round_id      uuid,
      year          integer not null,
      rulebook      text,
      hamlet_id     text not null,
      decision_id   uuid,
      class         text not null check (class in ('poor', 'near-poor', 'not-poor')),
      before        text check (before in ('poor', 'near-poor', 'not-poor')),
      list          text check (list in ('poor', 'near-poor', 'escaped-poverty', 'escaped-near-poverty')),
      origin        text check (origin in ('new', 'relapsed', 'continuing')),
      people        integer not null,
      valid_from    date not null,
      valid_to      date,
      deprived      integer,
      groups_mask   integer,
      grounds_mask  integer,
      cannot_escape text check (cannot_escape in ('yes', 'no', 'unknown')),
      causes_mask   integer,
      wanted_mask   integer,
      b1            integer,
      b2            integer,
      source        text not null check (source in ('decision', 'recorded'))
    )`.execute(db);
  await sql`create index status_household on status (household_id, valid_from)`.execute(db);
  await sql`create index status_hamlet on status (hamlet_id, valid_from)`.execute(db);
  await sql`create index status_decision on status (decision_id) where decision_id is not null`.execute(db);
  await sql`comment on column status.valid_to is 'the first day on which it holds no more; null: the current status'`.execute(db);
  await sql`comment on column status.hamlet_id is 'where the household is now; where it was on a date says residence'`.execute(db);
  await sql`
    create table rejudged (
      event_id     uuid primary key,
      household_id uuid not null references household,
      round_id     uuid not null,
      rulebook     text not null,
      hamlet_id    text not null,
      decision_id  uuid not null,
      was          text not null,
      now          text,
      score_table  text not null,
      engine       integer not null,
      found_at     timestamptz not null
    )`.execute(db);
  await sql`create index rejudged_household on rejudged (household_id)`.execute(db);
  await sql`
    create table import_run (
      import_id  uuid primary key,
      commune_id text not null,
      round_id   uuid,
      file_name  text not null,
      file_hash  text not null,
      counts     jsonb not null,
      at         timestamptz not null,
      account_id uuid not null
    )`.execute(db);
}
