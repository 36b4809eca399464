// The smallest day that still fails (ngày nhỏ nhất còn sai): fewer visits, then fewer phones, as long as the same seed still shows it.

export interface Size {
  readonly phones: number;
  readonly visits: number;
}

export interface Failing<R> extends Size {
  readonly result: R;
}

/** A day has a first and a second half: one before and one after the restore. */
const FEWEST_VISITS = 2;

/** `fails`: what a day of that size came to, or null where nothing is wrong with it. */
export async function shrink<R>(from: Failing<R>, fails: (size: Size) => Promise<R | null>): Promise<Failing<R>> {
  let least = from;
  const tried = async (size: Size): Promise<boolean> => {
    const result = await fails(size);
    if (result !== null) least = { ...size, result };
    return result !== null;
  };
  for (let less = Math.floor(from.visits / 2); less > 0; less = Math.floor(less / 2))
    while (least.visits - less >= FEWEST_VISITS && (await tried({ phones: least.phones, visits: least.visits - less })));
  for (let phones = 1; phones < least.phones; phones += 1) if (await tried({ phones, visits: least.visits })) break;
  return least;
}
