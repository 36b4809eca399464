/**
 * `vuon retention`: what of a commune is over its time, first as a dry run with a print of exactly that; then the act by the person named,
 * who repeats the print; and legal holds, which keep everything (thời hạn lưu trữ, lệnh giữ dữ liệu).
 */
import { randomUUID } from 'node:crypto';
import { KEPT, keepRuleOn, type LetGo } from '../../../core/access/retention.ts';
import { may } from '../../../core/access/may.ts';
import { areaPath } from '../../../core/access/reach.ts';
import { type AreaPeriod, descendants } from '../../../core/kernel/areas.ts';
import { isUuid } from '../../../core/kernel/ids.ts';
import { groupVi } from '../../../core/kernel/numbers.ts';
import { toHex } from '../../../core/ledger/chain.ts';
import { submit } from '../../../server/ledger/door.ts';
import { readHolds } from '../../../server/ledger/holds.ts';
import { type OverTime, readOverTime } from '../../../server/ledger/retention.ts';
import { sqlOfKysely } from '../../../server/ledger/sql.ts';
import { sha256 } from '../../../server/ledger/tools.ts';
import { isProblemCode, problemsText } from '../../../words/problems.ts';
import { toolText } from '../../../words/tool.ts';
import { EXIT, type ExitCode, print, readArgs, say, sentence, stop, stopSaying, STORE_OPTIONS } from '../command.ts';
import { actingPerson, type ActingPerson, asPerson } from '../parts/actor.ts';
import { communeByCode } from '../parts/area.ts';
import { now, today } from '../parts/clock.ts';
import { batchesOf } from '../parts/batches.ts';
import { installationOrStop } from '../parts/installation.ts';
import { type Store, withStore } from '../parts/store.ts';

const OPTIONS = {
  ...STORE_OPTIONS,
  commune: { type: 'string' },
  as: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  print: { type: 'string' },
  office: { type: 'string' },
  hold: { type: 'string' },
  release: { type: 'string' },
  holds: { type: 'boolean', default: false },
  ground: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;
type Values = ReturnType<typeof readArgs<typeof OPTIONS>>['values'];

const ACTS = ['dry-run', 'print', 'hold', 'release', 'holds'] as const;

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { values } = readArgs(args, OPTIONS);
  const [act, ...more] = ACTS.filter((each) => values[each] !== undefined && values[each] !== false);
  if (act === undefined || more.length > 0) stop(EXIT.usage, 'retention.which');
  const commune = need(values.commune, '--commune');
  const username = need(values.as, '--as');
  if (act === 'print' || act === 'hold') need(values.office, '--office');
  if (act === 'hold' || act === 'release') need(values.ground, '--ground');
  if (act === 'release' && !isUuid(values.release ?? '')) stop(EXIT.usage, 'retention.hold-id');
  return withStore(values.data, async (store) => {
    await installationOrStop(store.db);
    const person = await actingPerson(store.db, username);
    const asked: Asked = { store, person, commune: communeByCode(person.tree, commune), values };
    mayOrStop(asked, act === 'dry-run' || act === 'print' ? 'erase' : 'hold-data', username);
    if (act === 'hold' || act === 'release') return hold(asked, act);
    return act === 'holds' ? listHolds(asked) : go(asked, act === 'print');
  });
}

const need = (value: string | undefined, option: string): string => value ?? stop(EXIT.usage, 'usage.missing', { option });

interface Asked {
  readonly store: Store;
  readonly person: ActingPerson;
  readonly commune: AreaPeriod;
  readonly values: Values;
}

function mayOrStop({ person, commune }: Asked, action: 'erase' | 'hold-data', username: string): void {
  const at = { areaPath: areaPath(person.tree, commune.areaId, today()), date: today() };
  if (!may(person.who.actor, action, at).allowed) stop(EXIT.trouble, 'retention.not-allowed', { username, commune: commune.name });
}

interface OfHamlet {
  readonly hamletId: string;
  readonly name: string;
  readonly over: readonly OverTime[];
}

