/**
 * Commands that touch two households or two books (tách, nhập, chuyển hộ): both heads are held, and both sides are written in
 * the one command, so that nobody is ever counted twice or lost between.
 */
import { toHex } from '../../../core/ledger/chain.ts';
import type { CommandOf } from '../../../core/kinds.ts';
import { ok } from '../../../core/kernel/result.ts';
import { mayEndIn, mayMoveTo, type Standing } from '../../../core/meeting/merging.ts';
import { statusOn } from '../../../core/meeting/standing.ts';
import type { CaseFile, CaseMember } from '../../../core/register/case-file.ts';
import { type RosterMember, rosterOf } from '../../../core/register/roster.ts';
import { type DeclaredTie, inheritedTies } from '../../../core/register/tie.ts';
import { mayAdd, mayTakeAway, notBeforeBirth, notBeforeStay, notInFuture } from '../../../core/register/rules.ts';
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import type { Plan } from './append.ts';
import { communeOn } from './areas.ts';
import { codeTaken, idTaken } from './claims.ts';
import { clashesJoined, clashesMoved } from './clash-goes-on.ts';
import { type Decided, findHamlet, findHousehold, type Found, itself, membersOf } from './decide-household.ts';
import { refuse, type World } from './world.ts';

export function splitHousehold(world: World, { payload }: CommandOf<'split-household'>): Decided {
  const { householdId, newHouseholdId, memberIds, headId, on, code, address } = payload;
  const found = findHousehold(world, 'register-household', householdId);
  if (!found.ok) return found;
  const used = idTaken(world, newHouseholdId);
  if (used !== null) return refuse(used);
  if (!memberIds.includes(headId)) return refuse({ code: 'head-not-among-them', memberId: headId });
  const problem = timely(found.value.file, on, world) ?? errorOf(mayTakeAway(found.value.file, memberIds, true));
  if (problem !== null) return refuse(problem);
  const { file, book } = found.value;
  const taken = codeTaken(world, { householdId: newHouseholdId, hamletId: file.hamletId, code });
  if (taken !== null) return refuse(taken);
  const leaving = membersOf(file, memberIds);
  const born = errorOf(notBeforeBirth(leaving, on));
  if (born !== null) return refuse(born);
  const members = asHousehold(leaving, headId);
  const headName = leaving.find((member) => member.memberId === headId)?.fullName ?? '';
  const registered = { householdId: newHouseholdId, hamletId: file.hamletId, code, address, headName, members, since: on } as const;
  return ok([
    { bookId: book.bookId, householdId, said: { kind: 'household-split', body: { householdId, newHouseholdId, memberIds, on } } },
    {
      bookId: book.bookId,
      householdId: newHouseholdId,
      said: { kind: 'household-registered', body: { ...registered, source: 'split', weight: 1, listed: null } },
    },
    ...inheritedTies(found.value.dossier.ties, 'split').map((tie) => passedOn(book.bookId, newHouseholdId, tie)),
  ]);
}

/** The new head first; how the others stand to him or her nobody has said yet. */
function asHousehold(leaving: readonly CaseMember[], headId: string): RosterMember[] {
  const roster = rosterOf(leaving).map((member): RosterMember => {
    if (member.memberId === headId) return { ...member, relation: 'head' };
    return member.relation === 'head' ? { ...member, relation: 'other-kin' } : member;
  });
  return [...roster.filter((member) => member.memberId === headId), ...roster.filter((member) => member.memberId !== headId)];
}

export function mergeHouseholds(world: World, { payload }: CommandOf<'merge-households'>): Decided {
  const { householdId, intoHouseholdId, on } = payload;
  if (householdId === intoHouseholdId) return refuse({ code: 'same-household' });
  const ending = findHousehold(world, 'move-household', householdId);
  if (!ending.ok) return ending;
  const kept = findHousehold(world, 'move-household', intoHouseholdId);
  if (!kept.ok) return kept;
  const joining = ending.value.file.members.filter((member) => member.state === 'present');
  const ids = joining.map((member) => member.memberId);
  const problem = timely(ending.value.file, on, world) ?? errorOf(mayAdd(kept.value.file, ids));
  if (problem !== null) return refuse(problem);
  const lawful = mayEndIn(standingOf(world, ending.value), standingOf(world, kept.value));
  if (!lawful.ok) return refuse(lawful.error);
  if (joining.length === 0) return refuse({ code: 'nobody-left' });
  const members = rosterOf(joining).map(
    (member): RosterMember => (member.relation === 'head' ? { ...member, relation: 'other-kin' } : member),
  );
  const clashes = clashesJoined(world, { ending: ending.value, kept: kept.value });
  return ok([
    ...clashes.closed,
    { bookId: ending.value.book.bookId, householdId, said: { kind: 'household-merged', body: payload } },
    {
      bookId: kept.value.book.bookId,
      householdId: intoHouseholdId,
      said: { kind: 'members-joined', body: { householdId: intoHouseholdId, fromHouseholdId: householdId, members, on } },
    },
    ...inheritedTies(ending.value.dossier.ties, 'merged', kept.value.dossier.ties).map((tie) =>
      passedOn(kept.value.book.bookId, intoHouseholdId, tie),
    ),
    ...clashes.told,
  ]);
}

