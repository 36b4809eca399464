/**
 * One person in one household, one code for one household of a commune (không trùng người, không trùng mã hộ): who and what the
 * commands of a batch name is looked up in the whole register at once; what the batch itself adds stands beside it. Two batches at
 * the same moment in two books are told apart at their end, one after the other: the later begins again and sees the earlier.
 */
import type { Command, CommandOf } from '../../../core/kinds.ts';
import type { CaseFile } from '../../../core/register/case-file.ts';
import type { RosterMember } from '../../../core/register/roster.ts';
import { sameField } from '../../../core/sync/clash.ts';
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import { GONE_OTHERWISE, PRESENT } from '../../../core/sync/merge.ts';
import type { Sql } from '../sql.ts';
import { communeOn } from './areas.ts';
import { NOTHING_TOLD } from './tellings.ts';
import { Overtaken, type World } from './world.ts';

export interface Holder {
  readonly householdId: string;
  readonly hamletId: string;
}

/** Holders by `member <id>`, `citizen <number>`, `code <commune> <code>`; they may have let go within the batch. */
export type Claims = Map<string, Holder[]>;

const keys = {
  member: (memberId: string) => `member ${memberId}`,
  citizen: (citizenId: string) => `citizen ${citizenId}`,
  code: (communeId: string, code: string) => `code ${communeId} ${code.toLowerCase()}`,
};

/** What was read of the households before. */
type Known = Pick<World, 'dossiers' | 'tellings'>;

/** Whom the commands name, wherever they are, but for those of `own` households. */
export async function readClaims(
  sql: Sql,
  commands: readonly Command[],
  { hamlets, own, known }: { readonly hamlets: readonly string[]; readonly own: readonly string[]; readonly known: Known },
): Promise<Claims> {
  const claims: Claims = new Map();
  const people = commands.flatMap((command) => peopleNamed(command, known));
  const citizens = people.flatMap(({ citizenId }) => (isNumber(citizenId) ? [citizenId] : []));
  const codes = commands.flatMap((command) => codeNamed(command, known)?.toLowerCase() ?? []);
  if (people.length > 0) {
    const rows = await sql.query<{ member_id: string; citizen_id: string | null; household_id: string; hamlet_id: string }>(
      'select member_id, citizen_id, household_id, hamlet_id from homes_of($1::uuid[], $2::text[], $3::uuid[])',
      [people.map(({ memberId }) => memberId), citizens, own],
    );
    for (const row of rows) {
      const holder = { householdId: row.household_id, hamletId: row.hamlet_id };
      add(claims, keys.member(row.member_id), holder);
      if (row.citizen_id !== null) add(claims, keys.citizen(row.citizen_id), holder);
    }
  }
  if (codes.length > 0) {
    const rows = await sql.query<{ code: string; household_id: string; hamlet_id: string; commune_id: string }>(
      'select code, household_id, hamlet_id, commune_id from holders_of_codes($1::text[], $2::text[], $3::uuid[])',
      [[...new Set(codes)], hamlets, own],
    );
    for (const row of rows) add(claims, keys.code(row.commune_id, row.code), { householdId: row.household_id, hamletId: row.hamlet_id });
  }
  return claims;
}

/**
 * Does a batch name anybody, a number or a code that is not on file of its household already? To be asked before it changes anything.
 * Who is on file of a household whose book is locked can be put nowhere else meanwhile: an interview that finds everybody where
 * they were waits for no other book of the province.
 */
export function namesAnew(commands: readonly Command[], known: Known): boolean {
  return commands.some((command) => {
    const named = peopleNamed(command, known);
    if (codeNamed(command, known) !== null) return true;
    if (named.length === 0) return false;
    const { payload } = command;
    const file = 'householdId' in payload ? known.dossiers.get(String(payload.householdId))?.file : undefined;
    return file?.state !== 'present' || !named.every((person) => isOnFile(file, person));
  });
}

