/**
 * Secrets of second factors are sealed with a key outside the database (khóa nằm ngoài cơ sở dữ liệu): 20 bytes stand for one that is not yet
 * sealed, which the next start of the server does. Tries to sign in are counted by whose they are: of strangers by name, of a known
 * browser by itself, of a signed-in person by account.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  'alter table second_factor drop constraint second_factor_secret_check',
  'alter table second_factor add constraint second_factor_secret_check check (length(secret) in (20, 49))',
  `comment on column second_factor.secret is 'sealed: version, nonce, tag, secret; 20 bytes: not yet sealed'`,
  'alter table sign_in_attempt drop constraint sign_in_attempt_username_check',
  'alter table sign_in_attempt rename column username to whose',
  'alter table sign_in_attempt add constraint sign_in_attempt_whose_check check (length(whose) <= 200)',
  `comment on table sign_in_attempt is '"name x": strangers who typed x, whether it exists or not; "device d x": a browser that has signed in as x; "own i": account i on its own page'`,
  `update sign_in_attempt set whose = 'name ' || whose`,
];
