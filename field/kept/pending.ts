/**
 * The list of this phone with what happened since and the server has not told of (biến động còn ở máy): each act changes the rows as
 * the register will change them. Pure; what an act may be is checked before it is put away, and again at the door.
 */
import { foldVi } from '../../core/kernel/text.ts';
import type { CommandBody } from '../../core/kinds.ts';
import { rightedBy } from '../../core/register/righting.ts';
import type { RosterMember } from '../../core/register/roster.ts';
import type { MemberView } from '../../core/register/views.ts';
import { type Act, ACT_KINDS } from '../../core/acts.ts';
import type { HeldBook } from '../../core/sync/inbox.ts';
import type { PulledHouseholdView } from '../../core/views.ts';
import type { Holding } from './holding.ts';

/** As kept on the phone: put away by this app, so that kind and payload belong together. */
export interface KeptAct {
  readonly envelope: { readonly kind: string; readonly payload: unknown };
  /** What was refused and is handed to the commune. */
  readonly original?: KeptAct;
}

export function commandOf({ envelope, original }: KeptAct): Act | null {
  const { kind, payload } = original?.envelope ?? envelope;
  // cast: this app made it, from the same table of kinds
  return ACT_KINDS.some((each) => each === kind) ? ({ kind, payload } as Act) : null;
}

/** One after another, in the order in which they happened here. An act that no longer fits what the list says changes nothing. */
export function withActs(holding: Holding, acts: readonly KeptAct[]): Holding {
  const commands = acts.flatMap((act) => commandOf(act) ?? []);
  if (commands.length === 0) return holding;
  const books = new Map([...holding.inbox.books].map(([bookId, book]) => [bookId, { ...book, rows: new Map(book.rows) }]));
  for (const command of commands) apply({ books, roundId: holding.device.round?.roundId ?? null }, command);
  return { ...holding, inbox: { ...holding.inbox, books } };
}

type Books = Map<string, HeldBook<PulledHouseholdView> & { readonly rows: Map<string, PulledHouseholdView> }>;
interface Here {
  readonly books: Books;
  readonly roundId: string | null;
}

function apply(here: Here, command: Act): void {
  switch (command.kind) {
    case 'household-registered':
      return add(here, command.payload.hamletId, registered(here, command.payload));
    case 'member-born':
    case 'member-arrived':
      return change(here, command.payload.householdId, (row) => joined(row, command.payload.member));
    case 'member-died':
      return change(here, command.payload.householdId, (row) => gone(row, [command.payload.memberId], 'dead'));
    case 'member-left':
      return change(here, command.payload.householdId, (row) => gone(row, [command.payload.memberId], 'left'));
    case 'withdraw-joining':
      return change(here, command.payload.householdId, (row) => gone(row, [command.payload.memberId], 'left'));
    case 'correct-member':
      return change(here, command.payload.householdId, (row) => righted(row, command.payload));
    case 'split-household':
      return split(here, command.payload);
    case 'move-household':
      return move(here, command.payload);
    case 'household-left':
      return change(here, command.payload.householdId, () => null);
  }
}

function bookIn({ books }: Here, hamletId: string) {
  return [...books.values()].find((book) => book.hamletId === hamletId);
}

function add(here: Here, hamletId: string, row: PulledHouseholdView): void {
  const book = bookIn(here, hamletId);
  if (book !== undefined && !book.rows.has(row.householdId)) book.rows.set(row.householdId, row);
}

/** Null: the household is there no more. */
function change({ books }: Here, householdId: string, how: (row: PulledHouseholdView) => PulledHouseholdView | null): void {
  for (const { rows } of books.values()) {
    const row = rows.get(householdId);
    if (row === undefined) continue;
    const next = how(row);
    if (next === null) rows.delete(householdId);
    else rows.set(householdId, next);
  }
}

const present = (member: RosterMember): MemberView => ({ ...member, state: 'present' });

function registered({ roundId }: Here, body: CommandBody<'household-registered'>): PulledHouseholdView {
  const { householdId, code, headName, address, members, weight, listed } = body;
  return {
    ...{ householdId, code, headName, address, weight, version: 0 },
    people: Math.max(body.people ?? 0, members.length),
    members: members.map(present),
    listed: listed === null || roundId === null ? [] : [{ roundId, why: listed }],
    statuses: [],
    interviews: [],
  };
}

function joined(row: PulledHouseholdView, member: RosterMember): PulledHouseholdView {
  if (row.members.some(({ memberId, state }) => memberId === member.memberId && state !== 'left')) return row;
  const others = row.members.filter(({ memberId }) => memberId !== member.memberId);
  return { ...row, people: row.people + 1, members: [...others, present(member)] };
}

/** With its last member a household ends. */
function gone(row: PulledHouseholdView, memberIds: readonly string[], state: 'dead' | 'left'): PulledHouseholdView | null {
  const leaving = row.members.filter((member) => member.state === 'present' && memberIds.includes(member.memberId));
  const members = row.members.map((member) => (leaving.includes(member) ? { ...member, state } : member));
  const people = row.people - leaving.length;
  return people <= 0 ? null : { ...row, people, members, headName: headNow(members)?.fullName ?? row.headName };
}

function righted(row: PulledHouseholdView, { memberId, was, now }: CommandBody<'correct-member'>): PulledHouseholdView {
  const members = row.members.map((member) => (member.memberId === memberId ? rightedBy(member, { was, now }) : member));
  return { ...row, members, headName: headNow(members)?.fullName ?? row.headName };
}

const headNow = (members: readonly MemberView[]): MemberView | undefined =>
  members.find((member) => member.state === 'present' && member.relation === 'head') ??
  members.find((member) => member.state === 'present');

function split(here: Here, { householdId, newHouseholdId, memberIds, headId, address, code }: CommandBody<'split-household'>): void {
  const from = [...here.books.values()].find(({ rows }) => rows.has(householdId));
  const row = from?.rows.get(householdId);
  if (from === undefined || row === undefined || from.rows.has(newHouseholdId)) return;
  const leaving = row.members.filter((member) => memberIds.includes(member.memberId) && member.state === 'present');
  const head = leaving.find((member) => member.memberId === headId);
  if (head === undefined) return;
  const others = leaving.filter((member) => member !== head);
  const members = [
    { ...head, relation: 'head' },
    ...others.map((member) => (member.relation === 'head' ? { ...member, relation: 'other-kin' } : member)),
  ];
  const fresh = { householdId: newHouseholdId, version: 0, code, headName: head.fullName, address, people: members.length, weight: 1 };
  from.rows.set(newHouseholdId, { ...fresh, members, listed: [], statuses: [], interviews: [] });
  change(here, householdId, (before) => gone(before, memberIds, 'left'));
}

function move(here: Here, { householdId, toHamletId, address }: CommandBody<'move-household'>): void {
  const from = [...here.books.values()].find(({ rows }) => rows.has(householdId));
  const row = from?.rows.get(householdId);
  if (from === undefined || row === undefined || from.hamletId === toHamletId) return;
  from.rows.delete(householdId);
  add(here, toHamletId, { ...row, address });
}

/** Households of the hamlet whose head bears that name: the same household may be told twice. */
export function namesakes(holding: Holding, hamletId: string, headName: string): readonly PulledHouseholdView[] {
  const name = foldVi(headName).trim();
  const books = [...holding.inbox.books.values()].filter((book) => book.hamletId === hamletId);
  return books.flatMap(({ rows }) => [...rows.values()]).filter((row) => foldVi(row.headName).trim() === name);
}
