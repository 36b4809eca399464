/** Why nothing more can be told of a household, by what became of it, and what to do, on the phone as on the desk; `handed`: as the commune reads it. */
import type { problemStates as vi } from '../vi/problem-states.ts';

export const problemStates: Record<keyof typeof vi, string> = {
  'household-not-present.moved':
    'This household has moved elsewhere. Look at what happened to it. A form still on a phone is handed to the commune, which tells the new place.',
  'household-not-present.merged':
    'This household was joined into another. Open that one and write it there. A form still on a phone may be handed to the commune.',
  'household-not-present.dissolved':
    'Nobody is left in this household: its last member is noted as dead, or the list that named it was undone. If that is wrong, the commune takes it back before anything is written; a form still on a phone is handed to the commune.',
  'household-not-present.erased':
    'The household’s data were erased as the law asks. Nothing more can be written; a form still on a phone is dropped.',
  'household-moved-on.handed':
    'The household had moved elsewhere before this form reached the server. Tell the new place to ask again, or send it back to whoever wrote it, to be printed and sent there.',
};
