/**
 * Counts of each hamlet kept beside the rows that they count (số đếm theo ấp): triggers add what a statement put in and take off
 * what it took out, in the same transaction, so that a page of a province reads some hundred rows instead of counting a million.
 * Statements, not rows: a batch of a thousand households moves each hamlet's counts once. A row whose counts are all 0 goes.
 */
import { type Kysely, sql } from 'kysely';

const REACH_ALL = `(select current_setting('vuon.reach', true)) = 'all'`;
const HAMLETS = `(select string_to_array(coalesce(current_setting('vuon.hamlets', true), ''), ','))::text[]`;
const IN_HAMLET = `${REACH_ALL} or hamlet_id = any (${HAMLETS})`;

/** `rows` gives keys and numbers of what stands in `from`: a table, or the rows that a statement put in or took out. */
interface Counted {
  readonly table: string;
  readonly into: string;
  readonly keys: readonly string[];
  readonly values: readonly string[];
  readonly rows: (from: string) => string;
}

/** Only of households that are present. */
const PRESENT = `join household h on h.household_id = c.household_id and h.state = 'present'`;

const COUNTED: readonly Counted[] = [
  {
    table: 'household',
    into: 'hamlet_count',
    keys: ['hamlet_id'],
    values: ['households', 'people'],
    rows: (from) => `select hamlet_id, 1 as households, members as people from ${from} where state = 'present'`,
  },
  {
    table: 'status',
    into: 'hamlet_count',
    keys: ['hamlet_id'],
    values: ['poor', 'near_poor'],
    rows: (from) => `select c.hamlet_id, (c.class = 'poor')::int as poor, (c.class = 'near-poor')::int as near_poor
                       from ${from} c ${PRESENT} where c.valid_to is null and c.class <> 'not-poor'`,
  },
  {
    table: 'review_list',
    into: 'round_count',
    keys: ['round_id', 'hamlet_id'],
    values: ['listed'],
    rows: (from) => `select c.round_id, c.hamlet_id, 1 as listed from ${from} c ${PRESENT}`,
  },
  {
    table: 'interview',
    into: 'round_count',
    keys: ['round_id', 'hamlet_id'],
    values: ['interviewed'],
    rows: (from) => `select c.round_id, c.hamlet_id, 1 as interviewed from ${from} c ${PRESENT}`,
  },
  {
    table: 'verdict',
    into: 'open_count',
    keys: ['round_id', 'hamlet_id', 'rulebook'],
    values: ['undetermined'],
    rows: (from) => `select c.round_id, c.hamlet_id, c.rulebook, 1 as undetermined from ${from} c ${PRESENT} where c.outcome is null`,
  },
];

const TABLES = {
  hamlet_count: { keys: ['hamlet_id text'], values: ['households', 'people', 'poor', 'near_poor'] },
  round_count: { keys: ['round_id uuid', 'hamlet_id text'], values: ['listed', 'interviewed'] },
  open_count: { keys: ['round_id uuid', 'hamlet_id text', 'rulebook text'], values: ['undetermined'] },
} as const;

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  // What stands already is counted whole, also where row security holds for the owner.
  await run(`select set_config('vuon.reach', 'all', true)`);
  for (const [table, { keys, values }] of Object.entries(TABLES)) {
    const columns = [...keys.map((key) => `${key} not null`), ...values.map((value) => `${value} integer not null default 0`)];
    const names = keys.map((key) => key.split(' ')[0]);
    await run(`create table ${table} (${columns.join(', ')}, primary key (${names.join(', ')})) with (fillfactor = 50)`);
    await run(`alter table ${table} enable row level security`);
    await run(`alter table ${table} force row level security`);
    await run(`create policy area on ${table} for all using (${IN_HAMLET}) with check (${IN_HAMLET})`);
    await run(`grant select on ${table} to vuon_app`);
  }
  for (const counted of COUNTED) {
    await run(addStatement(counted, counted.rows(counted.table)));
    for (const statement of triggersOf(counted)) await run(statement);
  }
  for (const statement of presenceTrigger()) await run(statement);
  await run('create index verdict_round on verdict (round_id, rulebook, hamlet_id)');
}