async function go(asked: Asked, acts: boolean): Promise<ExitCode> {
  const hamlets = await readAll(asked);
  const made = printOf(hamlets);
  if (acts && asked.values.print !== made) stop(EXIT.findings, 'retention.other-print', { print: made });
  if (!acts) {
    tell(asked, hamlets, made);
    return EXIT.ok;
  }
  const { events, photos, refused } = await letGo(asked, hamlets);
  say(sentence('retention.done', { events: groupVi(events), photos: groupVi(photos) }));
  for (const [code, count] of refused) say(sentence('retention.refused', { count: groupVi(count), why: wordsOf(code) }));
  return refused.size === 0 ? EXIT.ok : EXIT.findings;
}

function readAll({ store, person, commune }: Asked): Promise<readonly OfHamlet[]> {
  const hamlets = descendants(person.tree, commune.areaId, today(), 'hamlet');
  return asPerson(store.db, person, async (tx) => {
    const read: OfHamlet[] = [];
    for (const { areaId: hamletId, name } of hamlets) {
      const over: OverTime[] = [];
      for (const what of KEPT) {
        const found = await readOverTime(sqlOfKysely(tx), what, { hamletId, today: today() });
        if (found !== null) over.push(found);
      }
      read.push({ hamletId, name, over });
    }
    return read;
  });
}

/** Over exactly what would go: with one thing more or less it is another. */
function printOf(hamlets: readonly OfHamlet[]): string {
  const all = hamlets.flatMap(({ hamletId, over }) => over.flatMap(({ what, ids }) => ids.map((id) => `${hamletId} ${what} ${id}`)));
  return toHex(sha256('vuon retention\n', all.toSorted().join('\n'))).slice(0, 16);
}

function tell({ values, commune }: Asked, hamlets: readonly OfHamlet[], made: string): void {
  const rows = KEPT.map((what) => {
    const over = hamlets.flatMap((hamlet) => hamlet.over.filter((one) => one.what === what));
    const sum = (count: (one: OverTime) => number): number => over.reduce((all, one) => all + count(one), 0);
    return {
      what,
      before: over[0]?.before ?? null,
      count: sum(({ ids }) => ids.length),
      held: sum(({ held }) => held),
      rule: keepRuleOn(what, today()),
    };
  });
  if (values.json) {
    print(JSON.stringify({ commune: commune.name, print: made, rows }));
    return;
  }
  print(toolText('vi', 'retention.head', { commune: commune.name }));
  for (const { what, before, count, held, rule } of rows) {
    const params = {
      what: toolText('vi', `retention.what.${what}`),
      count: groupVi(count),
      held: groupVi(held),
      years: rule?.years ?? 0,
      before: before?.split('-').reverse().join('/') ?? '–',
    };
    print(`  ${toolText('vi', 'retention.row', params)}`);
  }
  print(toolText('vi', 'retention.confirm'));
  print(toolText('vi', 'retention.print', { print: made }));
}

const MOST = 5_000;

interface Gone {
  readonly events: number;
  readonly photos: number;
  /** Why the door refused, and how many of each. */
  readonly refused: ReadonlyMap<string, number>;
}

/** What is refused stays, as the photos of a household to which the person is tied; all that comes after it goes. */
async function letGo({ store, person, values }: Asked, hamlets: readonly OfHamlet[]): Promise<Gone> {
  const gone = { events: 0, photos: 0 };
  const refused = new Map<string, number>();
  const office = values.office ?? '';
  const count = (of: keyof typeof gone, many: number, refusal: string | null): void => {
    if (refusal === null) gone[of] += many;
    else refused.set(refusal, (refused.get(refusal) ?? 0) + many);
  };
  for (const { hamletId, over } of hamlets)
    for (const { what, ids, sets, before } of over) {
      if (what === 'photos') {
        const ofWalls: string[] = [];
        for (const photoId of ids) {
          const removed = await photoOf({ store, person }, photoId, before);
          if (removed === null) ofWalls.push(photoId);
          else count('photos', 1, await askDoor(store, person, 'photo-removed', removed));
        }
        for (const eventIds of batchesOf(
          ofWalls.map((one) => [one]),
          MOST,
        ))
          count('photos', eventIds.length, await askDoor(store, person, 'apply-retention', { hamletId, what, eventIds, office }));
      } else
        for (const part of batchesOf(sets, MOST))
          count('events', part.length, await askDoor(store, person, 'apply-retention', { hamletId, what, office, ...idsOf(what, part) }));
    }
  return { ...gone, refused };
}

