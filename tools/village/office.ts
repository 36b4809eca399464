/**
 * What the offices do before anybody is visited (việc của cơ quan): the installation, the real units, hamlets, accounts
 * with their posts, rounds and their gates, as commands for the door. People and households are the callers'.
 */
import type { Grant } from '../../core/access/may.ts';
import type { Role } from '../../core/access/role.ts';
import { areasOn } from '../../core/kernel/areas.ts';
import { type AreaId, type RoundId } from '../../core/kernel/ids.ts';
import { REFORM_2025, realUnits } from '../../core/kernel/real-units.ts';
import type { CommandBody, CommandKindName } from '../../core/kinds.ts';
import type { GateRow, Round } from '../../core/meeting/round.ts';
import { madeId, madeUuid } from './chance.ts';
import { realTree } from './commune.ts';
import type { Hamlet } from './shapes.ts';

/** The sender of a step: the program itself or an account's username. */
export type Sender = 'system' | (string & {});

/** One command as it goes through the door. */
export interface Step {
  readonly as: Sender;
  readonly command: {
    readonly commandId: string;
    readonly kind: CommandKindName;
    readonly v: 1;
    readonly at: string;
    readonly payload: unknown;
  };
}

export interface Account {
  readonly accountId: string;
  readonly username: string;
  readonly displayName: string;
  readonly grants: readonly Grant[];
}

/** A step whose payload fits its kind. `key` names it in the seed's world, so that sending twice is sending once. */
export interface StepWish<K extends CommandKindName> {
  readonly seed: string;
  readonly key: string;
  readonly as: Sender;
  readonly kind: K;
  readonly at: string;
  readonly payload: CommandBody<K>;
}

export function step<K extends CommandKindName>({ seed, key, as, kind, at, payload }: StepWish<K>): Step {
  return { as, command: { commandId: madeUuid(seed, 'command', kind, key), kind, v: 1, at, payload } };
}

/** Minutes are kept here from this year's review on. */
const FIRST_WITH_MEETINGS = 2026;

/** The gates of a round without meetings: interviews, then the chair's decision (Decision 24/2021/QĐ-TTg Art. 4-6 [S 4]). */
export const GATES: readonly GateRow[] = [
  { from: 'interview', to: 'decision', action: 'open-decision', clause: 'Decision 24/2021/QĐ-TTg Art. 4 [S 4]' },
  { from: 'decision', to: 'interview', action: 'reopen-interviews', clause: 'Decision 24/2021/QĐ-TTg Art. 4 [S 4]' },
  { from: 'decision', to: 'closed', action: 'decide-list', clause: 'Decision 24/2021/QĐ-TTg Art. 5 [S 4]' },
];

/**
 * With the meeting of each hamlet between the two [S 39]: a list goes on to the decision once every household on it was discussed and
 * at least half of those present agreed. Rounds of years before have no minutes here, so theirs are not asked for.
 */
export const MEETING_GATES: readonly GateRow[] = [
  { from: 'interview', to: 'meeting', action: 'open-meetings', clause: 'Decision 24/2021/QĐ-TTg Art. 4 [S 39]' },
  { from: 'meeting', to: 'decision', action: 'open-decision', clause: 'Decision 24/2021/QĐ-TTg Art. 4 [S 39]' },
  { from: 'decision', to: 'meeting', action: 'reopen-interviews', clause: 'Decision 24/2021/QĐ-TTg Art. 4 [S 4]' },
  { from: 'decision', to: 'closed', action: 'decide-list', clause: 'Decision 24/2021/QĐ-TTg Art. 5 [S 4]' },
];

/** And the list on the wall between the meeting and the decision [S 39, 40]: in working days, with what is said against it answered. */
export const POSTING_GATES: readonly GateRow[] = [
  { from: 'interview', to: 'meeting', action: 'open-meetings', clause: 'Decision 24/2021/QĐ-TTg Art. 4 [S 39]' },
  { from: 'meeting', to: 'posting', action: 'open-posting', clause: 'Decision 24/2021/QĐ-TTg Art. 4 [S 39]' },
  { from: 'posting', to: 'decision', action: 'open-decision', clause: 'Decision 24/2021/QĐ-TTg Art. 4 [S 40]' },
  { from: 'posting', to: 'meeting', action: 'reopen-interviews', clause: 'Decision 24/2021/QĐ-TTg Art. 4 [S 4]' },
  { from: 'decision', to: 'posting', action: 'reopen-interviews', clause: 'Decision 24/2021/QĐ-TTg Art. 4 [S 4]' },
  { from: 'decision', to: 'closed', action: 'decide-list', clause: 'Decision 24/2021/QĐ-TTg Art. 5 [S 4]' },
];

/** Straight from the interviews to the wall, for rounds whose meetings are not written down here. */
export const POSTING_WITHOUT_MEETING: readonly GateRow[] = [
  { from: 'interview', to: 'posting', action: 'open-posting', clause: 'Decision 24/2021/QĐ-TTg Art. 4 [S 39]' },
  ...POSTING_GATES.filter(({ from, to }) => from !== 'interview' && from !== 'meeting' && to !== 'meeting'),
];

