/**
 * The national public-service portal by files (Cổng Dịch vụ công quốc gia, vào ra bằng tệp): its dossiers become requests through the one
 * door, once each whoever brings them; what came of them goes back by their numbers. No line to the portal is opened from here.
 */
import { randomUUID } from 'node:crypto';
import { csvFile } from '../../core/kernel/csv.ts';
import { uuidFrom } from '../../core/kernel/ids.ts';
import type { DossierPlan, WishedDossier } from '../../core/meeting/dossier-sheet.ts';
import { secretFrom } from '../../core/meeting/receipt.ts';
import { requestNumber } from '../../core/meeting/request-number.ts';
import { requestState } from '../../core/meeting/request.ts';
import { type Clock, submit, type Who } from '../ledger/door.ts';
import { randomBytes, sha256 } from '../ledger/tools.ts';
import { requestText } from '../../words/request.ts';
import type { Db } from '../http/transaction.ts';
import type { ListSheet } from '../register/list-sheet.ts';
import type { RequestStored } from './requests-store.ts';

export interface TakenDossier {
  readonly line: number;
  readonly dossier: string;
  /** Of the receipt; null where it was refused. */
  readonly number: string | null;
  readonly answer: 'taken' | 'known' | 'refused';
  /** Why it was refused, as the door says it. */
  readonly code: string | null;
}

const BATCH = 500;

/** The same dossier is the same request, so that a list brought twice takes in what is new. */
export async function takeDossiers(
  db: Db,
  { who, communeId, clock }: { readonly who: Who; readonly communeId: string; readonly clock: Clock },
  { wished }: Pick<DossierPlan, 'wished'>,
): Promise<readonly TakenDossier[]> {
  const taken: TakenDossier[] = [];
  for (let from = 0; from < wished.length; from += BATCH) {
    const rows = wished.slice(from, from + BATCH);
    const commands = rows.map((row) => ({
      commandId: randomUUID(),
      kind: 'lodge-request',
      v: 1,
      at: clock.now,
      payload: payloadOf(row, communeId),
    }));
    const answers = await submit(db, who, commands, clock);
    rows.forEach((row, i) => {
      const { answer, problem } = answers[i] ?? { answer: 'refused', problem: { code: 'not-storable' } };
      const known = problem?.code === 'request-exists';
      const number = requestNumber({ ...row, requestId: requestIdOf(row.dossier) });
      const { line, dossier } = row;
      if (answer === 'refused' && !known) taken.push({ line, dossier, number: null, answer, code: problem?.code ?? null });
      else taken.push({ line, dossier, number: known ? String(problem['number']) : number, answer: known ? 'known' : 'taken', code: null });
    });
  }
  return taken;
}

const requestIdOf = (dossier: string): string => uuidFrom(sha256('vuon dossier\n', dossier).subarray(0, 16));

function payloadOf({ line: _line, ...row }: WishedDossier, communeId: string): object {
  return { ...row, requestId: requestIdOf(row.dossier), communeId, via: 'national-portal', secret: secretFrom(randomBytes(10)) };
}

const RESULT_COLUMNS = [
  ...(['dossier', 'number', 'lodged', 'due', 'state', 'answered', 'refusal', 'result', 'decision', 'decided'] as const),
];
const WIDTHS = [30, 20, 14, 14, 28, 14, 34, 34, 22, 14];

const vi = (day: string | null): string | null => day?.split('-').reverse().join('/') ?? null;

/** What came of each, for the portal: state, and the class once the round was decided. */
export function resultRows(stored: readonly RequestStored[]): readonly (readonly (string | null)[])[] {
  return stored.map((row) => [
    ...[
      row.dossier,
      row.number,
      vi(row.lodgedOn),
      vi(row.dueOn),
      row.paperWithdrawnOn === null
        ? requestText('vi', `state.${requestState(row.outcome, { decided: row.result !== null, done: row.doneOn !== null })}`)
        : requestText('vi', 'portal.paper-withdrawn', { day: vi(row.paperWithdrawnOn) ?? '' }),
    ],
    ...[vi(row.answeredOn), row.refusal === null ? null : requestText('vi', `refusal.${row.refusal}`)],
    ...[row.result === null ? null : requestText('vi', `result.${row.result}`), row.decidedBy, vi(row.decidedOn)],
  ]);
}

export const resultTitles = (): readonly string[] => RESULT_COLUMNS.map((column) => requestText('vi', `sheet.${column}`));

export function resultSheet(communeName: string, stored: readonly RequestStored[]): ListSheet {
  const title = requestText('vi', 'sheet.results', { commune: communeName });
  return {
    ...{ name: requestText('vi', 'title'), title, notes: [] },
    columns: resultTitles().map((name, i) => ({ title: name, width: WIDTHS[i] ?? 20 })),
    rows: resultRows(stored),
  };
}

export function resultCsv(stored: readonly RequestStored[]): string {
  return csvFile([resultTitles(), ...resultRows(stored).map((row) => row.map((cell) => cell ?? ''))]);
}
