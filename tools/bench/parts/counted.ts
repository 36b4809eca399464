/** Waits until a server that has just begun to listen has counted and compared beforehand (đợi máy chủ làm sẵn xong), as one that runs since a while has. */
import { setTimeout as pause } from 'node:timers/promises';
import { COUNTED_BEFOREHAND } from '../../../server/http/beforehand.ts';
import type { App } from '../../../server/http/app.ts';

const BEFOREHAND = ['figures', 'today', 'duplicates', 'fairness'];

/** Seconds that it took. */
export async function awaitCounted(server: App): Promise<number> {
  const from = performance.now();
  const done = async (): Promise<boolean> => {
    const { body } = await server.inject({ url: '/metrics' });
    return BEFOREHAND.every((of) => body.includes(`${COUNTED_BEFOREHAND}{of="${of}"}`));
  };
  while (!(await done())) await pause(100);
  return (performance.now() - from) / 1_000;
}
