/**
 * The one list of what can be said to the ledger (danh mục loại lệnh và sự kiện). A command comes in at the door, an event is
 * what the ledger keeps; most kinds are both. Each kind has a version and a schema; a change of either changes the golden
 * hash in `kinds.golden.ts`, so that no stored fact changes its meaning unseen. What a kind does is the rooms' business.
 */
import type * as z from 'zod';
import type { Action } from './access/action.ts';
import { bookClosed, bookOpened, erase, erased } from './ledger/book.ts';
import { applyRetention, holdEnded, holdSet, looksLetGo } from './ledger/hold.ts';
import {
  accountCreated,
  accountResumed,
  cutHamlet,
  accountSuspended,
  areasLoaded,
  areasReformed,
  areaTypeSet,
  grantEnded,
  grantGiven,
  hamletsAdded,
  installationCreated,
  secondFactorTurned,
  signInRenewed,
  signInRuleSet,
} from './ledger/office.ts';
import { scoreTableSet } from './classify/score-table-record.ts';
import { clashFound, clashHandedOn, clashSettled } from './sync/clash.ts';
import { handedOver, handoverSettled } from './sync/handover.ts';
import { interviewFinished } from './sync/visit.ts';
import {
  correctMember,
  deathWithdrawn,
  householdCorrected,
  householdLeft,
  householdMerged,
  householdRegistered,
  householdSplit,
  importUndone,
  importWithdrawn,
  joiningWithdrawn,
  listImported,
  memberArrived,
  memberBorn,
  memberCorrected,
  memberDied,
  memberLeft,
  membersJoined,
  mergeHouseholds,
  movedIn,
  movedOut,
  moveHousehold,
  reviewListed,
  splitHousehold,
  undoImport,
  withdrawDeath,
  withdrawJoining,
} from './register/household.ts';
import { decisionWithdrawn, statusWithdrawn, withdrawDecision } from './meeting/decision-withdrawn.ts';
import { photoRemoved, photoTaken } from './register/photo.ts';
import {
  certificateCorrected,
  certificateIssued,
  certificateReissued,
  certificateWithdrawn,
  correctCertificate,
  issueCertificate,
  reissueCertificate,
} from './meeting/certificate.ts';
import {
  assignBackCheck,
  backCheckAnnounced,
  backCheckAssigned,
  backCheckDrawn,
  backCheckFinished,
  drawBackCheck,
} from './meeting/back-check-events.ts';
import { answerFlag, flagAnswered, flagRaised, raiseFlag } from './meeting/flag.ts';
import {
  checkIncome,
  decideIncome,
  incomeChecked,
  incomeDecided,
  incomePosted,
  incomeReissued,
  incomeTakenDown,
  incomeWithdrawn,
  postIncome,
  reissueIncome,
} from './meeting/income.ts';
import { holdMeeting, householdDiscussed, meetingHeld } from './meeting/minutes.ts';
import {
  assignRevisit,
  denouncerNamed,
  lodgeObjection,
  objectionAnswered,
  objectionLodged,
  objectorNamed,
  revisitAssigned,
} from './meeting/objection.ts';
import { listPosted, listTakenDown, postList } from './meeting/posting.ts';
import { answerRequest, lodgeRequest, requestAnswered, requestFinished, requestLodged, restrictionLifted } from './meeting/request.ts';
import { tieDeclared, tieEnded } from './register/tie.ts';
import {
  duplicateClosed,
  duplicateJoined,
  duplicateParted,
  duplicateReopened,
  joinDuplicates,
  partDuplicates,
  toldApart,
} from './register/duplicate.ts';
import { decideList, listDecided, rejudge, rejudged, statusDecided, statusRecorded } from './meeting/decision.ts';
import { directiveNoted, directiveSent, directiveWithdrawn, sendDirective } from './steer/directive.ts';
import { gatePassed, notVisited, roundCancelled, roundClosed, roundOpened, targetSet } from './meeting/round-events.ts';
import { answerSeal, figuresSealed } from './report/seal.ts';

export interface EventKind<S extends z.ZodType = z.ZodType> {
  /** Whose book it lies in. */
  readonly book: 'office' | 'hamlet' | 'either';
  readonly version: number;
  readonly schema: S;
}