const idsOf = (what: LetGo, ids: readonly string[]): object =>
  what === 'access-log' ? { eventIds: [], readIds: ids.map(Number) } : { eventIds: ids };

/** Null of a picture that is of no household. */
async function photoOf({ store, person }: Pick<Asked, 'store' | 'person'>, photoId: string, before: string): Promise<object | null> {
  const [row] = await asPerson(store.db, person, (tx) =>
    sqlOfKysely(tx).query<{ householdId: string }>('select household_id as "householdId" from photo where photo_id = $1', [photoId]),
  );
  if (row === undefined) return null;
  return {
    photoId,
    householdId: row.householdId,
    why: toolText('vi', 'retention.photo-why', { before: before.split('-').reverse().join('/') }),
  };
}

/** Null where it was taken, else the code of the refusal. */
async function askDoor({ db }: Store, { who }: ActingPerson, kind: string, payload: object): Promise<string | null> {
  const command = { commandId: randomUUID(), kind, v: 1, at: now(), payload };
  const [answer] = await submit(db, who, [command], { now: now(), today: today() });
  return answer?.answer === 'taken' ? null : (answer?.problem?.code ?? '');
}

const wordsOf = (code: string): string => (isProblemCode(code) ? problemsText('vi', code) : code);

async function tellDoor(store: Store, person: ActingPerson, kind: string, payload: object): Promise<void> {
  const refusal = await askDoor(store, person, kind, payload);
  if (refusal !== null) stopSaying(EXIT.trouble, wordsOf(refusal));
}

async function hold({ store, person, commune, values }: Asked, act: 'hold' | 'release'): Promise<ExitCode> {
  const { areaId: communeId } = commune;
  const ground = values.ground ?? '';
  if (act === 'release') {
    await tellDoor(store, person, 'hold-ended', { holdId: (values.release ?? '').toLowerCase(), communeId, ground });
    say(sentence('retention.released'));
    return EXIT.ok;
  }
  const wanted = (values.hold ?? '').toLowerCase();
  const aboutHousehold = wanted === 'all' ? null : await householdNamed({ store, person }, wanted);
  const holdId = randomUUID();
  await tellDoor(store, person, 'hold-set', { holdId, communeId, aboutHousehold, ground, office: values.office });
  say(sentence('retention.held', { hold: holdId }));
  return EXIT.ok;
}

async function householdNamed({ store, person }: Pick<Asked, 'store' | 'person'>, wanted: string): Promise<string> {
  const rows = await asPerson(store.db, person, (tx) =>
    sqlOfKysely(tx).query<{ id: string }>('select household_id as id from household where household_id::text = $1 or lower(code) = $1', [
      wanted,
    ]),
  );
  const [row, ...more] = rows;
  if (row === undefined) stop(EXIT.trouble, 'evidence.nothing', { household: wanted });
  return more.length > 0 ? stop(EXIT.usage, 'evidence.several', { household: wanted }) : row.id;
}

async function listHolds({ store, person, commune, values }: Asked): Promise<ExitCode> {
  const holds = await asPerson(store.db, person, (tx) => readHolds(sqlOfKysely(tx), commune.areaId));
  if (values.json) print(JSON.stringify(holds));
  else if (holds.length === 0) print(toolText('vi', 'retention.no-holds'));
  for (const { holdId, aboutHousehold, ground, office, setOn } of values.json ? [] : holds) {
    const whom = aboutHousehold ?? toolText('vi', 'retention.all');
    print(toolText('vi', 'retention.hold-row', { hold: holdId, whom, ground, office, day: setOn.split('-').reverse().join('/') }));
  }
  return EXIT.ok;
}
