/** Texts of today and of what is asked of a hamlet, in the language chosen (lời của Hôm nay). */
import type { Task } from '../kept/tasks.ts';
import { isOverdue } from '../../core/steer/standing.ts';
import { day } from '../../ui/format.ts';
import { language } from '../../ui/language.svelte.ts';
import { type TaskKey, taskText } from '../../words/task.ts';
import type { Params } from '../../words/words.ts';

export const k = (key: TaskKey, params?: Params): string => taskText(language.current, key, params);

export function dueText({ dueOn, step }: Pick<Task, 'dueOn' | 'step'>, today: string): string {
  if (dueOn === null) return k('due-none');
  if (isOverdue(dueOn, today, step)) return k('overdue', { day: day(dueOn) });
  return dueOn === today ? k('due-today') : k('due', { day: day(dueOn) });
}
