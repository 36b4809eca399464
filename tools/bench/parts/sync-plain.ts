/**
 * The yardstick of `bench sync` (thước đo): the rows that the door wrote for batches of commands, read back and put into bare tables by
 * plain multi-row INSERTs: the same bytes, as many rows a commit, the same indexes, fsync on. Neither rights, chain, triggers, foreign keys
 * nor row security. The tables hold beforehand what stood in those of the door, so that their indexes are as deep.
 */
import pg from 'pg';

/** Tables into which an interview writes, each with where its rows `r` are, of events `e` of the commands `$1`. */
const WRITTEN = {
  event: 'from event r join event e on e.event_id = r.event_id where e.command_id = any ($1::uuid[])',
  payload: 'from payload r join event e on e.event_id = r.event_id where e.command_id = any ($1::uuid[])',
  interview: 'from interview r join event e on e.event_id = r.event_id where e.command_id = any ($1::uuid[])',
  verdict: `from verdict r join interview i on i.household_id = r.household_id and i.round_id = r.round_id
       join event e on e.event_id = i.event_id where e.command_id = any ($1::uuid[])`,
  household: `from household r join event e on e.household_id = r.household_id
      where e.command_id = any ($1::uuid[]) and e.command_part = 0`,
} as const;

interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}
/** What one batch wrote: a statement a table. */
type Commit = readonly Statement[];

export interface Plain {
  readonly seconds: number;
  readonly rows: number;
}

/** `batches`: ids of the commands that went in one commit each. */
export async function insertPlain(ownerUrl: string, batches: readonly (readonly string[])[], connections: number): Promise<Plain> {
  // Values go back as they came: dates, moments and numbers as the database writes them.
  const types = { getTypeParser: () => (value: string | Buffer) => value };
  const pool = new pg.Pool({ connectionString: ownerUrl, max: connections, types });
  // A pool says that it has ended before the last of its connections is closed; a server that stops then is no failure of ours.
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('error', () => {});
  try {
    await pool.query(`select set_config('vuon.reach', 'all', false)`);
    const { commits, rows } = await readCommits(pool, batches);
    for (const [name, from] of Object.entries(WRITTEN)) await fill(pool, { name, from }, batches.flat());
    const from = performance.now();
    const waiting = [...commits];
    const work = async (): Promise<void> => {
      for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) await commit(pool, one);
    };
    await Promise.all(Array.from({ length: connections }, work));
    const seconds = (performance.now() - from) / 1_000;
    for (const name of Object.keys(WRITTEN)) await pool.query(`drop table plain_${name}`);
    return { seconds, rows };
  } finally {
    await pool.end();
  }
}

/** Whatever else stands there. */
async function fill(
  pool: pg.Pool,
  { name, from }: { readonly name: string; readonly from: string },
  ids: readonly string[],
): Promise<void> {
  await pool.query(`create table plain_${name} (like ${name} including all)`);
  await pool.query(`insert into plain_${name} select o.* from ${name} o where o.ctid not in (select r.ctid ${from})`, [ids]);
}

async function commit(pool: pg.Pool, statements: Commit): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    for (const { text, values } of statements) await client.query(text, [...values]);
    await client.query('commit');
  } finally {
    client.release();
  }
}

async function readCommits(pool: pg.Pool, batches: readonly (readonly string[])[]) {
  const batchOf = new Map(batches.flatMap((ids, i) => ids.map((id) => [id, i] as const)));
  const commits: Statement[][] = batches.map(() => []);
  let rows = 0;
  for (const [name, from] of Object.entries(WRITTEN)) {
    const found = await pool.query<Record<string, unknown>>(`select r.*, e.command_id as of_command ${from}`, [batches.flat()]);
    const columns = found.fields.map((field) => field.name).filter((column) => column !== 'of_command');
    const parts = batches.map((): Record<string, unknown>[] => []);
    for (const row of found.rows) parts[batchOf.get(String(row['of_command'])) ?? -1]?.push(row);
    for (const [i, part] of parts.entries()) {
      if (part.length === 0) throw new Error(`Nothing of batch ${i} in ${name}.`);
      commits[i]?.push(insertOf(name, columns, part));
      rows += part.length;
    }
  }
  return { commits, rows };
}

function insertOf(name: string, columns: readonly string[], rows: readonly Record<string, unknown>[]): Statement {
  let next = 1;
  const tuples = rows.map(() => `(${columns.map(() => `$${next++}`).join(', ')})`);
  const values = rows.flatMap((row) => columns.map((column) => row[column]));
  return { text: `insert into plain_${name} (${columns.join(', ')}) values ${tuples.join(', ')}`, values };
}
