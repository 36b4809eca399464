/**
 * Rows of the lists put together into households with their people (ghép dòng thành hộ): a household list gives the
 * household and its head, a member list its people; either can come alone. What contradicts itself is refused whole, so
 * that no household is taken over by half. What the register has already is `compare.ts`.
 */
import { checkCitizenId, isOldNumber } from '../../kernel/citizen-id.ts';
import type { PlainDate } from '../../kernel/dates.ts';
import type { AreaId } from '../../kernel/ids.ts';
import { drained, everySoMany } from '../../kernel/steps.ts';
import { sameName } from '../../kernel/text.ts';
import { MAX_MEMBERS } from '../roster.ts';
import {
  type EarlierResult,
  type HouseholdLine,
  type MemberLine,
  type Person,
  type Read,
  type ReadMember,
  readHousehold,
  readMember,
} from './lines.ts';
import { apart } from './namesakes.ts';
import { type Hamlet, isReadAs, placeReasons, type Places, placesOf } from './places.ts';
import { type NoticeCode, type Place, type Refusal, refuse } from './refusal.ts';
import { type Line, ROWS_A_STEP, type TableHead } from './sheet.ts';
import type { Relation } from './values.ts';
import { labelOf } from './without-codes.ts';

export interface ListedPerson extends Person {
  readonly relation: Relation;
}

export interface ListedHousehold {
  readonly code: string;
  /** The list gives no codes: `code` is then what tells the household apart in it. */
  readonly codeless: boolean;
  /** Without a code, and others of the lists in its hamlet have a head of that name. */
  readonly namesakes: boolean;
  readonly hamletId: AreaId;
  readonly address: string | null;
  /** The head first; others only where a member list names them. */
  readonly members: readonly ListedPerson[];
  /** Did a member list name the people? */
  readonly named: boolean;
  readonly people: number | null;
  readonly formA: boolean | null;
  readonly result: EarlierResult | null;
  readonly places: readonly Place[];
  readonly notices: readonly NoticeCode[];
}

export interface RefusedPlace {
  readonly at: Place;
  readonly code: string | null;
  /** Of the head, or of the person of the row. */
  readonly name: string | null;
  /** Null where the row does not say it, or says one that is not there. */
  readonly hamletId: AreaId | null;
  readonly refusals: readonly Refusal[];
}

export interface Assembled {
  readonly households: readonly ListedHousehold[];
  readonly refused: readonly RefusedPlace[];
  /** Rows that say word for word what a row above has said: taken once. */
  readonly repeated: readonly RepeatedPlace[];
}

export interface RepeatedPlace {
  readonly at: Place;
  readonly code: string;
  readonly hamletId: AreaId | null;
}

export interface Commune {
  readonly today: PlainDate;
  /** Names that the unit has or had, its parts of before a merger among them. */
  readonly names: readonly string[];
  readonly hamlets: readonly Hamlet[];
}

/** Takes the rows of tables one after another; what is refused is known at the end, since rows of one household may lie far apart. */
export class Assembler {
  private readonly commune: Commune;
  private readonly places: Places;
  private readonly groups = new Map<string, Group>();
  private readonly loose: Read<unknown>[] = [];
  private readonly codeless = new Set<string>();
  private hasList = false;
  private table: TableHead | null = null;
  /** A code that a merged cell leaves empty is the one above, until a new head begins. */
  private above: string | null = null;

  constructor(commune: Commune) {
    this.commune = commune;
    this.places = placesOf(commune);
  }

  begin(table: TableHead): void {
    this.table = table;
    this.above = null;
  }

  take(line: Line): void {
    if (this.table === null) return;
    const { today } = this.commune;
    if (this.table.kind === 'households') {
      const read = withPlaceReasons(readHousehold(this.table, line, today), this.places);
      const said = read.code === '' ? this.labelled(read, read.line?.head ?? null) : read;
      this.hasList = true;
      if (said.code === null) this.loose.push(said);
      else this.groupOf(said).households.push(said);
    } else {
      const read = readMember(this.table, line, { today, above: this.above });
      const said = read.code === '' ? this.memberLabelled(read) : read;
      this.above = said.code;
      if (said.code === null) this.loose.push(said);
      else this.groupOf(said).members.push(said);
    }
  }

