/** Acts of the program itself, one by one (việc do chính chương trình ghi): a command through the door, a refusal in its sentence. */
import { randomUUID } from 'node:crypto';
import type { CommandBody, CommandKindName } from '../../../core/kinds.ts';
import type { Db } from '../../../server/http/transaction.ts';
import { submit } from '../../../server/ledger/door.ts';
import { isProblemCode, problemsText } from '../../../words/problems.ts';
import { EXIT, Stop } from '../command.ts';
import { now, today } from './clock.ts';

export async function act<K extends CommandKindName>(db: Db, kind: K, payload: CommandBody<K>): Promise<void> {
  const at = now();
  const [answer] = await submit(db, 'system', [{ commandId: randomUUID(), kind, v: 1, at, payload }], { now: at, today: today() });
  const code = answer?.problem?.code;
  if (code !== undefined) throw new Stop(EXIT.trouble, isProblemCode(code) ? problemsText('vi', code) : code);
}
