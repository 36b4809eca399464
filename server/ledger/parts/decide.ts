/**
 * One command, decided (quyết định một lệnh): the table from kinds to their functions.
 */
import type { Command, CommandKindName, CommandOf } from '../../../core/kinds.ts';
import { bearMember, correctHousehold, type Decided, loseMember, recordStatus, registerHousehold } from './decide-household.ts';
import { changeAccount, createAccount, noteOwnFactor, renewSignIn } from './decide-accounts.ts';
import { noteDirective, sendDirective, withdrawDirective } from './decide-directive.ts';
import { holdMeeting } from './decide-meeting.ts';
import { issueCertificate, renewCertificate, withdrawCertificate } from './decide-certificate.ts';
import { answerFlag, raiseFlag } from './decide-flag.ts';
import { announceBackCheck, assignBackCheck, drawBackCheck } from './decide-back-check.ts';
import { decideByIncome } from './decide-income.ts';
import { answerObjection, assignRevisit, lodgeObjection } from './decide-objection.ts';
import { decideRequest } from './decide-request.ts';
import { postList, takeDownList } from './decide-posting.ts';
import { decideDuplicate } from './decide-duplicate.ts';
import { decideHandover } from './decide-handover.ts';
import { decidePhoto } from './decide-photo.ts';
import { withdrawDeath } from './decide-death.ts';
import { correctMember, withdrawJoining } from './decide-righting.ts';
import { eraseHousehold } from './decide-erase.ts';
import { cancelRound } from './decide-cancel.ts';
import { cutHamlet } from './decide-cut.ts';
import { decideList, passGate } from './decide-list.ts';
import { withdrawDecision } from './decide-withdrawal.ts';
import { leaveHamlet, mergeHouseholds, moveHousehold, splitHousehold } from './decide-moves.ts';
import { addHamlets, createInstallation, inProvince, loadAreas, noteImport, reformAreas, setAreaType } from './decide-office.ts';
import { rejudge } from './decide-rejudge.ts';
import { closeRound, openRound, setScoreTable, setTarget } from './decide-round.ts';
import { answerSeal, sealFigures } from './decide-seal.ts';
import { endHold, letGo, setHold } from './decide-retention.ts';
import { decideUndo } from './decide-undo.ts';
import { decideTie } from './decide-tie.ts';
import { finishInterview, listForReview, noteUnvisited, settleClashOf } from './decide-review.ts';
import { ASIDE } from './no-ground.ts';
import type { World } from './world.ts';

/** Decided one after another without the database: what they need was read for the whole batch. */
const HOUSEHOLD_COMMANDS = [
  'household-registered',
  'household-corrected',
  'review-listed',
  'not-visited',
  'interview-finished',
  'clash-settled',
  'status-recorded',
  'member-born',
  'member-arrived',
  'member-died',
  'member-left',
  'household-left',
  'split-household',
  'merge-households',
  'move-household',
  'join-duplicates',
  'part-duplicates',
  'told-apart',
] as const satisfies readonly CommandKindName[];

export type HouseholdCommand = Extract<Command, { readonly kind: (typeof HOUSEHOLD_COMMANDS)[number] }>;
export type LoneCommand = Exclude<Command, HouseholdCommand>;

export function isHouseholdCommand(command: Command): command is HouseholdCommand {
  return HOUSEHOLD_COMMANDS.some((kind) => kind === command.kind);
}

export function decideForHousehold(world: World, command: HouseholdCommand): Decided {
  switch (command.kind) {
    case 'household-registered':
      return registerHousehold(world, command);
    case 'household-corrected':
      return correctHousehold(world, command);
    case 'review-listed':
      return listForReview(world, command);
    case 'not-visited':
      return noteUnvisited(world, command);
    case 'interview-finished':
      return finishInterview(world, command);
    case 'clash-settled':
      return settleClashOf(world, command);
    case 'status-recorded':
      return recordStatus(world, command);
    case 'member-born':
    case 'member-arrived':
      return bearMember(world, command);
    case 'member-died':
    case 'member-left':
      return loseMember(world, command);
    case 'household-left':
      return leaveHamlet(world, command);
    case 'split-household':
      return splitHousehold(world, command);
    case 'merge-households':
      return mergeHouseholds(world, command);
    case 'move-household':
      return moveHousehold(world, command);
    case 'join-duplicates':
    case 'part-duplicates':
    case 'told-apart':
      return decideDuplicate(world, command);
  }
}

