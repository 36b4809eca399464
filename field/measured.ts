/**
 * What `vuon bench field` does inside a phone besides what a person presses (việc đo bên trong máy): walks whole interviews with what households
 * have to tell and puts the forms away, and judges answers over and over; all of it by the app's own code. No page imports it: the
 * benchmark bundles it and runs it in the app's page.
 */
import type { Answers } from '../core/interview/answers.ts';
import { isAnswerValue, type Ref, refKey } from '../core/interview/state.ts';
import { askVisit } from './ask.ts';
import { judge } from './interview/judge.ts';
import type { Visit } from './interview/visit.svelte.ts';
import { findPeople, outboxOf } from './sync/device.ts';
import { keepUnsent } from './sync/forms.ts';
import { keeper, unlock } from './sync/keeper.svelte.ts';

/** By household, what it has to tell. */
export type Truths = Readonly<Record<string, Answers>>;

/** What the person of this phone keeps, opened for what follows. */
async function open(pin: string) {
  const [person] = await findPeople();
  if (person === undefined) throw new Error('Nobody keeps a list on this phone.');
  const tried = await unlock(person.accountId, pin);
  const { store, holding } = keeper;
  if (!('opened' in tried) || store === null || holding === null) throw new Error('The phone does not open.');
  return { person, store, sealKey: holding.device.sealKey };
}

/** So many interviews walked from the first screen to the summary, and put away finished. Returns how many now wait. */
export async function putForms(pin: string, truths: Truths, count: number): Promise<number> {
  const { person, store, sealKey } = await open(pin);
  let put = 0;
  for (const [householdId, truth] of Object.entries(truths)) {
    if (put === count) break;
    const visit = await walked(householdId, truth, person);
    const sealed = await visit.seal();
    // Where an answer is missing the visit stays a draft.
    if (!sealed.ok) continue;
    await keepUnsent(store, sealed.value, sealKey);
    put += 1;
  }
  return (await outboxOf(person.accountId)).length;
}

/** Milliseconds of each judging under all rulebooks of the round, with reasons, after as many that are not counted. */
export async function judgeTimes(pin: string, truths: Truths, count: number): Promise<number[]> {
  const { person } = await open(pin);
  const visits: Visit[] = [];
  for (const [householdId, truth] of Object.entries(truths)) visits.push(await walked(householdId, truth, person));
  const times: number[] = [];
  for (let i = 0; i < 2 * count; i += 1) {
    const visit = visits[i % visits.length];
    if (visit === undefined) throw new Error('Nobody to judge.');
    const from = performance.now();
    const judged = await judge(visit);
    if (i >= count) times.push(performance.now() - from);
    if (judged === null || judged.length < 2) throw new Error('Not judged under two rulebooks.');
  }
  return times;
}

async function walked(
  householdId: string,
  truth: Answers,
  whose: { readonly accountId: string; readonly displayName: string },
): Promise<Visit> {
  const asked = await askVisit(householdId, whose);
  if (!asked.ok) throw new Error(asked.error.code);
  const visit = asked.value;
  while (visit.screen.kind !== 'summary') {
    answerScreen(visit, truth);
    await visit.next();
  }
  for (const { key, severity } of visit.findings) if (severity === 'soft') visit.accept(key);
  return visit;
}

/** Each answer may bring up further questions behind it. */
function answerScreen(visit: Visit, truth: Answers): void {
  const asked = new Set<string>();
  const next = (): Ref | undefined => visit.screen.refs.find((ref) => !asked.has(refKey(ref)));
  for (let ref = next(); ref !== undefined; ref = next()) {
    const { field, memberId } = ref;
    asked.add(refKey(ref));
    const facts: Readonly<Record<string, unknown>> =
      (memberId === null ? truth.household : truth.members.find((one) => one.memberId === memberId)) ?? {};
    const value = facts[field];
    if (isAnswerValue(value)) visit.answer(ref, value);
    else if (visit.isEarlier(ref)) visit.confirm([ref]);
  }
}
