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
import { companyOf, DEMONSTRATION_COMMUNE, DEMONSTRATION_SEED, demonstrationSteps } from '../../village/demonstration.ts';
import { type Account, postAccounts } from '../../village/office.ts';
import { startHelper } from '../../village/province/helpers.ts';
import { makeProvince, type ProvinceWish } from '../../village/province/run.ts';
import { OLD_VINH_LONG } from '../../village/province/targets.ts';
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
  /** The post has ended: signing in is refused, and says why. */
  readonly ended: boolean;
}

/** Which one: a single commune of today by its code, or null for the whole province. */
export type Extent = string | null;

export interface Demonstration {
  /** In which its people sign in. */
  readonly commune: { readonly code: string; readonly name: string };
  readonly extent: Extent;
  readonly signIns: readonly SignIn[];
}

/**
 * `madeOn` and `at` fix every made date, so that a load that was cut off goes on with the same commands; `done` are the stages of
 * communes that a load of the province has behind it. A file of an older program knows the one commune only.
 */
const stateSchema = z.strictObject({
  seed: z.string(),
  madeOn: daySchema,
  at: instantSchema,
  extent: z.string().nullable().default(DEMONSTRATION_COMMUNE),
  done: z.array(z.string()).default([]),
  complete: z.boolean(),
  passwords: z.record(z.string(), z.string()),
});
type State = z.infer<typeof stateSchema>;

export interface Extents {
  /** What was asked for; refused where there is another one. */
  readonly wanted: Extent | undefined;
  /** Of a new one for which nothing was asked. */
  readonly otherwise: Extent;
}

/** What is made, or begun and not finished, stays what it is. */
export async function ensureDemonstration(store: Store, { wanted, otherwise }: Extents): Promise<Demonstration> {
  const installation = await findInstallation(store.db);
  if (installation?.demonstration === false) stop(EXIT.trouble, 'demo.real', { folder: store.folder });
  const known = installation === null ? null : readState(store);
  if (known !== null && wanted !== undefined && wanted !== known.extent) stop(EXIT.trouble, 'demo.other', { folder: store.folder });
  const fresh = {
    seed: DEMONSTRATION_SEED,
    madeOn: today(),
    at: now(),
    extent: wanted === undefined ? otherwise : wanted,
    done: [],
    passwords: {},
  };
  const state: State = known ?? { ...fresh, complete: installation !== null };
  const frame = frameFor(state);
  const posts = postsOf(state.seed, frame);
  if (!state.complete) await make({ store, frame, state });
  const passwords = state.complete && known !== null ? state.passwords : await givePasswords(store, posts);
  writeState(store, { ...state, done: [], complete: true, passwords });
  return {
    commune: { code: frame.unit.code ?? '', name: frame.unit.name },
    extent: state.extent,
    signIns: signInsOf(posts, passwords),
  };
}

/** Of the commune that is made, or in which people sign in. */
function frameFor({ seed, extent }: State): CommuneFrame {
  const code = extent ?? DEMONSTRATION_COMMUNE;
  const frame = communeFrame(seed, code, today());
  if ('code' in frame) return stop(EXIT.usage, `village.${frame.code}`, { code });
  return frame;
}

function postsOf(seed: string, { unit, hamlets }: CommuneFrame): readonly Account[] {
  return postAccounts(seed, { communeId: unit.areaId, hamlets, districtId: districtBefore(unit.code ?? '') });
}

interface Making {
  readonly store: Store;
  readonly frame: CommuneFrame;
  readonly state: State;
}

async function make(making: Making): Promise<void> {
  const { store, state } = making;
  const from = performance.now();
  const seconds = (): number => Math.round((performance.now() - from) / 1000);
  writeState(store, { ...state, complete: false });
  const done = state.extent === null ? await makeAll(making, seconds) : await makeCommune(making);
  say(sentence('demo.made', { count: done, seconds: seconds() }));
}

async function makeCommune({ store, frame, state }: Making): Promise<number> {
  say(sentence('demo.making', { commune: frame.unit.name }));
  const day = dayOf(state.madeOn);
  const { story } = makeVillage(frame, visitDays(day));
  const districtId = districtBefore(frame.unit.code ?? '');
  const company = companyOf(state.seed, { communeId: frame.unit.areaId, hamlets: frame.hamlets, districtId });
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
  return done;
}

/** Two cores: fewer would leave them idle while the disk confirms what was written. */
const HELPERS = 4;

async function makeAll({ store, state }: Making, seconds: () => number): Promise<number> {
  say(sentence('demo.making-province'));
  const wish: ProvinceWish = { seed: state.seed, targets: OLD_VINH_LONG, today: dayOf(state.madeOn) };
  const helpers = Array.from({ length: HELPERS }, () => startHelper({ appUrl: store.appUrl, wish }));
  const progress = makeProgress();
  const done = [...state.done];
  try {
    return await makeProvince({
      ...{ wish, db: store.db, ownerUrl: store.ownerUrl, helpers, done: new Set(state.done) },
      onDone: (mark) => {
        done.push(mark);
        writeState(store, { ...state, complete: false, done });
      },
      onProgress: ({ stage, communes, steps }) => {
        const counts = { done: communes.done, all: communes.all, count: steps, seconds: seconds() };
        progress.show(toolText('vi', 'demo.progress-province', { stage: toolText('vi', `demo.stage.${stage}`), ...counts }));
      },
    });
  } finally {
    progress.end();
    await Promise.all(helpers.map((helper) => helper.end()));
  }
}

function stageOf(kind: string): string {
  if (kind === 'household-registered') return toolText('vi', 'demo.stage.register');
  return kind === 'interview-finished' ? toolText('vi', 'demo.stage.interview') : toolText('vi', 'demo.stage.other');
}

async function givePasswords(store: Store, posts: readonly Account[]): Promise<Record<string, string>> {
  const passwords: Record<string, string> = {};
  for (const { accountId, username } of posts) {
    const password = randomPassword();
    await setPassword(store.db, { now: now(), today: today() }, { accountId, password });
    passwords[username] = password;
  }
  return passwords;
}

function signInsOf(posts: readonly Account[], passwords: Readonly<Record<string, string>>): SignIn[] {
  return posts.flatMap(({ username, displayName, grants }) => {
    const [grant] = grants;
    if (grant === undefined) return [];
    const ended = grant.to !== null && grant.to < today();
    return [{ role: grant.role, displayName, username, password: passwords[username] ?? '', ended }];
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
