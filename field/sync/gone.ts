/** Of whom this phone has removed everything because they may keep no list any more (máy bị thu quyền), until somebody has read it. */

/** Ids and a number only. */
export interface Gone {
  readonly accountId: string;
  readonly displayName: string;
  /** Finished forms that the commune now has. */
  readonly handedIn: number;
  /** Gone unsent: reports that something asked of a hamlet is done, and pictures. Absent: of an earlier version of the app. */
  readonly reports?: number;
  readonly photos?: number;
  /** Forms that the commune cannot take; they stay, sealed. */
  readonly left?: number;
}

const GONE = 'vuon.withdrawn';

export function goneHere(): readonly Gone[] {
  return JSON.parse(localStorage.getItem(GONE) ?? '[]') as readonly Gone[];
}

export function addGone(more: readonly Gone[]): void {
  localStorage.setItem(GONE, JSON.stringify([...goneHere(), ...more]));
}

/** They may keep a list again: what was said of them is over. */
export function backAgain(accountId: string): void {
  const others = goneHere().filter((one) => one.accountId !== accountId);
  if (others.length > 0) localStorage.setItem(GONE, JSON.stringify(others));
  else forgetGone();
}

export function forgetGone(): void {
  localStorage.removeItem(GONE);
}