  /** A household without a code is called as its head is. */
  private labelled<T extends { readonly code: string }>(read: Read<T>, head: Person | null): Read<T> {
    const hamlet = this.places.hamlet(read.hamlet)?.name ?? read.hamlet;
    const code = head === null ? `${read.at.sheet}, ${read.at.line}` : labelOf(head, hamlet);
    this.codeless.add(code);
    return { ...read, code, line: read.line === null ? null : { ...read.line, code } };
  }

  /** In a list of people without codes the row of a head begins the next household. */
  private memberLabelled(read: ReadMember): Read<MemberLine> {
    if (read.isHead) return this.labelled(read, read.line);
    const code = this.above;
    if (code === null) return { ...read, code, line: null, refusals: [...read.refusals, refuse('head-missing')] };
    return { ...read, code, line: read.line === null ? null : { ...read.line, code } };
  }

  end(): Assembled {
    return drained(this.ending());
  }

  /** The same in steps of a few hundred rows, between which others have their turn. */
  *ending(): Generator<void, Assembled> {
    const { places } = this;
    const step = everySoMany(ROWS_A_STEP);
    const households: ListedHousehold[] = [];
    const refused: RefusedPlace[] = [];
    const repeated: RepeatedPlace[] = [];
    for (const [code, found] of this.groups) {
      // What was understood is let go as it is put together.
      this.groups.delete(code);
      if (step(found.households.length + found.members.length)) yield;
      const group = withoutRepeats(found, places, this.codeless.has(code));
      const { household, refused: no } = joinGroup(group, places, { hasList: this.hasList, codeless: this.codeless.has(code) });
      if (household !== null) households.push(household);
      for (const row of no) refused.push(row);
      for (const row of group.repeated)
        repeated.push({ at: row.at, code: row.code ?? '', hamletId: places.hamlet(row.hamlet)?.areaId ?? null });
    }
    for (const row of this.loose) {
      if (step(1)) yield;
      refused.push(toRefused(row, places));
    }
    const { kept, unsure } = yield* apart(households);
    for (const row of unsure) refused.push(row);
    return { households: kept, refused: refused.sort((a, b) => a.at.line - b.at.line), repeated };
  }

  private groupOf({ code }: Read<unknown>): Group {
    if (code === null) throw new RangeError('A row that belongs nowhere.');
    const found = this.groups.get(code) ?? { households: [], members: [] };
    this.groups.set(code, found);
    return found;
  }
}

interface Group {
  readonly households: Read<HouseholdLine>[];
  readonly members: Read<MemberLine>[];
}

interface Single extends Group {
  readonly repeated: readonly Read<unknown>[];
}

/** The same row twice, however its hamlet is written, is a slip of copying; a person without a day of birth or a number may well have a namesake, and so may a head where no code tells. */
function withoutRepeats({ households, members }: Group, places: Places, codeless: boolean): Single {
  const meant = (line: HouseholdLine | MemberLine): string => {
    const hamlet = places.hamlet(line.hamlet)?.areaId ?? line.hamlet;
    const commune = line.commune !== null && places.isCommune(line.commune) ? null : line.commune;
    return JSON.stringify({ ...line, at: null, hamlet, commune });
  };
  const listed = splitRepeats(households, (line) =>
    !codeless || line.head.citizenId !== null || line.head.birth?.length === 10 ? meant(line) : null,
  );
  const people = splitRepeats(members, (line) => (line.citizenId !== null || line.birth?.length === 10 ? meant(line) : null));
  return { households: listed.kept, members: people.kept, repeated: [...listed.repeated, ...people.repeated] };
}

/** `meant`: what a row says, or null where the same said twice may mean two. */
function splitRepeats<T>(rows: Read<T>[], meant: (line: T) => string | null): { kept: Read<T>[]; repeated: Read<T>[] } {
  if (rows.length < 2) return { kept: rows, repeated: [] };
  const seen = new Set<string>();
  const kept: Read<T>[] = [];
  const repeated: Read<T>[] = [];
  for (const row of rows) {
    const text = row.line === null ? null : meant(row.line);
    if (text !== null && seen.has(text)) repeated.push(row);
    else kept.push(row);
    if (text !== null) seen.add(text);
  }
  return { kept, repeated };
}

