/**
 * Long work in short steps (làm từng chút một): a generator that yields now and then, so that whoever runs it may let others have their
 * turn in between. How they wait is left to the caller.
 */

/** All steps one after the other, without a pause. */
export function drained<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Told how many things are done, says whether so many have come together since it last said yes. */
export function everySoMany(most: number): (done: number) => boolean {
  let since = 0;
  return (done) => {
    since += done;
    if (since < most) return false;
    since = 0;
    return true;
  };
}