function isOnFile(file: CaseFile, { memberId, citizenId }: Pick<RosterMember, 'memberId' | 'citizenId'>): boolean {
  const known = file.members.find((member) => member.memberId === memberId && member.state === 'present');
  return known !== undefined && (!isNumber(citizenId) || known.citizenId === citizenId);
}

/**
 * The last act of a batch that names somebody anew: under one lock, held until it is committed, is everybody whom it names still where it found them? Throws
 * `Overtaken` where another batch put somebody elsewhere meanwhile.
 */
export async function holdClaims(world: World, commands: readonly Command[], hamlets: readonly string[]): Promise<void> {
  await world.sql.query("select pg_advisory_xact_lock(hashtext('vuon claims'))", []);
  const claims = await readClaims(world.sql, commands, { hamlets, own: [...world.dossiers.keys()], known: world });
  for (const [key, holders] of claims) {
    const before = world.claims.get(key) ?? [];
    const late = holders.find(({ householdId }) => before.every((known) => known.householdId !== householdId));
    if (late !== undefined) throw new Overtaken(key);
  }
}

type Claimed = Pick<RosterMember, 'memberId' | 'citizenId'>;

/** Of somebody who lives again their whole file is named, though the command says only who. */
function peopleNamed({ kind, payload }: Command, known: Known): readonly Claimed[] {
  const { dossiers } = known;
  if (kind === 'household-registered') return payload.members;
  if (kind === 'household-corrected') return payload.members ?? [];
  if (kind === 'interview-finished') return payload.answers.members;
  if (kind === 'part-duplicates') return dossiers.get(payload.householdId)?.file?.members.filter(({ state }) => state === 'present') ?? [];
  if (kind === 'clash-settled') return peopleChosen(payload, known);
  if (kind === 'withdraw-death')
    return dossiers.get(payload.householdId)?.file?.members.filter(({ memberId }) => memberId === payload.memberId) ?? [];
  return kind === 'member-born' || kind === 'member-arrived' ? [payload.member] : [];
}

/** Who comes, or comes back, and whose number is set, by what is chosen of a clash that was there before the batch; one of the batch is of people it names. */
function peopleChosen({ clashId, householdId, choices }: CommandOf<'clash-settled'>['payload'], { dossiers, tellings }: Known): Claimed[] {
  const { open, forms } = tellings.get(householdId) ?? NOTHING_TOLD;
  const clash = open.get(clashId);
  const chosen = choices.filter(({ take }) => take === 'other');
  const coming = chosen.filter(({ field }) => field === GONE_OTHERWISE || field === PRESENT).map(({ memberId }) => memberId);
  const members: readonly Claimed[] = [
    ...(dossiers.get(householdId)?.file?.members ?? []),
    ...forms.flatMap(({ body }) => body.answers.members),
    ...(clash?.carried?.people ?? []),
  ];
  const numbers = (clash?.fields ?? []).flatMap((one): Claimed[] => {
    const { memberId, field, other } = one;
    if (memberId === null || field !== 'citizenId' || typeof other !== 'string') return [];
    return chosen.some((each) => sameField(one, each)) ? [{ memberId, citizenId: other }] : [];
  });
  return [...members.filter(({ memberId }) => coming.includes(memberId)), ...numbers];
}

function codeNamed({ kind, payload }: Command, { dossiers }: Known): string | null {
  if (kind === 'withdraw-death' || kind === 'part-duplicates') return dossiers.get(payload.householdId)?.file?.code ?? null;
  return 'code' in payload && typeof payload.code === 'string' ? payload.code : null;
}

/** What the household holds after a command of the batch. */
export function claim(world: World, householdId: string): void {
  const file = world.dossiers.get(householdId)?.file;
  if (file === undefined || file === null || file.state !== 'present') return;
  const holder = { householdId, hamletId: file.hamletId };
  for (const member of file.members.filter(({ state }) => state === 'present')) {
    add(world.claims, keys.member(member.memberId), holder);
    if (isNumber(member.citizenId)) add(world.claims, keys.citizen(member.citizenId), holder);
  }
  const communeId = communeOn(world.areas, file.hamletId, world.clock.today);
  if (file.code !== null && communeId !== null) add(world.claims, keys.code(communeId, file.code), holder);
}

