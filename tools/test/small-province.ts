/**
 * A small province for tests of the ledger (tỉnh nhỏ để kiểm thử): two communes of two hamlets, a round, people with posts, and
 * short makers of commands. Everything is made through the door, as in the product; ids follow from names, so that a failure
 * reads the same each time.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { type Actor, type Grant } from '../../core/access/may.ts';
import type { Answers } from '../../core/interview/answers.ts';
import { date } from '../../core/kernel/dates.ts';
import { uuidFrom } from '../../core/kernel/ids.ts';
import type { CommandBody, CommandKindName } from '../../core/kinds.ts';
import type { MeetingPoint } from '../../core/meeting/minutes.ts';
import type { Round } from '../../core/meeting/round.ts';
import type { RosterMember } from '../../core/register/roster.ts';
import type { CommandAnswer } from '../../core/sync/envelope.ts';
import { type Clock, type Submit, submit, type Who } from '../../server/ledger/door.ts';
import { homeFrom } from '../village/home.ts';
import { personFrom } from '../village/person.ts';

export const id = (name: string): string => uuidFrom(createHash('sha256').update(name).digest().subarray(0, 16));

export const PROVINCE = 'a9001';
export const COMMUNES = ['a9101', 'a9102'] as const;
export const HAMLETS = [id('hamlet 1'), id('hamlet 2'), id('hamlet 3'), id('hamlet 4')] as const;
export const BOOKS = HAMLETS.map((_, i) => id(`book ${i + 1}`));
export const CLOCK: Clock = { now: '2026-10-01T02:00:00.000Z', today: '2026-10-01' };
export const AT = '2026-10-01T01:59:00.000Z';

export const ROUND: Round = {
  roundId: id('round'),
  kind: 'yearly',
  year: 2026,
  opensOn: '2026-09-01',
  closesOn: '2026-12-14',
  rulebooks: ['2022-2026', '2027-2030'],
  questionnaire: 'phieu-b-2026',
  gates: [{ from: 'interview', to: 'closed', action: 'decide-list', clause: 'Decision 24/2021/QĐ-TTg Art. 4 [S 40]' }],
};

let count = 0;
let deviceClock = AT;

/** Commands begin anew, with the same ids, on devices whose clocks say this. */
export function beginAnew(at: string): void {
  [count, deviceClock] = [0, at];
}

/** A command in its envelope; a fresh id unless one is given. */
export function command<K extends CommandKindName>(kind: K, payload: CommandBody<K>, commandId = id(`command ${++count}`)) {
  return { commandId, kind, v: 1, at: deviceClock, payload };
}

export type AnyCommand = { readonly commandId: string; readonly kind: string; readonly payload: unknown };

/** Sends and expects every command to be taken. */
export async function take(
  db: Kysely<unknown>,
  commands: readonly AnyCommand[],
  who: Who = 'system',
  door: Submit = submit,
): Promise<CommandAnswer[]> {
  const answers = await door(db, who, commands, CLOCK);
  for (const answer of answers) assert.equal(answer.answer, 'taken', JSON.stringify(answer));
  return answers;
}

/** Installation, areas, hamlets and an open round of both communes. */
export async function found(db: Kysely<unknown>, options: { demonstration?: boolean; round?: Round } = {}): Promise<void> {
  await take(db, [
    command('installation-created', {
      installationId: id('installation'),
      provinceId: PROVINCE,
      provinceCode: '99',
      provinceName: 'Tỉnh Thử',
      demonstration: options.demonstration ?? true,
    }),
    command('areas-loaded', {
      areas: [{ areaId: PROVINCE, level: 'province' }, ...COMMUNES.map((areaId) => ({ areaId, level: 'commune' as const }))],
      periods: [period(PROVINCE, 'tinh', null), period(COMMUNES[0], 'xa', 'rural'), period(COMMUNES[1], 'phuong', 'urban')],
      lineage: [],
    }),
    command('hamlets-added', {
      hamlets: HAMLETS.map((areaId, i) => ({
        areaId,
        bookId: BOOKS[i] ?? '',
        name: `Ấp ${i + 1}`,
        kind: 'ap',
        communeId: COMMUNES[i < 2 ? 0 : 1],
        from: '2020-01-01',
        synthetic: true,
      })),
    }),
    command('round-opened', { round: options.round ?? ROUND, communes: [...COMMUNES] }),
  ]);
}

function period(areaId: string, kind: string, areaType: 'rural' | 'urban' | null) {
  const parentId = areaType === null ? null : PROVINCE;
  return {
    areaId,
    from: '2020-01-01',
    to: null,
    code: areaId.slice(1),
    name: `Đơn vị ${areaId}`,
    kind,
    areaType,
    parentId,
    synthetic: false,
  };
}

