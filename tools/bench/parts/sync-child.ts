/**
 * The server that phones are measured against, in a process of its own (máy chủ trong tiến trình riêng): as `vuon serve` starts it. Says
 * its address as one JSON line once it has counted beforehand, and at the end, when its standard input closes, what it used. Started by `sync-server.ts`.
 */
import * as z from 'zod';
import { parseInstant } from '../../../core/kernel/dates.ts';
import { serve } from '../../../server/main.ts';
import { awaitCounted } from './counted.ts';

const jobSchema = z.object({ appUrl: z.string(), key: z.string(), now: z.string() });
export type ServerJob = z.infer<typeof jobSchema>;

const tell = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

async function main(): Promise<void> {
  const job = jobSchema.parse(JSON.parse(process.argv[2] ?? ''));
  const now = parseInstant(job.now);
  if (!now.ok) throw new Error('not a moment');
  const { url, app, close } = await serve({
    ...{ appUrl: job.appUrl, key: Buffer.from(job.key, 'base64url'), port: 0, now: () => now.value },
    // Each phone comes from an address of its own, told as a proxy tells it.
    ...{ trustProxy: 'loopback', signInsPerMinute: 1e9 },
  });
  // Phones are measured on a server that runs since a while, not on one that has just been started.
  await awaitCounted(app);
  tell({ url });
  process.stdin.resume();
  process.stdin.once('end', () => {
    const { user, system } = process.cpuUsage();
    tell({ cpuSeconds: (user + system) / 1e6, megabytes: Math.round(process.resourceUsage().maxRSS / 1024) });
    void close();
  });
}

await main();