/** Who may not judge the one household may not judge the other. */
export function passedOn(bookId: string, householdId: string, { accountId, tie }: Pick<DeclaredTie, 'accountId' | 'tie'>): Plan {
  return { bookId, householdId, said: { kind: 'tie-declared', body: { householdId, accountId, tie } } };
}

export function standingOf(world: World, { file, dossier }: Found): Standing {
  const held = statusOn(dossier.statuses, world.clock.today)?.class ?? null;
  return { listed: dossier.listed, class: held, rounds: roundsAt(world, file.hamletId) };
}

/** Of the hamlet's commune today. */
function roundsAt(world: World, hamletId: string): Standing['rounds'] {
  const communeId = communeOn(world.areas, hamletId, world.clock.today);
  return [...world.rounds.values()].flatMap(({ round, state, gates }) => {
    const gate = communeId === null ? undefined : gates.get(communeId);
    return gate === undefined ? [] : [{ roundId: round.roundId, state, gate, scope: round.scope }];
  });
}

export function moveHousehold(world: World, { payload }: CommandOf<'move-household'>): Decided {
  const { householdId, toHamletId, address, on } = payload;
  const found = findHousehold(world, 'register-household', householdId);
  if (!found.ok) return found;
  const { file, book: from } = found.value;
  const to = findHamlet(world, 'register-household', toHamletId);
  if (!to.ok) return to;
  if (to.value.bookId === from.bookId) return refuse({ code: 'same-hamlet' });
  const problem = timely(file, on, world);
  if (problem !== null) return refuse(problem);
  const lawful = mayMoveTo(standingOf(world, found.value), roundsAt(world, toHamletId));
  if (!lawful.ok) return refuse(lawful.error);
  const head = world.heads.get(from.bookId);
  if (head === undefined) throw new Error('unreachable: the household was found in a held book');
  const out: Plan = {
    bookId: from.bookId,
    householdId,
    said: { kind: 'moved-out', body: { householdId, toBookId: to.value.bookId, toHamletId, on } },
  };
  const fromHead = toHex(head.hash);
  const place = { householdId, fromBookId: from.bookId, fromHamletId: file.hamletId, fromHead, hamletId: toHamletId, address, on };
  const clashes = clashesMoved(world, found.value, { bookId: to.value.bookId, hamletId: toHamletId });
  const moved: Plan = { bookId: to.value.bookId, householdId, said: { kind: 'moved-in', body: { ...place, file: carried(file) } } };
  return ok([...clashes.closed, out, moved, ...clashes.told]);
}

/** Gone where none of our books reaches. */
export function leaveHamlet(world: World, command: CommandOf<'household-left'>): Decided {
  const { payload } = command;
  const found = findHousehold(world, 'register-household', payload.householdId);
  if (!found.ok) return found;
  const problem = timely(found.value.file, payload.on, world);
  return problem === null ? ok([itself(found.value.book, command, { kind: 'household-left', body: payload })]) : refuse(problem);
}

export function carried(file: CaseFile) {
  return {
    code: file.code,
    headName: file.headName,
    members: file.members.map(({ version: _, ...member }) => member),
    people: file.declared,
    weight: file.weight,
    registeredAt: file.registeredAt,
  };
}

function timely(file: CaseFile, on: string, world: World): CommandProblem | null {
  return errorOf(notInFuture(on, world.clock.today)) ?? errorOf(notBeforeStay(file, on));
}

function errorOf<E>(result: { readonly ok: true } | { readonly ok: false; readonly error: E }): E | null {
  return result.ok ? null : result.error;
}
