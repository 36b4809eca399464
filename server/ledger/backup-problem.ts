/**
 * What can go wrong with a backup (sự cố sao lưu), each under a stable code; the sentences are in words/backup. No message holds
 * a person's data or the passphrase.
 */
export type BackupProblemCode =
  | 'passphrase-too-short'
  | 'file-exists'
  | 'not-a-backup'
  | 'format-unknown'
  | 'wrong-passphrase'
  | 'file-cut-off'
  | 'file-altered'
  | 'database-not-empty'
  | 'schema-differs'
  | 'rows-differ'
  | 'nothing-to-back-up';

export class BackupProblem extends Error {
  override readonly name = 'BackupProblem';
  readonly code: BackupProblemCode;
  /** A file or a table. */
  readonly about: string;

  constructor(code: BackupProblemCode, about: string) {
    super(`${code}: ${about}`);
    this.code = code;
    this.about = about;
  }
}
