/**
 * Values instead of exceptions: a function that can fail for a reason a caller must handle returns a `Result`, and the
 * reason is a `Problem`, a stable code with its parameters. Sentences for people are made from codes in `words/`, never
 * here. (Kết quả và vấn đề.)
 */

export type Ok<T> = { readonly ok: true; readonly value: T };
export type Fail<E> = { readonly ok: false; readonly error: E };
export type Result<T, E> = Ok<T> | Fail<E>;

/** The least that every named failure has: a kebab-case code that never changes once it has been released. */
export type Problem = { readonly code: string };

export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

export function fail<const E extends Problem>(error: E): Fail<E> {
  return { ok: false, error };
}

/** Ends an exhaustive `switch`. The value itself is not in the message: it could hold a person's data. */
export function assertNever(_value: never): never {
  throw new TypeError('A case was not handled: this is a defect in the program.');
}
