/**
 * Certificates of a commune for the desk (giấy chứng nhận của xã): on which decisions, how many hold, of one hamlet each household with
 * what it was given; and the job that gives them out for a whole decision.
 */
import { randomUUID } from 'node:crypto';
import { may } from '../../core/access/may.ts';
import { areaPath } from '../../core/access/reach.ts';
import { periodAt } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { initialsOf, type Sheet } from '../../core/meeting/certificate.ts';
import type {
  CertificateHamlet,
  CertificateJobView,
  CertificateLine,
  CertificatesView,
  Unprinted,
} from '../../core/meeting/certificate-views.ts';
import { mayDecide } from '../../core/meeting/decision.ts';
import { tableStatusIn } from '../../core/meeting/round.ts';
import { getInstallation } from '../access/installation.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { type Context, mayOrThrow } from '../http/route.ts';
import type { Tx } from '../http/transaction.ts';
import { getRound } from '../interview/rounds.ts';
import { hamletsOf } from '../register/areas.ts';
import { unlessBlind } from '../interview/blind.ts';
import { areaName } from '../register/rows.ts';
import {
  addCertificateJob,
  addJobLines,
  type CertificateJob,
  countLines,
  type JobKey,
  dropEndedJobs,
  findLastJob,
  type FoundDecision,
  readDecisions,
  readEnded,
  readRecognised,
  readRefused,
  type RecognisedRow,
} from './certificate-store.ts';
import { communeNow } from './taken.ts';

export type Asking = Pick<Context, 'tx' | 'actor' | 'tree' | 'today' | 'now'>;

/** Households named with their reason; the rest are counted. */
const NAMED = 200;

export interface CertificatesAsked {
  readonly communeId: string;
  readonly decisionId: string | null;
  readonly hamletId: string | null;
  /** Without them only how far it has come is told, of nobody. */
  readonly names: boolean;
}

export async function viewCertificates(
  context: Asking,
  { communeId, decisionId, hamletId, names }: CertificatesAsked,
): Promise<CertificatesView> {
  const { tx, today } = context;
  const period = communeNow(context, communeId);
  const hamletIds = hamletsOf(context, period);
  const seen = await pickDecision(tx, { communeId, hamletIds, decisionId });
  const { usable } = seen;
  if (seen.decision === null) {
    const why = 'decision-unknown';
    return {
      ...{ today, decisions: usable.map(withoutRound), decision: null, hamlets: [], hamletId: null, lines: [] },
      ...NOTHING_GIVEN,
      why,
    };
  }
  const key = { communeId, decisionId: seen.decision.decisionId };
  const job = await findLastJob(tx, key);
  // Once the job has ended, nobody asks again: what it gave out is counted after that was seen.
  const { decision, usable: counted } = job === null ? seen : await pickDecision(tx, { ...key, hamletIds });
  if (decision === null) throw notFound();
  const decisions = counted.map(withoutRound);
  // Who is given one is told by its line, and who is not by having none.
  if (names) await unlessBlind(context, { hamletIds, roundId: decision.roundId });
  const rows = await readRecognised(tx, decision.decisionId, hamletIds);
  const hamlets = hamletIds.map((id): CertificateHamlet => {
    const own = rows.filter((row) => row.hamletId === id);
    const issued = own.filter(({ rowId, endedHow }) => rowId !== null && endedHow === null).length;
    return { hamletId: id, hamletName: areaName(context, id), due: own.length, issued };
  });
  const shown = hamletId ?? hamlets.find(({ due }) => due > 0)?.hamletId ?? null;
  const { roundId, ...told } = decision;
  const why = await whyNot(context, { communeId, roundId, rulebook: decision.rulebook });
  return {
    ...{ today, decisions, decision: told, hamlets, hamletId: shown, allowed: why === null, why },
    lines: names ? await readLines(context, { communeId, decisionId: decision.decisionId }, rows, shown) : [],
    job: job === null ? null : await viewJob(context, job, names),
    left: rows.filter(neverGiven).length,
    unprinted: rows.filter((row) => row.endedHow === null && row.rowId !== null && whyUnprinted(row, communeId) !== null).length,
  };
}

const NOTHING_GIVEN = { job: null, left: 0, unprinted: 0, allowed: false } as const;
const withoutRound = ({ roundId: _round, ...one }: FoundDecision) => one;

interface Wanted {
  readonly communeId: string;
  readonly hamletIds: readonly string[];
  /** Null: the newest on which something can be given out. */
  readonly decisionId: string | null;
}

async function pickDecision(tx: Tx, { communeId, hamletIds, decisionId }: Wanted) {
  const found = await readDecisions(tx, { communeId, hamletIds });
  // On one whose every result was followed by another nothing is given out any more.
  const usable = found.filter(({ due }, i) => due > 0 || i === 0);
  const decision = (decisionId === null ? usable[0] : found.find((one) => one.decisionId === decisionId)) ?? null;
  if (decision === null && decisionId !== null) throw notFound();
  return { usable, decision };
}

/** Whose was withdrawn gets no other on the same decision. */
const neverGiven = ({ rowId }: RecognisedRow): boolean => rowId === null;