/** Adds the sums of `rows` to what stands. In the order of the keys, so that two writers never wait for each other crosswise. */
function addStatement({ into, keys, values }: Counted, rows: string): string {
  const sums = values.map((value) => `sum(${value})::int as ${value}`);
  const changed = values.map((value) => `sum(${value}) <> 0`).join(' or ');
  const added = values.map((value) => `${value} = ${into}.${value} + excluded.${value}`);
  return `
    insert into ${into} (${[...keys, ...values].join(', ')})
    select ${[...keys, ...sums].join(', ')} from (${rows}) counted group by ${keys.join(', ')} having ${changed} order by ${keys.join(', ')}
    on conflict (${keys.join(', ')}) do update set ${added.join(', ')}`;
}

function triggersOf(counted: Counted): string[] {
  const minus = (rows: string) =>
    `select ${counted.keys.join(', ')}, ${counted.values.map((value) => `-${value}`).join(', ')} from (${rows}) gone`;
  const [fresh, gone] = [counted.rows('fresh_rows'), counted.rows('gone_rows')];
  const both = `${fresh} union all ${minus(gone)}`;
  return [
    ...triggerOf(counted, { on: 'insert', rows: fresh, referencing: 'new table as fresh_rows' }),
    ...triggerOf(counted, { on: 'update', rows: both, referencing: 'old table as gone_rows new table as fresh_rows' }),
    ...triggerOf(counted, { on: 'delete', rows: withNames(counted, minus(gone)), referencing: 'old table as gone_rows' }),
  ];
}

/** Negated columns get their names back. */
function withNames({ keys, values }: Counted, rows: string): string {
  return `select * from (${rows}) as taken (${[...keys, ...values].join(', ')})`;
}

function triggerOf(counted: Counted, { on, rows, referencing }: { on: string; rows: string; referencing: string }): string[] {
  const { table, into, keys } = counted;
  const name = `count_${table}_${on}`;
  const nothing = TABLES[into === 'hamlet_count' ? 'hamlet_count' : into === 'round_count' ? 'round_count' : 'open_count'].values;
  const empty = nothing.map((value) => `c.${value} = 0`).join(' and ');
  const sweep =
    on === 'insert'
      ? ''
      : `delete from ${into} c using (select distinct ${keys.join(', ')} from gone_rows) g
          where ${keys.map((key) => `c.${key} = g.${key}`).join(' and ')} and ${empty};`;
  return [
    `create function ${name}() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
     begin
       ${addStatement(counted, rows)};
       ${sweep}
       return null;
     end $$`,
    `revoke all on function ${name}() from public`,
    `create trigger ${name} after ${on} on ${table} referencing ${referencing} for each statement execute function ${name}()`,
  ];
}

/** A household that goes takes what was counted of it along, and brings it back when it comes back. Runs after its own counts. */
function presenceTrigger(): string[] {
  const turned = `(select n.household_id, case when n.state = 'present' then 1 else -1 end as sign
                     from fresh_rows n join gone_rows o on o.household_id = n.household_id
                    where (n.state = 'present') <> (o.state = 'present'))`;
  const moved = COUNTED.filter(({ table }) => table !== 'household').map((counted) => {
    const { table, into, keys, values, rows } = counted;
    // The same rows without asking whether the household is present, each with its sign.
    const all = rows(table).replace(PRESENT, `join ${turned} h on h.household_id = c.household_id`);
    const signed = values.reduce((text, value) => text.replace(new RegExp(`([^,]+) as ${value}\\b`), `h.sign * $1 as ${value}`), all);
    const nothing = TABLES[into === 'hamlet_count' ? 'hamlet_count' : into === 'round_count' ? 'round_count' : 'open_count'].values;
    return `${addStatement(counted, signed)};
      delete from ${into} where ${nothing.map((value) => `${value} = 0`).join(' and ')} and (${keys.join(', ')}) in (
        select ${keys.map((key) => `c.${key}`).join(', ')} from ${table} c join ${turned} h on h.household_id = c.household_id);`;
  });
  return [
    `create function count_presence() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
     begin
       if not exists (select 1 from ${turned} t) then
         return null;
       end if;
       ${moved.join('\n       ')}
       return null;
     end $$`,
    'revoke all on function count_presence() from public',
    `create trigger count_presence after update on household referencing old table as gone_rows new table as fresh_rows
       for each statement execute function count_presence()`,
  ];
}
