/**
 * Sends steps through the door (đưa qua cửa ghi): consecutive steps of one sender as one batch, as that account with its
 * own posts and reach, or as the program itself. A step that is refused stops the load with its reason: made data that
 * the door does not take is a defect. Known steps are passed over, so a load that was cut off can be run again.
 */
import { reachOf } from '../../core/access/reach.ts';
import { type AreaTree, buildAreaTree } from '../../core/kernel/areas.ts';
import type { AreaId } from '../../core/kernel/ids.ts';
import { date, dayInVietnam, type Instant } from '../../core/kernel/dates.ts';
import { REFORM_2025, realUnits } from '../../core/kernel/real-units.ts';
import { MAX_BATCH } from '../../core/sync/envelope.ts';
import type { Db } from '../../server/http/transaction.ts';
import { type Clock, submit, type Who } from '../../server/ledger/door.ts';
import type { Account, Sender, Step } from './office.ts';
import type { Hamlet } from './shapes.ts';

export interface Sending {
  readonly db: Db;
  readonly accounts: readonly Account[];
  /** The hamlets that steps speak of, by commune, for the reach of each account; or the whole tree with them. */
  readonly hamlets: readonly { readonly communeId: AreaId; readonly hamlets: readonly Hamlet[] }[] | AreaTree;
  /** The door's clock when the batch that ends with this step is sent: the real one, or that of a year told afterwards. */
  readonly now: (last: Step) => Instant;
  /** Steps in one batch at most. */
  readonly batch?: number;
  /** Told after each batch how many steps went through, and of which kind the last was. */
  readonly onBatch?: (done: number, kind: string) => void;
}

/** A batch of a few hundred keeps the screen moving and costs no more than a thousand. */
const BATCH = Math.min(500, MAX_BATCH);

export class StepRefused extends Error {
  override readonly name = 'StepRefused';
}

/** How many steps went through. */
export async function sendSteps(sending: Sending, steps: Iterable<Step>): Promise<number> {
  const tree = 'levels' in sending.hamlets ? sending.hamlets : treeWith(sending.hamlets);
  const most = sending.batch ?? BATCH;
  let batch: Step[] = [];
  let done = 0;
  const send = async (): Promise<void> => {
    const last = batch.at(-1);
    if (last === undefined) return;
    await sendBatch(sending, tree, { batch, last });
    done += batch.length;
    sending.onBatch?.(done, batch.at(-1)?.command.kind ?? '');
    batch = [];
  };
  for (const step of steps) {
    if (batch.length >= most || (batch[0] !== undefined && batch[0].as !== step.as)) await send();
    batch.push(step);
  }
  await send();
  return done;
}

async function sendBatch(sending: Sending, tree: AreaTree, { batch, last }: { batch: readonly Step[]; last: Step }): Promise<void> {
  const now = sending.now(last);
  const clock: Clock = { now, today: dayInVietnam(now) };
  const answers = await submit(
    sending.db,
    whoIs(sending, tree, { sender: last.as, today: clock.today }),
    batch.map((each) => each.command),
    clock,
  );
  const at = answers.findIndex((answer) => answer.answer !== 'taken' && answer.answer !== 'known');
  if (at === -1) return;
  const step = batch[at];
  throw new StepRefused(`${step?.command.kind ?? '?'} by ${step?.as ?? '?'}: ${JSON.stringify(answers[at]?.problem)}`);
}

function whoIs({ accounts }: Sending, tree: AreaTree, { sender, today }: { sender: Sender; today: string }): Who {
  if (sender === 'system') return 'system';
  const account = accounts.find((each) => each.username === sender);
  if (account === undefined) throw new StepRefused(`no account ${sender}`);
  const day = date(today);
  const actor = { accountId: account.accountId, grants: account.grants };
  return { actor, scope: { accountId: account.accountId, reach: reachOf(actor, tree, day), today } };
}

function treeWith(added: Exclude<Sending['hamlets'], AreaTree>): AreaTree {
  const rows = realUnits();
  const areas = added.flatMap(({ hamlets }) => hamlets.map(({ areaId }) => ({ id: areaId, level: 'hamlet' as const })));
  const periods = added.flatMap(({ communeId, hamlets }) =>
    hamlets.map(({ areaId, name, kind }) => ({
      areaId,
      from: REFORM_2025,
      to: null,
      code: null,
      name,
      kind,
      areaType: null,
      parentId: communeId,
      synthetic: true,
    })),
  );
  return buildAreaTree({ areas: [...rows.areas, ...areas], periods: [...rows.periods, ...periods], lineage: rows.lineage });
}
