/**
 * A list against the register (đối chiếu danh sách với sổ): which households are new, which differ and in what, which
 * are the same, which cannot be taken over. An import adds and corrects; it never takes a person out, and it leaves alone a
 * household that was visited in the round, since the doorstep is newer than the list. Writing is the server's.
 */
import { isOldNumber } from '../../kernel/citizen-id.ts';
import type { PlainDate } from '../../kernel/dates.ts';
import type { Uuid } from '../../kernel/ids.ts';
import { foldVi, nameKey } from '../../kernel/text.ts';
import type { RosterMember } from '../roster.ts';
import type { ListedHousehold, ListedPerson, RefusedPlace } from './assemble.ts';
import { comesBack } from './comes-back.ts';
import { type Difference, memberDifferences } from './differences.ts';
import { contradicts, type DecidedYear, decidedAfter, type Touch, touchesOf } from './decided.ts';
import { type NoticeCode, type Refusal, refuse } from './refusal.ts';
import type { EarlierResult } from './lines.ts';
import type { ListedClass } from './values.ts';

/** What the register has of a household with this code. */
export interface Known {
  readonly householdId: string;
  readonly hamletId: string;
  readonly address: string | null;
  /** `withdrawn`: taken off again when the import that brought it was undone. */
  readonly state: 'present' | 'moved' | 'merged' | 'dissolved' | 'withdrawn' | 'erased';
  readonly people: number | null;
  readonly members: readonly RosterMember[];
  /** For those whose people are not there any more. */
  readonly headName?: string;
  /** Visited in the round of the import. */
  readonly visited: boolean;
  /** The latest year in whose round it was visited. */
  readonly visitedYear: number | null;
  readonly onReviewList: boolean;
  readonly statuses: readonly {
    readonly year: number;
    readonly class: ListedClass;
    readonly source: 'decision' | 'recorded';
    readonly validFrom: string;
  }[];
  /** Where it lived in order of days; `to`: the first day on which it did no more. */
  readonly stays: readonly { readonly from: string; readonly to: string | null; readonly people: number }[];
}

export interface Register {
  readonly round: { readonly year: number };
  /** Of results that carry neither a year nor a day of review: as the person said, or null; then the year before the round is assumed. */
  readonly resultYear?: number | null;
  /** Did the person say that households of which the list tells no result and no quick screen ask to be reviewed? */
  readonly requests?: boolean;
  /** Years that are decided for the hamlet. */
  decidedIn(hamletId: string): readonly DecidedYear[];
  readonly today: PlainDate;
  /** `several`: the list gives no code, and more than one household is as it says. */
  find(household: ListedHousehold): Known | 'several' | null;
  /** The same text gives the same id, now and in any later run. */
  idFor(text: string): Uuid;
  /** Prefix of every text that ids are made of: the commune. */
  readonly scope: string;
}

export interface Taken {
  readonly householdId: string;
  readonly household: ListedHousehold;
  readonly standing: 'new' | 'changed' | 'same';
  /** The whole roster as it will stand. */
  readonly members: readonly RosterMember[];
  readonly changes: readonly ('members' | 'address' | 'people')[];
  /** The same fact by fact, with the result that is recorded. */
  readonly differences: readonly Difference[];
  /** To be recorded; null where there is none or the register has it. */
  readonly result: (EarlierResult & { readonly year: number }) | null;
  /** To be put on the review list; null where it stands there already or does not belong there. */
  readonly listed: 'on-list' | 'request' | null;
  readonly notices: readonly NoticeCode[];
  /** New, with a result of a year after which another was decided without it: it counts from the day it is written. */
  readonly counted: 'since-result' | 'from-now';
  readonly touches: readonly Touch[];
  /** Households of the register with somebody who is like one of this; looked for where it is new. */
  readonly alike?: readonly AlikeTo[];
}

export interface AlikeTo {
  readonly householdId: string;
  /** Of the one who is alike. */
  readonly name: string;
}

export interface Compared {
  readonly taken: readonly Taken[];
  readonly refused: readonly RefusedPlace[];
  /** Of households that come back because a decided year says otherwise. */
  readonly touches: readonly Touch[];
  /** By year: how many results that say no year could be taken for that one. */
  readonly fitting: ReadonlyMap<number, number>;
}

/** How many years back a result that says no year may be of. */
const YEARS_BACK = 8;

