/**
 * The class of a household by the answers that this phone knows (hạng hộ theo phiếu trên máy), under the rulebook of the official
 * result or another of the round, by the same function as on the server. Loaded with the meeting's page only.
 */
import { assess } from '../../core/classify/assess.ts';
import { rulebookById } from '../../core/classify/rulebooks.ts';
import type { CommandBody } from '../../core/kinds.ts';
import { communeOf, type Holding } from '../kept/holding.ts';
import type { Around, FormsHere } from '../kept/meeting.ts';

export function judgeHere(holding: Holding, hamletId: string): Around['judge'] {
  const { round, tables } = holding.device;
  const areaType = communeOf(holding, hamletId)?.areaType ?? null;
  return (answers, date, by = round?.rulebooks[0]) => {
    const table = tables.find(({ rulebook }) => rulebook === by);
    if (table === undefined || areaType === null) return null;
    return assess(rulebookById(table.rulebook), answers, { areaType, date }, table.table).outcome;
  };
}

/** As much of a form on its way as matters. */
interface FormHere {
  readonly householdId: string;
  readonly envelope: { readonly kind: string; readonly payload: unknown };
  readonly state: string;
}

/** Forms of the round on their way; of what came back nothing counts. */
export function formsToCount(entries: readonly FormHere[], roundId: string | undefined): FormsHere {
  const forms = entries.filter(({ envelope, state }) => envelope.kind === 'interview-finished' && state === 'waiting');
  return new Map(
    forms.flatMap(({ householdId, envelope }) => {
      // cast: this app made it, from the same table of kinds
      const { answers, interviewedOn, roundId: of } = envelope.payload as CommandBody<'interview-finished'>;
      return of === roundId ? [[householdId, { answers, interviewedOn }] as const] : [];
    }),
  );
}