interface Joined {
  readonly household: ListedHousehold | null;
  readonly refused: readonly RefusedPlace[];
}

interface Joining {
  readonly hasList: boolean;
  readonly codeless: boolean;
}

function joinGroup(group: Group, places: Places, { hasList, codeless }: Joining): Joined {
  const refuseAll = (from: Group, why: (row: Read<unknown>) => readonly Refusal[]): Joined => refuseGroup(from, why, places);
  const [first, ...again] = group.households;
  if (again.length > 0)
    return refuseAll(group, (row) => [
      ...ownReasons(row, places),
      refuse(codeless ? 'head-not-alone' : 'code-twice', othersOf(row, group.households)),
    ]);
  if (first === undefined && hasList) return refuseAll(group, (row) => [...row.refusals, refuse('household-not-listed', row.code)]);
  const spoiled = [...group.households, ...group.members].some((row) => row.line === null);
  if (spoiled)
    return refuseAll(group, (row) =>
      row.refusals.length > 0
        ? row.refusals
        : [...ownReasons(row, places), refuse(first?.line === null ? 'household-refused' : 'member-refused')],
    );
  const members = group.members.flatMap((row) => (row.line === null ? [] : [row.line]));
  const lead = first?.line ?? leadOf(members);
  const against = lead === null ? [refuse('head-missing')] : reasonsAgainst(lead, members, places);
  if (lead === null || against.length > 0) return refuseAll(group, () => against);
  return { household: householdFrom(lead, { members, places, codeless }), refused: [] };
}

/** A row of a household that comes back anyway says all that is wrong with it at once. */
function withPlaceReasons(read: Read<HouseholdLine>, places: Places): Read<HouseholdLine> {
  return read.refusals.length === 0 ? read : { ...read, refusals: [...read.refusals, ...placeReasons(read, places)] };
}

/** What speaks against a row itself; a right row of a household may still stand in no hamlet of ours. */
function ownReasons(row: Read<unknown>, places: Places): readonly Refusal[] {
  return row.refusals.length === 0 && !('isHead' in row) ? placeReasons(row, places) : row.refusals;
}

/** As many as a sentence bears. */
const NAMED = 5;

/** Where else the code stands: the line, with its sheet where that is another. */
function othersOf(row: Read<unknown>, households: readonly Read<HouseholdLine>[]): string {
  const others = households.slice(0, NAMED + 2).filter((other) => other !== row);
  return named(others.map(({ at }) => (at.sheet === row.at.sheet ? String(at.line) : `${at.line} (${at.sheet})`)));
}

const named = (texts: readonly string[]): string => `${texts.slice(0, NAMED).join(', ')}${texts.length > NAMED ? '…' : ''}`;

function refuseGroup(group: Group, why: (row: Read<unknown>) => readonly Refusal[], places: Places): Joined {
  const rows = [...group.households, ...group.members];
  const said = rows.find((row) => row.hamlet !== null)?.hamlet ?? null;
  return {
    household: null,
    refused: rows.map((row) => ({ ...toRefused({ ...row, hamlet: row.hamlet ?? said }, places), refusals: why(row) })),
  };
}

function toRefused(row: Read<unknown>, places: Places): RefusedPlace {
  return { at: row.at, code: row.code, name: row.name, hamletId: places.hamlet(row.hamlet)?.areaId ?? null, refusals: row.refusals };
}

/** Where a member list came alone, the head's row speaks for the household. */
function leadOf(members: readonly MemberLine[]): HouseholdLine | null {
  const head = members.find((member) => member.relation === 'head');
  if (head === undefined) return null;
  const { at, code, hamlet, commune } = head;
  return { at, code, hamlet, commune, address: null, head, people: null, formA: null, result: null };
}

