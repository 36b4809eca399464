/**
 * What goes in one request (một lần gửi): so many forms, and so many signs of what is sealed in them, that a weak line gets one through and
 * the server takes it, whatever they hold.
 */
export const PIECE = { forms: 20, signs: 700_000 } as const;

/** Of minutes that go apart: sealed they are a third longer, and stay within a piece. */
export const MOST_OF_MINUTES = 400_000;

/** Put into the outbox and taken out of it, in one step with what is written beside. */
export interface Outgoing<R> {
  readonly put?: R | readonly R[];
  readonly drop?: readonly string[];
}

interface Boxed {
  readonly box: { readonly data: string } | null;
}

/** In their order. What is heavier than a piece goes by itself. */
export function piecesOf<R extends Boxed>(rows: readonly R[]): readonly (readonly R[])[] {
  const pieces: R[][] = [];
  let signs = 0;
  for (const row of rows) {
    const long = row.box?.data.length ?? 0;
    const last = pieces.at(-1);
    if (last === undefined || last.length === PIECE.forms || signs + long > PIECE.signs) {
      pieces.push([row]);
      signs = long;
    } else {
      last.push(row);
      signs += long;
    }
  }
  return pieces;
}
