/** The worker of `communes-beside.ts`: gets both forms of each household that was asked again, answers how far they agree in each commune. */
import { parentPort } from 'node:worker_threads';
import { assess } from '../../../core/classify/assess.ts';
import { rulebookById } from '../../../core/classify/rulebooks.ts';
import type { ScoreTable } from '../../../core/classify/score-table.ts';
import type { RulebookId } from '../../../core/classify/verdict.ts';
import type { Answers } from '../../../core/interview/answers.ts';
import { type Agreement, agreementOf, type Checked } from '../../../core/interview/back-check.ts';

export interface FormOnDay {
  /** Its answers as they are written. */
  readonly answers: string;
  readonly areaType: 'rural' | 'urban' | null;
  readonly on: string;
}

export interface FormsOfHousehold {
  readonly communeId: string;
  readonly first: FormOnDay;
  readonly again: FormOnDay;
}

export interface ToAgree {
  readonly forms: readonly FormsOfHousehold[];
  /** Of the round, by which each form is judged. */
  readonly standard: { readonly rulebook: RulebookId; readonly table: ScoreTable } | null;
}

export type Agreed = readonly (readonly [communeId: string, Agreement])[];

parentPort?.once('message', ({ forms, standard }: ToAgree) => {
  const classOf = (answers: Answers, { areaType, on }: FormOnDay): string | null =>
    standard === null || areaType === null
      ? null
      : assess(rulebookById(standard.rulebook), answers, { areaType, date: on }, standard.table).outcome;
  const checked = new Map<string, Checked[]>();
  for (const { communeId, first, again } of forms) {
    const [one, other]: [Answers, Answers] = [JSON.parse(first.answers), JSON.parse(again.answers)];
    const own = checked.get(communeId) ?? [];
    own.push({ first: one, again: other, classes: [classOf(one, first), classOf(other, again)] });
    checked.set(communeId, own);
  }
  parentPort?.postMessage([...checked].map(([communeId, all]) => [communeId, agreementOf(all)] as const) satisfies Agreed);
});
