/**
 * The case file of a household (hồ sơ hộ): what its events add up to, one after another. The server folds it in the same
 * transaction in which it appends, and again at rebuild; both must give the same. Statuses are `meeting/standing.ts`; answers
 * and verdicts stay with their interview. Whether an event may come at all is `rules.ts`.
 */
import { assertNever } from '../kernel/result.ts';
import type { InterviewFinished } from '../sync/visit.ts';
import type { DuplicateEvent } from './duplicate.ts';
import { rightedBy } from './righting.ts';
import type { HouseholdCorrected, HouseholdRegistered, ImportWithdrawn, LifeEvent, MemberCorrected, MovedIn } from './household.ts';
import { headOfRoster, type RosterMember, rosterOf } from './roster.ts';
import { addPeople, closeEmpty, closeStay, correctLast, foundOn, openStay, reopen, type Stay } from './stays.ts';

type DuplicateReopened = Extract<DuplicateEvent, { readonly kind: 'duplicate-reopened' }>['body'];

export interface CaseMember extends RosterMember {
  readonly state: 'present' | 'dead' | 'left';
  /** Of the event that last said something about this person. */
  readonly version: number;
}

export interface CaseFile {
  readonly householdId: string;
  /** Where it is now; after `moved-out` still the book it left. */
  readonly bookId: string;
  readonly hamletId: string;
  readonly code: string | null;
  readonly headName: string;
  readonly address: string | null;
  /** In the order of the roster; who died or left stays in it. */
  readonly members: readonly CaseMember[];
  /** How many people its list says, while not all of them are named. */
  readonly declared: number | null;
  readonly state: 'present' | 'moved' | 'merged' | 'dissolved' | 'erased';
  readonly weight: number;
  readonly source: string;
  readonly registeredAt: string;
  /** Of its last event, of any kind, in `bookId`. */
  readonly version: number;
  readonly stays: readonly Stay[];
}

/** Where and when an event was appended. `hamletId` is that of the book. */
export interface Written {
  readonly householdId: string;
  readonly bookId: string;
  readonly hamletId: string;
  readonly version: number;
  readonly recordedAt: string;
}

export type FileEvent =
  | LifeEvent
  | { readonly kind: 'interview-finished'; readonly body: InterviewFinished }
  | { readonly kind: 'erased' }
  /** review-listed, status-recorded, status-decided, rejudged */
  | { readonly kind: 'noted' };

/** `file` is null before the first event whose body still exists. */
export function step(file: CaseFile | null, event: FileEvent, at: Written): CaseFile | null {
  if (event.kind === 'erased') return forgotten(at);
  if (event.kind === 'household-registered') return registered(event.body, at);
  if (event.kind === 'moved-in') return arrived(file, event.body, at);
  if (file === null) return null;
  return { ...changed(file, event, at), version: at.version };
}

/** People who are there: as counted by the list, or as named. */
export function peopleOf(file: Pick<CaseFile, 'declared' | 'members'>): number {
  return file.declared ?? file.members.filter((member) => member.state === 'present').length;
}

function changed(
  file: CaseFile,
  event: Exclude<FileEvent, { kind: 'erased' | 'household-registered' | 'moved-in' }>,
  at: Written,
): CaseFile {
  switch (event.kind) {
    case 'household-corrected':
      return corrected(file, event.body, at.version);
    case 'interview-finished':
      return visited(file, event.body, at.version);
    case 'member-born':
    case 'member-arrived':
      return joined(file, [event.body.member], event.body.on, at.version);
    case 'members-joined':
      return joined(file, event.body.members, event.body.on, at.version);
    case 'member-died':
      return unlessEmpty(gone(file, { ids: [event.body.memberId], state: 'dead', on: event.body.on, version: at.version }), event.body.on);
    case 'death-withdrawn':
      return alive(file, event.body, at.version);
    case 'member-left':
      return gone(file, { ids: [event.body.memberId], state: 'left', on: event.body.on, version: at.version });
    case 'joining-withdrawn':
      return gone(file, { ids: [event.body.memberId], state: 'left', on: event.body.on, version: at.version });
    case 'member-corrected':
      return setRight(file, event.body, at.version);
    case 'household-split':
      return gone(file, { ids: event.body.memberIds, state: 'left', on: event.body.on, version: at.version });
    case 'household-merged':
      return { ...file, state: 'merged', stays: closeStay(file.stays, event.body.on) };
    case 'moved-out':
    case 'household-left':
      return { ...file, state: 'moved', stays: closeStay(file.stays, event.body.on) };
    case 'duplicate-closed':
      return { ...file, state: 'merged', stays: [] };
    case 'duplicate-joined':
      return counted(joined(file, event.body.members, '', at.version), file.stays);
    case 'duplicate-parted':
      return counted(gone(file, { ids: event.body.memberIds, state: 'left', on: '', version: at.version }), file.stays);
    case 'duplicate-reopened':
      return reopened(file, event.body, at.version);
    case 'import-withdrawn':
      return withdrawn(file, event.body, at.version);
    case 'noted':
      return file;
    default:
      return assertNever(event);
  }
}

