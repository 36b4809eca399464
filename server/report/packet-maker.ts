/**
 * A hamlet's papers for the round as one PDF (in cả tập giấy tờ của ấp, khóm, khu): asked for with one press and made in parts, as a long list is: the
 * list and what the packet holds, the forms some households at a time, the papers of the meeting, the list for the wall, receipts. Nothing
 * stands on it that a hamlet may not see, whoever prints it; asking and fetching leave a line in the read log.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { areaAbove, levelOf, periodAt } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { inFileName } from '../../core/kernel/text.ts';
import type { Procedure } from '../../core/meeting/procedure.ts';
import { asksMeeting, asksPosting } from '../../core/meeting/round.ts';
import { reveal, shownRow } from '../../core/shown.ts';
import type { HouseholdRow } from '../../core/views.ts';
import { packetText } from '../../words/packet.ts';
import { roundNameText } from '../../words/round-name.ts';
import { getInstallation } from '../access/installation.ts';
import { logLook } from '../access/read-log.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { mayOrThrow } from '../http/route.ts';
import type { Tx } from '../http/transaction.ts';
import { findRoundToShow, getRound, viewRound } from '../interview/rounds.ts';
import {
  attendanceMarkup,
  blankMinutesMarkup,
  invitationsMarkup,
  listMarkup,
  type PacketAbout,
  type PacketRow,
  receiptsMarkup,
} from '../meeting/packet-papers.ts';
import { readWallPaper } from '../meeting/postings.ts';
import { wallMarkup } from '../meeting/wall-paper.ts';
import { unlessBlind } from '../interview/blind.ts';
import { aboutForms, DOORSTEP } from '../register/forms.ts';
import { findPage, keepWaiting, MOST_EXPORTED, readRows } from '../register/list-store.ts';
import { roundOfList } from '../register/routes.ts';
import { revealRows } from '../register/rows.ts';
import { formPart } from './form-maker.ts';
import { joinPapers, pagesIn } from './join-papers.ts';
import { type Asking, findOwn } from './list-ask.ts';
import { addJob, type ListJob, type OwnJob, readJobs } from './list-store.ts';
import type { ListWork, Part, Run } from './list-work.ts';
import { typeset } from './typeset.ts';

/** Of asking and of fetching in the read log. */
export const PACKET_PURPOSE = 'packet';

/** Forms in one part, at most: some 60 pages. */
const HOUSEHOLDS_A_PART = 20;
/** Besides the forms: the list before them; the meeting, the wall and receipts after. */
const OTHER_PARTS = 4;

type Person = Pick<Asking, 'actor' | 'tree' | 'today'>;

/** Whoever takes forms to the doors and puts the list up: the commune, and the hamlet's head and secretary for their own. */
export function mayTakePacket(context: Person, areaId: string): void {
  mayOrThrow(context, 'keep-on-device', areaId);
  mayOrThrow(context, 'post-list', areaId);
}

/** The job that makes it: a new one, or the same one of this person that is being made already. */
export async function askPacket(context: Asking, areaId: string): Promise<OwnJob> {
  const { tx, tree, now, actor } = context;
  mayTakePacket(context, areaId);
  if (!isAreaId(areaId) || levelOf(tree, areaId) !== 'hamlet') throw new HttpProblem(400, 'packet-of-hamlet');
  await unlessBlind(context, { hamletIds: [areaId], roundId: null });
  const standing = await findRoundToShow(tx, undefined);
  if (standing === null || standing.state !== 'open') throw new HttpProblem(409, 'no-open-round');
  const { roundId, rulebooks } = standing.round;
  const within = { hamlets: [areaId], everywhere: false, round: roundOfList(standing), waiting: keepWaiting() };
  const households = await findPage(tx, { ...within, filter: 'listed', limit: MOST_EXPORTED, after: null });
  if (households.length === 0) throw new HttpProblem(409, 'packet-of-nobody');
  // Pressed several times at once: the others wait here, and find the job of the first.
  await sql`select pg_advisory_xact_lock(hashtext(${`vuon packet ${actor.accountId} ${areaId}`}))`.execute(tx);
  const same = (await readJobs(tx, { areaId })).find(
    (job) => job.state === 'making' && job.kind === 'packet' && job.roundId === roundId && job.householdIds?.join() === households.join(),
  );
  if (same !== undefined) return same;
  const jobId = randomUUID();
  await addJob(tx, {
    ...{ jobId, accountId: actor.accountId, areaId, roundId, format: 'pdf', askedAt: now, kind: 'packet', householdIds: households },
    rulebook: rulebooks[0] ?? '2022-2026',
    parts: Math.ceil(households.length / HOUSEHOLDS_A_PART) + OTHER_PARTS,
  });
  await logLook(context, { kind: 'export', purpose: PACKET_PURPOSE, rows: households.length, areaId });
  return findOwn(context, jobId);
}

