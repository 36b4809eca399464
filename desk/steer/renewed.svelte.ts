/**
 * Something asked again and again while its page is looked at (số liệu tự cập nhật): a sender sees hamlets receive and answer without
 * loading anew. Call while a component begins.
 */
import type { Problem, Result } from '../../core/kernel/result.ts';
import { type Instant, instantOf } from '../../core/kernel/dates.ts';

const EVERY_MS = 10_000;

export interface Renewed<T> {
  readonly value: T;
  readonly at: Instant;
  readonly failed: boolean;
  readonly now: () => Promise<void>;
}

/** `first` is followed: where the page itself asks anew, that is shown. */
export function renewed<T>(first: () => T, ask: () => Promise<Result<T, Problem>>): Renewed<T> {
  let value = $state.raw(first());
  let at = $state(instantOf(Date.now()));
  let failed = $state(false);

  async function now(): Promise<void> {
    const asked = await ask();
    failed = !asked.ok;
    if (asked.ok) [value, at] = [asked.value, instantOf(Date.now())];
  }

  $effect(() => {
    value = first();
    at = instantOf(Date.now());
  });
  $effect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void now();
    }, EVERY_MS);
    return () => clearInterval(timer);
  });
  return {
    get value() {
      return value;
    },
    get at() {
      return at;
    },
    get failed() {
      return failed;
    },
    now,
  };
}
