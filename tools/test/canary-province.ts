/**
 * A province of three communes whose every name, address, note and number says where it belongs (tỉnh thử có dấu): made
 * through the one door, so that a test can tell at once when something of one area shows in another. In 2025 two districts
 * stood above the communes; since 1 July 2025 none.
 */
import { phieuB2026 } from '../../core/interview/questionnaires/phieu-b-2026.ts';
import type { Answers, MemberAnswers } from '../../core/interview/answers.ts';
import type { Role } from '../../core/access/role.ts';
import { submit } from '../../server/ledger/door.ts';
import type { Db } from '../../server/http/transaction.ts';
import { setPassword } from '../../server/access/sign-in.ts';
import { instantOf, type PlainDate } from '../../core/kernel/dates.ts';
import { miniVillage, THIS_VISIT } from '../village/mini.ts';

export const NOW = '2026-10-20T02:00:00.000Z';
export const TODAY = '2026-10-20';
export const PASSWORD = 'mat-khau-cua-bai-thu';
export const ROUND = id('f', 0, 0, 1);
export const PROVINCE = 'a0001';
export const DISTRICTS = ['a0002', 'a0003'] as const;
export const COMMUNES = ['a0004', 'a0005', 'a0006'] as const;

export interface CanaryHousehold {
  readonly householdId: string;
  readonly hamletId: string;
  readonly communeId: string;
  /** `121`: commune 1, hamlet 2, household 1. Names hold `Zq121w`, addresses `Aq121w`, notes `Nq121w`. */
  readonly mark: string;
  readonly code: string;
  readonly headName: string;
  readonly citizenId: string;
  readonly memberIds: readonly string[];
  readonly answers: Answers;
}

export interface CanaryHamlet {
  readonly areaId: string;
  readonly bookId: string;
  readonly communeId: string;
  /** `12`: commune 1, hamlet 2. */
  readonly mark: string;
}

export interface Post {
  readonly role: Role;
  readonly areaId: string;
}

export interface CanaryProvince {
  readonly hamlets: readonly CanaryHamlet[];
  readonly households: readonly CanaryHousehold[];
  /** Creates an account with posts since 2024; its name signs in with PASSWORD. */
  readonly addAccount: (username: string, posts: readonly Post[]) => Promise<string>;
}

/** Finds every mark in a text: `["121", "311"]`. */
export function marksIn(text: string): string[] {
  return [...new Set([...text.matchAll(/[zna]q(\d\d\d)w/gi)].map((found) => found[1] ?? ''))].sort();
}

export const hamletOf = (commune: number, hamlet: number): string => id('b', commune, hamlet, 0);

/** Two hamlets a commune, three households a hamlet. The list of commune 1 is decided, that of commune 2 is not complete. */
export async function makeCanaryProvince(db: Db): Promise<CanaryProvince> {
  const hamlets = [1, 2, 3].flatMap((c) => [1, 2].map((h) => hamletAt(c, h)));
  const households = hamlets.flatMap((hamlet) => [1, 2, 3].map((k) => householdAt(hamlet, k)));
  await send(db, [
    ['installation-created', installation],
    ['areas-loaded', areas()],
  ]);
  await send(db, [
    ['hamlets-added', { hamlets: hamlets.map((hamlet) => ({ ...hamletBody(hamlet) })) }],
    ['round-opened', { round, communes: COMMUNES }],
  ]);
  await send(
    db,
    households.map((household) => ['household-registered', registered(household)]),
  );
  await send(
    db,
    households.filter((each) => each.mark[2] !== '3').map((each) => ['status-recorded', recorded(each)]),
  );
  const visited = households.filter((each) => !(each.mark.startsWith('2') && each.mark.endsWith('2')));
  await send(
    db,
    visited.map((household) => ['interview-finished', interview(household)]),
  );
  await send(db, [
    [
      'decide-list',
      {
        decisionId: id('f', 1, 0, 9),
        roundId: ROUND,
        rulebook: '2022-2026',
        communeId: COMMUNES[0],
        number: '1/QĐ-UBND',
        decidedOn: TODAY,
      },
    ],
  ]);
  let accounts = 0;
  const addAccount = async (username: string, posts: readonly Post[]): Promise<string> => {
    const accountId = id('a', 0, 0, ++accounts);
    const grants = posts.map(({ role, areaId }) => ({ role, areaId, from: '2024-01-01', to: null }));
    await send(db, [['account-created', { accountId, username, displayName: username, grants }]]);
    await setPassword(db, { now: instantOf(Date.parse(NOW)), today: TODAY as PlainDate }, { accountId, password: PASSWORD });
    return accountId;
  };
  return { hamlets, households, addAccount };
}

