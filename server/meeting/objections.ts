/**
 * What was said against lists, for those who answer it (phản ánh, khiếu nại, tố cáo): the commune its own, the province all, those that
 * are late first. Words and names come from the ledger by the reader's own reach and the catalogue.
 */
import { type Reader } from '../../core/access/catalogue.ts';
import { shownToAny } from '../../core/access/mask.ts';
import { areaPath } from '../../core/access/reach.ts';
import { areaAbove, descendants, levelOf } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { denouncerNamed, isOverdueOn, objectionLodged, objectorNamed } from '../../core/meeting/objection.ts';
import type { ObjectionState } from '../../core/meeting/posting-codes.ts';
import type { ObjectionRow, ObjectionsView, ObjectionView } from '../../core/meeting/posting-views.ts';
import { logLook } from '../access/read-log.ts';
import { notFound } from '../http/problem.ts';
import { type Context, readersIn } from '../http/route.ts';
import { unlessBlindTo } from '../interview/blind.ts';
import { findPostingRound } from '../interview/rounds.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import { areaName, communeNow, hamletNow, withFormer } from '../register/rows.ts';
import {
  countObjections,
  findObjection,
  listEnumerators,
  listObjections,
  type ObjectionStored,
  readVisit,
  readWords,
} from './objections-store.ts';

export async function viewObjections(context: Context, areaId: string): Promise<ObjectionsView> {
  const { tx, tree, today } = context;
  const sql = sqlOfKysely(tx);
  const hamlets = isAreaId(areaId) ? descendants(tree, areaId, today, 'hamlet') : [];
  const hamletIds = withFormer(
    context,
    hamlets.map((hamlet) => hamlet.areaId),
  );
  const { open, overdue, answered } = await countObjections(sql, hamletIds, today);
  const standing = await findPostingRound(tx);
  const rows = await listObjections(sql, hamletIds);
  return {
    roundId: standing?.round.roundId ?? null,
    today,
    counts: { open, overdue, answered },
    rows: rows.map((row) => viewRow(context, row, areaId)),
    hamlets: hamlets.map((hamlet) => ({
      ...{ areaId: hamlet.areaId, name: hamlet.name },
      communeId: areaAbove(tree, hamlet.areaId, today, 'commune')?.areaId ?? '',
    })),
  };
}

export function stateOf({ answeredOn, revisitOn }: Pick<ObjectionStored, 'answeredOn' | 'revisitOn'>): ObjectionState {
  if (answeredOn !== null) return 'answered';
  return revisitOn === null ? 'open' : 'revisit';
}

/** Under the hamlet and the commune to which it belongs today, within `areaId`. */
function viewRow(context: Context, stored: ObjectionStored, areaId: string): ObjectionRow {
  const { objectionId, number, kind, matter, against, via, lodgedOn, dueOn, answeredOn, outcome, holderId } = stored;
  const hamletId = hamletNow(context, stored, areaId);
  const communeId = communeNow(context, { ...stored, hamletId });
  return {
    ...{ objectionId, number, kind, matter, against, via, communeId, hamletId, lodgedOn, dueOn, answeredOn, outcome },
    communeName: areaName(context, communeId),
    hamletName: areaName(context, hamletId),
    state: stateOf(stored),
    overdue: isOverdueOn(stored, context.today),
    atProvince: isAreaId(holderId) && levelOf(context.tree, holderId) === 'province',
  };
}

interface ObjectionAsked {
  readonly objectionId: string;
  /** Found by whoever sends somebody there; who may go is told for it. */
  readonly householdId: string | null;
}

export async function viewObjection(
  context: Context,
  areaId: string,
  { objectionId, householdId: found }: ObjectionAsked,
): Promise<ObjectionView> {
  const sql = sqlOfKysely(context.tx);
  const stored = await findObjection(sql, objectionId);
  const hamletId = stored === null ? null : hamletNow(context, stored, areaId);
  if (stored === null || hamletId === null || !areaPath(context.tree, hamletId, context.today).includes(areaId)) throw notFound();
  const readers = readersIn(context, areaId);
  const words = await readWords(sql, objectionId);
  const visit = await readVisit(sql, stored);
  const householdId = stored.revisitOf ?? stored.about;
  // What is said against a list says who stands on it.
  if (householdId !== null) await unlessBlindTo(context, householdId);
  const areaIds = areaPath(context.tree, hamletId, context.today);
  const said = shows(readers, objectionLodged.fields.text.rule);
  const named = (stored.kind === 'denunciation' ? denouncerNamed : objectorNamed).fields.name.rule;
  const looked = householdId === null ? ({ kind: 'search', areaId } as const) : ({ kind: 'household', householdId } as const);
  await logLook(context, { ...looked, hamletId, purpose: 'objection', rows: 1 });
  return {
    row: viewRow(context, stored, areaId),
    text: said ? words.text : null,
    author: shows(readers, named) ? words.author : null,
    answer: said ? words.answer : null,
    household: householdId === null ? null : { householdId, headName: said ? (visit.headName ?? '') : '' },
    revisit: stored.revisitOn === null ? null : { by: visit.by ?? '', on: stored.revisitOn, done: visit.done },
    enumerators: await listEnumerators(sql, { areaIds, householdId: householdId ?? found, roundId: stored.roundId, today: context.today }),
  };
}

const shows = (readers: readonly Reader[], rule: Parameters<typeof shownToAny>[0]): boolean => shownToAny(rule, readers) === 'full';
