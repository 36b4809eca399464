/**
 * Two entries of one household (hộ ghi trùng): joined, parted again, or told to be two. Both heads are held and both sides written in one
 * command, so that nobody is counted twice or lost between.
 */
import type { CommandOf } from '../../../core/kinds.ts';
import { ok } from '../../../core/kernel/result.ts';
import { mayEndIn } from '../../../core/meeting/merging.ts';
import { type CaseFile, step } from '../../../core/register/case-file.ts';
import { joiners, partingOf } from '../../../core/register/duplicate.ts';
import { inheritedTies } from '../../../core/register/tie.ts';
import type { Plan } from './append.ts';
import { codeTaken, livesElsewhere } from './claims.ts';
import { clashesJoined, clashesParted } from './clash-goes-on.ts';
import { type Decided, findHousehold, itself, placeOf } from './decide-household.ts';
import { passedOn, standingOf } from './decide-moves.ts';
import { NOTHING_TOLD, type Tellings } from './tellings.ts';
import { refuse, type World } from './world.ts';

export function decideDuplicate(
  world: World,
  command: CommandOf<'join-duplicates'> | CommandOf<'part-duplicates'> | CommandOf<'told-apart'>,
): Decided {
  switch (command.kind) {
    case 'join-duplicates':
      return join(world, command);
    case 'part-duplicates':
      return part(world, command);
    case 'told-apart':
      return tellApart(world, command);
  }
}

function join(world: World, { payload }: CommandOf<'join-duplicates'>): Decided {
  const { householdId, intoHouseholdId, same, why } = payload;
  if (householdId === intoHouseholdId) return refuse({ code: 'same-household' });
  const ending = findHousehold(world, 'join-duplicates', householdId);
  if (!ending.ok) return ending;
  const kept = findHousehold(world, 'join-duplicates', intoHouseholdId);
  if (!kept.ok) return kept;
  const lawful = mayEndIn(standingOf(world, ending.value), standingOf(world, kept.value));
  if (!lawful.ok) return refuse(lawful.error);
  const members = joiners({ ending: ending.value.file, kept: kept.value.file }, same);
  if (!members.ok) return refuse(members.error);
  const closed: Plan['said'] = { kind: 'duplicate-closed', body: { householdId, intoHouseholdId, same, why } };
  const joined: Plan['said'] = {
    kind: 'duplicate-joined',
    body: { householdId: intoHouseholdId, fromHouseholdId: householdId, members: [...members.value] },
  };
  const clashes = clashesJoined(world, { ending: ending.value, kept: kept.value }, same);
  return ok([
    ...clashes.closed,
    { bookId: ending.value.book.bookId, householdId, said: closed },
    { bookId: kept.value.book.bookId, householdId: intoHouseholdId, said: joined },
    ...inheritedTies(ending.value.dossier.ties, 'merged', kept.value.dossier.ties).map((tie) =>
      passedOn(kept.value.book.bookId, intoHouseholdId, tie),
    ),
    ...clashes.told,
  ]);
}

function part(world: World, { payload }: CommandOf<'part-duplicates'>): Decided {
  const { householdId, intoHouseholdId, why } = payload;
  const ending = placeOf(world, 'join-duplicates', householdId);
  if (!ending.ok) return ending;
  const before = beforeClosing(world.tellings.get(householdId) ?? NOTHING_TOLD, intoHouseholdId);
  const { file } = ending.value;
  if (file.state !== 'merged' || before === null) return refuse({ code: 'not-joined' });
  const kept = findHousehold(world, 'join-duplicates', intoHouseholdId);
  if (!kept.ok) return kept;
  const { memberIds, gone } = partingOf({ ending: file, kept: kept.value.file });
  const stays = kept.value.file.members.some(({ memberId, state }) => state === 'present' && !memberIds.includes(memberId));
  if (!stays) return refuse({ code: 'nobody-left' });
  // The others may live somewhere else by now, or their code be another's.
  const others = file.members.filter(
    ({ memberId, state }) => state === 'present' && !kept.value.file.members.some((one) => one.memberId === memberId),
  );
  const taken =
    livesElsewhere(world, { householdId, file: null, members: others }) ??
    codeTaken(world, { householdId, hamletId: file.hamletId, code: file.code });
  if (taken !== null) return refuse(taken);
  const reopened = { householdId, intoHouseholdId, stays: [...before.stays], gone: [...gone], why };
  const clashes = clashesParted(world, ending.value, kept.value);
  return ok([
    ...clashes.closed,
    { bookId: ending.value.book.bookId, householdId, said: { kind: 'duplicate-reopened', body: reopened } },
    {
      bookId: kept.value.book.bookId,
      householdId: intoHouseholdId,
      said: { kind: 'duplicate-parted', body: { householdId: intoHouseholdId, toHouseholdId: householdId, memberIds: [...memberIds] } },
    },
    ...clashes.told,
  ]);
}

/** The household as it stood before it was closed in favour of this one; null where that was not the last that befell it. */
function beforeClosing({ told }: Tellings, intoHouseholdId: string): CaseFile | null {
  const last = told.findLastIndex(({ event }) => event.kind !== 'noted');
  const closing = told[last]?.event;
  if (closing?.kind !== 'duplicate-closed' || closing.body.intoHouseholdId !== intoHouseholdId) return null;
  return told.slice(0, last).reduce<CaseFile | null>((file, { event, at }) => step(file, event, at), null);
}

function tellApart(world: World, command: CommandOf<'told-apart'>): Decided {
  const { householdId, otherHouseholdId, pairs } = command.payload;
  const one = findHousehold(world, 'join-duplicates', householdId);
  if (!one.ok) return one;
  const other = findHousehold(world, 'join-duplicates', otherHouseholdId);
  if (!other.ok) return other;
  const lives = (file: CaseFile, memberId: string) => file.members.some((member) => member.memberId === memberId);
  const wrong = pairs.find(({ memberId, asMemberId }) => !lives(one.value.file, memberId) || !lives(other.value.file, asMemberId));
  if (wrong !== undefined) return refuse({ code: 'pair-not-present', memberId: wrong.memberId });
  return ok([itself(one.value.book, command, { kind: 'told-apart', body: command.payload })]);
}
