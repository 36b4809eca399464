/**
 * The annex to sealed figures (phụ lục của số liệu chốt): which numbers would be others if they were counted today, from which to which,
 * and the acts written since that speak of the time until the sealed day, by kind, day and hand. It is dated, made anew when it is asked
 * for, and changes nothing of what is sealed.
 */
import type { AreaTree } from '../../core/kernel/areas.ts';
import { type FigureId, sumCounts } from '../../core/report/figure-ids.ts';
import { type AnnexAct, type AnnexChange, changedIn } from '../../core/report/seal.ts';
import type { PlainDate } from '../../core/kernel/dates.ts';
import type { AnnexView } from '../../core/report/views.ts';
import { auditText } from '../../words/audit.ts';
import { figureText } from '../../words/heading.ts';
import { reportText } from '../../words/report.ts';
import type { Language } from '../../words/words.ts';
import { areaName } from '../register/rows.ts';
import { type Tx, withFullReach } from '../http/transaction.ts';
import type { Counted } from './counting.ts';
import type { Counting } from './kept.ts';
import { actsSince, type LateAsked } from './late.ts';
import { listUnits, type Territory } from './territory.ts';

interface AnnexWanted extends Omit<AnnexAsked, 'total'> {
  readonly roundId: string;
  readonly today: PlainDate;
  readonly language: Language;
}

/** Null where nothing changed. */
export async function annexOf(tx: Tx, sealed: readonly string[], wanted: AnnexWanted): Promise<AnnexView | null> {
  const { language, roundId, at, today } = wanted;
  const changes = await changesSince(tx, sealed, { ...wanted, total: reportText(language, 'total') });
  const acts = await annexActs(tx, { roundId, end: at.end, hamletIds: sealed });
  if (changes.length === 0 && acts.length === 0) return null;
  return {
    on: today,
    changes: changes.map((change) => ({ ...change, figure: figureText(language, change.id) })),
    acts: acts.map((act) => ({
      ...act,
      what: auditText(language, `event.${act.kind}`),
      where: act.hamletId === null ? '' : areaName(wanted, act.hamletId),
    })),
  };
}

interface AnnexAsked {
  readonly at: Counted;
  readonly tree: AreaTree;
  readonly territory: Territory;
  readonly counting: Counting;
  readonly ids: readonly FigureId[];
  /** The name of the last line. */
  readonly total: string;
}

/** Unit by unit as tables list them, then the whole; only what differs. `sealed`: the hamlets whose numbers are sealed. */
async function changesSince(tx: Tx, sealed: readonly string[], asked: AnnexAsked): Promise<readonly AnnexChange[]> {
  const { counting, ids, tree, territory, total } = asked;
  const at = { ...asked.at, hamletIds: sealed };
  const [held, now] = [await counting.figures(tx, at, ids), await counting.unsealed(tx, at, ids)];
  const own = new Set(sealed);
  const sum = (of: typeof held, hamletIds: readonly string[]) =>
    sumCounts(
      hamletIds.filter((id) => own.has(id)).flatMap((id) => of.get(id) ?? []),
      ids,
    );
  const line = (areaId: string, name: string, hamletIds: readonly string[]): AnnexChange[] =>
    changedIn(sum(held, hamletIds), sum(now, hamletIds), ids).map((change) => ({ areaId, name, ...change }));
  const units = listUnits(tree, territory);
  const rows = units.flatMap(({ area, hamletIds }) => line(area.areaId, area.name, hamletIds));
  return units.length === 1 ? rows : [...rows, ...line(territory.area.areaId, total, territory.hamletIds)];
}

/** The newest first. */
async function annexActs(tx: Tx, asked: Omit<LateAsked, 'sealed'>): Promise<readonly AnnexAct[]> {
  return withFullReach(tx, () => actsSince(tx, { ...asked, sealed: true }));
}
