/**
 * The review forms of a hamlet as one PDF (in Phiếu B điền sẵn cả ấp): asked for and made in parts of some households, as a long
 * list is, so that a few hundred forms hold nobody up and a run that was cut off goes on where it stopped.
 */
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { levelOf, periodAt } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { logLook } from '../access/read-log.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { mayOrThrow } from '../http/route.ts';
import { formMarkup } from '../interview/form-paper.ts';
import { findRoundToShow } from '../interview/rounds.ts';
import { FORM_PURPOSE, formName } from '../register/form-routes.ts';
import { aboutForms, readForm } from '../register/forms.ts';
import { findPage, keepWaiting, MOST_EXPORTED } from '../register/list-store.ts';
import { roundOfList } from '../register/routes.ts';
import { joinPapers, pagesIn } from './join-papers.ts';
import { type Asking, findOwn } from './list-ask.ts';
import { addJob, type ListJob, type OwnJob, readJobs } from './list-store.ts';
import type { ListWork, Part, Run } from './list-work.ts';
import { typeset } from './typeset.ts';

/** Whose forms: of those to be reviewed, of those of them not yet visited, of everybody. */
export const FORMS_OF = ['listed', 'not-interviewed', 'all'] as const;
export const formsWish = z.strictObject({ of: z.enum(FORMS_OF) });
export type FormsOf = (typeof FORMS_OF)[number];

/** In one part, at most: some 60 pages, set in less than two seconds. */
const HOUSEHOLDS_A_PART = 20;

/** Whoever goes to the houses takes forms along, as they take the list on a phone. */
export function mayTakeForms(context: Pick<Asking, 'actor' | 'tree' | 'today'>, areaId: string): void {
  mayOrThrow(context, 'keep-on-device', areaId);
}

/** The job that makes them: a new one, or the same one of this person that is being made already. */
export async function askForms(context: Asking, areaId: string, of: FormsOf): Promise<OwnJob> {
  const { tx, tree, now, actor } = context;
  mayTakeForms(context, areaId);
  if (!isAreaId(areaId) || levelOf(tree, areaId) !== 'hamlet') throw new HttpProblem(400, 'forms-of-hamlet');
  const standing = await findRoundToShow(tx, undefined);
  const about = aboutForms(context, standing);
  const round = roundOfList(standing);
  const within = { hamlets: [areaId], everywhere: false, round, waiting: keepWaiting() };
  const households = await findPage(tx, { ...within, filter: of, limit: MOST_EXPORTED, after: null });
  if (households.length === 0) throw new HttpProblem(409, 'forms-of-nobody');
  const same = (await readJobs(tx, { areaId })).find(
    (job) => job.state === 'making' && job.kind === 'form' && job.householdIds?.join() === households.join(),
  );
  if (same !== undefined) return same;
  const jobId = randomUUID();
  await addJob(tx, {
    ...{ jobId, accountId: actor.accountId, areaId, roundId: about.roundId, format: 'pdf', askedAt: now, kind: 'form' },
    rulebook: standing?.round.rulebooks[0] ?? '2022-2026',
    householdIds: households,
    parts: Math.ceil(households.length / HOUSEHOLDS_A_PART),
  });
  await logLook(context, { kind: 'export', purpose: FORM_PURPOSE, rows: households.length, areaId });
  return findOwn(context, jobId);
}

type Person = Pick<Asking, 'actor' | 'tree' | 'today'>;

/** Throws HttpProblem where the person may not any more. */
export function formWork(run: Run, person: Person, { areaId, householdIds, parts }: ListJob): ListWork {
  mayTakeForms(person, areaId);
  const ids = householdIds ?? [];
  const each = Math.ceil(ids.length / parts);
  return {
    count: parts,
    makePart: (place) => formPart(run, person, ids.slice(place * each, (place + 1) * each)),
    file: (papers) => joinPapers(papers()),
    name: () => run(async (tx) => nameOf(person, areaId, aboutForms(person, await findRoundToShow(tx, undefined)).year)),
  };
}

/** Who moved away or was forgotten meanwhile is left out. */
export async function formPart(run: Run, person: Person, householdIds: readonly string[]): Promise<Part> {
  const read = await run(async (tx) => {
    const about = aboutForms(person, await findRoundToShow(tx, undefined));
    const forms = [];
    for (const householdId of householdIds) forms.push(await readForm({ ...person, tx }, householdId, about));
    return { about, forms: forms.filter((form) => form !== null) };
  });
  const people = read.forms.reduce((sum, form) => sum + form.people, 0);
  const held = { households: read.forms.length, people, changed: 0 };
  if (read.forms.length === 0) return { ...held, pages: 0, bytes: new Uint8Array() };
  const bytes = await typeset(formMarkup(read.forms, read.about), { joinable: true });
  return { ...held, pages: pagesIn(bytes), bytes };
}

function nameOf({ tree, today }: Person, areaId: string, year: number): string {
  const period = isAreaId(areaId) ? periodAt(tree, areaId, today) : null;
  if (period === null) throw notFound();
  return formName('file-hamlet', period.name, year);
}
