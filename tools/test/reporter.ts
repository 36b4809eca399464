// Reporter for `node --test`: one JSON line for each finished test, for the runner to read. What people see is made there.

type Said = {
  file?: string;
  name: string;
  nesting: number;
  message?: string;
  skip?: string | boolean;
  todo?: string | boolean;
  details: { duration_ms: number; type?: string; error?: unknown };
};
type Heard = { type: string; data: Said };

export type TestLine = { file: string; name: string; ok: boolean; suite: boolean; ms: number; why: string };

export default async function* reporter(source: AsyncIterable<Heard>): AsyncGenerator<string> {
  const path: string[] = [];
  const printed = new Map<string, string>();
  for await (const { type, data } of source) {
    const file = data.file ?? '';
    if (type === 'test:start') path.splice(data.nesting, path.length, data.name);
    if (type === 'test:stderr' || type === 'test:stdout')
      printed.set(file, ((printed.get(file) ?? '') + (data.message ?? '')).slice(-8000));
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const line = toLine(data, type === 'test:pass', path.slice(0, data.nesting));
    // A file that dies before its first test says why only on what it printed.
    const died = !line.ok && data.name === file && printed.has(file);
    yield `${JSON.stringify(died ? { ...line, why: `${line.why}\n${printed.get(file)}` } : line)}\n`;
  }
}

/** A skipped or postponed test proves nothing, so it counts as failed. */
function toLine(data: Said, passed: boolean, above: string[]): TestLine {
  const left = data.skip !== undefined ? 'skipped' : data.todo !== undefined ? 'todo' : '';
  return {
    file: data.file ?? '',
    name: [...above, data.name].join(' > '),
    ok: passed && left === '',
    suite: data.details.type === 'suite',
    ms: data.details.duration_ms,
    why: left !== '' ? `${left}: a test that does not run counts as failed` : passed ? '' : describe(data.details.error),
  };
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause : error;
  const stack = cause.stack ?? cause.message;
  const text = stack.includes(cause.message) ? stack : `${cause.message}\n${stack}`;
  const deeper =
    cause.cause === undefined
      ? ''
      : `\ncaused by: ${cause.cause instanceof Error ? (cause.cause.stack ?? cause.cause.message) : String(cause.cause)}`;
  return text + deeper;
}
