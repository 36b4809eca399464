/** Why something cannot be done, and what to do: one sentence for each problem code of the server. */
import type { problems as vi } from '../vi/problems.ts';

export const problems = {
  'not-signed-in': 'Your session has ended or you have not signed in. Please sign in again.',
  'sign-in-failed': 'The name or the password is not right. {left} more tries before it is locked for a while.',
  'sign-in-locked':
    'This name is locked after too many wrong tries. Try again in {minutes} minutes, or ask the administrator for a new password.',
  'password-too-short': 'A password needs at least 10 characters. Choose a longer one.',
  'not-your-role': 'Your role does not allow this. Ask someone who holds the right.',
  'not-your-area': 'This area is not yours. Choose your own area, or ask the person in charge.',
  'grant-not-in-force': 'Your right has ended or has not begun. Contact the administrator.',
  'bad-request': 'The request was not in the right form. Reload the page and try again.',
  'not-found': 'Not found, or not in your area. Check the address.',
  'wrong-origin': 'The request came from another page and was refused. Open Vươn again and go on.',
  'too-many-requests': 'Too many requests in a short time. Wait {seconds} seconds and try again.',
  'body-too-large': 'What was sent is too large. Send it in smaller parts.',
  'server-error': 'The server failed and what you did was not saved. Try again; if it stays so, tell the administrator the id {id}.',
  'not-installed': 'The system has no data yet. The administrator should run "vuon init".',
  'face-not-built': 'The face {face} has not been built on this server. The administrator should run "npm start" again.',
  'no-connection': 'The server cannot be reached. Check the network and try again.',
  'not-json': 'The server answered in a wrong form. Reload the page; if it stays so, tell the administrator.',
  'no-open-round': 'No review round is open now. Wait until the province opens one.',
  'round-closed': 'This round is closed and takes no more forms. Tell the commune officer if a regular review is needed.',
  'round-not-open-yet': 'The round has not begun. Wait until its first day.',
  'list-already-decided': "The commune's list is closed or decided, so no more forms are taken. Tell the commune officer.",
  'gate-not-reached': 'It is too early for this step. Complete the step before it.',
  'not-interviewed': 'Some households on the list have not been interviewed. Complete their forms.',
  undetermined: 'Some households lack answers that decide their class. Add the missing answers.',
  'illustrative-table': 'The B1 table in use is illustrative, so no decision can be taken. Load the official table.',
  'rulebook-not-in-round': 'This round does not use the chosen standard. Choose another.',
  'household-not-present': 'This household no longer lives here. Check what happened to it.',
  'area-type-unknown': 'It is not known whether this commune is rural or urban, so no points can be given. Ask the administrator.',
} as const satisfies Record<keyof typeof vi, string>;
