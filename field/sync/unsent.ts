/** What is told of what is on its way (việc trên đường gửi); asked on the first screen already. */
import type { Problem } from '../../core/kernel/result.ts';
import type { Unsent } from './forms.ts';
import type { Minutes } from './minutes.ts';
import type { Photo } from './photos.ts';

/** Something that happened to a household, and no form. */
export const isAct = ({ about }: Pick<Unsent, 'about'>): boolean => about !== undefined;

/** Of minutes that were handed to the commune: it has spoken of all of them. */
export const isAnswered = ({ handed }: Pick<Minutes, 'handed'>): boolean => handed?.parts.every(({ end }) => end !== undefined) === true;

/** The server does not have it whole. */
export const isPhotoHere = ({ sent, pieces, problem }: Pick<Photo, 'sent' | 'pieces' | 'problem'>): boolean =>
  sent < pieces || problem !== null;

interface Here {
  readonly entries: readonly unknown[];
  readonly reports: readonly unknown[];
  readonly closedMinutes: readonly unknown[];
  readonly photos: readonly Photo[];
}

/** How many things lie on this phone that the server does not have. */
export const countUnsent = ({ entries, reports, closedMinutes, photos }: Here): number =>
  entries.length + reports.length + closedMinutes.length + photos.filter(isPhotoHere).length;

/** How something stands that was sent and not taken: what is no form, such as minutes and pictures, waits; it is not on its way any more. */
export function afterAsking(
  entries: readonly Unsent[],
  id: string,
  problem: Problem | null,
): Pick<Unsent, 'state'> & { problem: Problem | null } {
  const left = entries.find(({ commandId }) => commandId === id);
  return { state: left?.state ?? 'waiting', problem: left?.problem ?? problem };
}
