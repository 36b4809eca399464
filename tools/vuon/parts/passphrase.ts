/**
 * The passphrase of a backup (câu mật khẩu): from the environment, a file, or asked at the terminal without being shown. Never
 * an argument, which every user of the machine could read.
 */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { toolText } from '../../../words/tool.ts';
import { EXIT, stop } from '../command.ts';

export const PASSPHRASE_OPTIONS = { 'passphrase-file': { type: 'string' } } as const;

/** `twice`: a new one is asked for again, since nobody can recover it. */
export async function readPassphrase(file: string | undefined, { twice }: { readonly twice: boolean }): Promise<string> {
  const given = process.env['VUON_PASSPHRASE'];
  if (file !== undefined) return fromFile(file);
  if (given !== undefined && given !== '') return given;
  if (!process.stdin.isTTY) stop(EXIT.usage, 'backup.no-passphrase');
  const first = await ask(toolText('vi', 'backup.ask'));
  if (twice && (await ask(toolText('vi', 'backup.ask-again'))) !== first) stop(EXIT.usage, 'backup.not-same');
  return first;
}

function fromFile(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch {
    return stop(EXIT.trouble, 'file-not-found', { file });
  }
}

async function ask(question: string): Promise<string> {
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const prompt = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await prompt.question('');
  } finally {
    prompt.close();
    process.stderr.write('\n');
  }
}
