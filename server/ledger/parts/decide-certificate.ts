/**
 * Certificates at the door (cấp, đính chính, cấp lại, thu hồi giấy chứng nhận): whose recognition it is, the next number of the
 * commune, the statement and its seal. Numbers are given here under the office's head, so that two never get the same; a door that
 * does not hold the key gives out none.
 */
import {
  certificateNumber,
  initialsOf,
  isCertified,
  mayActFor,
  type SealedRow,
  sealedText,
  statementOf,
  TOKEN_BYTES,
  USUAL_CERTIFICATE,
} from '../../../core/meeting/certificate.ts';
import type { CertifiedClass } from '../../../core/meeting/certificate.ts';
import type { RulebookId } from '../../../core/classify/verdict.ts';
import { mayDecide } from '../../../core/meeting/decision.ts';
import { tableStatusIn } from '../../../core/meeting/round.ts';
import type { CommandOf, EventBody } from '../../../core/kinds.ts';
import { uuidFrom } from '../../../core/kernel/ids.ts';
import { ok, type Result } from '../../../core/kernel/result.ts';
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import type { Plan } from './append.ts';
import { askFirstOf } from './blind.ts';
import { communeOn, loadAreas } from './areas.ts';
import { type Decided, findHousehold, type Found, placeOf } from './decide-household.ts';
import { findOffice } from './decide-office.ts';
import { refuse, type World } from './world.ts';

interface DecisionRow {
  readonly [column: string]: unknown;
  readonly roundId: string;
  readonly rulebook: RulebookId;
  readonly decidedOn: string;
  readonly withdrawnOn: string | null;
}

interface Recognised {
  readonly roundId: string;
  readonly rulebook: RulebookId;
  readonly year: number;
  readonly decidedOn: string;
}

/** A row as it was given out. */
interface Row {
  readonly [column: string]: unknown;
  readonly rowId: string;
  readonly sheetId: string;
  readonly communeId: string;
  readonly rulebook: RulebookId;
  readonly decisionId: string;
  readonly year: number;
  readonly class: CertifiedClass;
  readonly serial: number;
  readonly serialYear: number;
  readonly number: string;
  readonly issuedOn: string;
  readonly endedHow: string | null;
  readonly initials: string | null;
}

interface Numbered {
  readonly serial: number;
  readonly serialYear: number;
  readonly number: string;
}

export async function issueCertificate(world: World, { payload }: CommandOf<'issue-certificate'>): Promise<Decided> {
  const { householdId, communeId, decisionId, rowId, issuedOn } = payload;
  const found = findHousehold(world, 'issue-certificate', householdId);
  if (!found.ok) return found;
  const office = actsFor(world, communeId, found.value);
  if (!office.ok) return office;
  const first = await askFirstOf(world, householdId);
  if (first !== null) return refuse(first);
  const decision = await findRecognition(world, decisionId);
  if (!decision.ok) return decision;
  const status = found.value.dossier.statuses.find((one) => one.decisionId === decisionId);
  if (status === undefined || !isCertified(status.class)) return refuse({ code: 'certificate-for-nobody' });
  if (status.validTo !== null) return refuse({ code: 'certificate-of-the-past', day: status.validTo });
  const late = dayFault(world, issuedOn, decision.value.decidedOn, await inCommuneSince(world, communeId, found.value.file));
  if (late !== null) return refuse(late);
  const rows = await readRows(world, householdId);
  if (rows.some((row) => row.rowId === rowId) || (await isOthers(world, { householdId, id: rowId })))
    return refuse({ code: 'certificate-exists' });
  const same = rows.filter((row) => row.decisionId === decisionId);
  if (same.some(({ endedHow }) => endedHow === null)) return refuse({ code: 'certificate-exists', decisionId });
  if (same.some(({ endedHow }) => endedHow === 'withdrawn')) return refuse({ code: 'certificate-was-withdrawn' });
  const { rulebook, year } = decision.value;
  // The number is its commune's: another one, as after a reform of units, gives a number of its own.
  const goesOn = (row: Row) => row.rulebook === rulebook && row.communeId === communeId && row.endedHow === null;
  const held = payload.sheet === 'new' ? undefined : rows.findLast(goesOn);
  const given = held ?? (await nextNumber(world, { communeId, issuedOn, roundId: decision.value.roundId }));
  const row = sealRow(world, { ...{ rowId, year, class: status.class, decisionId }, communeId, number: given.number, issuedOn });
  if (!row.ok) return row;
  const { serial, serialYear, number } = given;
  const { bookId, hamletId, headName } = found.value.file;
  // A row is added to a sheet that bears the head's name already.
  const initials = held === undefined ? initialsOf(headName) : held.initials;
  const body: EventBody<'certificate-issued'> = {
    ...{ householdId, communeId, serial, serialYear, number, hamletId, rulebook, issuedOn, row: row.value },
    ...(initials === null ? {} : { initials }),
    sheetId: held?.sheetId ?? rowId,
  };
  return ok([{ bookId, householdId, said: { kind: 'certificate-issued', body } }]);
}

