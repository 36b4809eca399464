/** Help of every command, and mistakes that are said before any database is touched. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EXIT, Stop } from './command.ts';
import { COMMANDS, type CommandName, helpText, isCommand } from './main.ts';

const NAMES = Object.keys(COMMANDS).filter(isCommand);

test('every command has help in Vietnamese with a line of English', () => {
  const general = helpText(null);
  for (const name of NAMES) {
    assert.match(general, new RegExp(`^  ${name} `, 'm'));
    const text = helpText(name);
    assert.match(text, new RegExp(`^vuon ${name} `));
    assert.match(text, /[à-ỹ]/);
    assert.match(text, /\n\([A-Z][^()]*\.\)$/);
  }
});

const MISTAKES: readonly (readonly [CommandName, readonly string[]])[] = [
  ['demo', ['--loud']],
  ['serve', ['--port', 'many']],
  ['serve', ['--port', '70000']],
  ['import', []],
  ['import', [import.meta.filename, '--round', '2026', '--as', 'canbo']],
  ['import', [import.meta.filename, '--commune', '29845', '--round', 'next', '--as', 'canbo']],
  ['report', ['2', '--out', 'x.pdf']],
  ['report', ['99', '--out', 'x.pdf']],
  ['report', ['1', '--out', 'x.pdf', '--as', 'canbo', '--rulebook', '2016-2020']],
  ['report', ['1', '--out', 'x.doc']],
  ['report', ['1']],
  ['form', ['--hamlet', 'Ấp A', '--as', 'canbo', '--out', 'x.xlsx']],
  ['form', ['--as', 'canbo', '--out', 'x.pdf']],
  ['form', ['--hamlet', 'Ấp A', '--as', 'canbo', '--out', 'x.pdf', '--of', 'some']],
  ['requests', []],
  ['requests', [import.meta.filename, '--out', 'x.csv', '--commune', '29845', '--as', 'canbo']],
  ['requests', ['--out', 'x.pdf', '--commune', '29845', '--as', 'canbo']],
  ['requests', [import.meta.filename, '--commune', '29845']],
  ['figures', ['--date', '1/1/2026']],
  ['figures', ['--rulebook', '2016-2020']],
  ['init', ['--admin', 'quantri']],
  ['account', ['add', 'canbo']],
  ['explain', []],
  ['evidence', []],
  ['evidence', ['H-1', '--as', 'canbo', '--out', 'x.jsonl']],
  ['retention', ['--commune', '29845', '--as', 'chutich']],
  ['retention', ['--dry-run', '--holds', '--commune', '29845', '--as', 'chutich']],
  ['retention', ['--print', 'a', '--commune', '29845', '--as', 'chutich']],
  ['retention', ['--release', 'x', '--commune', '29845', '--as', 'chutich', '--ground', 'a']],
  ['incident', ['--as', 'canbotinh']],
  ['incident', ['--account', 'a', '--export', '1', '--as', 'canbotinh']],
  ['incident', ['--phone', 'x', '--as', 'canbotinh']],
  ['incident', ['--account', 'a', '--as', 'canbotinh', '--known', 'hôm qua']],
  ['backup', []],
  ['restore', []],
  ['bench', ['lunch']],
  ['account', ['add', 'canbo', '--name', 'A', '--role', 'king']],
];

test('what is not understood is said before any database is touched', async () => {
  for (const [name, args] of MISTAKES) {
    const { run } = await COMMANDS[name]();
    await assert.rejects(
      run(args),
      (error) => error instanceof Stop && error.exit === EXIT.usage && /[à-ỹ]/.test(error.message) && /\(.+\)$/.test(error.message),
      `${name} ${args.join(' ')}`,
    );
  }
});
