/**
 * Clashes of a household that moves, or is joined into another (chỗ ghi khác nhau đi theo hộ): whoever answers for the household that goes
 * on settles them. The book of before notes that they were handed on, the book of now is told both values again, with what lies
 * beyond its reach. Of an ended household only what is said of people can still be taken over: its answers were of a form of its own.
 */
import type { CommandOf } from '../../../core/kinds.ts';
import { ok } from '../../../core/kernel/result.ts';
import type { CaseFile } from '../../../core/register/case-file.ts';
import { FACTS } from '../../../core/register/righting.ts';
import { rosterOf } from '../../../core/register/roster.ts';
import { mayAdd, mayTakeAway } from '../../../core/register/rules.ts';
import type { ClashField, ClashFound } from '../../../core/sync/clash.ts';
import { GONE_OTHERWISE, PRESENT } from '../../../core/sync/merge.ts';
import type { Sql } from '../sql.ts';
import type { Plan } from './append.ts';
import { livesElsewhere } from './claims.ts';
import { type Decided, type Found, timelyIn } from './decide-household.ts';
import { chosenRight } from './decide-righting.ts';
import { toldOf } from './decide-roster.ts';
import { NOTHING_TOLD, openClashes, readTellings, type Tellings } from './tellings.ts';
import { refuse, type World } from './world.ts';

type Carried = NonNullable<ClashFound['carried']>;

interface Place {
  readonly bookId: string;
  readonly householdId: string;
  readonly hamletId: string;
}

const here = ({ bookId, householdId, hamletId }: CaseFile): Place => ({ bookId, householdId, hamletId });

/** Closed here, told there. */
function handOn(from: Place, to: Place, clash: ClashFound): { readonly closed: Plan; readonly told: Plan } {
  const { clashId } = clash;
  const body = { clashId, householdId: from.householdId, toHouseholdId: to.householdId, toHamletId: to.hamletId };
  return {
    closed: { bookId: from.bookId, householdId: from.householdId, said: { kind: 'clash-handed-on', body } },
    told: {
      bookId: to.bookId,
      householdId: to.householdId,
      said: { kind: 'clash-found', body: { ...clash, householdId: to.householdId } },
    },
  };
}

export interface HandedOn {
  /** While the household is still there. */
  readonly closed: readonly Plan[];
  /** Once it is here. */
  readonly told: readonly Plan[];
}

const both = (plans: readonly ReturnType<typeof handOn>[]): HandedOn => ({
  closed: plans.map(({ closed }) => closed),
  told: plans.map(({ told }) => told),
});

/** The household goes on in another book. */
export function clashesMoved(world: World, found: Pick<Found, 'file' | 'dossier'>, to: Pick<Place, 'bookId' | 'hamletId'>): HandedOn {
  const { file } = found;
  return both(
    openClashes(world, found).map((clash) => {
      const { endedHouseholdId = null, people = [] } = clash.carried ?? {};
      const carried: Carried = { endedHouseholdId, people, visit: visitOf(world, found, clash) };
      return handOn(here(file), { ...to, householdId: file.householdId }, { ...clash, carried });
    }),
  );
}

/** Into another household; `same`: who is who there. */
export function clashesJoined(
  world: World,
  { ending, kept }: { readonly ending: Found; readonly kept: Found },
  same: CommandOf<'join-duplicates'>['payload']['same'] = [],
): HandedOn {
  const { file } = ending;
  const as = new Map(same.map(({ memberId, asMemberId }) => [memberId, asMemberId]));
  const stayed = rosterOf(file.members.filter(({ memberId, state }) => state !== 'present' && !as.has(memberId)));
  return both(
    openClashes(world, ending).map((clash) => {
      const about = new Set(clash.fields.map(({ memberId }) => memberId));
      const people = [...(clash.carried?.people ?? []), ...stayed.filter(({ memberId }) => about.has(memberId))];
      const carried: Carried = { endedHouseholdId: file.householdId, people, visit: null };
      const fields = clash.fields.map((one) => ({
        ...one,
        memberId: one.memberId === null ? null : (as.get(one.memberId) ?? one.memberId),
      }));
      return handOn(here(file), here(kept.file), { ...clash, fields, carried });
    }),
  );
}

