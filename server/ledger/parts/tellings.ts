/**
 * Forms of households as they were told, read only where two of them overlap, a clash is settled or what was joined is parted (các phiếu đã gửi của hộ): what a
 * form rested on, what stands now, which clashes are open.
 */
import type { Answers } from '../../../core/interview/answers.ts';
import type { AnyBody, Command, CommandKindName, EventBody } from '../../../core/kinds.ts';
import type { CaseFile, CaseMember, FileEvent, Written } from '../../../core/register/case-file.ts';
import type { ClashFound } from '../../../core/sync/clash.ts';
import type { Sql } from '../sql.ts';
import { type Dossier, type Told, toFileEvent } from './dossier.ts';

export type { Told } from './dossier.ts';

export interface Telling {
  readonly version: number;
  readonly body: EventBody<'interview-finished'>;
}

export interface Tellings {
  /** In the order of the ledger. */
  readonly forms: readonly Telling[];
  readonly open: ReadonlyMap<string, ClashFound>;
  /** The open ones, and those that were settled or handed on. */
  readonly clashes: ReadonlyMap<string, ClashFound>;
  /** All that made the case file what it is, as far as the reader's books go. */
  readonly told: readonly Told[];
  /** Of each round the form that stands, also where it lies in a book out of reach. */
  readonly standing: ReadonlyMap<string, StandingForm>;
  /** Of each round the numbers that forms of several books bear, readable or not. */
  readonly shared: ReadonlyMap<string, readonly number[]>;
}

export interface StandingForm {
  readonly roundId: string;
  readonly version: number;
  readonly questionnaire: string;
  readonly interviewedOn: string;
  readonly answers: Answers;
}

/** Before this batch nothing was told of the household. */
export const NOTHING_TOLD: Tellings = {
  ...{ forms: [], open: new Map(), clashes: new Map(), standing: new Map(), shared: new Map(), told: [] },
};

const SETTLE_OR_MOVE = [
  'clash-settled',
  'move-household',
  'merge-households',
  'join-duplicates',
  'part-duplicates',
] as const satisfies readonly CommandKindName[];

/** Households whose earlier forms the commands need to see. */
export function overlapped(commands: readonly Command[], dossiers: ReadonlyMap<string, Dossier>): string[] {
  const told = new Set<string>();
  const found = new Set<string>();
  for (const { kind, payload } of commands) {
    if (SETTLE_OR_MOVE.some((one) => one === kind) && 'householdId' in payload && payload.householdId !== null)
      found.add(payload.householdId);
    if (kind === 'part-duplicates') found.add(payload.intoHouseholdId);
    if (kind === 'member-died' || kind === 'member-left') {
      const members = dossiers.get(payload.householdId)?.file?.members ?? [];
      if (members.some((one) => one.memberId === payload.memberId && !isPresent(one))) found.add(payload.householdId);
    }
    if (kind === 'interview-finished') {
      const { householdId, roundId, seen, seenFile, overlap } = payload;
      const { file = null, interviews } = dossiers.get(householdId) ?? {};
      const changed = file !== null && isOfOlderRoster(file, payload);
      const isThat = (interviews?.get(roundId)?.version ?? null) === seen;
      // Of a household that moved (a stay more, as after any change of its number of people), the same number may stand for a form of another book.
      const overlaps = isThat ? seen !== null && (file?.stays.length ?? 0) > 1 : overlap !== undefined;
      const compares = overlap !== undefined || seenFile !== undefined;
      if (changed || overlaps || (compares && told.has(householdId))) found.add(householdId);
    }
    if ('householdId' in payload && payload.householdId !== null) told.add(payload.householdId);
  }
  return [...found];
}

export const isPresent = ({ state }: CaseMember): boolean => state === 'present';

/** True where the register holds more about the household's people than the form's writer had seen. */
export function isOfOlderRoster(
  { members, version }: CaseFile,
  { seen, seenFile, answers }: Pick<EventBody<'interview-finished'>, 'seen' | 'seenFile' | 'answers'>,
): boolean {
  const last = seenFile ?? seen ?? Number.POSITIVE_INFINITY;
  if ((seenFile ?? 0) > version || members.some((member) => member.version > last)) return true;
  const named = new Set(answers.members.map(({ memberId }) => memberId));
  return seenFile === undefined && members.some((member) => !isPresent(member) && named.has(member.memberId));
}

