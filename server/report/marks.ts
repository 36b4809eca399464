/**
 * What a reader must know before the first number of a table (dòng cảnh báo dưới tên biểu): the round is not decided here
 * yet, its scores are illustrative, its people are invented. Screen, sheet and paper show them under the title.
 */
import { type AreaTree, areaAbove } from '../../core/kernel/areas.ts';
import { formatVi, type PlainDate } from '../../core/kernel/dates.ts';
import type { RoundView } from '../../core/meeting/views.ts';
import { reportText } from '../../words/report.ts';
import type { Language } from '../../words/words.ts';
import type { Tx } from '../http/transaction.ts';
import { readGates } from '../interview/rounds.ts';
import { isDemonstration } from './store.ts';
import type { Territory } from './territory.ts';

/** Communes of the territory that review in the round, and those whose lists have been decided. */
export interface Decided {
  readonly communes: number;
  readonly decided: number;
}

/** A closed round has nothing left to decide, nor has a commune that does not review in it. */
export async function decidedIn(
  tx: Tx,
  round: RoundView,
  { tree, territory }: { readonly tree: AreaTree; readonly territory: Territory },
): Promise<Decided> {
  if (round.state === 'closed') return { communes: 0, decided: 0 };
  const gates = await readGates(tx, round.roundId);
  const all = new Set(territory.hamletIds.flatMap((id) => areaAbove(tree, id, territory.on, 'commune')?.areaId ?? []));
  const communes = [...all].filter((id) => gates.has(id));
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
  readonly provisional: boolean;
}

/** In the order of weight; empty for the decided tables of a real installation. */
export async function marksOf(tx: Tx, { language, year, end, decided, provisional }: MarkFacts): Promise<readonly string[]> {
  const facts = { year, date: formatVi(end), decided: decided.decided, communes: decided.communes };
  return [
    ...(isDraft(decided) ? [reportText(language, decided.decided === 0 ? 'note.draft' : 'note.draft-partly', facts)] : []),
    ...(provisional ? [reportText(language, 'note.provisional')] : []),
    ...((await isDemonstration(tx)) ? [reportText(language, 'note.demonstration')] : []),
  ];
}