/** Back to the household that is there again; what was settled meanwhile stays so. */
export function clashesParted(world: World, ending: Found, kept: Found): HandedOn {
  const first = (world.tellings.get(ending.file.householdId) ?? NOTHING_TOLD).clashes;
  const back = openClashes(world, kept).flatMap(({ clashId, carried }) => {
    const clash = carried?.endedHouseholdId === ending.file.householdId ? first.get(clashId) : undefined;
    return clash === undefined ? [] : [handOn(here(kept.file), here(ending.file), clash)];
  });
  return both(back);
}

/** When the form that stands was made, as far as this book or what came along with the clash tells. */
function visitOf(world: World, { file, dossier }: Pick<Found, 'file' | 'dossier'>, { roundId, carried }: ClashFound): Carried['visit'] {
  if (roundId === null) return null;
  const since = (dossier.since ?? []).flatMap(({ event }) => (event.kind === 'interview-finished' ? [event.body] : []));
  const { forms } = world.tellings.get(file.householdId) ?? NOTHING_TOLD;
  const form = [...forms.map(({ body }) => body), ...since].findLast((one) => one.roundId === roundId);
  return form === undefined ? (carried?.visit ?? null) : { startedAt: form.startedAt, endedAt: form.endedAt };
}

/** Of these households those of which something is open, with all that was told of them. */
export async function readClashing(sql: Sql, householdIds: readonly string[]): Promise<ReadonlyMap<string, Tellings>> {
  const rows = await sql.query<{ id: string }>(
    `select distinct household_id as id from event where household_id = any ($1::uuid[]) and kind = 'clash-found'`,
    [householdIds],
  );
  return readTellings(
    sql,
    rows.map(({ id }) => id),
  );
}

/** Chosen for people who live with this household now, of what was told of one that ended in it. */
export function chosenOfEnded(world: World, found: Found, { carried, otherOn }: ClashFound, chosen: readonly ClashField[]): Decided {
  const plans: Plan[] = [];
  // Who was dead or gone before the end did not come along: nothing of this household says otherwise.
  if (chosen.some(({ field }) => field === GONE_OTHERWISE)) return refuse({ code: 'clash-overtaken' });
  for (const memberId of new Set(chosen.map((one) => one.memberId))) {
    if (memberId === null) continue;
    const own = chosen.filter((one) => one.memberId === memberId);
    const facts = own.filter(({ field }) => FACTS.some((fact) => fact === field));
    const right = facts.length === 0 ? null : chosenRight(world, found, toldOf(world, found), facts);
    if (right !== null && !right.ok) return right;
    if (right !== null) plans.push(planOf(found, right.value));
    const lives = own.find(({ field }) => field === PRESENT);
    const moved = lives === undefined ? null : comesOrGoes(world, found, { field: lives, memberId, on: otherOn, carried });
    if (moved !== null && !moved.ok) return moved;
    if (moved !== null) plans.push(...moved.value);
  }
  return ok(plans);
}

const planOf = ({ book, file }: Found, said: Plan['said']): Plan => ({ bookId: book.bookId, householdId: file.householdId, said });

interface Going {
  readonly field: ClashField;
  readonly memberId: string;
  readonly on: string;
  readonly carried: ClashFound['carried'];
}

function comesOrGoes(world: World, found: Found, { field, memberId, on, carried }: Going): Decided {
  const { file } = found;
  const { householdId } = file;
  const timely = timelyIn(world, file, on);
  if (!timely.ok) return refuse(timely.error);
  if (field.other === false) {
    const there = mayTakeAway(file, [memberId], field.how !== 'dead');
    if (!there.ok) return refuse({ code: 'clash-overtaken' });
    const kind = field.how === 'dead' ? 'member-died' : 'member-left';
    return ok([planOf(found, { kind, body: { householdId, memberId, on } })]);
  }
  const [person] = rosterOf((carried?.people ?? []).filter((one) => one.memberId === memberId));
  if (person === undefined || !mayAdd(file, [memberId]).ok) return refuse({ code: 'clash-overtaken' });
  const member = { ...person, relation: person.relation === 'head' ? ('other-kin' as const) : person.relation };
  const elsewhere = livesElsewhere(world, { householdId, file, members: [member] });
  if (elsewhere !== null) return refuse(elsewhere);
  return ok([planOf(found, { kind: 'member-arrived', body: { householdId, member, from: null, on } })]);
}