export function compare(households: readonly ListedHousehold[], register: Register): Compared {
  const taken: Taken[] = [];
  const refused: RefusedPlace[] = [];
  const touches: Touch[] = [];
  const fitting = new Map<number, number>();
  for (const household of households) {
    const known = register.find(household);
    if (known === 'several') {
      refused.push(...comesBack(household, refuse('head-several')));
      continue;
    }
    const result = resultToRecord(household, assumedYear(register));
    const there = known === null || known.state === 'withdrawn' ? null : known;
    const touch = touchOf(household, { known: there, result, register });
    for (const year of yearsFitting(household, { known: there, register })) fitting.set(year, (fitting.get(year) ?? 0) + 1);
    const why = reasonsAgainst(household, { known: there, result, touch, register });
    if (why.length > 0) {
      refused.push(...comesBack(household, ...why));
      if (touch !== null) touches.push(touch);
      continue;
    }
    const one =
      there === null
        ? takeNew(household, result, { householdId: newIdFor(household, known, register), register })
        : takeKnown(household, result, { known: there, register });
    const [head, another] = one.members.filter((member) => member.relation === 'head');
    if (head === undefined || another === undefined || !one.changes.includes('members')) taken.push(one);
    else refused.push(...comesBack(household, refuse('head-another', head.fullName)));
  }
  return { taken, refused, touches, fitting };
}

function touchOf({ hamletId }: ListedHousehold, { known, result, register }: Omit<Against, 'touch'>): Touch | null {
  return contradicts(result, known, { decided: register.decidedIn(hamletId), today: register.today });
}

/** Of a household whose result says no year: the years for which it would not come back. */
function yearsFitting(household: ListedHousehold, { known, register }: Pick<Against, 'known' | 'register'>): readonly number[] {
  if (!isYearUnsaid(household)) return [];
  return Array.from({ length: YEARS_BACK }, (_, back) => register.round.year - 1 - back).filter((year) => {
    const result = resultToRecord(household, year);
    const against = { known, result, register };
    return resultAgainst({ ...against, touch: touchOf(household, against) }) === null;
  });
}

/** The year of results that say nothing of it. */
export function assumedYear({ round, resultYear = null }: Pick<Register, 'round' | 'resultYear'>): number {
  return resultYear ?? round.year - 1;
}

/** Does the household bring a result of a year that nobody said? */
export function isYearUnsaid({ result }: ListedHousehold): boolean {
  return result !== null && result.year === null && result.reviewedOn === null;
}

function resultToRecord({ result }: ListedHousehold, assumed: number): (EarlierResult & { year: number }) | null {
  if (result === null) return null;
  const reviewed = result.reviewedOn === null ? null : Number(result.reviewedOn.slice(0, 4));
  return { ...result, year: result.year ?? reviewed ?? assumed };
}

interface Against {
  readonly known: Known | null;
  readonly result: Taken['result'];
  readonly touch: Touch | null;
  readonly register: Register;
}

/** All that the register says against a household; of one that is gone nothing more. */
function reasonsAgainst(household: ListedHousehold, against: Against): readonly Refusal[] {
  const { known } = against;
  if (known !== null && known.state !== 'present') return [refuse('household-gone')];
  const place = known !== null && known.hamletId !== household.hamletId ? [refuse('in-other-hamlet')] : [];
  const result = resultAgainst(against);
  return result === null ? place : [...place, result];
}

function resultAgainst({ known, result, touch, register }: Against): Refusal | null {
  if (touch !== null) return refuse(touch.year === result?.year ? 'year-decided' : 'year-decided-without', touch.year);
  const has = known?.statuses.find((status) => status.year === result?.year);
  if (has !== undefined && has.class !== result?.class) return refuse('status-decided-otherwise', has.year);
  return result !== null && result.year >= register.round.year ? refuse('year-not-past', result.year) : null;
}

/** A household that was taken off when an import was undone comes again as another: what was withdrawn stays withdrawn. */
function newIdFor({ code, codeless }: ListedHousehold, withdrawn: Known | null, { idFor, scope }: Register): Uuid {
  if (withdrawn === null) return idFor(`household ${scope} ${code}`);
  // A list with codes and one without may both follow the same withdrawn household.
  return idFor(codeless ? `household after ${withdrawn.householdId} as ${code}` : `household after ${withdrawn.householdId}`);
}

