/**
 * Text being typed into a field (chữ đang gõ): a value that can be read becomes the answer at once, so that a draft holds it;
 * what cannot be read takes the answer back and is said once the field is left.
 */
import type { Question } from '../../core/interview/question.ts';
import { read, write, type ReadProblem } from '../../core/interview/reading.ts';
import type { Ref } from '../../core/interview/state.ts';
import { isMissing } from '../../core/interview/question.ts';
import { language } from '../../ui/language.svelte.ts';
import { readText } from '../../words/interview.ts';
import type { Visit } from './visit.svelte.ts';

export class Typing {
  #of: () => { readonly visit: Visit; readonly question: Question; readonly at: Ref };
  #typed: string | null = $state(null);
  #problem: ReadProblem | null = $state.raw(null);
  #left = $state(false);

  constructor(of: () => { readonly visit: Visit; readonly question: Question; readonly at: Ref }) {
    this.#of = of;
  }

  get text(): string {
    const { visit, question, at } = this.#of();
    return this.#typed ?? write(question, visit.value(at));
  }

  /** The sentence of what could not be read; only after the field was left. */
  get problem(): string | undefined {
    if (!this.#left || this.#problem === null) return undefined;
    return readText(language.current, this.#problem.code, { most: this.#problem.most });
  }

  type(text: string): void {
    const { visit, question, at } = this.#of();
    this.#typed = text;
    this.#left = false;
    const got = read(question, text);
    this.#problem = got.ok || got.error.code === 'empty' ? null : got.error;
    if (got.ok) visit.answer(at, got.value);
    else if (!isMissing(visit.value(at))) visit.clear(at);
  }

  leave(): void {
    this.#left = true;
    // What was understood is shown as it is kept.
    if (this.#problem === null) this.#typed = null;
  }

  /** The answer was given another way: what was typed is void. */
  forget(): void {
    this.#typed = null;
    this.#problem = null;
  }
}