/** Of one hamlet, each with what it was given before. */
async function readLines(
  { tx }: Asking,
  { communeId, decisionId }: JobKey,
  all: readonly RecognisedRow[],
  hamletId: string | null,
): Promise<readonly CertificateLine[]> {
  const rows = all.filter((row) => row.hamletId === hamletId);
  const ids = rows.map(({ householdId }) => householdId);
  const ended = await readEnded(tx, decisionId, ids);
  return rows.map((row) => ({
    ...{ householdId: row.householdId, headName: row.headName, class: row.class, present: row.present, given: givenOf(row, communeId) },
    ended: ended.filter(({ householdId }) => householdId === row.householdId).map(({ householdId: _, ...one }) => one),
  }));
}

function givenOf(row: RecognisedRow, communeId: string): CertificateLine['given'] {
  const { rowId, sheetId, number, issuedOn, endedHow, endedOn } = row;
  if (rowId === null || sheetId === null || number === null || issuedOn === null) return null;
  const unprinted = endedHow === null ? whyUnprinted(row, communeId) : null;
  return { rowId, sheetId, number, issuedOn, state: endedHow ?? 'valid', endedOn, unprinted };
}

type Printable = Pick<RecognisedRow, 'signedBy' | 'initials' | 'headName'>;

/**
 * Null where the sheet can be printed as it was given out. One that a former commune's chair signed is corrected or issued anew first; so
 * is one whose household has another head by now, else the paper would not be the one that the public check tells of.
 */
export function whyUnprinted({ signedBy, initials, headName }: Printable, communeId: string): Unprinted | null {
  if (signedBy !== communeId) return 'signed-elsewhere';
  return initials !== null && initials !== initialsOf(headName) ? 'head-changed' : null;
}

async function whyNot(
  context: Asking,
  { communeId, roundId, rulebook }: { readonly communeId: string; readonly roundId: string; readonly rulebook: CertificatesRulebook },
): Promise<string | null> {
  const right = may(context.actor, 'issue-certificate', {
    areaPath: areaPath(context.tree, communeId, context.today),
    date: context.today,
  });
  if (!right.allowed) return right.why;
  const { round } = await getRound(context.tx, roundId);
  const lawful = mayDecide(await getInstallation(context.tx), tableStatusIn(round, rulebook));
  return lawful.ok ? null : lawful.error.code;
}

type CertificatesRulebook = Parameters<typeof tableStatusIn>[1];

async function viewJob(context: Asking, job: CertificateJob, names: boolean): Promise<CertificateJobView> {
  const { jobId, state, problem, askedAt } = job;
  const counts = await countLines(context.tx, jobId);
  const refused = counts.refused === 0 || !names ? [] : await readRefused(context.tx, jobId, NAMED);
  const refusals = refused.map(({ householdId, headName, hamletId, problem: why }) => ({
    ...{ householdId, headName: headName ?? '', hamletName: hamletId === null ? '' : areaName(context, hamletId), problem: why },
  }));
  return { jobId, state, problem, askedAt, ...counts, refusals };
}

export interface IssueAsked {
  readonly communeId: string;
  readonly decisionId: string;
  readonly issuedOn: string;
  readonly sheet: Sheet;
}

/** The job for all who have none yet; while one is being made, that one goes on. */
export async function askIssue(context: Asking, { communeId, decisionId, issuedOn, sheet }: IssueAsked): Promise<void> {
  const { tx, actor, now, today } = context;
  mayOrThrow(context, 'issue-certificate', communeId);
  const hamletIds = hamletOrder(context, communeId);
  const decision = (await readDecisions(tx, { communeId, hamletIds })).find((one) => one.decisionId === decisionId);
  if (decision === undefined) throw notFound();
  const why = await whyNot(context, { communeId, roundId: decision.roundId, rulebook: decision.rulebook });
  if (why !== null) throw new HttpProblem(409, why);
  if (issuedOn < decision.decidedOn || issuedOn > today) {
    throw new HttpProblem(409, 'certificate-day-out-of-range', { day: issuedOn, from: decision.decidedOn, to: today });
  }
  const running = await findLastJob(tx, { communeId, decisionId });
  if (running?.state === 'making') return;
  const without = (await readRecognised(tx, decisionId, hamletIds)).filter(neverGiven);
  if (without.length === 0) throw new HttpProblem(409, 'certificates-all-issued');
  await dropEndedJobs(tx, { communeId, decisionId });
  const job = { jobId: randomUUID(), accountId: actor.accountId, communeId, decisionId, issuedOn, sheet, askedAt: now };
  if (!(await addCertificateJob(tx, job))) return;
  const place = new Map(hamletIds.map((id, i) => [id, i]));
  const ordered = [...without].sort((a, b) => (place.get(a.hamletId) ?? Infinity) - (place.get(b.hamletId) ?? Infinity));
  await addJobLines(
    tx,
    job,
    ordered.map(({ householdId }, i) => ({ place: i, householdId, commandId: randomUUID(), rowId: randomUUID() })),
  );
}

/** Numbers run through the hamlets as lists do. */
export function hamletOrder(context: Pick<Asking, 'tree' | 'today'>, communeId: string): readonly string[] {
  const period = isAreaId(communeId) ? periodAt(context.tree, communeId, context.today) : null;
  return period === null ? [] : hamletsOf(context, period);
}

/** Throws `not-found`. */
export async function getRunningJob(tx: Tx, key: JobKey): Promise<CertificateJob> {
  const job = await findLastJob(tx, key);
  if (job === null) throw notFound();
  return job;
}