/** `meetings`: whether hamlets discuss the list before it is decided. */
export type RoundWish = { readonly opensOn?: string; readonly meetings?: boolean };

export function roundFor(seed: string, year: 2025 | 2026, wish: RoundWish = {}): Round & { readonly roundId: RoundId } {
  const roundId = madeId('round', seed, year);
  return { ...yearlyRound({ roundId, year, ...wish }), roundId };
}

/**
 * A yearly review: 1 September to 14 December [S 36]. The one of 2026 closes the old standard and opens the new one, so its
 * interviews are judged by both.
 */
export function yearlyRound({ roundId, year, ...wish }: { roundId: string; year: number } & RoundWish): Round {
  const { opensOn = `${year}-09-01`, meetings = year >= FIRST_WITH_MEETINGS } = wish;
  return {
    roundId,
    kind: 'yearly',
    year,
    opensOn,
    closesOn: `${year}-12-14`,
    rulebooks: year < 2026 ? ['2022-2026'] : year === 2026 ? ['2022-2026', '2027-2030'] : ['2027-2030'],
    questionnaire: year < 2026 ? 'phieu-b-2022' : 'phieu-b-2026',
    gates: [...(meetings ? MEETING_GATES : GATES)],
  };
}

/** The province of today, of code 86. */
export function provinceId(): AreaId {
  const [province] = areasOn(realTree(), REFORM_2025, 'province');
  if (province === undefined) throw new RangeError('No province in the tables.');
  return province.areaId;
}

export function* installationSteps(seed: string, at: string): Generator<Step> {
  const installationId = madeUuid(seed, 'installation');
  const payload = { installationId, provinceId: provinceId(), provinceCode: '86', provinceName: 'Tỉnh Vĩnh Long', demonstration: true };
  yield step({ seed, key: 'installation', as: 'system', kind: 'installation-created', at, payload });
  yield step({ seed, key: 'areas', as: 'system', kind: 'areas-loaded', at, payload: areasPayload() });
}

/** The real units in their three vintages. */
export function areasPayload(): CommandBody<'areas-loaded'> {
  const { areas, periods, lineage } = realUnits();
  return {
    areas: areas.map(({ id, level }) => ({ areaId: id, level })),
    periods: periods.map((period) => ({ ...period })),
    lineage: lineage.map(({ from, to, date, how }) => ({ fromId: from, toId: to, on: date, how })),
  };
}

export function hamletsStep(wish: {
  readonly seed: string;
  readonly communeId: AreaId;
  readonly hamlets: readonly Hamlet[];
  readonly at: string;
}): Step {
  const { seed, communeId, hamlets, at } = wish;
  const payload = {
    hamlets: hamlets.map(({ areaId, bookId, name, kind }) => ({
      areaId,
      bookId,
      name,
      kind,
      communeId,
      from: REFORM_2025,
      synthetic: true,
    })),
  };
  return step({ seed, key: `hamlets ${communeId}`, as: 'system', kind: 'hamlets-added', at, payload });
}

export function* accountSteps(seed: string, accounts: readonly Account[], at: string): Generator<Step> {
  for (const { accountId, username, displayName, grants } of accounts) {
    yield step({
      seed,
      key: username,
      as: 'system',
      kind: 'account-created',
      at,
      payload: { accountId, username, displayName, grants: [...grants] },
    });
  }
}

export interface Places {
  readonly communeId: AreaId;
  readonly hamlets: readonly Hamlet[];
  /** The district that the commune lay in until 30 June 2025. */
  readonly districtId: AreaId;
}

/** One account for each post, with invented names; hamlet posts are in the first hamlet. Valid from the reform on. */
export function postAccounts(seed: string, places: Places): Account[] {
  const [first] = places.hamlets;
  if (first === undefined) throw new RangeError('A commune without hamlets.');
  const { communeId, districtId } = places;
  const posts: readonly (readonly [string, string, Role, AreaId])[] = [
    ['rasoat', 'Trần Thị Ngọc Lan', 'enumerator', communeId],
    ['truongap', 'Nguyễn Văn Thành', 'hamlet-head', first.areaId],
    ['bithu', 'Lê Hoàng Minh', 'hamlet-secretary', first.areaId],
    ['canbo', 'Phạm Thị Thu Hà', 'commune-officer', communeId],
    ['chutich', 'Võ Thanh Tùng', 'commune-chair', communeId],
    ['canbohuyen', 'Huỳnh Văn Phước', 'district-officer', districtId],
    ['canbotinh', 'Đặng Thị Mai Phương', 'province-officer', provinceId()],
    ['quantri', 'Quản trị hệ thống', 'administrator', provinceId()],
    ['kiemtra', 'Bùi Quốc Khánh', 'auditor', provinceId()],
  ];
  return posts.map(([username, displayName, role, areaId]) => ({
    accountId: madeId('account', seed, username),
    username,
    displayName,
    grants: [
      role === 'district-officer' ? { role, areaId, from: '2021-07-01', to: '2025-06-30' } : { role, areaId, from: REFORM_2025, to: null },
    ],
  }));
}
