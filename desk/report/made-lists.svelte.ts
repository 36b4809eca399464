/**
 * Long lists of one area that the server makes for this person (danh sách đang lập): asked for, watched as long as one is being made,
 * stopped, fetched. What is asked for is the pages'.
 */
import type { Problem, Result } from '../../core/kernel/result.ts';
import type { ListsView, ListView } from '../../core/report/views.ts';
import { get, post, save } from '../../ui/api.ts';

const LOOK_EVERY_MS = 1_500;

export class MadeLists {
  #areaId: () => string;
  told = $state.raw<ListsView | null>(null);
  problem: Problem | null = $state(null);
  /** What was pressed: a list's id, or the name of an asking. */
  busy: string | null = $state(null);
  readonly making = $derived(this.told?.lists.some(({ state }) => state === 'making') ?? false);

  constructor(areaId: () => string) {
    this.#areaId = areaId;
  }

  /** Until the function that comes back is called. */
  watch(): () => void {
    void this.look();
    const timer = setInterval(() => this.making && void this.look(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }

  async look(): Promise<void> {
    const asked = await get<ListsView>(`/api/lists?area=${encodeURIComponent(this.#areaId())}`);
    if (asked.ok) this.told = asked.value;
    this.problem = asked.ok ? null : asked.error;
  }

  async act(name: string, ask: () => Promise<Result<unknown, Problem>>): Promise<void> {
    if (this.busy !== null) return;
    this.busy = name;
    const done = await ask();
    this.busy = null;
    await this.look();
    if (!done.ok) this.problem = done.error;
  }

  stop({ listId }: ListView): Promise<void> {
    return this.act(listId, () => post<ListView>(`/api/lists/${listId}/stop`, {}));
  }

  fetchFile({ listId, fileName }: ListView): Promise<void> {
    return this.act(listId, () => save(`/api/lists/${listId}/file`, fileName ?? ''));
  }
}
