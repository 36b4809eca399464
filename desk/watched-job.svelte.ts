/**
 * A job of the server as its page follows it (theo dõi việc chạy nền): asked after again and again while it is being made, begun and stopped from
 * there. Call while a component begins.
 */
import type { Problem } from '../core/kernel/result.ts';
import type { Asked } from '../ui/api.ts';

const LOOK_EVERY_MS = 1_500;

interface WithJob {
  readonly job: { readonly state: string } | null;
}

interface Watched<T extends WithJob> {
  readonly now: T;
  readonly making: boolean;
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly look: () => Promise<void>;
  /** Begins or stops it; true when the server has done so. */
  readonly act: (work: () => Asked<T>) => Promise<boolean>;
}

/** `first`: as the page asked it, and shown again where the page asks anew; `onlook`: told of each answer that was asked for here. */
export function watchedJob<T extends WithJob>(first: () => T, ask: () => Asked<T>, onlook: (seen: T) => unknown = () => {}): Watched<T> {
  let now = $state.raw(first());
  let busy = $state(false);
  let problem: Problem | null = $state.raw(null);
  const making = $derived(now.job?.state === 'making');

  async function look(): Promise<void> {
    const asked = await ask();
    if (!asked.ok) return;
    now = asked.value;
    await onlook(asked.value);
  }

  async function act(work: () => Asked<T>): Promise<boolean> {
    busy = true;
    const asked = await work();
    busy = false;
    problem = asked.ok ? null : asked.error;
    if (asked.ok) now = asked.value;
    return asked.ok;
  }

  $effect(() => {
    now = first();
  });
  $effect(() => {
    if (!making) return;
    const timer = setInterval(() => void look(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  });
  return {
    get now() {
      return now;
    },
    get making() {
      return making;
    },
    get busy() {
      return busy;
    },
    get problem() {
      return problem;
    },
    look,
    act,
  };
}
