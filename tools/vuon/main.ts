/**
 * The one command line (dòng lệnh `vuon`): finds the command, prints help, turns what was foreseen into a sentence and an exit
 * code. Each command is a file of commands/, loaded only when it is asked for.
 */
import { DatabaseProblem } from '../../server/db/problem.ts';
import { toolText } from '../../words/tool.ts';
import { columnLines } from './parts/import-show.ts';
import { type Command, EXIT, type ExitCode, print, say, sentence, Stop } from './command.ts';

/** In the order of the help. */
export const COMMANDS = {
  demo: () => import('./commands/demo.ts'),
  serve: () => import('./commands/serve.ts'),
  init: () => import('./commands/init.ts'),
  account: () => import('./commands/account.ts'),
  import: () => import('./commands/import.ts'),
  requests: () => import('./commands/requests.ts'),
  figures: () => import('./commands/figures.ts'),
  report: () => import('./commands/report.ts'),
  form: () => import('./commands/form.ts'),
  explain: () => import('./commands/explain.ts'),
  evidence: () => import('./commands/evidence.ts'),
  verify: () => import('./commands/verify.ts'),
  incident: () => import('./commands/incident.ts'),
  retention: () => import('./commands/retention.ts'),
  doctor: () => import('./commands/doctor.ts'),
  backup: () => import('./commands/backup.ts'),
  restore: () => import('./commands/restore.ts'),
  bench: () => import('./commands/bench.ts'),
} as const satisfies Record<string, () => Promise<Command>>;

export type CommandName = keyof typeof COMMANDS;

export async function main(args: readonly string[]): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return help(isCommand(rest[0]) ? rest[0] : null);
  if (!isCommand(name)) {
    say(sentence('usage.command', { command: name }));
    return EXIT.usage;
  }
  if (rest.includes('--help') || rest.includes('-h')) return help(name);
  try {
    return await (await COMMANDS[name]()).run(rest);
  } catch (error) {
    return explain(error);
  }
}

function explain(error: unknown): ExitCode {
  if (error instanceof Stop) {
    say(error.message);
    if (error.exit === EXIT.usage) say(sentence('usage.help'));
    return error.exit;
  }
  if (error instanceof DatabaseProblem) {
    say(error.message);
    return EXIT.trouble;
  }
  if (isDiskFull(error)) {
    say(sentence('trouble.disk-full'));
    return EXIT.trouble;
  }
  if (isAboutFile(error)) {
    say(sentence('trouble.file', { path: error.path, code: error.code }));
    return EXIT.trouble;
  }
  if (error instanceof Error && 'code' in error && error.code === 'EISDIR') {
    say(sentence('trouble.folder'));
    return EXIT.trouble;
  }
  say(sentence('trouble.unforeseen'));
  say(`  ${process.env['VUON_TRACE'] === '1' && error instanceof Error ? error.stack : String(error)}`);
  return EXIT.trouble;
}

/** A path that was given: not there, not allowed, a folder where a file should be. */
function isAboutFile(error: unknown): error is Error & { readonly code: string; readonly path: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && 'path' in error && typeof error.path === 'string';
}

/** Of our own files, or told by PostgreSQL (53100). */
function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT' || error.code === '53100');
}

function help(name: CommandName | null): ExitCode {
  print(helpText(name));
  return EXIT.ok;
}

/** Of one command, or the list of all. */
export function helpText(name: CommandName | null): string {
  if (name !== null)
    return `${toolText('vi', `help.${name}`)}${name === 'import' ? columnsHelp() : ''}\n\n(${toolText('en', `help.${name}`)})`;
  const width = Math.max(...Object.keys(COMMANDS).map((each) => each.length));
  const lines = Object.keys(COMMANDS)
    .filter(isCommand)
    .map((each) => `  ${each.padEnd(width)}  ${toolText('vi', `summary.${each}`)} (${toolText('en', `summary.${each}`)})`);
  return [toolText('vi', 'help.head'), '', ...lines, '', toolText('vi', 'help.foot'), `(${toolText('en', 'help.foot')})`].join('\n');
}

function columnsHelp(): string {
  return ['', '', toolText('vi', 'help.import.columns'), ...columnLines()].join('\n');
}

export function isCommand(name: string | undefined): name is CommandName {
  return name !== undefined && Object.hasOwn(COMMANDS, name);
}

if (process.argv[1] === import.meta.filename) {
  // A reader that closes the pipe early, such as `head`, is no failure.
  process.stdout.on('error', (error) => process.exit('code' in error && error.code === 'EPIPE' ? EXIT.ok : EXIT.trouble));
  process.exitCode = await main(process.argv.slice(2));
}