export async function decideAlone(world: World, command: LoneCommand): Promise<Decided> {
  if (isAside(command)) return decideAside(world, command);
  switch (command.kind) {
    case 'installation-created':
      return createInstallation(world, command);
    case 'areas-loaded':
      return loadAreas(world, command);
    case 'hamlets-added':
      return addHamlets(world, command);
    case 'areas-reformed':
      return reformAreas(world, command);
    case 'area-type-set':
      return setAreaType(world, command);
    case 'cut-hamlet':
      return cutHamlet(world, command);
    case 'account-created':
      return createAccount(world, command);
    case 'grant-given':
    case 'grant-ended':
    case 'account-suspended':
    case 'account-resumed':
      return changeAccount(world, command);
    case 'sign-in-renewed':
      return renewSignIn(world, command);
    case 'second-factor-turned':
      return noteOwnFactor(world, command);
    case 'sign-in-rule-set':
      return inProvince(world, 'manage-accounts', { kind: 'sign-in-rule-set', body: command.payload });
    case 'round-opened':
    case 'gate-passed':
    case 'round-closed':
    case 'round-cancelled':
    case 'target-set':
      return decideRound(world, command);
    case 'score-table-set':
      return setScoreTable(world, command);
    case 'list-imported':
      return noteImport(world, command);
    case 'undo-import':
    case 'import-undone':
      return decideUndo(world, command);
    case 'decide-list':
    case 'withdraw-decision':
      return command.kind === 'decide-list' ? decideList(world, command) : withdrawDecision(world, command);
    case 'rejudge':
      return rejudge(world, command);
    case 'hold-meeting':
    case 'withdraw-death':
    case 'withdraw-joining':
    case 'correct-member':
    case 'photo-taken':
    case 'photo-removed':
    case 'handed-over':
    case 'handover-settled':
    case 'tie-declared':
    case 'tie-ended':
    case 'erase':
      return decideInHamlet(world, command);
  }
}

function decideRound(
  world: World,
  command: CommandOf<'round-opened' | 'gate-passed' | 'round-closed' | 'round-cancelled' | 'target-set'>,
): Decided | Promise<Decided> {
  switch (command.kind) {
    case 'round-opened':
      return openRound(world, command);
    case 'gate-passed':
      return passGate(world, command);
    case 'round-closed':
      return closeRound(world, command);
    case 'round-cancelled':
      return cancelRound(world, command);
    case 'target-set':
      return setTarget(world, command);
  }
}

function decideInHamlet(
  world: World,
  command: CommandOf<
    | 'hold-meeting'
    | 'withdraw-death'
    | 'withdraw-joining'
    | 'correct-member'
    | 'photo-taken'
    | 'photo-removed'
    | 'handed-over'
    | 'handover-settled'
    | 'tie-declared'
    | 'tie-ended'
    | 'erase'
  >,
): Decided | Promise<Decided> {
  switch (command.kind) {
    case 'hold-meeting':
      return holdMeeting(world, command);
    case 'withdraw-death':
      return withdrawDeath(world, command);
    case 'withdraw-joining':
      return withdrawJoining(world, command);
    case 'correct-member':
      return correctMember(world, command);
    case 'photo-taken':
    case 'photo-removed':
      return decidePhoto(world, command);
    case 'handed-over':
    case 'handover-settled':
      return decideHandover(world, command);
    case 'tie-declared':
    case 'tie-ended':
      return decideTie(world, command);
    case 'erase':
      return eraseHousehold(world, command);
  }
}

type Aside = Extract<Command, { readonly kind: (typeof ASIDE)[number] }>;

function isAside(command: LoneCommand): command is Aside {
  return ASIDE.some((kind) => kind === command.kind);
}

function decideAside(world: World, command: Aside): Decided | Promise<Decided> {
  switch (command.kind) {
    case 'send-directive':
      return sendDirective(world, command);
    case 'directive-withdrawn':
      return withdrawDirective(world, command);
    case 'directive-noted':
      return noteDirective(world, command);
    case 'post-list':
      return postList(world, command);
    case 'take-down-list':
      return takeDownList(world, command);
    case 'lodge-objection':
      return lodgeObjection(world, command);
    case 'assign-revisit':
      return assignRevisit(world, command);
    case 'answer-objection':
      return answerObjection(world, command);
    case 'lodge-request':
    case 'answer-request':
    case 'finish-request':
    case 'lift-restriction':
      return decideRequest(world, command);
    case 'check-income':
    case 'post-income':
    case 'take-down-income':
    case 'decide-income':
    case 'withdraw-income':
    case 'reissue-income':
      return decideByIncome(world, command);
    case 'issue-certificate':
      return issueCertificate(world, command);
    case 'correct-certificate':
    case 'reissue-certificate':
      return renewCertificate(world, command);
    case 'withdraw-certificate':
      return withdrawCertificate(world, command);
    case 'announce-back-check':
      return announceBackCheck(world, command);
    case 'draw-back-check':
      return drawBackCheck(world, command);
    case 'assign-back-check':
      return assignBackCheck(world, command);
    case 'raise-flag':
      return raiseFlag(world, command);
    case 'answer-flag':
      return answerFlag(world, command);
    case 'figures-sealed':
      return sealFigures(world, command);
    case 'seal-answered':
      return answerSeal(world, command);
    case 'hold-set':
      return setHold(world, command);
    case 'hold-ended':
      return endHold(world, command);
    case 'apply-retention':
      return letGo(world, command);
  }
}
