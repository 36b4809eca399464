/**
 * What stands on review forms before they are filled in by hand (điền sẵn Phiếu B giấy): blank ones of a place, those of households
 * with what an interview would begin with. Paper goes to the doors, so nothing stands on it that a hamlet may not see, whoever
 * prints it. The page itself is server/interview/form-paper.ts.
 */
import type { Reader } from '../../core/access/catalogue.ts';
import { areaAbove, levelOf, periodAt } from '../../core/kernel/areas.ts';
import { parseDate, type PlainDate } from '../../core/kernel/dates.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { type Answers, answersSchema } from '../../core/interview/answers.ts';
import { findQuestionnaire } from '../../core/interview/questionnaires/find.ts';
import { start } from '../../core/interview/state.ts';
import type { RoundStanding } from '../../core/meeting/gates.ts';
import { prefillFrom } from '../../core/register/prefill.ts';
import { reveal, revealAnswers, shownHousehold } from '../../core/shown.ts';
import { HttpProblem } from '../http/problem.ts';
import { type Context, readersIn } from '../http/route.ts';
import type { AboutForms, PaperForm } from '../interview/form-paper.ts';
import { blindOf } from '../interview/blind.ts';
import { placeOf } from './file.ts';
import { findHousehold, readInterviews, readMembers } from './household-store.ts';

type Who = Pick<Context, 'tx' | 'actor' | 'tree' | 'today'>;

/** Who reads paper at the doors. */
export const DOORSTEP: readonly Reader[] = ['hamlet'];

/** Throws `no-open-round`, `questionnaire-unknown`. */
export function aboutForms({ today }: Pick<Who, 'today'>, standing: RoundStanding | null): AboutForms & { readonly roundId: string } {
  if (standing === null) throw new HttpProblem(409, 'no-open-round');
  const { roundId, questionnaire, year, closesOn } = standing.round;
  const form = findQuestionnaire(questionnaire);
  if (form === undefined) throw new HttpProblem(409, 'questionnaire-unknown');
  return { form, year, roundId, days: [today, laterOf(today, closesOn)] };
}

function laterOf(today: PlainDate, closesOn: string): PlainDate {
  const closes = parseDate(closesOn);
  return closes.ok && closes.value > today ? closes.value : today;
}

/** With the names of the commune and the hamlet where it is one of theirs. */
export function blankForm(who: Pick<Who, 'tree' | 'today'>, areaId: string, { form }: AboutForms): PaperForm {
  const period = isAreaId(areaId) ? periodAt(who.tree, areaId, who.today) : null;
  const level = isAreaId(areaId) ? levelOf(who.tree, areaId) : null;
  const commune = !isAreaId(areaId) ? null : level === 'commune' ? period : areaAbove(who.tree, areaId, who.today, 'commune');
  return {
    communeName: commune?.name ?? '',
    hamletName: level === 'hamlet' ? (period?.name ?? '') : '',
    household: null,
    state: start(form, { prefill: null, date: who.today }),
  };
}

export type ReadForm = PaperForm & { readonly householdId: string; readonly hamletId: string; readonly people: number };

/** Null for a household that lives there no more, or whose name this person may not know. */
export async function readForm(who: Who, householdId: string, about: ReturnType<typeof aboutForms>): Promise<ReadForm | null> {
  const file = await findHousehold(who.tx, householdId);
  if (file === null || file.state !== 'present') return null;
  const readers = readersIn(who, file.hamletId);
  const place = placeOf(who, file);
  const seen = reveal(shownHousehold, readers, { ...file, ...place });
  if (seen === null) return null;
  // Whoever asks once more begins with the people alone, on paper too.
  const withheld = (await blindOf(who)).get(householdId);
  const blind = withheld?.hidden.has(about.roundId) === true;
  const interviews = (await readInterviews(who.tx, householdId)).filter((row) => withheld?.hidden.has(row.roundId) !== true);
  const current = blind ? undefined : interviews.find(({ roundId }) => roundId === about.roundId);
  const last = blind ? undefined : interviews.find(({ roundId }) => roundId !== about.roundId);
  const roster = (await readMembers(who.tx, householdId))
    .filter(({ state }) => state === 'present')
    .map(({ state: _state, ...member }) => member);
  const parsed = (row: { readonly answers: unknown } | undefined) => (row === undefined ? null : answersSchema.parse(row.answers));
  const known = parsed(current) ?? prefillFrom(parsed(last), roster);
  const prefill = known === null ? null : atTheDoor(readers, known);
  return {
    ...{ householdId, hamletId: file.hamletId, people: prefill?.members.length ?? 0 },
    ...{ communeName: place.communeName, hamletName: place.hamletName },
    household: { code: seen.code, headName: seen.headName, address: seen.address ?? null },
    state: start(about.form, { prefill, date: who.today, again: current !== undefined }),
  };
}

/** What both the one who prints and the one who carries it may see. */
function atTheDoor(readers: readonly Reader[], answers: Answers): Answers | null {
  const own = revealAnswers(readers, answers);
  return own === null ? null : revealAnswers(DOORSTEP, own);
}