let sent = 0;
export const command = (kind: string, payload: unknown) => ({ commandId: id('e', 0, 0, ++sent), kind, v: 1, at: NOW, payload });

async function send(db: Db, kinds: readonly (readonly [string, unknown])[]): Promise<void> {
  const answers = await submit(
    db,
    'system',
    kinds.map(([kind, payload]) => command(kind, payload)),
    { now: NOW, today: TODAY },
  );
  const refused = answers.filter((answer) => answer.answer !== 'taken');
  if (refused.length > 0) throw new Error(`The test province was refused: ${JSON.stringify(refused)}`);
}

// ---- payloads ------------------------------------------------------------------------------------------------------

const installation = {
  installationId: id('f', 0, 0, 2),
  provinceId: PROVINCE,
  provinceCode: '86',
  provinceName: 'Tỉnh Thử',
  demonstration: true,
};

const round = {
  roundId: ROUND,
  kind: 'yearly',
  year: 2026,
  opensOn: '2026-09-01',
  closesOn: '2026-12-14',
  rulebooks: ['2022-2026', '2027-2030'],
  questionnaire: phieuB2026.id,
  gates: [{ from: 'interview', to: 'closed', action: 'decide-list', clause: 'Decision 24/2021/QĐ-TTg Art. 4 [S 4]' }],
};

function areas() {
  const period = (areaId: string, more: object) => ({
    areaId,
    from: '2000-01-01',
    to: null,
    code: null,
    kind: 'xa',
    areaType: null,
    synthetic: true,
    ...more,
  });
  const communePeriods = COMMUNES.flatMap((areaId, i) => {
    const named = { name: `Xã ${i + 1}`, areaType: 'rural' };
    const district = DISTRICTS[i < 2 ? 0 : 1];
    return [
      period(areaId, { ...named, to: '2025-07-01', parentId: district }),
      period(areaId, { ...named, from: '2025-07-01', parentId: PROVINCE }),
    ];
  });
  return {
    areas: [
      { areaId: PROVINCE, level: 'province' },
      ...DISTRICTS.map((areaId) => ({ areaId, level: 'district' })),
      ...COMMUNES.map((areaId) => ({ areaId, level: 'commune' })),
    ],
    periods: [
      period(PROVINCE, { name: 'Tỉnh Thử', kind: 'tinh', parentId: null }),
      ...DISTRICTS.map((areaId, i) => period(areaId, { name: `Huyện ${i + 1}`, kind: 'huyen', to: '2025-07-01', parentId: PROVINCE })),
      ...communePeriods,
    ],
    lineage: [],
  };
}

function hamletAt(c: number, h: number): CanaryHamlet {
  return { areaId: hamletOf(c, h), bookId: id('d', c, h, 0), communeId: COMMUNES[c - 1] ?? '', mark: `${c}${h}` };
}

function hamletBody({ mark, ...hamlet }: CanaryHamlet) {
  return { ...hamlet, name: `Ấp ${mark}`, kind: 'ap', from: '2000-01-01', synthetic: true };
}

