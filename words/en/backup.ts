/** Backup and restore: a sentence for each problem code. */
import type { backup as vi } from '../vi/backup.ts';

export const backup = {
  'passphrase-too-short':
    'The passphrase needs at least 12 characters. Choose a longer one and keep it safe: without it the backup is lost.',
  'file-exists': 'The file {about} exists already. Choose another name; an old backup is never overwritten.',
  'not-a-backup': 'The file {about} is not a backup of Vươn.',
  'format-unknown': 'The file {about} was written by a newer Vươn. Upgrade the program, then restore again.',
  'wrong-passphrase': 'The passphrase does not open the file {about}. Check it and try again.',
  'file-cut-off': 'The file {about} is cut off: its end is missing. Use another copy; the database was not changed.',
  'file-altered': 'The file {about} was altered or is damaged. Use another copy; the database was not changed.',
  'database-not-empty': 'The database holds data already (table {about}). Restore into an empty one only: choose a new folder with --data.',
  'schema-differs': 'The backup belongs to another version of the program ({about} differs). Restore with that version, then upgrade.',
  'rows-differ': 'The table {about} as read does not match its recorded number of rows or hash. The database was not changed.',
  'nothing-to-back-up': 'The database {about} is not installed yet, so there is nothing to back up.',
} satisfies Record<keyof typeof vi, string>;