/** Throws HttpProblem where the person may not any more. */
export function packetWork(run: Run, person: Person, job: ListJob): ListWork {
  mayTakePacket(person, job.areaId);
  const ids = job.householdIds ?? [];
  const forms = job.parts - OTHER_PARTS;
  const make = [
    (): Promise<Part> => listPart(run, person, job),
    ...Array.from({ length: forms }, (_, at) => () => {
      const own = ids.slice(at * HOUSEHOLDS_A_PART, (at + 1) * HOUSEHOLDS_A_PART);
      return formPart(run, person, own);
    }),
    () => meetingPart(run, person, job),
    () => wallPart(run, person, job),
    () => paperPart(run, person, job, receiptsMarkup),
  ];
  return {
    count: job.parts,
    makePart: (place) => make[place]?.() ?? Promise.reject(notFound()),
    file: (papers) => joinPapers(papers()),
    name: () => run(async (tx) => nameOf(await readAbout(tx, person, job))),
  };
}

async function readAbout(tx: Tx, person: Person, { areaId, roundId }: ListJob): Promise<PacketAbout> {
  const { tree, today } = person;
  const hamlet = isAreaId(areaId) ? periodAt(tree, areaId, today) : null;
  if (hamlet === null) throw notFound();
  const standing = await getRound(tx, roundId);
  const { round } = standing;
  const { demonstration } = await getInstallation(tx);
  return {
    ...{ hamletName: hamlet.name, communeName: areaAbove(tree, hamlet.areaId, today, 'commune')?.name ?? '', today, demonstration },
    ...{
      year: round.year,
      round: roundNameText('vi', viewRound(standing)),
      asksMeeting: asksMeeting(round),
      asksPosting: asksPosting(round),
    },
    answeredIn: round.procedure === undefined ? null : answeredIn(round.procedure, today),
  };
}

/** The count in force that day of each. */
function answeredIn({ counts }: Procedure, today: string): PacketAbout['answeredIn'] {
  const of = (what: 'feedback' | 'complaint' | 'denunciation') =>
    counts.filter((count) => count.what === what && count.from <= today).sort((a, b) => (a.from < b.from ? 1 : -1))[0];
  const [feedback, complaint, denunciation] = [of('feedback'), of('complaint'), of('denunciation')];
  return feedback === undefined || complaint === undefined || denunciation === undefined ? null : { feedback, complaint, denunciation };
}

/** As the hamlet may see them, whoever prints; who moved away or was forgotten meanwhile is left out. */
async function readListed(tx: Tx, person: Person, job: ListJob): Promise<readonly PacketRow[]> {
  const { round } = await getRound(tx, job.roundId);
  const rows = await revealRows(
    { ...person, tx },
    await readRows(tx, [...(job.householdIds ?? [])], { roundId: round.roundId, rulebooks: round.rulebooks }),
  );
  return rows.filter(({ hamletId }) => hamletId === job.areaId).flatMap((row) => reveal(shownRow, DOORSTEP, seen(row)) ?? []);
}

const seen = (row: HouseholdRow) => ({ ...row, verdicts: row.verdicts.map((one) => ({ ...one, possible: [...one.possible] })) });

const EMPTY: Part = { households: 0, people: 0, changed: 0, pages: 0, bytes: new Uint8Array() };

async function set(markup: string): Promise<Part> {
  const bytes = await typeset(markup, { joinable: true });
  return { ...EMPTY, pages: pagesIn(bytes), bytes };
}

async function listPart(run: Run, person: Person, job: ListJob): Promise<Part> {
  const { about, rows, wall } = await run(async (tx) => {
    const told = await readAbout(tx, person, job);
    const paper = told.asksPosting ? await readWallPaper({ ...person, tx }, job.areaId) : null;
    // The forms that follow are made by it: without a questionnaire there is no packet.
    aboutForms(person, await getRound(tx, job.roundId));
    return { about: told, rows: await readListed(tx, person, job), wall: paper?.rows.length ?? null };
  });
  return set(listMarkup(about, rows, wall));
}

async function meetingPart(run: Run, person: Person, job: ListJob): Promise<Part> {
  const { about, rows } = await run(async (tx) => ({ about: await readAbout(tx, person, job), rows: await readListed(tx, person, job) }));
  if (!about.asksMeeting || rows.length === 0) return EMPTY;
  const papers = [];
  for (const markup of [invitationsMarkup(about, rows), attendanceMarkup(about, rows), blankMinutesMarkup(about, rows)])
    papers.push((await set(markup)).bytes);
  const bytes = await joined(papers);
  return { ...EMPTY, pages: pagesIn(bytes), bytes };
}

async function wallPart(run: Run, person: Person, job: ListJob): Promise<Part> {
  const paper = await run(async (tx) => {
    const { asksPosting: hangs } = await readAbout(tx, person, job);
    return hangs ? readWallPaper({ ...person, tx }, job.areaId) : null;
  });
  return paper === null || paper.rows.length === 0 ? EMPTY : set(wallMarkup(paper));
}

async function paperPart(run: Run, person: Person, job: ListJob, markup: (about: PacketAbout) => string): Promise<Part> {
  return set(markup(await run((tx) => readAbout(tx, person, job))));
}

async function joined(papers: readonly Uint8Array[]): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of joinPapers(each(papers))) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function* each(papers: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* papers;
}

function nameOf({ hamletName, year }: PacketAbout): string {
  return `${packetText('vi', 'file')}-${inFileName(hamletName)}-${year}.pdf`;
}