function householdAt(hamlet: CanaryHamlet, k: number): CanaryHousehold {
  const mark = `${hamlet.mark}${k}`;
  const [c, h] = [...hamlet.mark].map(Number);
  const template = templates[k - 1];
  if (c === undefined || h === undefined || template === undefined) throw new RangeError('No such household.');
  const number = `08608${mark}`.padEnd(12, '0');
  const members = template.members.map((member, m): MemberAnswers => {
    const { citizenId: _own, ...rest } = member;
    const named = { ...rest, memberId: id('c', c, h, k * 100 + m), fullName: `Zq${mark}w Văn ${'ABCDEFGHIJ'.charAt(m)}` };
    return m === 0 ? { ...named, citizenId: citizenIdOf(member, mark) } : named;
  });
  const answers = { household: { ...template.household, householdNote: `Nq${mark}w kể với rà soát viên` }, members };
  const first = members[0];
  return {
    ...{ householdId: id('c', c, h, k), hamletId: hamlet.areaId, communeId: hamlet.communeId, mark, code: `HQ${number}` },
    ...{
      headName: first?.fullName ?? '',
      citizenId: String(first?.citizenId ?? ''),
      memberIds: members.map((member) => member.memberId),
      answers,
    },
  };
}

const village = miniVillage('canary');
const templates = ['poor-at-cut-off', 'near-poor', 'just-above'].map((key) => {
  const found = village.households.find((household) => household.key === key);
  if (found === undefined) throw new Error(`The village has no household ${key}.`);
  return found.answers;
});

/** 086, then the digit of century and sex, then the year, as a real number is built. */
function citizenIdOf({ sex, birth }: MemberAnswers, mark: string): string {
  const century = birth.startsWith('19') ? 0 : 2;
  return `086${century + (sex === 'female' ? 1 : 0)}${birth.slice(2, 4)}777${mark}`;
}

function registered({ householdId, hamletId, mark, code, headName, answers }: CanaryHousehold) {
  const members = answers.members.map(({ memberId, fullName, relation, sex, birth, ethnicity, citizenId }) => ({
    ...{ memberId, fullName, relation, sex, birth },
    ...(ethnicity === undefined ? {} : { ethnicity }),
    ...(citizenId === undefined ? {} : { citizenId }),
  }));
  const listed = mark.endsWith('3') ? 'request' : 'on-list';
  return {
    householdId,
    hamletId,
    code,
    address: `Số 1, Aq${mark}w`,
    headName,
    members,
    since: '2024-01-01',
    source: 'census-roster',
    weight: 1,
    listed,
  };
}

function recorded({ householdId, mark }: CanaryHousehold) {
  const povertyClass = mark.endsWith('1') ? 'poor' : 'near-poor';
  return {
    householdId,
    year: 2024,
    class: povertyClass,
    origin: 'new',
    b1: 100,
    b2: 30,
    reviewedOn: '2024-10-10',
    reviewer: null,
    formA: null,
    source: 'danh sách 2024',
  };
}

/** Every house lies elsewhere, and no other number looks like that. */
export const placeOfMark = (mark: string) => ({ latE5: 987_000 + Number(mark), lonE5: 10_654_000 + Number(mark), accuracyM: 7 });

export function interview(
  { householdId, answers, mark }: CanaryHousehold,
  seen: number | null = null,
  enumeratorId: string = id('a', 9, 9, 9),
) {
  return {
    ...{ householdId, roundId: ROUND, questionnaire: phieuB2026.id, answers, interviewedOn: THIS_VISIT, seen, enumeratorId },
    ...{ startedAt: `${THIS_VISIT}T01:00:00.000Z`, endedAt: `${THIS_VISIT}T01:40:00.000Z` },
    heldAt: placeOfMark(mark),
  };
}

function id(kind: string, c: number, h: number, k: number): string {
  const hex = (n: number, width: number) => n.toString(16).padStart(width, '0');
  return `${kind}0000000-0000-4000-8000-${hex(c, 2)}${hex(h, 2)}${hex(k, 8)}`;
}
