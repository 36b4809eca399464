/** What on its way is an act, something that happened to a household, and no form (biến động hay phiếu): asked on the first screen already. */
import type { Unsent } from './forms.ts';

export const isAct = ({ about }: Pick<Unsent, 'about'>): boolean => about !== undefined;
