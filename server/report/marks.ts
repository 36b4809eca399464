/**
 * What a reader must know before the first number of a table (dòng cảnh báo dưới tên biểu): the round is not decided here
 * yet, its scores are illustrative, its people are invented. Screen, sheet and paper show them under the title.
 */
import type { RulebookId } from '../../core/classify/verdict.ts';
import { type AreaTree, areaAbove } from '../../core/kernel/areas.ts';
import type { PlainDate } from '../../core/kernel/dates.ts';
import type { RoundView } from '../../core/meeting/views.ts';
import type { LateCount } from '../../core/report/late.ts';
import { dayText, numberText } from '../../words/locale.ts';
import { type ReportKey, reportText } from '../../words/report.ts';
import type { Language, Params } from '../../words/words.ts';
import type { Tx } from '../http/transaction.ts';
import { readGates } from '../interview/rounds.ts';
import { isDemonstration } from './store.ts';
import type { Territory } from './territory.ts';

/** Communes of the territory that have to decide in the round, and those whose lists have been decided. */
export interface Decided {
  readonly communes: number;
  readonly decided: number;
}

/**
 * The yearly review is every commune's, one within the year theirs who take part. Of a closed round those count that it left
 * undecided; where nobody decided in this system, its result came in as a list and nothing is left to decide.
 */
export async function decidedIn(
  tx: Tx,
  round: RoundView,
  { tree, territory }: { readonly tree: AreaTree; readonly territory: Territory },
): Promise<Decided> {
  const gates = await readGates(tx, round.roundId);
  if (round.state === 'closed' && ![...gates.values()].includes('closed')) return { communes: 0, decided: 0 };
  const all = [...new Set(territory.hamletIds.flatMap((id) => areaAbove(tree, id, territory.on, 'commune')?.areaId ?? []))];
  const communes = round.state === 'open' && round.kind === 'yearly' ? all : all.filter((id) => gates.has(id));
  return { communes: communes.length, decided: communes.filter((id) => gates.get(id) === 'closed').length };
}

export function isDraft({ communes, decided }: Decided): boolean {
  return decided < communes;
}

export interface MarkFacts {
  readonly language: Language;
  readonly year: number;
  readonly end: PlainDate;
  readonly decided: Decided;
  /** The standard by which the round recognises nobody; null: the table is by the round's own. */
  readonly beside: RulebookId | null;
  readonly provisional: boolean;
  readonly late: LateCount;
}

/** In the order of weight; empty for the decided tables of a real installation. */
export async function marksOf(tx: Tx, facts: MarkFacts): Promise<readonly string[]> {
  const { language, year, end, decided, beside, provisional, late } = facts;
  const date = dayText(language, end);
  const counted = { year, date, decided: decided.decided, communes: decided.communes };
  const text = (key: ReportKey, params?: Params) => reportText(language, key, params);
  return [
    ...(isDraft(decided) ? [text(decided.communes === 1 ? 'note.draft' : 'note.draft-partly', counted)] : []),
    ...(late.acts === 0 ? [] : [text('note.late', lateParams(language, date, late))]),
    ...(beside === null ? [] : [text('note.beside', { year, period: text(`rulebook.${beside}`) })]),
    ...(provisional ? [text('note.provisional')] : []),
    ...((await isDemonstration(tx)) ? [text('note.demonstration')] : []),
  ];
}

const lateParams = (language: Language, date: string, { acts, households }: LateCount): Params => ({
  date,
  acts: numberText(language, acts),
  households: numberText(language, households),
});
