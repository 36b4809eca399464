/** `vuon account add|password`: an account for a post, a new password for one who lost it (tài khoản). */
import { type ExitCode, EXIT, print, readArgs, say, sentence, stop, STORE_OPTIONS } from '../command.ts';
import { addAccount, renewPassword, roleNamed } from '../parts/accounts.ts';
import { readTree } from '../parts/actor.ts';
import { areaWished } from '../parts/area.ts';
import { asSystem, installationOrStop } from '../parts/installation.ts';
import { withStore } from '../parts/store.ts';

const OPTIONS = {
  ...STORE_OPTIONS,
  name: { type: 'string' },
  role: { type: 'string' },
  area: { type: 'string' },
  hamlet: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = readArgs(args, OPTIONS);
  const [what, username] = positionals;
  if ((what !== 'add' && what !== 'password') || username === undefined) stop(EXIT.usage, 'usage.missing', { option: 'add|password TÊN' });
  const need = (option: 'name' | 'role'): string => values[option] ?? stop(EXIT.usage, 'usage.missing', { option: `--${option}` });
  const wanted = what === 'add' ? { displayName: need('name'), role: roleNamed(need('role')) } : null;
  const password = await withStore(values.data, async ({ db }) => {
    await installationOrStop(db);
    if (wanted === null) return renewPassword(db, username);
    const tree = await asSystem(db, readTree);
    return addAccount(db, tree, { username, ...wanted, area: areaWished(tree, values) });
  });
  print(values.json ? JSON.stringify({ username, password }) : `${username}  ${password}`);
  say(sentence('account.once'));
  return EXIT.ok;
}
