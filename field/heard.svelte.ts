/**
 * What a page asked for, once it is there (điều đã hỏi được): for the parts of a page, such as its title, that are drawn before it as well.
 */
import type { Soon } from './ask.ts';

export function heard<T>(asked: () => Soon<T>): { readonly value: T | null } {
  let late: { readonly of: Promise<T>; readonly value: T } | null = $state.raw(null);
  $effect(() => {
    const now = asked();
    if (now instanceof Promise) void now.then((value) => (late = { of: now, value }));
  });
  return {
    get value(): T | null {
      const now = asked();
      return now instanceof Promise ? (late?.of === now ? late.value : null) : now;
    },
  };
}