function takeNew(household: ListedHousehold, result: Taken['result'], at: { householdId: Uuid; register: Register }): Taken {
  const { householdId, register } = at;
  const members = mergeMembers([], household.members, (key) => register.idFor(`member ${householdId} ${key}`));
  return {
    householdId,
    household,
    standing: 'new',
    members,
    changes: [],
    differences: [],
    result,
    listed: whyListed(household, register),
    notices: household.notices,
    counted: decidedAfter(result, register.decidedIn(household.hamletId)) === null ? 'since-result' : 'from-now',
    touches: touchesOf({ result, people: null }, null, register.decidedIn(household.hamletId)),
  };
}

function takeKnown(household: ListedHousehold, result: Taken['result'], at: { known: Known; register: Register }): Taken {
  const { known, register } = at;
  const merged = mergeMembers(known.members, household.members, (key) => register.idFor(`member ${known.householdId} ${key}`));
  // What the doorstep said after the list was made is newer than the list.
  const visited = known.visited || (result !== null && (known.visitedYear ?? 0) > result.year);
  const members = visited ? known.members : merged;
  const changes: Taken['changes'][number][] = [];
  if (!sameMembers(members, known.members)) changes.push('members');
  if (household.address !== null && household.address !== known.address) changes.push('address');
  if (!visited && household.people !== null && household.people !== known.people && household.people > members.length)
    changes.push('people');
  const recorded = result !== null && known.statuses.some((status) => status.year === result.year);
  const why = result !== null && known.statuses.some((status) => status.year > result.year) ? null : whyListed(household, register);
  const notices = household.notices.filter((code) => !OF_NUMBERS.includes(code) || takesNumber(code, household, { members, known }));
  const stated = changes.includes('people') ? household.people : changes.includes('members') ? null : known.people;
  const people = changes.includes('people') || changes.includes('members') ? Math.max(stated ?? 0, members.length) : null;
  if (visited && !sameMembers(merged, known.members)) notices.push('visited-already');
  if (leavesOldNumber(household.members, merged)) notices.push('citizen-id-old-left');
  if (household.named && merged.length > household.members.length) notices.push('register-has-more');
  return {
    householdId: known.householdId,
    household,
    members,
    changes,
    differences: differencesOf(household, { changes, members, known, result: recorded ? null : result }),
    notices,
    standing: changes.length > 0 || (result !== null && !recorded) || (!known.onReviewList && why !== null) ? 'changed' : 'same',
    result: recorded ? null : result,
    listed: known.onReviewList ? null : why,
    counted: 'since-result',
    touches: touchesOf({ result: recorded ? null : result, people }, known, register.decidedIn(known.hamletId)),
  };
}

/** Of numbers that are written as they are or mended: told only where one is written. */
const OF_NUMBERS: readonly NoticeCode[] = ['citizen-id-old', 'citizen-id-zero-added'];

function takesNumber(code: NoticeCode, household: ListedHousehold, { members, known }: Pick<Taken, 'members'> & { known: Known }): boolean {
  const had = new Set(known.members.map(({ citizenId }) => citizenId));
  const written = new Set(members.flatMap(({ citizenId }) => (citizenId === undefined || had.has(citizenId) ? [] : [citizenId])));
  return household.members.some(
    ({ citizenId, zeroAdded }) =>
      citizenId !== null && written.has(citizenId) && (code === 'citizen-id-old' ? isOldNumber(citizenId) : zeroAdded === true),
  );
}

function differencesOf(
  { address, people }: ListedHousehold,
  { changes, members, known, result }: Pick<Taken, 'changes' | 'members' | 'result'> & { known: Known },
): readonly Difference[] {
  return [
    ...(changes.includes('address') ? [{ who: null, before: { address: known.address }, after: { address } }] : []),
    ...(changes.includes('people') ? [{ who: null, before: { people: known.people }, after: { people } }] : []),
    ...memberDifferences(known.members, members),
    ...(result === null ? [] : [{ who: null, before: null, after: { class: result.class, year: result.year } }]),
  ];
}

/**
 * Households on the list are reviewed; so is one that asked and passed the quick screen (Decision 24/2021 [S 4]). Whether one of which
 * the list says neither has asked only the person who brings it knows: it may be the commune's whole register.
 */
function whyListed(household: ListedHousehold, { requests = false }: Pick<Register, 'requests'>): 'on-list' | 'request' | null {
  if (household.result !== null && household.result.class !== 'not-poor') return 'on-list';
  return household.formA === true || (requests && mayAsk(household)) ? 'request' : null;
}

/** Nothing in the list says whether the household is to be reviewed. */
export function mayAsk({ result, formA }: ListedHousehold): boolean {
  return result === null && formA === null;
}