function registered(body: HouseholdRegistered, at: Written): CaseFile {
  const declared = body.people !== undefined && body.people > body.members.length ? body.people : null;
  const members = body.members.map((member) => present(member, at.version));
  const settled = { hamletId: at.hamletId, people: declared ?? members.length, minority: minorityOf(members) };
  return {
    householdId: at.householdId,
    bookId: at.bookId,
    hamletId: at.hamletId,
    code: body.code,
    headName: body.headName,
    address: body.address,
    members,
    declared,
    state: 'present',
    weight: body.weight,
    source: body.source,
    registeredAt: at.recordedAt,
    version: at.version,
    stays: openStay([], body.since, settled),
  };
}

function corrected(file: CaseFile, body: HouseholdCorrected, version: number): CaseFile {
  const members = body.members === undefined ? file.members : replaced(file.members, body.members, version);
  const named = members.filter((member) => member.state === 'present').length;
  const stated = body.people ?? (body.members === undefined ? file.declared : null);
  const declared = stated !== null && stated > named ? stated : null;
  return {
    ...file,
    code: body.code === undefined ? file.code : body.code,
    address: body.address === undefined ? file.address : body.address,
    headName: body.members === undefined ? file.headName : headNameOf(members, file.headName),
    members,
    declared,
    stays: correctLast(file.stays, declared ?? named, minorityOf(members)),
  };
}

/** What only its writer says otherwise than it was; the same person with the same people, counted from the right day. */
function setRight(file: CaseFile, { memberId, was, now, joined }: MemberCorrected, version: number): CaseFile {
  const members = file.members.map((member) => (member.memberId === memberId ? { ...rightedBy(member, { was, now }), version } : member));
  const stays = joined === undefined ? file.stays : addPeople(addPeople(file.stays, joined.was, -1), joined.now, 1);
  return { ...file, members, headName: headNameOf(members, file.headName), stays };
}

/** The interview names everybody who lives there: who is not named has left, or has died where it says so. */
function visited(file: CaseFile, body: InterviewFinished, version: number): CaseFile {
  const dead = new Set(body.gone?.filter(({ how }) => how === 'dead').map(({ memberId }) => memberId));
  const known = file.members.map((member) =>
    dead.has(member.memberId) && member.state === 'present' ? { ...member, state: 'dead' as const, version } : member,
  );
  const members = replaced(known, withUnasked(file.members, rosterOf(body.answers.members)), version);
  const people = members.filter((member) => member.state === 'present').length;
  return {
    ...file,
    members,
    declared: null,
    headName: headNameOf(members, file.headName),
    stays: foundOn(file.stays, body.interviewedOn, people, minorityOf(members)),
  };
}

function joined(file: CaseFile, newcomers: readonly RosterMember[], on: string, version: number): CaseFile {
  const ids = new Set(newcomers.map((member) => member.memberId));
  const kept = file.members.filter((member) => !ids.has(member.memberId));
  return {
    ...file,
    members: [...kept, ...newcomers.map((member) => present(member, version))],
    declared: file.declared === null ? null : file.declared + newcomers.length,
    stays: addPeople(file.stays, on, newcomers.length),
  };
}

interface Gone {
  readonly ids: readonly string[];
  readonly state: 'dead' | 'left';
  readonly on: string;
  readonly version: number;
}

function gone(file: CaseFile, { ids, state, on, version }: Gone): CaseFile {
  const members = file.members.map((member) => (ids.includes(member.memberId) ? { ...member, state, version } : member));
  return {
    ...file,
    members,
    declared: file.declared === null ? null : Math.max(0, file.declared - ids.length),
    headName: headNameOf(members, file.headName),
    stays: addPeople(file.stays, on, -ids.length),
  };
}

/** With its last member a household ends. */
function unlessEmpty(file: CaseFile, on: string): CaseFile {
  return peopleOf(file) > 0 ? file : { ...file, state: 'dissolved', stays: closeEmpty(file.stays, on) };
}

/**
 * There again from the day of the death; the household too, where it had ended with its dead: it is open again since its end, then counts
 * the person in every stay since. Who heads it by now does so.
 */
function alive(file: CaseFile, { memberId, on }: { readonly memberId: string; readonly on: string }, version: number): CaseFile {
  const head = file.members.some((member) => member.state === 'present' && member.relation === 'head');
  const members = file.members.map((member): CaseMember => {
    if (member.memberId !== memberId) return member;
    return { ...member, state: 'present', relation: head && member.relation === 'head' ? 'other-kin' : member.relation, version };
  });
  const ended = file.state === 'dissolved';
  const minority = minorityOf(members);
  return {
    ...file,
    members,
    state: 'present',
    declared: file.declared === null ? null : file.declared + 1,
    headName: headNameOf(members, file.headName),
    stays: addPeople(ended ? reopen(file.stays, on, { hamletId: file.hamletId, people: 0, minority }) : file.stays, on, 1),
  };
}

