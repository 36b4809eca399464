/** What is told of what is on its way (việc trên đường gửi); asked on the first screen already. */
import type { Unsent } from './forms.ts';
import type { Minutes } from './minutes.ts';

/** Something that happened to a household, and no form. */
export const isAct = ({ about }: Pick<Unsent, 'about'>): boolean => about !== undefined;

/** Of minutes that were handed to the commune: it has spoken of all of them. */
export const isAnswered = ({ handed }: Pick<Minutes, 'handed'>): boolean => handed?.parts.every(({ end }) => end !== undefined) === true;