/** The office, held, if it is that of the household's commune. */
function actsFor(world: World, communeId: string, { file }: Pick<Found, 'file'>): ReturnType<typeof findOffice> {
  const office = findOffice(world, 'issue-certificate', communeId);
  if (!office.ok) return office;
  const right = mayActFor({ acting: communeId, home: communeOn(world.areas, file.hamletId, world.clock.today) });
  return right.ok ? office : right;
}

/** Since when the household has been in the commune: no sheet is signed there for a day before. */
async function inCommuneSince(world: World, communeId: string, { hamletId, stays }: Found['file']): Promise<string> {
  const former = stays.map((stay) => stay.hamletId).filter((id) => !world.areas.has(id));
  const others = await loadAreas(world.sql, former);
  const since = (id: string): string | undefined =>
    (world.areas.get(id) ?? others.get(id))?.periods.find(({ parentId }) => parentId === communeId)?.from;
  let from = since(hamletId) ?? '';
  for (const stay of stays.toReversed()) {
    const below = since(stay.hamletId);
    if (below === undefined) return from;
    if (below > stay.from) return below;
    from = stay.from;
  }
  return from;
}

/** The decision, of this commune or of one where the household lived, if such papers may be given out on it at all. */
async function findRecognition(world: World, decisionId: string): Promise<Result<Recognised, CommandProblem>> {
  const [row] = await world.sql.query<DecisionRow>(
    `select round_id as "roundId", rulebook, decided_on as "decidedOn", withdrawn_on as "withdrawnOn" from decision where decision_id = $1`,
    [decisionId],
  );
  const round = row === undefined ? undefined : world.rounds.get(row.roundId)?.round;
  if (row === undefined || round === undefined) return refuse({ code: 'decision-unknown' });
  if (row.withdrawnOn !== null) return refuse({ code: 'decision-withdrawn-already', day: row.withdrawnOn });
  if (world.installation === null) return refuse({ code: 'not-installed' });
  const lawful = mayDecide(world.installation, tableStatusIn(round, row.rulebook));
  const { roundId, rulebook, decidedOn } = row;
  return lawful.ok ? ok({ roundId, rulebook, decidedOn, year: round.year }) : refuse(lawful.error);
}

/** From the later of the two days on. */
function dayFault({ clock: { today } }: World, day: string, first: string, other = ''): CommandProblem | null {
  const from = other > first ? other : first;
  return day < from || day > today ? { code: 'certificate-day-out-of-range', day, from, to: today } : null;
}

/** All that were ever given to the household, the oldest first. */
function readRows({ sql }: World, householdId: string): Promise<Row[]> {
  return sql.query<Row>(
    `select row_id as "rowId", sheet_id as "sheetId", commune_id as "communeId", rulebook, decision_id as "decisionId", year, class,
            serial, serial_year as "serialYear", number, issued_on as "issuedOn", ended_how as "endedHow", initials
       from certificate where household_id = $1 order by at, year, serial, row_id`,
    [householdId],
  );
}

/** Whether a sheet or a row of another household bears the id, whoever may see that household. */
async function isOthers(world: World, { householdId, id }: { readonly householdId: string; readonly id: string }): Promise<boolean> {
  const [row] = await world.sql.query<{ others: boolean }>('select is_certificate_of_others($1, $2) as others', [id, householdId]);
  return row?.others === true;
}

interface NumberFor {
  readonly communeId: string;
  readonly issuedOn: string;
  readonly roundId: string;
}

/** After all that the commune has given in that year, whoever may see their households now. */
async function nextNumber(world: World, { communeId, issuedOn, roundId }: NumberFor): Promise<Numbered> {
  const serialYear = Number(issuedOn.slice(0, 4));
  const [row] = await world.sql.query<{ next: number }>('select next_certificate_serial($1, $2) as next', [communeId, serialYear]);
  const serial = row?.next ?? 1;
  const rule = world.rounds.get(roundId)?.round.certificate ?? USUAL_CERTIFICATE;
  return { serial, serialYear, number: certificateNumber(rule, { serial, year: serialYear }) };
}

