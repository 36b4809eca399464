/** Texts of the phone's first page and of what is asked of a hamlet (lời của Hôm nay, việc được giao). */
import { task as en } from './en/task.ts';
import { task as vi } from './vi/task.ts';
import { subject } from './words.ts';

export const taskText = subject(vi, en);
export type TaskKey = keyof typeof vi;
