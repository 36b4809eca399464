/**
 * At most so many at once, the others in the order in which they came (chờ đến lượt): phones of a whole province that ask within a minute
 * wait here, where waiting holds no connection of the database, and leave some of those for everybody else.
 */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

export function turns(most: number): Turns {
  const waiting: (() => void)[] = [];
  let under = 0;
  return async (work) => {
    if (under < most) under += 1;
    else await new Promise<void>((go) => void waiting.push(go));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) under -= 1;
      else next();
    }
  };
}
