/**
 * One import in a process of its own (một lần nhập trong tiến trình riêng), so that its memory is its own: reads the files, plans,
 * writes, tells how far it is on its standard output, one JSON a line. Started by `import.ts`.
 */
import { reachOf } from '../../../core/access/reach.ts';
import { date, parseInstant } from '../../../core/kernel/dates.ts';
import { realAreaId } from '../../../core/kernel/ids.ts';
import * as z from 'zod';
import { keepAreaTree } from '../../../server/access/areas.ts';
import { openDatabase } from '../../../server/db/connection.ts';
import { asActor } from '../../../server/http/transaction.ts';
import { prepareImport, runImport } from '../../../server/register/import.ts';

const jobSchema = z.object({
  appUrl: z.string(),
  accountId: z.string(),
  commune: z.int(),
  round: z.object({ roundId: z.string(), year: z.int() }),
  paths: z.array(z.string()),
});
export type ImportJob = z.infer<typeof jobSchema>;

const TODAY = date('2026-11-24');
const tell = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

async function main(): Promise<void> {
  const job = jobSchema.parse(JSON.parse(process.argv[2] ?? ''));
  const now = parseInstant('2026-11-24T03:00:00.000Z');
  if (!now.ok) throw new Error('not a moment');
  const { db, close } = await openDatabase<unknown>(job.appUrl, { max: 4, name: 'vuon bench import' });
  const from = performance.now();
  const tree = await asActor(db, { accountId: 'public', reach: 'all', today: TODAY }, keepAreaTree());
  const communeId = realAreaId(job.commune);
  const actor = {
    accountId: job.accountId,
    grants: [{ role: 'commune-officer' as const, areaId: communeId, from: '2026-01-01', to: null }],
  };
  const who = { actor, scope: { accountId: job.accountId, reach: reachOf(actor, tree, TODAY), today: TODAY } };
  const files = job.paths.map((path) => ({ name: path.replace(/^.*\//, ''), path }));
  const prepared = await prepareImport(db, { files, communeId, round: job.round, tree, who, now: now.value, today: TODAY });
  if (!prepared.ok) throw new Error(prepared.error.code);
  const planned = performance.now();
  const { counts, refused } = prepared.value.plan;
  tell({ planned: { ...counts, refused: refused.length }, seconds: (planned - from) / 1000 });
  const written = await runImport(db, prepared.value, (done) => tell({ done }));
  const seconds = (performance.now() - planned) / 1000;
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  tell({ written: written.commands, refused: written.refused.length, seconds, megabytes });
  await close();
}

await main();
