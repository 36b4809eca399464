/**
 * What can be done in the system (việc được làm), one closed list: a route or a command names one of these and asks
 * `may.ts`. Reading is an action like any other.
 */
export const ACTIONS = [
  'sign-in',
  'read-household',
  'search',
  'read-tables',
  'keep-on-device',
  'interview',
  'type-form',
  'register-household',
  'import-list',
  'hold-meeting',
  'open-meetings',
  'open-decision',
  'reopen-interviews',
  'settle-handover',
  'send-directive',
  'answer-directive',
  'decide-list',
  'open-round',
  'set-score-table',
  'manage-accounts',
  'renew-sign-in',
  'read-log',
  'export',
  'erase',
  'manage-areas',
  'move-household',
  'join-duplicates',
  'declare-tie',
  'declare-tie-of-another',
  'end-tie',
  'verify',
] as const;
export type Action = (typeof ACTIONS)[number];