function reasonsAgainst(lead: HouseholdLine, members: readonly MemberLine[], places: Places): Refusal[] {
  const reasons = placeReasons(lead, places);
  const heads = members.filter((member) => member.relation === 'head');
  if (members.length > 0 && heads.length === 0) reasons.push(refuse('head-missing'));
  if (heads.length > 1) reasons.push(refuse('head-twice', named(heads.map((head) => head.fullName))));
  const [head] = heads;
  if (head !== undefined && !sameName(head.fullName, lead.head.fullName)) reasons.push(refuse('head-differs', head.fullName));
  if (lead.people !== null && members.length > lead.people) reasons.push(refuse('members-more-than-people', lead.people));
  if (members.length > MAX_MEMBERS) reasons.push(refuse('people-out-of-range', members.length));
  const numbers = new Set<string>();
  const twice = members.find(({ citizenId }) => citizenId !== null && (numbers.has(citizenId) || !numbers.add(citizenId)))?.citizenId;
  if (twice !== undefined && twice !== null) reasons.push(refuse('citizen-id-twice', twice));
  return reasons;
}

interface Joint {
  readonly members: readonly MemberLine[];
  readonly places: Places;
  readonly codeless: boolean;
}

function householdFrom(lead: HouseholdLine, { members, places, codeless }: Joint): ListedHousehold {
  const hamlet = places.hamlet(lead.hamlet);
  if (hamlet === null) throw new RangeError('A household without a hamlet was let through.');
  const listed = members.length > 0 ? headFirst(members, lead.head) : [{ ...personOf(lead.head), relation: 'head' as const }];
  const people = lead.people !== null && lead.people > listed.length ? lead.people : null;
  return {
    code: lead.code,
    codeless,
    namesakes: false,
    hamletId: hamlet.areaId,
    address: lead.address,
    members: listed,
    named: members.length > 0,
    people,
    formA: lead.formA,
    result: lead.result,
    places: rowsOf(lead, members),
    notices: [
      ...(codeless ? ['without-code' as const] : []),
      ...(lead.hamlet !== null && isReadAs(lead.hamlet, hamlet) ? ['hamlet-read-as' as const] : []),
      ...noticesOf(listed, people),
    ],
  };
}

/** What the household list says of the head fills what the member list leaves empty. */
function headFirst(members: readonly MemberLine[], listed: Person): ListedPerson[] {
  const people: readonly ListedPerson[] = members;
  const heads = people
    .filter((person) => person.relation === 'head')
    .map((head) => ({
      ...head,
      sex: head.sex ?? listed.sex,
      birth: head.birth ?? listed.birth,
      ethnicity: head.ethnicity ?? listed.ethnicity,
      citizenId: head.citizenId ?? listed.citizenId,
      zeroAdded: (head.citizenId === null ? listed.zeroAdded : head.zeroAdded) === true,
    }));
  return [...heads, ...people.filter((person) => person.relation !== 'head')];
}

function personOf({ fullName, sex, birth, ethnicity, citizenId, zeroAdded = false }: Person): Person {
  return { fullName, sex, birth, ethnicity, citizenId, zeroAdded };
}

function rowsOf(lead: HouseholdLine, members: readonly MemberLine[]): Place[] {
  const own = members.map((member) => member.at);
  return own.some((at) => at.sheet === lead.at.sheet && at.line === lead.at.line) ? own : [lead.at, ...own];
}

function noticesOf(members: readonly ListedPerson[], people: number | null): NoticeCode[] {
  const notices: NoticeCode[] = [];
  if (people !== null) notices.push('members-not-named');
  if (members.some(({ zeroAdded }) => zeroAdded === true)) notices.push('citizen-id-zero-added');
  if (members.some(({ citizenId }) => citizenId !== null && isOldNumber(citizenId))) notices.push('citizen-id-old');
  if (members.some(hasDoubtfulNumber)) notices.push('citizen-id-doubtful');
  if (members.some((member) => member.birth === null)) notices.push('birth-missing');
  if (members.some((member) => member.sex === null)) notices.push('sex-missing');
  return notices;
}

/** Sex, century, year or province speak against the number: for a person to look at, since either may be the slip. */
function hasDoubtfulNumber({ citizenId, sex, birth }: ListedPerson): boolean {
  return citizenId !== null && checkCitizenId(citizenId, { sex, birth }).some((finding) => finding.code !== 'citizen-id-old');
}
