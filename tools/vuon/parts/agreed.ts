/** Asks before something is written (hỏi trước khi ghi): only a person at a terminal can be asked; a script says `--yes`. */
import { createInterface } from 'node:readline/promises';
import { type ToolKey, toolText } from '../../../words/tool.ts';
import { EXIT, stop } from '../command.ts';

export async function agreed(question: ToolKey): Promise<boolean> {
  if (!process.stdin.isTTY) stop(EXIT.usage, 'import.confirm-needed');
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^(c|có|co|y|yes)$/i.test((await prompt.question(toolText('vi', question))).trim());
  } finally {
    prompt.close();
  }
}
