/**
 * What a unit's rate is to fall by within a year (chỉ tiêu giảm nghèo hằng năm): a fact of the ledger that the province sets,
 * not a constant. Reached or not is reckoned elsewhere.
 */
import { type Kysely, sql } from 'kysely';

const SOMEBODY = `(select coalesce(current_setting('vuon.account', true), '')) <> ''`;
const SIGNED_IN = `(select coalesce(current_setting('vuon.account', true), '')) not in ('', 'public')`;

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`
    create table target (
      area_id              text not null references area,
      year                 integer not null,
      reduction_hundredths integer not null check (reduction_hundredths >= 0),
      document             text not null,
      primary key (area_id, year)
    )`);
  await run(`comment on column target.reduction_hundredths is 'hundredths of a percentage point: 41 is 0.41 points'`);
  await run('alter table target enable row level security');
  await run('alter table target force row level security');
  await run(`create policy reads on target for select using (${SOMEBODY})`);
  await run(`create policy adds on target for insert with check (${SIGNED_IN})`);
  await run(`create policy changes on target for update using (${SIGNED_IN}) with check (${SIGNED_IN})`);
  await run(`create policy removes on target for delete using (${SIGNED_IN})`);
  await run('grant select, insert, update, delete on target to vuon_app');
}
