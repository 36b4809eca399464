/**
 * Two enumerators at the same door (hai người cùng rà soát một hộ, để thử): both with what the list told them in the morning, of which
 * the second says otherwise how many televisions there are.
 */
import assert from 'node:assert/strict';
import type { CommandsAnswer, InterviewView, SessionView } from '../../core/views.ts';
import type { OpenedFace } from './face.ts';

type Household = OpenedFace['mini']['village']['households'][number];

export async function tellTwice({ base, context }: OpenedFace, { registered, answers }: Household): Promise<void> {
  const { request } = await context('rasoat');
  const { householdId } = registered;
  const view: InterviewView = await (await request.get(`${base}/api/households/${householdId}/interview`)).json();
  const { accountId }: SessionView = await (await request.get(`${base}/api/session`)).json();
  const at = '2026-10-12T01:00:00.000Z';
  for (const televisions of [41, 42]) {
    const payload = {
      ...{ householdId, roundId: view.round.roundId, questionnaire: view.questionnaire, gone: [], interviewedOn: '2026-10-12' },
      ...{ answers: { ...answers, household: { ...answers.household, televisions } }, startedAt: at, endedAt: at },
      ...{ seen: view.version, enumeratorId: accountId, overlap: 'merge' },
    };
    const data = { commands: [{ commandId: crypto.randomUUID(), kind: 'interview-finished', v: 1, at, payload }] };
    const answer = await request.post(`${base}/api/commands`, { data, headers: { 'x-vuon': '1', origin: base } });
    const { answers: said }: CommandsAnswer = await answer.json();
    assert.equal(said[0]?.answer, 'taken', JSON.stringify(said));
  }
}
