/**
 * The certificates of a decision as one PDF (in giấy chứng nhận cả xã): asked for and made in parts of some households, as a long list is,
 * so that three thousand sheets hold nobody up and a run that was cut off goes on where it stopped.
 */
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { levelOf, periodAt } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { inFileName } from '../../core/kernel/text.ts';
import { certificatePaperText } from '../../words/certificate-paper.ts';
import { logLook } from '../access/read-log.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { mayOrThrow } from '../http/route.ts';
import { certificatesMarkup } from '../meeting/certificate-paper.ts';
import { readSheets } from '../meeting/certificate-sheets.ts';
import { type RecognisedRow, readDecisions, readPrinted, readRecognised } from '../meeting/certificate-store.ts';
import { hamletOrder, whyUnprinted } from '../meeting/certificates.ts';
import { unlessBlind } from '../interview/blind.ts';
import { joinPapers, pagesIn } from './join-papers.ts';
import { type Asking, findOwn } from './list-ask.ts';
import { addJob, type CertificateWish, type ListJob, type OwnJob, readJobs } from './list-store.ts';
import type { ListWork, Part, Run } from './list-work.ts';
import { typeset } from './typeset.ts';

export const CERTIFICATE_PURPOSE = 'certificate';

/** A sheet is 30 × 21 cm; no printer is off by more than some centimetres. */
const MOST_OFF = 500;
export const certificatesWish = z.strictObject({
  decisionId: z.uuid(),
  what: z.enum(['sheets', 'rows']),
  right: z.int().min(-MOST_OFF).max(MOST_OFF),
  down: z.int().min(-MOST_OFF).max(MOST_OFF),
  /** Only of these; null: of all who have one. */
  householdIds: z.array(z.uuid()).min(1).max(500).nullable(),
});
export type CertificatesWish = z.output<typeof certificatesWish> & { readonly portal: string };

/** In one part, at most: some 60 pages. */
const HOUSEHOLDS_A_PART = 30;

/** The job that makes them: a new one, or the same one of this person that is being made already. */
export async function askCertificates(context: Asking, areaId: string, asked: CertificatesWish): Promise<OwnJob> {
  const { tx, tree, now, actor } = context;
  mayOrThrow(context, 'print-certificate', areaId);
  if (!isAreaId(areaId) || levelOf(tree, areaId) !== 'commune') throw notFound();
  const { householdIds: only, ...wish } = asked;
  const hamletIds = hamletOrder(context, areaId);
  await unlessBlind(context, { hamletIds, roundId: null });
  const decision = (await readDecisions(tx, { communeId: areaId, hamletIds })).find(({ decisionId }) => decisionId === wish.decisionId);
  if (decision === undefined) throw notFound();
  const place = new Map(hamletIds.map((id, i) => [id, i]));
  const households = (await readRecognised(tx, wish.decisionId, hamletIds))
    .filter((row) => isPrinted(row, areaId, wish.what) && (only?.includes(row.householdId) ?? true))
    .sort((a, b) => (place.get(a.hamletId) ?? Infinity) - (place.get(b.hamletId) ?? Infinity))
    .map(({ householdId }) => householdId);
  if (households.length === 0) throw new HttpProblem(409, 'certificates-of-nobody');
  const same = (await readJobs(tx, { areaId })).find(
    (job) =>
      job.state === 'making' &&
      job.kind === 'certificate' &&
      sameWish(job.certificate, wish) &&
      job.householdIds?.join() === households.join(),
  );
  if (same !== undefined) return same;
  const jobId = randomUUID();
  await addJob(tx, {
    ...{ jobId, accountId: actor.accountId, areaId, roundId: decision.roundId, rulebook: decision.rulebook, format: 'pdf', askedAt: now },
    ...{ kind: 'certificate', householdIds: households, certificate: wish, parts: Math.ceil(households.length / HOUSEHOLDS_A_PART) },
  });
  await logLook(context, { kind: 'export', purpose: CERTIFICATE_PURPOSE, rows: households.length, areaId });
  return findOwn(context, jobId);
}

/** It was given out, holds, and what would be printed is what was given out: a row alone bears no name. */
function isPrinted(row: RecognisedRow, communeId: string, what: CertificateWish['what']): boolean {
  const why = whyUnprinted(row, communeId);
  return row.rowId !== null && row.endedHow === null && row.present && (why === null || (what === 'rows' && why === 'head-changed'));
}

function sameWish(one: CertificateWish | null, other: CertificateWish): boolean {
  return (['decisionId', 'what', 'right', 'down', 'portal'] as const).every((key) => one?.[key] === other[key]);
}

type Person = Pick<Asking, 'actor' | 'tree' | 'today'>;

/** Throws HttpProblem where the person may not any more. */
export function certificateWork(run: Run, person: Person, job: ListJob): ListWork {
  const { areaId, householdIds, certificate, parts } = job;
  mayOrThrow(person, 'print-certificate', areaId);
  if (certificate === null) throw notFound();
  const ids = householdIds ?? [];
  const each = Math.ceil(ids.length / parts);
  return {
    count: parts,
    makePart: (at) => makePart(run, person, { ids: ids.slice(at * each, (at + 1) * each), wish: certificate }),
    file: (papers) => joinPapers(papers()),
    name: () => nameOf(run, person, job, certificate),
  };
}

interface Piece {
  readonly ids: readonly string[];
  readonly wish: CertificateWish;
}

/** Whose was withdrawn or who moved away meanwhile is left out. */
async function makePart(run: Run, person: Person, { ids, wish }: Piece): Promise<Part> {
  const sheets = await run((tx) => readSheets({ ...person, tx }, ids, wish));
  const held = { households: sheets.length, people: sheets.reduce((sum, { members }) => sum + members.length, 0), changed: 0 };
  if (sheets.length === 0) return { ...held, pages: 0, bytes: new Uint8Array() };
  const bytes = await typeset(certificatesMarkup(sheets, wish), { joinable: true });
  return { ...held, pages: pagesIn(bytes), bytes };
}

/** Of which commune, which year's result, which decision, and where it is one household's its number. */
async function nameOf(run: Run, person: Person, { areaId, householdIds }: ListJob, wish: CertificateWish): Promise<string> {
  const { tree, today } = person;
  const period = isAreaId(areaId) ? periodAt(tree, areaId, today) : null;
  if (period === null) throw notFound();
  const [decision, number] = await run(async (tx) => {
    const found = await readDecisions(tx, { communeId: areaId, hamletIds: hamletOrder(person, areaId) });
    const [row] = householdIds?.length === 1 ? await readPrinted(tx, householdIds, wish.decisionId) : [];
    return [found.find(({ decisionId }) => decisionId === wish.decisionId), row?.number] as const;
  });
  const kind = certificatePaperText('vi', wish.what === 'rows' ? 'file-rows' : 'file');
  const of = decision === undefined ? [] : [decision.year, inFileName(decision.number)];
  const one = number === undefined ? [] : [certificatePaperText('vi', 'file-number'), inFileName(number)];
  return `${[kind, inFileName(period.name), ...of, ...one, certificatePaperText('vi', 'file-day'), today].join('-')}.pdf`;
}
