/** Texts of every screen in English. */
import type { ui as vi } from '../vi/ui.ts';

export const ui = {
  product: 'Vươn',
  tagline: 'Review and support of poor households',
  'skip-to-content': 'Skip to content',
  'you-are-here': 'You are here',
  'new-version':
    'The server has a new version. Reload when what you are doing is done; what the old one sends is still taken, or refused in plain words.',
  reload: 'Reload',
  parts: 'Other parts',
  'sign-out': 'Sign out',
  'sign-in': 'Sign in',
  'language': 'Language',
  'language-vi': 'Tiếng Việt',
  'language-en': 'English',
  provisional: 'Provisional results: the B1 score table is illustrative, not the official one.',
  demonstration: 'Demonstration: all people and figures here are made up.',
  notice: 'Please note',
  loading: 'Loading…',
  'try-again': 'Try again',
  'error-title': 'This could not be loaded',
  'no-connection': 'The server cannot be reached. Check the network and try again.',
  'unexpected': 'Something unexpected went wrong. Try again; if it stays, tell the administrator this code: {code}.',
  cancel: 'Cancel',
  'table-scroll': 'The table is wider than the screen; swipe sideways to see all of it',
  'class.poor': 'Poor',
  'class.near-poor': 'Near-poor',
  'class.not-poor': 'Not poor',
  'class.undetermined': 'Answers missing',
  'class.none': 'No result yet',
} as const satisfies Record<keyof typeof vi, string>;