export function member(name: string, relation: RosterMember['relation'] = 'head', birth = '1980'): RosterMember {
  return { memberId: id(`member ${name}`), fullName: name, relation, sex: 'female', birth, ethnicity: 'kinh' };
}

/** A household whose head bears its name, with so many people. */
export function register(name: string, hamletId: string, people = 2, listed: 'on-list' | null = null) {
  const others = Array.from({ length: people - 1 }, (_, i) => member(`${name} con ${i + 1}`, 'child', String(2000 + i)));
  return command('household-registered', {
    householdId: id(`household ${name}`),
    hamletId,
    code: `H-${name}`,
    address: null,
    headName: name,
    members: [member(name), ...others],
    since: '2024-01-01',
    source: 'import',
    weight: 1,
    listed,
  });
}

/** Everything that an interview may leave out is left out, but what `more` says; whom `register` named and this does not has left. */
export function interview(
  name: string,
  more: Partial<CommandBody<'interview-finished'>> = {},
  answers: Partial<Answers['household']> = {},
) {
  const members = more.answers?.members ?? [member(name)];
  const named = new Set(members.map(({ memberId }) => memberId));
  const registered = [name, `${name} con út`, `${name} em`, ...Array.from({ length: 8 }, (_, i) => `${name} con ${i + 1}`)].map((each) =>
    id(`member ${each}`),
  );
  const others = registered.filter((memberId) => !named.has(memberId));
  return command('interview-finished', {
    householdId: id(`household ${name}`),
    roundId: ROUND.roundId,
    questionnaire: ROUND.questionnaire,
    answers: { household: answers, members: [member(name)] },
    gone: others.map((memberId) => ({ memberId, how: 'left' as const })),
    interviewedOn: '2026-09-20',
    startedAt: '2026-09-20T02:00:00.000Z',
    endedAt: '2026-09-20T02:40:00.000Z',
    seen: null,
    enumeratorId: id('enumerator'),
    ...more,
  });
}

/** Minutes of the first hamlet's meeting on a day between the interviews and today, at which that household was agreed to as poor. */
export function minutesOf(name: string, more: Partial<CommandBody<'hold-meeting'>> = {}, said: Partial<MeetingPoint> = {}) {
  const householdId = id(`household ${name}`);
  return command('hold-meeting', {
    ...{ recordId: id(`minutes ${++count}`), roundId: ROUND.roundId, hamletId: HAMLETS[0], heldOn: '2026-09-27', place: 'culture-house' },
    ...{ chair: 'Nguyễn Văn Thành', secretary: 'Lê Hoàng Minh', called: [householdId], came: [{ householdId, as: 'head' }], others: 19 },
    ...{ closedAt: '2026-09-27T13:00:00.000Z', after: [] },
    points: [{ householdId, class: 'poor', present: 20, yes: 18, said: 'Nhà dột, con còn nhỏ', corrections: [], ...said }],
    ...more,
  });
}

/** A person with one post since 2020, reaching what the post reaches. */
export function person(name: string, role: Grant['role'], areaId: string): Exclude<Who, 'system'> {
  const accountId = id(name);
  const actor: Actor = { accountId, grants: [{ role, areaId, from: '2020-01-01', to: null }] };
  return { actor, scope: { accountId, reach: reachAt(areaId), today: CLOCK.today } };
}

function reachAt(areaId: string) {
  if (areaId === PROVINCE) return 'all' as const;
  const commune = COMMUNES.indexOf(areaId as (typeof COMMUNES)[number]);
  if (commune < 0) return { hamlets: [areaId], communes: [] };
  return { hamlets: HAMLETS.slice(commune * 2, commune * 2 + 2), communes: [areaId] };
}

/** Whole answers of a family of four that the rules of 2022-2026 find so, in town and country. */
export function answersOf(name: string, wanted: 'poor' | 'near-poor' | 'not-poor', told: Partial<Answers['household']> = {}): Answers {
  const lacks = wanted === 'poor' ? { toilet: 'none' as const, waterSource: 'river' as const } : { toilet: 'septic' as const };
  const kin = [member(name), ...[1, 2, 3].map((i) => member(`${name} con ${i}`, 'child', String(1999 + i)))];
  const healthInsurance = wanted !== 'poor';
  const members = kin.map((sketch) =>
    personFrom({ ...sketch, healthInsurance, jobStatus: 'working', jobType: 'own-farm' }, date('2026-09-20')),
  );
  return { household: homeFrom(wanted === 'not-poor' ? 'rich' : 'bare', { ...lacks, ...told }), members };
}
