/** The judge of the product (bộ chấm): the rulebooks of `core/classify`, the same function that runs on the phone. */
import { assess, explain } from '../../core/classify/assess.ts';
import { rulebookById } from '../../core/classify/rulebooks.ts';
import type { Judge } from './tools.ts';

export const judgeByRulebooks: Judge = {
  verdict: ({ rulebook, table }, answers, setting) => assess(rulebookById(rulebook), answers, setting, table),
  explained: ({ rulebook, table }, answers, setting) => explain(rulebookById(rulebook), answers, setting, table),
};
