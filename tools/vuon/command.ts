/**
 * What a command of the command line is (một lệnh của `vuon`), its exit codes, and the two streams: standard output is data
 * only, so that scripts can read it; everything said to the person at the terminal goes to standard error.
 */
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { type ToolKey, toolText } from '../../words/tool.ts';
import type { Params } from '../../words/words.ts';

/** 1: the command ran and found something: refused rows, a broken chain. 2: not understood. 3: the surroundings are not as needed. */
export const EXIT = { ok: 0, findings: 1, usage: 2, trouble: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export interface Command {
  readonly run: (args: readonly string[]) => Promise<ExitCode>;
}

/** An end that was foreseen, with a sentence that says what to do. */
export class Stop extends Error {
  override readonly name = 'Stop';
  readonly exit: ExitCode;

  constructor(exit: ExitCode, sentence: string) {
    super(sentence);
    this.exit = exit;
  }
}

/** Vietnamese first, English in brackets. */
export function sentence(key: ToolKey, params: Params = {}): string {
  return `${toolText('vi', key, params)} (${toolText('en', key, params)})`;
}

export function stop(exit: ExitCode, key: ToolKey, params: Params = {}): never {
  throw new Stop(exit, sentence(key, params));
}

/** With a sentence of another subject than the command line's. */
export function stopSaying(exit: ExitCode, text: string): never {
  throw new Stop(exit, text);
}

export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

export interface Progress {
  /** `part`: how much of the whole is done, where that is known. */
  readonly show: (line: string, part?: Part) => void;
  readonly end: () => void;
}

export interface Part {
  readonly done: number;
  readonly all: number;
}

const BAR = 24;
/** Where nobody sees a line change: a plain one every few seconds. */
const EVERY_MS = 5_000;

/** "[██████████······] 62 %", in front of the words. */
export function barOf({ done, all }: Part): string {
  const part = all === 0 ? 1 : Math.min(1, Math.max(0, done / all));
  const full = Math.floor(part * BAR);
  return `[${'█'.repeat(full)}${'·'.repeat(BAR - full)}] ${String(Math.floor(part * 100)).padStart(3)} %`;
}

/** Where it is written: standard error. */
export interface ProgressOut {
  readonly isTTY: boolean;
  readonly write: (text: string) => boolean;
}

/** On a terminal a line with a bar that the next one overwrites; elsewhere plain lines, the first at once. */
export function makeProgress(out: ProgressOut = process.stderr, clock = () => performance.now()): Progress {
  let last = Number.NEGATIVE_INFINITY;
  return {
    show: (line, part) => {
      if (out.isTTY) out.write(`\r\u001b[2K${part === undefined ? '' : `${barOf(part)} `}${line.trim()}`);
      else if (clock() - last > EVERY_MS) {
        last = clock();
        out.write(`${line}\n`);
      }
    },
    end: () => {
      if (out.isTTY) out.write('\r\u001b[2K');
    },
  };
}

/** Data on standard output: lines of text, or with `--json` one JSON value. */
export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

export const STORE_OPTIONS = { data: { type: 'string' } } as const satisfies ParseArgsOptionsConfig;

/** `parseArgs`, with what it refuses said in our words. */
export function readArgs<T extends ParseArgsOptionsConfig>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, strict: true, options });
  } catch (error) {
    const option = /'(-[^' ]*)/.exec(error instanceof Error ? error.message : '')?.[1] ?? args.join(' ');
    return stop(EXIT.usage, 'usage.option', { option });
  }
}

/** A whole number within the ends, from text. */
export function numberIn(text: string, { least, most, option }: { least: number; most: number; option: string }): number {
  const value = Number(text);
  if (!/^[0-9]+$/.test(text) || value < least || value > most) stop(EXIT.usage, 'usage.number', { option, least, most });
  return value;
}
