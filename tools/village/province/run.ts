/**
 * Making the province through the door (dựng tỉnh): stages in the order of time; within a stage the communes are made side by side by
 * helpers, each with its share. A commune's stage that is done is told to the caller, who keeps it, so that making that was
 * cut off goes on there; a stage begun and not finished is sent again, and the door knows what it has. At the end the
 * register is counted and compared with what was wanted.
 */
import { sql } from 'kysely';
import { type PlainDate, parseInstant } from '../../../core/kernel/dates.ts';
import type { AreaId } from '../../../core/kernel/ids.ts';
import { setAside } from '../../../server/db/set-aside.ts';
import type { Db } from '../../../server/http/transaction.ts';
import { DEMONSTRATION_COMMUNE } from '../demonstration.ts';
import type { CommuneFrame } from '../commune.ts';
import type { Step } from '../office.ts';
import { sendSteps } from '../send.ts';
import { castOf, type CommuneCast } from './cast.ts';
import { countProvince, differences } from './count.ts';
import type { PastYear } from './flows.ts';
import { type FrameWish, provinceFrame } from './frame.ts';
import { askedOf, nowSteps, openingNow } from './now.ts';
import { peopleOf } from './people.ts';
import { type PlacedHamlet, placesFor } from './places.ts';
import { closingStep, foundingSteps, openingSteps, reformSteps, registerSteps, type Telling, yearSteps } from './stages.ts';
import type { Targets } from './targets.ts';

/** Stages of the communes; what the offices do stands before or after them. */
export const STAGES = ['register', '2022', '2023', 'now'] as const;
export type Stage = (typeof STAGES)[number];

export interface ProvinceWish extends FrameWish {
  readonly targets: Targets;
  /** Visits of the open round lie before this day. */
  readonly today: PlainDate;
}

export interface Progress {
  readonly stage: Stage;
  readonly communes: { readonly done: number; readonly all: number };
  /** Commands that went through, all in all. */
  readonly steps: number;
}

/** Does a stage for its communes, one after another. */
export interface Helper {
  readonly run: (stage: Stage, codes: readonly string[], told: (code: string, steps: number) => void) => Promise<void>;
}

export interface Making {
  readonly wish: ProvinceWish;
  readonly db: Db;
  /** Of the tables' owner: what only readers need stands aside until all is made. */
  readonly ownerUrl: string;
  readonly helpers: readonly Helper[];
  /** `stage code` of what an earlier run finished. */
  readonly done: ReadonlySet<string>;
  readonly onDone: (mark: string) => void;
  readonly onProgress: (progress: Progress) => void;
}

export class ProvinceDiffers extends Error {
  override readonly name = 'ProvinceDiffers';
}

/** How many commands went through. Throws StepRefused, and ProvinceDiffers where the register counts otherwise. */
export async function makeProvince(making: Making): Promise<number> {
  const { wish, db, ownerUrl } = making;
  const world = worldOf(wish);
  const { telling } = world;
  let steps = 0;
  const send = async (all: Iterable<Step>): Promise<void> => {
    steps += await sendIn(world, db, all);
  };
  const communes = async (stage: Stage): Promise<void> => {
    steps = await runStage(making, { stage, communes: telling.frame.communes, steps });
  };
  await send(foundingSteps(telling));
  const readers = await setAside(ownerUrl);
  try {
    await communes('register');
    for (const year of [2022, 2023] as const) {
      await send(openingSteps(telling, year));
      await communes(String(year) as Stage);
      await send([closingStep(wish.seed, year)]);
    }
    await send([...reformSteps(telling), openingNow(telling, wish.today)]);
    await communes('now');
    await readers.bringBack();
  } finally {
    await readers.end();
  }
  const differing = differences(await countProvince(db), wish);
  if (differing.length > 0) throw new ProvinceDiffers(differing.join('; '));
  return steps;
}

interface Running {
  readonly stage: Stage;
  readonly communes: readonly CommuneFrame[];
  readonly steps: number;
}

async function runStage(making: Making, { stage, communes, steps }: Running): Promise<number> {
  const { helpers, done, onDone, onProgress } = making;
  let [count, sent] = [steps, 0];
  const told = (code: string, more: number): void => {
    count += more;
    sent += 1;
    onDone(`${stage} ${code}`);
    onProgress({ stage, communes: { done: sent, all: communes.length }, steps: count });
  };
  const shares = sharesOf(communes, helpers.length);
  await Promise.all(
    helpers.map((helper, i) => {
      const left = (shares[i] ?? []).filter((code) => !done.has(`${stage} ${code}`));
      sent += (shares[i] ?? []).length - left.length;
      return helper.run(stage, left, told);
    }),
  );
  return count;
}

