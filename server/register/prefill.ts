/**
 * What an interview of a household begins with (mở phiếu rà soát): the form of the round, the answers of last time with the
 * people as they are now, and those already handed in. Handing one in is a command at the door.
 */
import { areaAbove } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { type Answers, answersSchema } from '../../core/interview/answers.ts';
import { prefillFrom, resumedFrom } from '../../core/register/prefill.ts';
import type { RosterMember } from '../../core/register/roster.ts';
import { reveal, revealAnswers, shownHousehold } from '../../core/shown.ts';
import type { InterviewView } from '../../core/views.ts';
import { getInstallation } from '../access/installation.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { type Context, readersIn } from '../http/route.ts';
import { viewRound } from '../interview/rounds.ts';
import { listTables } from '../ledger/score-tables.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import { blindOf } from '../interview/blind.ts';
import { placeOf } from './file.ts';
import { findHousehold, readInterviews, readMembers } from './household-store.ts';
import { roundOfVisit } from './visit-rounds.ts';

type Who = Pick<Context, 'tx' | 'actor' | 'tree' | 'today'>;

/** Throws `not-found`, `household-erased`, `no-open-round`, `area-type-unknown`. */
export async function viewInterview(who: Who, householdId: string, roundId: string | undefined): Promise<InterviewView> {
  const file = await findHousehold(who.tx, householdId);
  if (file === null) throw notFound();
  if (file.state === 'erased') throw new HttpProblem(410, 'household-erased');
  const { standing, visits } = await roundOfVisit(who, file, roundId);
  if (standing === null) throw new HttpProblem(409, 'no-open-round');
  const { round } = standing;
  const commune = isAreaId(file.hamletId) ? areaAbove(who.tree, file.hamletId, who.today, 'commune') : null;
  if (commune === null || commune.areaType === null) throw new HttpProblem(409, 'area-type-unknown');
  const readers = readersIn(who, file.hamletId);
  const household = reveal(shownHousehold, readers, { ...file, ...placeOf(who, file) });
  if (household === null) throw notFound();
  const withheld = (await blindOf(who)).get(householdId);
  const interviews = (await readInterviews(who.tx, householdId)).filter((row) => withheld?.hidden.has(row.roundId) !== true);
  // Of the round that is asked again, and of one of the same days, it begins with the people alone.
  const blind = withheld?.hidden.has(round.roundId) === true;
  const current = blind ? null : (interviews.find((row) => row.roundId === round.roundId) ?? null);
  const last = blind ? null : (interviews.find((row) => row.roundId !== round.roundId) ?? null);
  const roster = (await readMembers(who.tx, householdId)).filter((member) => member.state === 'present');
  const people = roster.map(withoutState);
  const prefill = prefillFrom(last === null ? null : answersSchema.parse(last.answers), people);
  const show = (answers: Answers | null) => (answers === null ? null : revealAnswers(readers, answers));
  return {
    householdId,
    hamletId: file.hamletId,
    hamletName: household.hamletName,
    communeName: household.communeName,
    headName: household.headName,
    round: viewRound(standing),
    visitsFor: visits.map((visit) => viewRound(visit.standing)),
    tables: await listTables(sqlOfKysely(who.tx), round),
    questionnaire: round.questionnaire,
    ...(withheld?.roundId === round.roundId ? { backCheck: true } : {}),
    setting: { areaType: commune.areaType, date: who.today },
    prefill: show(prefill),
    current: show(current === null ? null : resumedFrom(answersSchema.parse(current.answers), people)),
    ...(current === null ? {} : { visited: { interviewedOn: current.interviewedOn, by: current.by } }),
    version: current?.version ?? null,
    seenFile: file.version,
    history: (await getInstallation(who.tx)).epoch,
  };
}

function withoutState({ state: _state, ...member }: RosterMember & { readonly state: string }): RosterMember {
  return member;
}
