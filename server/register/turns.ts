/** Long work of the core in steps (làm từng chút): between two of them the server answers others, and it ends when nobody waits for it. */
import { setImmediate } from 'node:timers/promises';

export async function inTurns<T>(steps: Generator<void, T>, signal?: AbortSignal): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await setImmediate();
    signal?.throwIfAborted();
  }
}
