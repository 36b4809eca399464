/** By which words a thing that the desk does is found (gọi tên việc). */
import { foldVi } from '../../core/kernel/text.ts';

/** Whether each word asked for begins a word of the label or of its other words, in any order, with or without marks. */
export function isCalled(label: string, others: string, asked: string): boolean {
  const said = foldVi(`${label} ${others}`).split(/[^\p{L}\p{N}]+/u);
  return foldVi(asked)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .every((word) => said.some((one) => one.startsWith(word)));
}
