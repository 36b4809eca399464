// `npm run --silent field-day -- --seed N --rounds R`: days in the field on a PostgreSQL of its own, each with a seed of its own made
// from the first. The last line is the verdict; exit code 1 on any loss, with the seed that shows it and the smallest day that does.

import { parseArgs } from 'node:util';
import { type DayResult, fieldDay, isClean } from './day.ts';
import { Field, Ground } from './ground.ts';
import { shrink, type Size } from './shrink.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    rounds: { type: 'string', default: '3' },
    phones: { type: 'string', default: '4' },
    visits: { type: 'string', default: '60' },
    acts: { type: 'string', default: '60' },
  },
});

const ground = await Ground.open();
let [failed, days] = [0, 0];
try {
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const seed = `${values.seed}.${round}`;
    const result = await day(seed, { phones: Number(values.phones), visits: Number(values.visits) });
    console.log(`seed ${seed}: ${result.taken} of ${result.visits} visits taken; ${result.told}`);
    days += 1;
    if (isClean(result)) continue;
    failed += 1;
    await tellLeast(seed, round, result);
  }
} finally {
  await ground.close();
}
console.log(
  failed === 0
    ? `OK: ${days} days, 0 lost, 0 doubled, 0 overwritten, 0 differing`
    : `FAILED: ${failed} of ${days} days, seed ${values.seed}`,
);
process.exitCode = failed === 0 ? 0 : 1;

/** The smallest day of that seed which still fails. */
async function tellLeast(seed: string, round: number, result: DayResult): Promise<void> {
  const from = { phones: Number(values.phones), visits: Number(values.visits), result };
  const least = await shrink(from, async (size) => {
    const smaller = await day(seed, size);
    return isClean(smaller) ? null : smaller;
  });
  const { lost, actsLost, doubled, overwritten, differing, broken } = least.result;
  console.log(
    `  fails with --seed ${values.seed} --rounds ${round + 1} --phones ${least.phones} --visits ${least.visits}: ${JSON.stringify({ lost, actsLost, doubled, overwritten, differing, broken })}`,
  );
}

async function day(seed: string, { phones, visits }: Size): Promise<DayResult> {
  const [field, plain] = [await Field.open(ground), await Field.open(ground)];
  try {
    return await fieldDay({ seed, visits, phones, acts: Number(values.acts), disasters: true, field, plain: plain.db });
  } finally {
    await field.close();
    await plain.close();
  }
}