type ToSeal = Pick<SealedRow, 'rowId' | 'year' | 'class' | 'decisionId'> & {
  readonly communeId: string;
  readonly number: string;
  readonly issuedOn: string;
};

function sealRow({ tools, installation }: World, told: ToSeal): Result<SealedRow, CommandProblem> {
  if (tools.seal === undefined || installation === null) return refuse({ code: 'certificate-elsewhere' });
  const token = Buffer.from(tools.chance(TOKEN_BYTES)).toString('base64url');
  const { rowId, year, class: of, decisionId, communeId, number, issuedOn } = told;
  const statement = statementOf({ demonstration: installation.demonstration, communeId, number, year, class: of, issuedOn, token });
  return ok({ rowId, year, class: of, decisionId, token, statement, ...tools.seal(sealedText(statement)) });
}

/** A whole sheet once more: with its number where it was wrong, with a new one where it is lost or damaged. */
export async function renewCertificate(
  world: World,
  { kind, payload }: CommandOf<'correct-certificate'> | CommandOf<'reissue-certificate'>,
): Promise<Decided> {
  const { householdId, communeId, sheetId, replaces, issuedOn } = payload;
  const found = findHousehold(world, 'issue-certificate', householdId);
  if (!found.ok) return found;
  const office = actsFor(world, communeId, found.value);
  if (!office.ok) return office;
  const rows = await readRows(world, householdId);
  if (rows.some((row) => row.sheetId === sheetId) || (await isOthers(world, { householdId, id: sheetId })))
    return refuse({ code: 'certificate-exists' });
  const old = rows.filter((row) => row.sheetId === replaces);
  const holding = old.filter(({ endedHow }) => endedHow === null);
  const last = holding.at(-1);
  if (old.length === 0) return refuse({ code: 'certificate-unknown' });
  if (last === undefined) return refuse({ code: 'certificate-ended' });
  const late = dayFault(world, issuedOn, last.issuedOn, await inCommuneSince(world, communeId, found.value.file));
  if (late !== null) return refuse(late);
  const decision = await findRecognition(world, last.decisionId);
  if (!decision.ok) return decision;
  const corrects = kind === 'correct-certificate';
  // A corrected sheet keeps its number, and with it the commune that gave it.
  const numberedBy = corrects ? last.communeId : communeId;
  const given = corrects ? last : await nextNumber(world, { communeId, issuedOn, roundId: decision.value.roundId });
  const sealed = [];
  for (const { rowId, year, class: of, decisionId } of holding) {
    const newId = uuidFrom(world.tools.hash('vuon certificate row', sheetId, rowId).subarray(0, 16));
    const told = { rowId: newId, year, class: of, decisionId, communeId: numberedBy, number: given.number, issuedOn };
    const row = sealRow(world, told);
    if (!row.ok) return row;
    sealed.push(row.value);
  }
  const { bookId, hamletId, headName } = found.value.file;
  const { serial, serialYear, number } = given;
  const body = {
    ...{ householdId, communeId: numberedBy, sheetId, replaces, issuedOn, hamletId, rulebook: last.rulebook },
    ...{ serial, serialYear, number, initials: initialsOf(headName), rows: sealed },
    ...(numberedBy === communeId ? {} : { signedBy: communeId }),
  };
  const said: Plan['said'] =
    kind === 'correct-certificate'
      ? { kind: 'certificate-corrected', body: { ...body, why: payload.why } }
      : { kind: 'certificate-reissued', body: { ...body, reason: payload.reason } };
  return ok([{ bookId, householdId, said }]);
}

/** Also of a household that is no more: what it holds is the office's where it lived last. */
export async function withdrawCertificate(world: World, { payload }: CommandOf<'withdraw-certificate'>): Promise<Decided> {
  const { householdId, communeId, rowId, on } = payload;
  const found = placeOf(world, 'issue-certificate', householdId);
  if (!found.ok) return found;
  const office = actsFor(world, communeId, found.value);
  if (!office.ok) return office;
  const row = (await readRows(world, householdId)).find((one) => one.rowId === rowId);
  if (row === undefined) return refuse({ code: 'certificate-unknown' });
  if (row.endedHow !== null) return refuse({ code: 'certificate-ended' });
  const late = dayFault(world, on, row.issuedOn);
  if (late !== null) return refuse(late);
  return ok([{ bookId: found.value.book.bookId, householdId, said: { kind: 'certificate-withdrawn', body: payload } }]);
}
