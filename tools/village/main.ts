/**
 * The village maker by itself (máy dựng làng giả định): commands for the door as lines of JSON on standard output, each with
 * its sender, the ground truth into a file of its own. Sending them is `vuon demo`'s. Same seed and days, same bytes.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { dayInVietnam, instantOf, type PlainDate, parseDate } from '../../core/kernel/dates.ts';
import { REFORM_2025 } from '../../core/kernel/real-units.ts';
import { toolText } from '../../words/tool.ts';
import { communeFrame, districtBefore } from './commune.ts';
import { companyOf, demonstrationSteps } from './demonstration.ts';
import { withFaults } from './faulty-story.ts';
import { withFraud } from './fraud.ts';
import { MINI_COMMUNE, miniStory, miniVillage } from './mini.ts';
import type { Step } from './office.ts';
import { allSteps } from './province/all.ts';
import { provinceSteps, worldOf } from './province/run.ts';
import { OLD_VINH_LONG } from './province/targets.ts';
import type { Story } from './story.ts';
import { makeVillage, visitDays } from './village.ts';

const OPTIONS = {
  seed: { type: 'string', default: 'vuon' },
  commune: { type: 'string' },
  province: { type: 'string' },
  today: { type: 'string' },
  truth: { type: 'string' },
  faults: { type: 'string' },
  fraud: { type: 'string' },
} as const;

/** 0 done, 2 not understood. */
export function villageCommand(args: readonly string[]): number {
  const read = readArgs(args);
  if (read === null) return usage('');
  const { values, positionals } = read;
  const today = dayOf(values.today ?? dayInVietnam(instantOf(Date.now())));
  if (today === null || today < REFORM_2025) return usage('');
  if (positionals[0] === 'mini') {
    writeLines(1, steps(miniStory(miniVillage(values.seed), { visited: () => true }), MINI_COMMUNE, today));
    return 0;
  }
  if (values.province !== undefined) return writeProvince(values.province, values.seed, today);
  const code = values.commune ?? '';
  const frame = communeFrame(values.seed, code, today);
  if ('code' in frame) return usage(code === '' ? '' : toolText('vi', `village.${frame.code}`, { code }));
  const [permille, cheats] = [permilleOf(values.faults), permilleOf(values.fraud)];
  if (permille === null || cheats === null) return usage('');
  const { story, truth } = makeVillage(frame, visitDays(today));
  const faulty = permille === 0 ? { story, planted: [] } : withFaults(story, permille);
  const fraudulent =
    cheats === 0 ? { story: faulty.story, planted: [] } : withFraud(faulty.story, { areaType: frame.areaType, cheats, omitted: cheats });
  writeLines(1, steps(fraudulent.story, code, today));
  if (values.truth !== undefined) writeFile(values.truth, [...truth(), ...faulty.planted, ...fraudulent.planted]);
  return 0;
}

function writeProvince(which: string, seed: string, today: PlainDate): number {
  if (which !== '2023' && which !== '2025') return usage('');
  writeLines(1, which === '2023' ? provinceSteps(worldOf({ seed, targets: OLD_VINH_LONG, today })) : allSteps(seed, today));
  return 0;
}

function readArgs(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
  } catch {
    return null;
  }
}

function steps(story: Story, code: string, today: PlainDate): Iterable<Step> {
  const { seed, communeId, hamlets } = story;
  const company = companyOf(seed, { communeId, hamlets, districtId: districtBefore(code) });
  return demonstrationSteps(story, company, { now: `${today}T00:00:00.000Z`, today });
}

function writeFile(path: string, lines: Iterable<unknown>): void {
  const file = openSync(path, 'w', 0o600);
  try {
    writeLines(file, lines);
  } finally {
    closeSync(file);
  }
}

/** In pieces of about 64 KB, so that a slow reader holds the maker up instead of filling memory. */
function writeLines(file: number, lines: Iterable<unknown>): void {
  let text = '';
  const flush = (): void => {
    for (let rest = Buffer.from(text); rest.length > 0; ) rest = rest.subarray(writeSome(file, rest));
    text = '';
  };
  for (const line of lines) {
    text += `${JSON.stringify(line)}\n`;
    if (text.length > 65_536) flush();
  }
  flush();
}

/** A pipe that is full for the moment answers EAGAIN. */
function writeSome(file: number, bytes: Uint8Array): number {
  try {
    return writeSync(file, bytes);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return 0;
    throw error;
  }
}

/** Null: not understood. */
function permilleOf(text = '0'): number | null {
  const permille = Number(text);
  return Number.isInteger(permille) && permille >= 0 && permille <= 1000 ? permille : null;
}

function dayOf(text: string): PlainDate | null {
  const parsed = parseDate(text);
  return parsed.ok ? parsed.value : null;
}

function usage(why: string): number {
  process.stderr.write(`${why === '' ? '' : `${why}\n`}${toolText('vi', 'village.usage')}\n`);
  return 2;
}

if (process.argv[1] === import.meta.filename) {
  try {
    process.exitCode = villageCommand(process.argv.slice(2));
  } catch (error) {
    // A reader that closes the pipe early, such as `head`, is no failure.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
  }
}
