/**
 * Imports under way at the desk (việc nhập đang làm): what a person uploaded, the dry run they look at, the writing that goes on
 * while they watch. Kept by this process for the person alone and for a while; files lie in a folder of their own until then.
 * What was written is in the ledger: a lost draft loses nothing.
 */
import { randomUUID } from 'node:crypto';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { LegacyEncoding } from '../../core/kernel/legacy-text.ts';
import type { RefusedPlace } from '../../core/register/import/assemble.ts';
import { mustAgree, mustSayYear } from '../../core/register/import/plan.ts';
import type { SheetChoice } from '../../core/register/import/sheet.ts';
import type { ReadingView } from '../../core/register/import/views.ts';
import type { CommandProblem } from '../../core/sync/envelope.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Db } from '../http/transaction.ts';
import { type ImportWish, type Prepared, prepareImport, runImport } from './import.ts';
import { plainName } from './import-files.ts';
import { withSentence } from './sentence.ts';
import { type BroughtFile, MAX_FILE_BYTES } from './workbook.ts';

export interface Draft {
  readonly draftId: string;
  readonly accountId: string;
  readonly areaId: string;
  readonly files: BroughtFile[];
  readonly folder: string;
  /** Files that are here or on their way. */
  expected: number;
  usedAt: number;
  state: 'preview' | 'writing' | 'written' | 'stopped';
  choices: readonly SheetChoice[];
  legacy: LegacyEncoding | null;
  resultYear: number | null;
  prepared: Prepared | null;
  progress: { done: number; all: number } | null;
  /** How far reading and comparing have come; null when none is under way. */
  reading: ReadingView | null;
  importId: string | null;
  /** Refused by the door itself. */
  refused: readonly RefusedPlace[];
  /** Why the door did not note the import, though its households are in. */
  unnoted: CommandProblem | null;
}

const MAX_FILES = 6;
const DRAFTS_OF_ONE = 3;
const KEPT_FOR = 60 * 60_000;

async function write(bytes: Readable, path: string): Promise<void> {
  let size = 0;
  const counted = async function* (source: AsyncIterable<Buffer>) {
    for await (const part of source) {
      size += part.length;
      if (size > MAX_FILE_BYTES) throw new HttpProblem(413, 'body-too-large');
      yield part;
    }
  };
  await pipeline(bytes, counted, createWriteStream(path, { mode: 0o600 })).catch((error: unknown) => {
    // The sender is gone, or the network is: nothing of ours is broken.
    if (isCut(error)) throw new HttpProblem(400, 'upload-cut');
    throw error;
  });
}

function isCut(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'ECONNRESET' || code === 'EPIPE' || code === 'ERR_STREAM_PREMATURE_CLOSE';
}

export class ImportDesk {
  private readonly drafts = new Map<string, Draft>();
  private readonly folder: string;
  private readonly clock: () => number;