/** As this batch knows them. */
export function openClashes(
  { tellings }: { readonly tellings: ReadonlyMap<string, Tellings> },
  { file, dossier }: { readonly file: CaseFile; readonly dossier: Dossier },
): readonly ClashFound[] {
  const { open } = tellings.get(file.householdId) ?? NOTHING_TOLD;
  return [...new Map([...open, ...dossier.clashes]).values()].filter(({ clashId }) => !dossier.settled.has(clashId));
}

interface Row {
  readonly householdId: string;
  readonly bookId: string;
  readonly hamletId: string | null;
  readonly accountId: string;
  readonly recordedAt: string;
  readonly version: number;
  readonly kind: AnyBody['kind'];
  readonly body: string;
}

export async function readTellings(sql: Sql, householdIds: readonly string[]): Promise<Map<string, Tellings>> {
  if (householdIds.length === 0) return new Map();
  const rows = await sql.query<Row & Record<string, unknown>>(
    `select e.household_id as "householdId", e.book_id as "bookId", e.hamlet_id as "hamletId", e.account_id as "accountId",
            e.recorded_at as "recordedAt", e.version, e.kind, p.body
       from event e join payload p on p.event_id = e.event_id
      where e.household_id = any ($1::uuid[]) order by e.seq`,
    [householdIds],
  );
  const found = new Map<string, Read>();
  for (const row of rows) {
    const tellings = found.get(row.householdId) ?? nothingRead();
    found.set(row.householdId, tellings);
    addRow(tellings, row);
  }
  const standing = await sql.query<StandingForm & { householdId: string } & Record<string, unknown>>(
    `select household_id as "householdId", round_id as "roundId", version, questionnaire, interviewed_on as "interviewedOn", answers
       from interview where household_id = any ($1::uuid[])`,
    [householdIds],
  );
  for (const { householdId, ...form } of standing) found.get(householdId)?.standing.set(form.roundId, form);
  const shared = await sql.query<{ householdId: string; roundId: string; version: number }>(
    'select household_id as "householdId", round_id as "roundId", version from numbers_shared($1::uuid[])',
    [householdIds],
  );
  for (const { householdId, roundId, version } of shared) {
    const of = found.get(householdId)?.shared;
    of?.set(roundId, [...(of.get(roundId) ?? []), version]);
  }
  return found;
}

interface Read {
  readonly forms: Telling[];
  readonly open: Map<string, ClashFound>;
  readonly clashes: Map<string, ClashFound>;
  readonly standing: Map<string, StandingForm>;
  readonly shared: Map<string, readonly number[]>;
  readonly told: Told[];
}

const nothingRead = (): Read => ({
  ...{ forms: [], open: new Map(), clashes: new Map(), standing: new Map(), shared: new Map(), told: [] },
});

function addRow(
  { forms, open, clashes, told }: Read,
  { householdId, bookId, hamletId, accountId, recordedAt, version, kind, body }: Row,
): void {
  // cast: parsed at the door, trusted inside: kind and body were matched when they were written
  const said = { kind, body: JSON.parse(body) } as AnyBody;
  if (said.kind === 'interview-finished') forms.push({ version, body: said.body });
  if (said.kind === 'clash-found') for (const all of [open, clashes]) all.set(said.body.clashId, said.body);
  if (said.kind === 'clash-settled' || said.kind === 'clash-handed-on') open.delete(said.body.clashId);
  const event: FileEvent | null = toFileEvent(said);
  const at: Written = { householdId, bookId, hamletId: hamletId ?? '', version, recordedAt };
  if (event !== null) told.push({ event, at, accountId });
}

/** Forms of the round in several books bear that number: which of them was seen, nobody can tell. */
export function isOfSeveral({ shared }: Pick<Tellings, 'shared'>, roundId: string, seen: number | null): boolean {
  return seen !== null && shared.get(roundId)?.includes(seen) === true;
}

/** What a form that saw `seen` rested on: that form, or the latest of another round. Null: none that is known, or one of several. */
export function baseOf(tellings: Tellings, roundId: string, seen: number | null): Answers | null {
  if (isOfSeveral(tellings, roundId, seen)) return null;
  const last = tellings.forms.findLast(({ version, body }) =>
    seen === null ? body.roundId !== roundId : version === seen && body.roundId === roundId,
  );
  return last?.body.answers ?? null;
}
