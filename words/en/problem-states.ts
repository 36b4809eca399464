/** Why nothing more can be told of a household, by what became of it, and what to do; `handed`: as the commune reads it. */
import type { problemStates as vi } from '../vi/problem-states.ts';

export const problemStates: Record<keyof typeof vi, string> = {
  'household-not-present.moved':
    'This household has moved elsewhere. Look at what happened to it, or hand the form to the commune, which tells the new place.',
  'household-not-present.merged':
    'This household was joined into another. Open that one and write it there, or hand the form to the commune.',
  'household-not-present.dissolved':
    'Nobody is left in this household: its last member is noted as dead, or the list that named it was undone. If that is wrong, hand the form to the commune: it takes that back and writes it.',
  'household-not-present.erased':
    'The household’s data were erased as the law asks. Nothing more can be written; drop this form on the phone.',
  'household-moved-on.handed':
    'The household had moved elsewhere before this form reached the server. Tell the new place to ask again, or send it back to the hamlet to be printed and sent there.',
};
