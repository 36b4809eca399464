/**
 * A rebuild empties the register and makes it again while lists, photos and forms lie beside it (làm lại sổ khi còn danh sách, ảnh, phiếu): what
 * refers to it from there is compared at the end of that transaction only, and everywhere else at once, as before.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `do $$
       declare found record;
       begin
         for found in select conrelid::regclass as of, conname as name from pg_constraint
                       where contype = 'f' and not condeferrable and confdeltype = 'a' and connamespace = 'public'::regnamespace
         loop
           execute format('alter table %s alter constraint %I deferrable initially immediate', found.of, found.name);
         end loop;
       end $$`,
    )
    .execute(db);
}