/** The register's people with what the list knows better, then the list's people that it has not. */
function mergeMembers(known: readonly RosterMember[], listed: readonly ListedPerson[], idFor: (key: string) => Uuid): RosterMember[] {
  const open = [...known];
  const matched = new Map<RosterMember, ListedPerson>();
  const rest: ListedPerson[] = [];
  for (const person of listed) {
    const found = findSame(open, person);
    if (found === undefined) rest.push(person);
    else {
      matched.set(found, person);
      open.splice(open.indexOf(found), 1);
    }
  }
  const seen = new Map<string, number>();
  const fresh = rest.map((person) => {
    const key = `${nameKey(person.fullName)} ${person.birth ?? ''}`;
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    return memberFrom({ memberId: idFor(`${key} ${times}`) }, person);
  });
  return [...known.map((member) => withListed(member, matched.get(member))), ...fresh];
}

function findSame(open: readonly RosterMember[], person: ListedPerson): RosterMember | undefined {
  const byNumber = person.citizenId === null ? undefined : open.find((member) => member.citizenId === person.citizenId);
  const named = open.filter((member) => nameKey(member.fullName) === nameKey(person.fullName));
  return (
    byNumber ??
    named.find((member) => member.birth === person.birth) ??
    (named.length === 1 ? named[0] : open.find((member) => isRenamedHead(member, person)))
  );
}

/** A household has one head: a name that differs from the register's in its marks alone corrects it, unless the births contradict. */
function isRenamedHead(member: RosterMember, person: ListedPerson): boolean {
  if (member.relation !== 'head' || person.relation !== 'head' || foldVi(member.fullName) !== foldVi(person.fullName)) return false;
  const number = member.citizenId ?? '';
  // An old number says nothing of a new one.
  const numbers = /^[0-9]+$/.test(number) && number.length === person.citizenId?.length && number !== person.citizenId;
  const births = person.birth !== null && member.birth !== 'dont-know' && member.birth.slice(0, 4) !== person.birth.slice(0, 4);
  return !numbers && !births;
}

function withListed(member: RosterMember, person: ListedPerson | undefined): RosterMember {
  return person === undefined ? member : memberFrom(member, person);
}

/** Where the list is silent the register's word stays; a new person of whom nothing is known has "does not know". */
function memberFrom(known: Partial<RosterMember> & { readonly memberId: string }, person: ListedPerson): RosterMember {
  const ethnicity = person.ethnicity ?? known.ethnicity;
  const citizenId = numberOf(person, known);
  return {
    memberId: known.memberId,
    fullName: person.fullName,
    relation: person.relation,
    sex: person.sex ?? known.sex ?? 'dont-know',
    birth: moreOf(person.birth, known.birth),
    ...(ethnicity === undefined ? {} : { ethnicity }),
    ...(citizenId === undefined ? {} : { citizenId }),
  };
}

/** Somebody of the list has an old card's number that the roster does not take, since it has the newer one. */
function leavesOldNumber(listed: readonly ListedPerson[], merged: readonly RosterMember[]): boolean {
  return listed.some(
    ({ citizenId }) => citizenId !== null && isOldNumber(citizenId) && !merged.some((member) => member.citizenId === citizenId),
  );
}

/** The number of an old card does not take the citizen's number away. */
function numberOf({ citizenId: listed }: Pick<ListedPerson, 'citizenId'>, { citizenId: known }: Pick<RosterMember, 'citizenId'>) {
  return listed === null || (known !== undefined && isOldNumber(listed) && /^[0-9]{12}$/.test(known)) ? known : listed;
}

/** A list that has only the year does not take the day away. */
function moreOf(listed: PlainDate | string | null, known: string | undefined): string {
  if (listed === null) return known ?? 'dont-know';
  return known?.startsWith(listed) === true ? known : listed;
}

function sameMembers(a: readonly RosterMember[], b: readonly RosterMember[]): boolean {
  return a.length === b.length && a.every((member, i) => sameMember(member, b[i]));
}

function sameMember(a: RosterMember, b: RosterMember | undefined): boolean {
  if (b === undefined) return false;
  return (
    a.memberId === b.memberId &&
    a.fullName === b.fullName &&
    a.relation === b.relation &&
    a.sex === b.sex &&
    a.birth === b.birth &&
    a.ethnicity === b.ethnicity &&
    a.citizenId === b.citizenId
  );
}