  /** `folder` is this desk's alone: what an earlier one left there when its process was killed goes. By default one of the system's. */
  constructor(clock: () => number, folder: string | null = null) {
    this.clock = clock;
    this.folder = folder ?? mkdtempSync(join(tmpdir(), 'vuon-imports-'));
    if (folder === null) return;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  /** Adds a file to a draft, or begins one; the bytes go to disk as they come. */
  async upload(of: { accountId: string; areaId: string; draftId: string | null }, name: string, bytes: Readable): Promise<Draft> {
    const draft = of.draftId === null ? await this.begin(of) : this.get(of.draftId, of);
    if (draft.state !== 'preview') throw new HttpProblem(409, 'import-running');
    if (draft.expected >= MAX_FILES) throw new HttpProblem(409, 'import-too-many-files');
    draft.expected += 1;
    const path = join(draft.folder, randomUUID());
    try {
      await write(bytes, path);
      // Meanwhile it may have been forgotten, or its writing begun.
      if (this.get(draft.draftId, of).state !== 'preview') throw new HttpProblem(409, 'import-running');
    } catch (error) {
      draft.expected -= 1;
      await rm(path, { force: true });
      throw error;
    }
    draft.files.push({ name: plainName(name), path });
    draft.prepared = null;
    return draft;
  }

  /** Of this person in this area, or 404. */
  get(draftId: string, of: { accountId: string; areaId: string }): Draft {
    this.forgetOld();
    const draft = this.drafts.get(draftId);
    if (draft === undefined || draft.accountId !== of.accountId || draft.areaId !== of.areaId)
      throw new HttpProblem(404, 'import-draft-gone');
    draft.usedAt = this.clock();
    return draft;
  }

  /** Reads the files again and compares with the register as it now is. */
  async plan(
    db: Db,
    draft: Draft,
    wish: Omit<ImportWish, 'files' | 'choices'> & { choices: readonly SheetChoice[]; signal: AbortSignal },
  ): Promise<void> {
    if (draft.state !== 'preview') throw new HttpProblem(409, 'import-running');
    const { signal, ...rest } = wish;
    const files = [...draft.files];
    const reading = { rows: 0, done: 0, all: 0 };
    draft.reading = reading;
    const during = {
      signal,
      onRows: (rows: number) => void (reading.rows = rows),
      onPart: (done: number, all: number) => void Object.assign(reading, { done, all }),
    };
    const read = await prepareImport(db, { ...rest, files }, during).finally(() => {
      if (draft.reading === reading) draft.reading = null;
    });
    if (draft.state !== 'preview') throw new HttpProblem(409, 'import-running');
    if (draft.files.length !== files.length) throw new HttpProblem(409, 'import-not-read');
    if (!read.ok) throw new HttpProblem(422, read.error.code, { file: read.error.file });
    const { choices, legacy = null, resultYear = null } = wish;
    Object.assign(draft, { choices, legacy, resultYear, prepared: read.value });
  }

  /** Begins the writing and returns; the draft tells how far it is. `agreed`: to what changes in years that are decided. */
  run(db: Db, draft: Draft, agreed: boolean): void {
    const { prepared } = draft;
    if (draft.state !== 'preview' || prepared === null) throw new HttpProblem(409, 'import-running');
    if (mustSayYear(prepared.plan)) throw new HttpProblem(409, 'import-year-unsaid');
    if (mustAgree(prepared.plan) && !agreed) throw new HttpProblem(409, 'import-decided-unsaid');
    const { counts } = prepared.plan;
    draft.state = 'writing';
    draft.progress = { done: 0, all: counts.new + counts.changed };
    void this.write(db, draft, { ...prepared, agreed });
  }

  private async write(db: Db, draft: Draft, prepared: Prepared & { readonly agreed: boolean }): Promise<void> {
    try {
      const written = await runImport(db, prepared, (done) => {
        draft.usedAt = this.clock();
        if (draft.progress !== null) draft.progress.done = done;
      });
      draft.importId = written.importId;
      draft.refused = written.refused.map(withSentence);
      draft.unnoted = written.unnoted;
      draft.state = 'written';
    } catch {
      // The database could not be reached: what was written stays, and the same file goes on from there.
      draft.state = 'stopped';
    }
  }

  private async begin({ accountId, areaId }: { accountId: string; areaId: string }): Promise<Draft> {
    this.forgetOld();
    const own = [...this.drafts.values()].filter((draft) => draft.accountId === accountId && draft.state !== 'writing');
    const oldest = own.sort((a, b) => a.usedAt - b.usedAt).slice(0, Math.max(0, own.length - DRAFTS_OF_ONE + 1));
    for (const draft of oldest) this.forget(draft);
    const draftId = randomUUID();
    const folder = join(this.folder, draftId);
    const draft: Draft = {
      ...{ draftId, accountId, areaId, folder, files: [], expected: 0, usedAt: this.clock(), state: 'preview' },
      ...{
        choices: [],
        legacy: null,
        resultYear: null,
        prepared: null,
        reading: null,
        progress: null,
        importId: null,
        refused: [],
        unnoted: null,
      },
    };
    this.drafts.set(draftId, draft);
    await mkdir(folder, { mode: 0o700 });
    return draft;
  }

  private forgetOld(): void {
    for (const draft of this.drafts.values()) if (draft.state !== 'writing' && draft.usedAt < this.clock() - KEPT_FOR) this.forget(draft);
  }

  private forget(draft: Draft): void {
    this.drafts.delete(draft.draftId);
    void rm(draft.folder, { recursive: true, force: true });
  }

  close(): void {
    this.drafts.clear();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