/** The same for every stage, so that a helper meets its communes again: the largest first, each to who has least. */
function sharesOf(communes: readonly CommuneFrame[], helpers: number): string[][] {
  const shares = Array.from({ length: helpers }, () => ({ households: 0, codes: [] as string[] }));
  const sized = communes.map((commune) => ({
    code: commune.unit.code ?? '',
    households: commune.hamlets.reduce((sum, hamlet) => sum + hamlet.sizes.length, 0),
  }));
  for (const { code, households } of sized.sort((a, b) => b.households - a.households)) {
    const [least] = [...shares].sort((a, b) => a.households - b.households);
    least?.codes.push(code);
    if (least !== undefined) least.households += households;
  }
  return shares.map((share) => share.codes);
}

// ---- one helper's world ----------------------------------------------------------------------------------------------

export interface ProvinceWorld {
  readonly wish: ProvinceWish;
  readonly telling: Telling;
  readonly places: ReadonlyMap<AreaId, PlacedHamlet>;
  /** Parts of the communes met so far; small beside their households. */
  readonly casts: Map<string, CommuneCast>;
}

export function worldOf(wish: ProvinceWish): ProvinceWorld {
  const frame = provinceFrame(wish);
  const telling = { frame, people: peopleOf(frame, DEMONSTRATION_COMMUNE), targets: wish.targets };
  return { wish, telling, places: placesFor(frame, wish.targets), casts: new Map() };
}

/** In this process, on this connection, which may be a hasty one: what is told is on the disk. */
export function helperOn(world: ProvinceWorld, db: Db): Helper {
  return {
    run: async (stage, codes, told) => {
      for (const code of codes) {
        const steps = await sendIn(world, db, communeSteps(world, stage, code));
        await reachDisk(db);
        told(code, steps);
      }
    },
  };
}

/** A commit that waits for the disk waits for all before it. */
async function reachDisk(db: Db): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`select set_config('synchronous_commit', 'on', true), pg_logical_emit_message(true, 'vuon', 'told')`.execute(tx);
  });
}

export function communeSteps(world: ProvinceWorld, stage: Stage, code: string): Iterable<Step> {
  const { telling, wish, casts } = world;
  const commune = telling.frame.communes.find((each) => each.unit.code === code);
  if (commune === undefined) throw new RangeError(`No commune ${code}.`);
  if (stage === 'register') {
    const { cast, families } = castOf(telling.frame, commune, world.places);
    casts.set(code, cast);
    return registerSteps(telling, { commune, families, cast, weights: askedOf(wish.seed, cast).weights });
  }
  const cast = casts.get(code) ?? castOf(telling.frame, commune, world.places).cast;
  casts.set(code, cast);
  return stage === 'now' ? nowSteps(telling, commune, cast, wish.today) : yearSteps(telling, commune, cast, Number(stage) as PastYear);
}

/** Everything from the empty database to the open round, in the order of time. */
export function* provinceSteps(world: ProvinceWorld): Generator<Step> {
  const { telling, wish } = world;
  const codes = telling.frame.communes.map((commune) => commune.unit.code ?? '');
  const all = function* (stage: Stage): Generator<Step> {
    for (const code of codes) yield* communeSteps(world, stage, code);
  };
  yield* foundingSteps(telling);
  yield* all('register');
  for (const year of [2022, 2023] as const) {
    yield* openingSteps(telling, year);
    yield* all(String(year) as Stage);
    yield closingStep(wish.seed, year);
  }
  yield* reformSteps(telling);
  yield openingNow(telling, wish.today);
  yield* all('now');
}

const BATCH = 1_000;

/** Under the clock of the years that are told: the door's moment is that of the last command of a batch. */
export function sendIn({ telling }: ProvinceWorld, db: Db, steps: Iterable<Step>): Promise<number> {
  const { frame, people } = telling;
  const now = ({ command }: Step) => {
    const at = parseInstant(command.at);
    if (!at.ok) throw new RangeError('A step without a moment.');
    return at.value;
  };
  return sendSteps({ db, accounts: [...people.posts, ...people.staff], hamlets: frame.tree, now, batch: BATCH }, steps);
}