const office = <S extends z.ZodType>(schema: S) => ({ book: 'office', version: 1, schema }) as const;
const hamlet = <S extends z.ZodType>(schema: S) => ({ book: 'hamlet', version: 1, schema }) as const;
const either = <S extends z.ZodType>(schema: S) => ({ book: 'either', version: 1, schema }) as const;

/** What the ledger keeps. */
export const EVENTS = {
  'book-opened': either(bookOpened),
  'book-closed': either(bookClosed),
  erased: hamlet(erased),
  'installation-created': office(installationCreated),
  'areas-loaded': office(areasLoaded),
  'hamlets-added': office(hamletsAdded),
  'areas-reformed': office(areasReformed),
  'area-type-set': office(areaTypeSet),
  'account-created': office(accountCreated),
  'grant-given': office(grantGiven),
  'grant-ended': office(grantEnded),
  'account-suspended': office(accountSuspended),
  'account-resumed': office(accountResumed),
  'sign-in-renewed': office(signInRenewed),
  'second-factor-turned': office(secondFactorTurned),
  'sign-in-rule-set': office(signInRuleSet),
  'round-opened': office(roundOpened),
  'gate-passed': office(gatePassed),
  'round-closed': office(roundClosed),
  'round-cancelled': office(roundCancelled.schema),
  'target-set': office(targetSet),
  'score-table-set': office(scoreTableSet),
  'list-imported': office(listImported.schema),
  'import-undone': office(importUndone.schema),
  'list-decided': office(listDecided),
  'decision-withdrawn': office(decisionWithdrawn.schema),
  'figures-sealed': office(figuresSealed.schema),
  'seal-answered': office(answerSeal.schema),
  'directive-sent': office(directiveSent.schema),
  'directive-withdrawn': office(directiveWithdrawn.schema),
  'directive-noted': hamlet(directiveNoted.schema),
  'household-registered': hamlet(householdRegistered.schema),
  'household-corrected': hamlet(householdCorrected.schema),
  'review-listed': hamlet(reviewListed.schema),
  'not-visited': hamlet(notVisited.schema),
  'interview-finished': hamlet(interviewFinished.schema),
  'clash-found': hamlet(clashFound.schema),
  'clash-settled': hamlet(clashSettled.schema),
  'clash-handed-on': hamlet(clashHandedOn.schema),
  'photo-taken': hamlet(photoTaken.schema),
  'photo-removed': hamlet(photoRemoved.schema),
  'handed-over': hamlet(handedOver.schema),
  'handover-settled': hamlet(handoverSettled.schema),
  'meeting-held': hamlet(meetingHeld.schema),
  'household-discussed': hamlet(householdDiscussed.schema),
  'list-posted': hamlet(listPosted.schema),
  'list-taken-down': hamlet(listTakenDown.schema),
  'objection-lodged': either(objectionLodged.schema),
  'objector-named': hamlet(objectorNamed.schema),
  'denouncer-named': office(denouncerNamed.schema),
  'revisit-assigned': hamlet(revisitAssigned.schema),
  'objection-answered': either(objectionAnswered.schema),
  'request-lodged': hamlet(requestLodged.schema),
  'request-answered': hamlet(requestAnswered.schema),
  'request-finished': hamlet(requestFinished.schema),
  'restriction-lifted': hamlet(restrictionLifted.schema),
  'income-checked': hamlet(incomeChecked.schema),
  'income-posted': hamlet(incomePosted.schema),
  'income-taken-down': hamlet(incomeTakenDown.schema),
  'income-decided': hamlet(incomeDecided.schema),
  'income-withdrawn': hamlet(incomeWithdrawn.schema),
  'income-reissued': hamlet(incomeReissued.schema),
  'hold-set': office(holdSet.schema),
  'hold-ended': office(holdEnded.schema),
  'looks-let-go': hamlet(looksLetGo.schema),
  'flag-raised': office(flagRaised.schema),
  'flag-answered': office(flagAnswered.schema),
  'back-check-announced': office(backCheckAnnounced.schema),
  'back-check-drawn': office(backCheckDrawn.schema),
  'back-check-assigned': hamlet(backCheckAssigned.schema),
  'back-check-finished': hamlet(backCheckFinished.schema),
  'status-recorded': hamlet(statusRecorded.schema),
  'status-decided': hamlet(statusDecided.schema),
  'status-withdrawn': hamlet(statusWithdrawn.schema),
  rejudged: hamlet(rejudged.schema),
  'certificate-issued': hamlet(certificateIssued.schema),
  'certificate-corrected': hamlet(certificateCorrected.schema),
  'certificate-reissued': hamlet(certificateReissued.schema),
  'certificate-withdrawn': hamlet(certificateWithdrawn.schema),
  'member-born': hamlet(memberBorn.schema),
  'member-arrived': hamlet(memberArrived.schema),
  'member-died': hamlet(memberDied.schema),
  'death-withdrawn': hamlet(deathWithdrawn.schema),
  'member-left': hamlet(memberLeft.schema),
  'joining-withdrawn': hamlet(joiningWithdrawn.schema),
  'member-corrected': hamlet(memberCorrected.schema),
  'household-split': hamlet(householdSplit.schema),
  'household-merged': hamlet(householdMerged.schema),
  'members-joined': hamlet(membersJoined.schema),
  'moved-out': hamlet(movedOut.schema),
  'household-left': hamlet(householdLeft.schema),
  'moved-in': hamlet(movedIn.schema),
  'import-withdrawn': hamlet(importWithdrawn.schema),
  'duplicate-closed': hamlet(duplicateClosed.schema),
  'duplicate-joined': hamlet(duplicateJoined.schema),
  'duplicate-reopened': hamlet(duplicateReopened.schema),
  'duplicate-parted': hamlet(duplicateParted.schema),
  'told-apart': hamlet(toldApart.schema),
  'tie-declared': hamlet(tieDeclared.schema),
  'tie-ended': hamlet(tieEnded.schema),
} as const satisfies Record<string, EventKind>;

