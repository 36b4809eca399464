/**
 * `npm run demo:story`: one year of the register told to an audience in about five minutes (kể một năm của sổ hộ nghèo), on an installation
 * of its own that goes when it ends. The captions have a page, whose address is printed; the browser that acts is not seen but there.
 * `--fast`: without rests. Ends with 0 when the story came to its end, with 1 when a step failed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabase } from '../../server/db/connection.ts';
import { startEmbedded } from '../../server/db/embedded.ts';
import { migrate } from '../../server/db/migrate.ts';
import { storyText } from '../../words/story.ts';
import { buildFaces } from '../build.ts';
import { openCaptions, type Pace } from './captions.ts';
import { openStage } from './stage.ts';
import { tellStory } from './story.ts';

/** Some two minutes of work and three of rests. */
const PACE: Pace = { tell: 3_500, moved: 2_000, rest: 1_700 };
const NO_REST: Pace = { tell: 0, moved: 0, rest: 0 };
/** Nobody may come to watch. */
const WAIT_MS = 30_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Null where something else was asked. */
function wishOf(args: readonly string[]): { readonly fast: boolean; readonly port: number } | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { fast: { type: 'boolean', default: false }, port: { type: 'string', default: '0' } },
    });
    const port = Number(values.port);
    return Number.isInteger(port) && port >= 0 && port < 65_536 ? { fast: values.fast, port } : null;
  } catch {
    return null;
  }
}

async function main(args: readonly string[]): Promise<number> {
  const values = wishOf(args);
  if (values === null) {
    process.stderr.write(`${storyText('vi', 'usage')}\n${storyText('en', 'usage')}\n`);
    return 2;
  }
  const folder = mkdtempSync(join(tmpdir(), 'vuon-demo-story-'));
  const captions = await openCaptions(values.fast ? NO_REST : PACE, say, values.port);
  say(`${storyText('vi', 'watch', { url: captions.url })}\n${storyText('en', 'watch', { url: captions.url })}`);
  const embedded = await startEmbedded({ dataDir: folder, onProgress: () => {} });
  try {
    await buildFaces({ say: (line) => void process.stderr.write(`${line}\n`) });
    const { appUrl } = await migrate(embedded.url, {});
    const database = await openDatabase<unknown>(appUrl, { max: 6, name: 'vuon story' });
    const stage = await openStage({ appUrl, db: database.db, audience: captions.audience });
    if (!values.fast) await Promise.race([captions.seen, new Promise<void>((done) => setTimeout(done, WAIT_MS).unref())]);
    try {
      await tellStory(stage);
      captions.end('ended');
      return 0;
    } catch (error) {
      captions.end('failed');
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      return 1;
    } finally {
      await stage.close();
      await database.close();
    }
  } finally {
    await captions.close();
    await embedded.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main(process.argv.slice(2));
