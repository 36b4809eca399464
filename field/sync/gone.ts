/** Of whom this phone has removed everything because they may keep no list any more (máy bị thu quyền), until somebody has read it. */

/** Ids and a number only. */
export interface Gone {
  readonly accountId: string;
  readonly displayName: string;
  /** Finished forms that the commune now has. */
  readonly handedIn: number;
}

const GONE = 'vuon.withdrawn';

export function goneHere(): readonly Gone[] {
  return JSON.parse(localStorage.getItem(GONE) ?? '[]') as readonly Gone[];
}

export function addGone(more: readonly Gone[]): void {
  localStorage.setItem(GONE, JSON.stringify([...goneHere(), ...more]));
}

export function forgetGone(): void {
  localStorage.removeItem(GONE);
}