function arrived(file: CaseFile | null, body: MovedIn, at: Written): CaseFile {
  const members = body.file.members.map((member) => ({ ...member, version: at.version }));
  const there = { members, declared: body.file.people };
  return {
    householdId: at.householdId,
    bookId: at.bookId,
    hamletId: at.hamletId,
    code: body.file.code,
    headName: body.file.headName,
    address: body.address,
    ...there,
    state: 'present',
    weight: body.file.weight,
    source: file?.source ?? 'import',
    registeredAt: body.file.registeredAt,
    version: at.version,
    stays: openStay(file?.stays ?? [], body.on, { hamletId: at.hamletId, people: peopleOf(there), minority: minorityOf(members) }),
  };
}

/** Who was there all along: the last stay counts everybody, no day is said. */
function counted(file: CaseFile, stays: readonly Stay[]): CaseFile {
  return { ...file, stays: correctLast(stays, peopleOf(file), minorityOf(file.members)) };
}

function reopened(file: CaseFile, { stays, gone: since }: DuplicateReopened, version: number): CaseFile {
  const how = new Map(since.map((one) => [one.memberId, one.how]));
  const members = file.members.map((member) => ({ ...member, state: how.get(member.memberId) ?? member.state, version }));
  const declared = file.declared === null ? null : Math.max(0, file.declared - since.length);
  const there = { ...file, members, declared, state: 'present' as const, headName: headNameOf(members, file.headName) };
  return since.length === 0 ? { ...there, stays } : counted(there, stays);
}

/** As before the import: never here, or with what was known then. */
function withdrawn(file: CaseFile, { former }: ImportWithdrawn, version: number): CaseFile {
  if (former === null) {
    const members = file.members.map((member) => ({ ...member, state: 'left' as const, version }));
    return { ...file, members, state: 'dissolved', stays: [] };
  }
  const { code, address, headName, people: declared } = former;
  const members = former.members.map((member) => ({ ...member, version }));
  const there = { code, address, headName, members, declared };
  return { ...file, ...there, stays: correctLast(file.stays, peopleOf(there), minorityOf(members)) };
}

/** What the chain itself still says: that there was a household in this book. */
function forgotten(at: Written): CaseFile {
  return {
    householdId: at.householdId,
    bookId: at.bookId,
    hamletId: at.hamletId,
    code: null,
    headName: '',
    address: null,
    members: [],
    declared: null,
    state: 'erased',
    weight: 1,
    source: 'erased',
    registeredAt: at.recordedAt,
    version: at.version,
    stays: [],
  };
}

/** An enumerator who sees a citizen id only masked does not ask it again: what a visit did not ask stays known. */
function withUnasked(before: readonly CaseMember[], now: readonly RosterMember[]): RosterMember[] {
  const known = new Map(before.map((member) => [member.memberId, member]));
  return now.map((member) => {
    const old = known.get(member.memberId);
    return {
      ...(old?.ethnicity === undefined ? {} : { ethnicity: old.ethnicity }),
      ...(old?.citizenId === undefined ? {} : { citizenId: old.citizenId }),
      ...member,
    };
  });
}

/** The new roster first, in its order; then who is in it no more. The dead stay dead. */
function replaced(before: readonly CaseMember[], now: readonly RosterMember[], version: number): CaseMember[] {
  const known = new Map(before.map((member) => [member.memberId, member]));
  const ids = new Set(now.map((member) => member.memberId));
  const named = now.map((member) => {
    const old = known.get(member.memberId);
    return old !== undefined && sameMember(old, member) ? old : present(member, version);
  });
  const others = before
    .filter((member) => !ids.has(member.memberId))
    .map((member) => (member.state === 'present' ? { ...member, state: 'left' as const, version } : member));
  return [...named, ...others];
}

function sameMember(old: CaseMember, now: RosterMember): boolean {
  return (
    old.state === 'present' &&
    old.fullName === now.fullName &&
    old.relation === now.relation &&
    old.sex === now.sex &&
    old.birth === now.birth &&
    old.ethnicity === now.ethnicity &&
    old.citizenId === now.citizenId
  );
}

function present(member: RosterMember, version: number): CaseMember {
  return { ...member, state: 'present', version };
}

function headNameOf(members: readonly CaseMember[], before: string): string {
  return headOfRoster(members.filter((member) => member.state === 'present'))?.fullName ?? before;
}

function minorityOf(members: readonly CaseMember[]): boolean | null {
  const ethnicity = headOfRoster(members.filter((member) => member.state === 'present'))?.ethnicity;
  return ethnicity === undefined || ethnicity === 'dont-know' || ethnicity === 'refused' ? null : ethnicity !== 'kinh';
}