export type EventKindName = keyof typeof EVENTS;
export type EventBody<K extends EventKindName> = z.output<(typeof EVENTS)[K]['schema']>;
/** An event's kind with its body. */
export type AnyBody = { [K in EventKindName]: { readonly kind: K; readonly body: EventBody<K> } }[EventKindName];

export interface CommandKind<S extends z.ZodType = z.ZodType> {
  readonly version: number;
  /** The right that is asked for, in the area that the command is about. */
  readonly action: Action;
  readonly schema: S;
}

const asks = <S extends z.ZodType>(action: Action, schema: S) => ({ version: 1, action, schema }) as const;

/** Notes of what a route of the server has done: sent by that route alone, else somebody could note what never was. */
export const OF_OWN_ROUTES = ['sign-in-renewed', 'list-imported', 'undo-import', 'import-undone', 'figures-sealed'] as const;

/** What may be sent to the door. */
export const COMMANDS = {
  'installation-created': asks('manage-areas', installationCreated),
  'areas-loaded': asks('manage-areas', areasLoaded),
  'hamlets-added': asks('manage-areas', hamletsAdded),
  'areas-reformed': asks('manage-areas', areasReformed),
  'area-type-set': asks('manage-areas', areaTypeSet),
  'cut-hamlet': asks('manage-areas', cutHamlet),
  'account-created': asks('manage-accounts', accountCreated),
  'grant-given': asks('manage-accounts', grantGiven),
  'grant-ended': asks('manage-accounts', grantEnded),
  'account-suspended': asks('manage-accounts', accountSuspended),
  'account-resumed': asks('manage-accounts', accountResumed),
  'sign-in-renewed': asks('renew-sign-in', signInRenewed),
  'second-factor-turned': asks('manage-accounts', secondFactorTurned),
  'sign-in-rule-set': asks('manage-accounts', signInRuleSet),
  'round-opened': asks('open-round', roundOpened),
  'gate-passed': asks('open-decision', gatePassed),
  'round-closed': asks('open-round', roundClosed),
  'round-cancelled': asks('open-round', roundCancelled.schema),
  'target-set': asks('open-round', targetSet),
  'score-table-set': asks('set-score-table', scoreTableSet),
  'list-imported': asks('import-list', listImported.schema),
  'undo-import': asks('import-list', undoImport.schema),
  'import-undone': asks('import-list', importUndone.schema),
  'decide-list': asks('decide-list', decideList),
  'withdraw-decision': asks('decide-list', withdrawDecision.schema),
  'figures-sealed': asks('seal-figures', figuresSealed.schema),
  'seal-answered': asks('approve-figures', answerSeal.schema),
  rejudge: asks('verify', rejudge),
  'issue-certificate': asks('issue-certificate', issueCertificate.schema),
  'correct-certificate': asks('issue-certificate', correctCertificate.schema),
  'reissue-certificate': asks('issue-certificate', reissueCertificate.schema),
  'withdraw-certificate': asks('issue-certificate', certificateWithdrawn.schema),
  'send-directive': asks('send-directive', sendDirective.schema),
  'directive-withdrawn': asks('send-directive', directiveWithdrawn.schema),
  'directive-noted': asks('answer-directive', directiveNoted.schema),
  'household-registered': asks('register-household', householdRegistered.schema),
  'household-corrected': asks('register-household', householdCorrected.schema),
  'review-listed': asks('register-household', reviewListed.schema),
  'not-visited': asks('assign-revisit', notVisited.schema),
  'interview-finished': asks('interview', interviewFinished.schema),
  'clash-settled': asks('interview', clashSettled.schema),
  'photo-taken': asks('interview', photoTaken.schema),
  'photo-removed': asks('settle-handover', photoRemoved.schema),
  'handed-over': asks('keep-on-device', handedOver.schema),
  'handover-settled': asks('settle-handover', handoverSettled.schema),
  'hold-meeting': asks('hold-meeting', holdMeeting.schema),
  'post-list': asks('post-list', postList.schema),
  'take-down-list': asks('post-list', listTakenDown.schema),
  'lodge-objection': asks('lodge-objection', lodgeObjection.schema),
  'assign-revisit': asks('assign-revisit', assignRevisit.schema),
  'answer-objection': asks('answer-objection', objectionAnswered.schema),
  'lodge-request': asks('lodge-request', lodgeRequest.schema),
  'answer-request': asks('answer-request', answerRequest.schema),
  'finish-request': asks('answer-request', requestFinished.schema),
  'lift-restriction': asks('answer-request', restrictionLifted.schema),
  'check-income': asks('check-income', checkIncome.schema),
  'post-income': asks('post-income', postIncome.schema),
  'decide-income': asks('decide-income', decideIncome.schema),
  'take-down-income': asks('post-income', incomeTakenDown.schema),
  'withdraw-income': asks('decide-income', incomeWithdrawn.schema),
  'reissue-income': asks('decide-income', reissueIncome.schema),
  'raise-flag': asks('raise-flag', raiseFlag.schema),
  'answer-flag': asks('answer-flag', answerFlag.schema),
  'announce-back-check': asks('back-check', backCheckAnnounced.schema),
  'draw-back-check': asks('back-check', drawBackCheck.schema),
  'assign-back-check': asks('back-check', assignBackCheck.schema),
  'status-recorded': asks('import-list', statusRecorded.schema),
  'member-born': asks('register-household', memberBorn.schema),
  'member-arrived': asks('register-household', memberArrived.schema),
  'member-died': asks('register-household', memberDied.schema),
  'withdraw-death': asks('settle-handover', withdrawDeath.schema),
  'member-left': asks('register-household', memberLeft.schema),
  'withdraw-joining': asks('register-household', withdrawJoining.schema),
  'correct-member': asks('register-household', correctMember.schema),
  'household-left': asks('register-household', householdLeft.schema),
  'split-household': asks('register-household', splitHousehold.schema),
  'merge-households': asks('move-household', mergeHouseholds.schema),
  'move-household': asks('register-household', moveHousehold.schema),
  'join-duplicates': asks('join-duplicates', joinDuplicates.schema),
  'part-duplicates': asks('join-duplicates', partDuplicates.schema),
  'told-apart': asks('join-duplicates', toldApart.schema),
  'tie-declared': asks('declare-tie', tieDeclared.schema),
  'tie-ended': asks('end-tie', tieEnded.schema),
  'hold-set': asks('hold-data', holdSet.schema),
  'hold-ended': asks('hold-data', holdEnded.schema),
  'apply-retention': asks('erase', applyRetention.schema),
  erase: asks('erase', erase),
} as const satisfies Record<string, CommandKind>;

export type CommandKindName = keyof typeof COMMANDS;
export type CommandBody<K extends CommandKindName> = z.output<(typeof COMMANDS)[K]['schema']>;

/** A command after it was parsed. */
export type Command = {
  [K in CommandKindName]: {
    readonly commandId: string;
    readonly kind: K;
    readonly at: string;
    readonly payload: CommandBody<K>;
  };
}[CommandKindName];
export type CommandOf<K extends CommandKindName> = Extract<Command, { readonly kind: K }>;