export interface Asked {
  readonly householdId: string;
  /** As it stands; null for a household to be. */
  readonly file: CaseFile | null;
  readonly members: readonly RosterMember[];
}

/** Somebody of the list who lives in another household, by id or by citizen id. What was on file of the member is not asked again. */
export function livesElsewhere(world: World, { householdId, file, members }: Asked): CommandProblem | null {
  const seen = new Set<string>();
  for (const { memberId, citizenId } of members) {
    const home = holderOf(world, keys.member(memberId), { householdId, still: (other) => lives(other, memberId) });
    if (home !== null) return { code: 'member-elsewhere', memberId, ...whereabouts(world, home) };
    if (!isNumber(citizenId)) continue;
    if (seen.has(citizenId)) return { code: 'citizen-id-taken', memberId, citizenId: masked(citizenId) };
    seen.add(citizenId);
    if (file?.members.some((member) => member.memberId === memberId && member.citizenId === citizenId) === true) continue;
    const holder = holderOf(world, keys.citizen(citizenId), { householdId, still: (other) => bears(other, citizenId) });
    if (holder !== null) return { code: 'citizen-id-taken', memberId, citizenId: masked(citizenId), ...whereabouts(world, holder) };
  }
  return null;
}

export function codeTaken(
  world: World,
  asked: { readonly householdId: string; readonly hamletId: string; readonly code: string | null },
): CommandProblem | null {
  const { householdId, hamletId, code } = asked;
  const communeId = communeOn(world.areas, hamletId, world.clock.today);
  if (code === null || communeId === null) return null;
  const still = (other: CaseFile) => other.code?.toLowerCase() === code.toLowerCase();
  const holder = holderOf(world, keys.code(communeId, code), { householdId, still });
  return holder === null ? null : { code: 'household-code-taken', ...whereabouts(world, holder) };
}

interface Other {
  readonly householdId: string;
  readonly still: (file: CaseFile) => boolean;
}

function holderOf(world: World, key: string, { householdId, still }: Other): Holder | null {
  const found = world.claims.get(key)?.find((holder) => {
    if (holder.householdId === householdId) return false;
    const dossier = world.dossiers.get(holder.householdId);
    if (dossier === undefined) return true;
    return dossier.file !== null && dossier.file.state === 'present' && still(dossier.file);
  });
  return found ?? null;
}

const lives = (file: CaseFile, memberId: string) =>
  file.members.some((member) => member.state === 'present' && member.memberId === memberId);
const bears = (file: CaseFile, citizenId: string) =>
  file.members.some((member) => member.state === 'present' && member.citizenId === citizenId);

/** Told only to whom the other household is in reach. */
function whereabouts(world: World, { householdId, hamletId }: Holder): { householdId?: string } {
  return reaches(world, hamletId) ? { householdId } : {};
}

function reaches({ who }: World, hamletId: string): boolean {
  return who === 'system' || who.scope.reach === 'all' || who.scope.reach.hamlets.includes(hamletId);
}

/** A household to be under an id that is taken. Of what it is taken, only who reaches that household is told. */
export function idTaken(world: World, householdId: string): CommandProblem | null {
  const place = world.places.get(householdId);
  if (place === undefined) return null;
  return reaches(world, place.hamletId) ? { code: 'household-exists' } : { code: 'id-not-free' };
}

/** The last three digits. */
function masked(citizenId: string): string {
  return '•'.repeat(citizenId.length - 3) + citizenId.slice(-3);
}

function isNumber(citizenId: string | undefined): citizenId is string {
  return citizenId !== undefined && /^\d+$/.test(citizenId);
}

function add(claims: Claims, key: string, holder: Holder): void {
  const known = claims.get(key);
  if (known === undefined) claims.set(key, [holder]);
  else if (!known.some((each) => each.householdId === holder.householdId)) known.push(holder);
}
