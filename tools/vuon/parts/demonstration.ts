/**
 * Makes the demonstration in an empty database (dựng bản trình diễn), resumes one that was cut off, and keeps its sign-ins in
 * a file that only this user can read, so that a second start can print them again. What is in it is tools/village.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type PlainDate, parseDate } from '../../../core/kernel/dates.ts';
import { daySchema, instantSchema } from '../../../core/ledger/fields.ts';
import { randomPassword } from '../../../server/access/passwords.ts';
import { setPassword } from '../../../server/access/sign-in.ts';
import { toolText } from '../../../words/tool.ts';
import { type CommuneFrame, communeFrame, districtBefore } from '../../village/commune.ts';
import { companyOf, type Company, DEMONSTRATION_COMMUNE, DEMONSTRATION_SEED, demonstrationSteps } from '../../village/demonstration.ts';
import type { Account } from '../../village/office.ts';
import { sendSteps } from '../../village/send.ts';
import { makeVillage, visitDays } from '../../village/village.ts';
import { EXIT, makeProgress, say, sentence, stop } from '../command.ts';
import { now, today } from './clock.ts';
import { findInstallation } from './installation.ts';
import type { Store } from './store.ts';

export interface SignIn {
  readonly role: Account['grants'][number]['role'];
  readonly displayName: string;
  readonly username: string;
  readonly password: string;
}

export interface Demonstration {
  readonly commune: { readonly code: string; readonly name: string };
  readonly signIns: readonly SignIn[];
}

/** `madeOn` and `at` fix every made date, so that a load that was cut off goes on with the same commands. */
const stateSchema = z.strictObject({
  seed: z.string(),
  madeOn: daySchema,
  at: instantSchema,
  complete: z.boolean(),
  passwords: z.record(z.string(), z.string()),
});
type State = z.infer<typeof stateSchema>;

export async function ensureDemonstration(store: Store): Promise<Demonstration> {
  const installation = await findInstallation(store.db);
  if (installation?.demonstration === false) stop(EXIT.trouble, 'demo.real', { folder: store.folder });
  const known = readState(store);
  const state = known ?? { seed: DEMONSTRATION_SEED, madeOn: today(), at: now(), complete: installation !== null, passwords: {} };
  const frame = frameFor(state.seed);
  const company = companyOf(state.seed, {
    communeId: frame.unit.areaId,
    hamlets: frame.hamlets,
    districtId: districtBefore(DEMONSTRATION_COMMUNE),
  });
  // A new database beside an old file: begin anew.
  const complete = state.complete && installation !== null;
  if (!complete) await make({ store, frame, company, state });
  const passwords = complete && known !== null ? state.passwords : await givePasswords(store, company);
  writeState(store, { ...state, complete: true, passwords });
  return { commune: { code: DEMONSTRATION_COMMUNE, name: frame.unit.name }, signIns: signInsOf(company, passwords) };
}

function frameFor(seed: string): CommuneFrame {
  const frame = communeFrame(seed, DEMONSTRATION_COMMUNE, today());
  if ('code' in frame) throw new RangeError(`The demonstration's commune: ${frame.code}`);
  return frame;
}

interface Making {
  readonly store: Store;
  readonly frame: CommuneFrame;
  readonly company: Company;
  readonly state: State;
}

async function make({ store, frame, company, state }: Making): Promise<void> {
  const from = performance.now();
  writeState(store, { ...state, complete: false });
  say(sentence('demo.making', { commune: frame.unit.name }));
  const day = dayOf(state.madeOn);
  const { story } = makeVillage(frame, visitDays(day));
  const progress = makeProgress();
  const total = frame.hamlets.reduce((sum, hamlet) => sum + hamlet.sizes.length, 0);
  const done = await sendSteps(
    {
      db: store.db,
      accounts: [...company.posts, ...company.enumerators],
      hamlets: [{ communeId: story.communeId, hamlets: story.hamlets }],
      now,
      onBatch: (count, kind) => progress.show(toolText('vi', 'demo.progress', { count, households: total, stage: stageOf(kind) })),
    },
    demonstrationSteps(story, company, { now: state.at, today: day }),
  );
  progress.end();
  say(sentence('demo.made', { count: done, seconds: Math.round((performance.now() - from) / 1000) }));
}

function stageOf(kind: string): string {
  if (kind === 'household-registered') return toolText('vi', 'demo.stage.register');
  return kind === 'interview-finished' ? toolText('vi', 'demo.stage.interview') : toolText('vi', 'demo.stage.other');
}

async function givePasswords(store: Store, company: Company): Promise<Record<string, string>> {
  const passwords: Record<string, string> = {};
  for (const { accountId, username } of company.posts) {
    const password = randomPassword();
    await setPassword(store.db, { now: now(), today: today() }, { accountId, password });
    passwords[username] = password;
  }
  return passwords;
}

function signInsOf(company: Company, passwords: Readonly<Record<string, string>>): SignIn[] {
  return company.posts.flatMap(({ username, displayName, grants }) => {
    const [grant] = grants;
    return grant === undefined ? [] : [{ role: grant.role, displayName, username, password: passwords[username] ?? '' }];
  });
}

const stateFile = (store: Store): string => join(store.folder, 'demonstration.json');

function readState(store: Store): State | null {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(stateFile(store), 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    // Cut off while it was written by an older program, or edited: passwords are given anew.
    return null;
  }
}

/** Whole or not at all. */
function writeState(store: Store, state: State): void {
  const half = `${stateFile(store)}.${process.pid}`;
  writeFileSync(half, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  renameSync(half, stateFile(store));
}

function dayOf(text: string): PlainDate {
  const parsed = parseDate(text);
  if (!parsed.ok) throw new RangeError('Not a day.');
  return parsed.value;
}
