/**
 * A score table from a sheet (nạp bảng điểm B1): looked at, then set through the door as one event in the province's book. The
 * command's id follows from the table itself, so that the same sheet brought twice sets it once.
 */
import { checkTableSet, hashOfTable, ownTable, type ScoreTableSet, versionFault } from '../../core/classify/score-table-record.ts';
import { planTable, type ScorePlace, type TableFacts, type TablePlan } from '../../core/classify/score-table-sheet.ts';
import type { NamedPlace, ScoreTablesView, TableLine, TableLook } from '../../core/classify/score-table-view.ts';
import { RULEBOOK_IDS, type RulebookId } from '../../core/classify/verdict.ts';
import { uuidFrom } from '../../core/kernel/ids.ts';
import type { Result } from '../../core/kernel/result.ts';
import { eventIdOf } from '../../core/ledger/event.ts';
import { tableNamedIn } from '../../core/meeting/round.ts';
import type { Language } from '../../words/words.ts';
import type { Db, Tx } from '../http/transaction.ts';
import { findOpenRound } from '../interview/rounds.ts';
import { type Clock, submit, type Who } from '../ledger/door.ts';
import { ownName, tablesInForce } from '../ledger/score-tables.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import { sha256 } from '../ledger/tools.ts';
import type { TextRow } from '../../core/kernel/text-sheet.ts';
import { itemName, namesOf, optionName } from './score-sheet.ts';
import { readTables } from './store.ts';

export interface SheetAsked {
  readonly rulebook: RulebookId;
  readonly rows: readonly TextRow[];
  readonly given: TableFacts;
  readonly language: Language;
}

export interface Looked {
  readonly look: TableLook;
  readonly body: ScoreTableSet | null;
}

export async function lookAtTable(
  tx: Tx,
  asked: SheetAsked,
  today: string,
): Promise<Result<Looked, { readonly code: 'score-sheet-titles' }>> {
  const { rulebook, rows, given, language } = asked;
  const now = (await tablesInForce(sqlOfKysely(tx))).get(rulebook);
  const inForce = now ?? { name: ownName(rulebook), table: ownTable(rulebook) };
  const planned = planTable(rows, { rulebook, given, names: namesOf(rulebook), inForce: inForce.table });
  if (!planned.ok) return planned;
  const plan = planned.value;
  const body = plan.table === null ? null : { rulebook, table: plan.table, hash: hashOfTable(sha256, rulebook, plan.table) };
  const earlier = (await readTables(tx)).filter((line) => line.rulebook === rulebook);
  const { state, problem } = standing(body, earlier, today);
  return { ok: true, value: { body, look: { ...viewOf(plan, rulebook, language), inForce: inForce.name, state, problem } } };
}

function standing(body: ScoreTableSet | null, earlier: readonly TableLine[], today: string): Pick<TableLook, 'state' | 'problem'> {
  if (body === null) return { state: 'not-ready', problem: null };
  if (earlier.some(({ hash }) => hash === body.hash)) return { state: 'known', problem: null };
  const fit = checkTableSet(body, { hash: sha256, today });
  if (!fit.ok) return { state: 'not-ready', problem: fit.error };
  const last = Math.max(0, ...earlier.map(({ version }) => version));
  const fault = versionFault(body.table.version, last);
  if (fault !== null) return { state: 'not-ready', problem: { ...fault } };
  return { state: 'ready', problem: null };
}

function viewOf(plan: TablePlan, rulebook: RulebookId, language: Language): Omit<TableLook, 'inForce' | 'state' | 'problem'> {
  const named = <P extends ScorePlace>(place: P): P & NamedPlace => ({
    ...place,
    itemName: itemName(language, rulebook, place.item),
    optionName: optionName(language, place.item, place.option),
  });
  const { facts, unsaid, rows, same, otherRegions, changed, missing, refused } = plan;
  return {
    ...{ rulebook, facts, unsaid, rows: rows.length, same, otherRegions, refused },
    changed: changed.map(named),
    missing: missing.map(named),
  };
}

/** Taken, known from before, or set by somebody at the same moment; else why the door refused. */
export async function setTable(db: Db, who: Who, body: ScoreTableSet, clock: Clock): Promise<{ readonly code: string } | null> {
  const commandId = eventIdOf(sha256, `score table ${body.hash}`, 0, uuidFrom);
  const [answer] = await submit(db, who, [{ commandId, kind: 'score-table-set', v: 1, at: clock.now, payload: body }], clock);
  if (answer?.answer === 'taken' || answer?.answer === 'known') return null;
  // The id is of this very table: another moment or person is all that can differ.
  if (answer?.problem?.code === 'score-table-known' || answer?.problem?.code === 'command-id-reused') return null;
  return answer?.problem ?? { code: 'not-storable' };
}

export async function viewTables(tx: Tx): Promise<ScoreTablesView> {
  const came = await readTables(tx);
  const standing = await findOpenRound(tx);
  const own = (rulebook: RulebookId): TableLine => {
    const { source, approver, approvedOn } = ownTable(rulebook);
    return { ...ownName(rulebook), source, approver, approvedOn, at: null };
  };
  return {
    rulebooks: RULEBOOK_IDS.map((rulebook) => ({
      rulebook,
      tables: [...came.filter((line) => line.rulebook === rulebook), own(rulebook)],
    })),
    round:
      standing === null
        ? null
        : {
            year: standing.round.year,
            tables: standing.round.rulebooks.map((rulebook) => tableNamedIn(standing.round, rulebook) ?? ownName(rulebook)),
          },
  };
}
