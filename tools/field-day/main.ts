// `npm run --silent field-day -- --seed N --rounds R`: days in the field on a PostgreSQL of its own, each with a seed of its own made
// from the first. The last line is the verdict; exit code 1 on any loss, with the seed that shows it and the fewest visits that do.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { openDatabase } from '../../server/db/connection.ts';
import { startEmbedded } from '../../server/db/embedded.ts';
import { migrate } from '../../server/db/migrate.ts';
import { type DayResult, fieldDay } from './day.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    rounds: { type: 'string', default: '3' },
    phones: { type: 'string', default: '4' },
    visits: { type: 'string', default: '60' },
  },
});

const folder = await mkdtemp(join(tmpdir(), 'vuon-field-day-'));
const server = await startEmbedded({ dataDir: join(folder, 'postgres') });
let [failed, days, made] = [0, 0, 0];
try {
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const seed = `${values.seed}.${round}`;
    const result = await day(seed, Number(values.visits));
    console.log(`seed ${seed}: ${result.taken} of ${result.visits} visits taken; ${result.told}`);
    days += 1;
    if (isClean(result)) continue;
    failed += 1;
    await shrink(seed, round, result);
  }
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
console.log(
  failed === 0
    ? `OK: ${days} days, 0 lost, 0 doubled, 0 overwritten, 0 differing`
    : `FAILED: ${failed} of ${days} days, seed ${values.seed}`,
);
process.exitCode = failed === 0 ? 0 : 1;

function isClean({ lost, doubled, overwritten, differing }: DayResult): boolean {
  return lost.length + doubled.length + overwritten.length + differing.length === 0;
}

/** Half the visits as long as it still fails. */
async function shrink(seed: string, round: number, first: DayResult): Promise<void> {
  let worst = first;
  for (let visits = Math.floor(first.visits / 2); visits > 0; visits = Math.floor(visits / 2)) {
    const smaller = await day(seed, visits);
    if (isClean(smaller)) break;
    worst = smaller;
  }
  const { visits, lost, doubled, overwritten, differing } = worst;
  console.log(
    `  fails with --seed ${values.seed} --rounds ${round + 1} --phones ${values.phones} --visits ${visits}: ${JSON.stringify({ lost, doubled, overwritten, differing })}`,
  );
}

async function day(seed: string, visits: number): Promise<DayResult> {
  const [field, plain] = [await fresh(), await fresh()];
  try {
    return await fieldDay({ seed, visits, phones: Number(values.phones), field: field.db, plain: plain.db });
  } finally {
    await field.close();
    await plain.close();
  }
}

async function fresh() {
  made += 1;
  const name = `day_${made}`;
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  const { appUrl } = await migrate(url.href);
  return openDatabase<unknown>(appUrl, { max: 4, name: 'vuon field day' });
}
