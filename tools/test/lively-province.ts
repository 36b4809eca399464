/**
 * The small province after a busy autumn (tỉnh thử sau mùa rà soát): registered, corrected, born, died, left, split, merged, moved,
 * interviewed, decided, rejudged. What verify, rebuild, backup and erase are tried on: every kind of event occurs.
 */
import type { Kysely } from 'kysely';
import { USUAL_PROCEDURE } from '../../core/meeting/procedure.ts';
import { certificateSealFrom } from '../../server/ledger/certificate-seal.ts';
import { makeDoor, TOOLS } from '../../server/ledger/door.ts';
import { judgeByRulebooks } from '../../server/ledger/judge.ts';
import { POSTING_WITHOUT_MEETING } from '../village/office.ts';
import { checkAgain } from './lively-check.ts';
import { givePaper } from './lively-income.ts';
import { sealBoth } from './lively-seal.ts';
import { tableSet } from './score-table.ts';
import {
  type AnyCommand,
  answersOf,
  CLOCK,
  command,
  COMMUNES,
  found,
  HAMLETS,
  id,
  interview,
  member,
  minutesOf,
  register,
  ROUND,
  take,
} from './small-province.ts';

const household = (name: string) => id(`household ${name}`);
const earlier = (name: string, year: number, found: 'poor' | 'near-poor') =>
  command('status-recorded', {
    ...{ householdId: household(name), year, class: found, origin: null, b1: 120, b2: 30 },
    ...{ reviewedOn: `${year}-11-20`, reviewer: 'Trần Thị Duyệt', formA: null, source: 'danh sách cũ' },
  });

export const DECISION = id('decision');

/** Names of the households; each has four people but where something happened. */
export const LIVELY = ['An', 'Bình', 'Cúc', 'Dũng', 'Em', 'Phúc', 'Giang', 'Hoa', 'Khoa', 'Lan'] as const;

/** A newborn whose day was wrong, and one who never was. */
function rightings(): AnyCommand[] {
  const householdId = household('Cúc');
  const born = member('Cúc con 8', 'child', '2026-02-01');
  const { memberId, fullName, sex, birth } = born;
  const was = { fullName, sex, birth };
  const now = { fullName: 'Cúc bé ngoan', sex: 'male' as const, birth: '2026-02-11' };
  const never = member('Cúc nhầm', 'child', '2026-02-20');
  const seen = { fullName: never.fullName, sex: never.sex, birth: never.birth };
  return [
    command('member-born', { householdId, member: born, on: birth }),
    command('correct-member', { householdId, memberId, was, now }),
    command('member-born', { householdId, member: never, on: never.birth }),
    command('withdraw-joining', { householdId, memberId: never.memberId, was: seen, why: 'của nhà bên cạnh' }),
  ];
}

export async function live(db: Kysely<unknown>): Promise<void> {
  await found(db);
  const all = LIVELY.map((name, i) => register(name, HAMLETS[i % 4] ?? '', 4));
  await take(db, all);
  await take(db, [
    earlier('An', 2025, 'poor'),
    earlier('Em', 2025, 'near-poor'),
    earlier('Em', 2024, 'poor'),
    command('household-corrected', { householdId: household('Bình'), address: 'Số 1, đường làng' }),
    command('member-born', { householdId: household('Cúc'), member: member('Cúc con út', 'child', '2026-03-01'), on: '2026-03-01' }),
    command('member-arrived', {
      ...{ householdId: household('Cúc'), member: member('Cúc em', 'sibling', '1990'), from: 'Bình Dương', on: '2026-03-15' },
    }),
    command('member-died', { householdId: household('Cúc'), memberId: id('member Cúc con 1'), on: '2026-04-01' }),
    command('member-died', { householdId: household('Cúc'), memberId: id('member Cúc con 2'), on: '2026-04-02' }),
    command('withdraw-death', { householdId: household('Cúc'), memberId: id('member Cúc con 2'), why: 'ghi nhầm người' }),
    command('member-left', { householdId: household('Dũng'), memberId: id('member Dũng con 1'), on: '2026-05-01' }),
    command('split-household', {
      ...{
        householdId: household('Phúc'),
        newHouseholdId: household('Phúc trẻ'),
        memberIds: [id('member Phúc con 1'), id('member Phúc con 2')],
      },
      ...{ headId: id('member Phúc con 1'), code: null, address: 'Số 2', on: '2026-06-01' },
    }),
    command('merge-households', { householdId: household('Hoa'), intoHouseholdId: household('Dũng'), on: '2026-06-15' }),
    command('move-household', { householdId: household('Giang'), toHamletId: HAMLETS[0], address: 'Số 3', on: '2026-07-01' }),
    command('move-household', { householdId: household('Lan'), toHamletId: HAMLETS[0], address: null, on: '2026-07-02' }),
    command('review-listed', { householdId: household('Bình'), roundId: ROUND.roundId, why: 'request' }),
    ...rightings(),
  ]);
  await photograph(db);
  await take(db, [
    register('Sen', HAMLETS[1], 2),
    command('household-left', { householdId: household('Sen'), to: 'Đồng Nai', on: '2026-07-05' }),
  ]);
  await duplicates(db);
  await take(db, [
    interview('An', { answers: answersOf('An', 'poor', { causes: ['illness'] }) }),
    interview('Em', { answers: answersOf('Em', 'not-poor') }),
    interview('Bình', { answers: answersOf('Bình', 'near-poor') }),
    interview('Giang', { answers: answersOf('Giang', 'poor') }),
    interview('Khoa', { answers: answersOf('Khoa', 'poor') }),
  ]);
  await clash(db);
  await righted(db);
  await meet(db);
  await take(db, [command('move-household', { householdId: household('Lan'), toHamletId: HAMLETS[1], address: null, on: '2026-08-02' })]);
  await take(db, [
    command('decide-list', {
      ...{ decisionId: DECISION, roundId: ROUND.roundId, rulebook: '2022-2026', communeId: COMMUNES[0], number: '9/QĐ-UBND' },
      decidedOn: CLOCK.today,
    }),
  ]);
  await certify(db);
  await post(db);
  await handOver(db);
  await direct(db);
  await offices(db);
}

/** What no ledger of before 2027 holds: a decision that was withdrawn. */
export async function withdrawDecision(db: Kysely<unknown>): Promise<void> {
  const why = { number: '9a/QĐ-UBND', withdrawnOn: CLOCK.today, reason: 'Sai căn cứ' };
  await take(db, [command('withdraw-decision', { decisionId: DECISION, communeId: COMMUNES[0], ...why })]);
}

/** A picture of which the ledger is told, and that it is to go. */
async function photograph(db: Kysely<unknown>): Promise<void> {
  const about = { photoId: id('photo of Bình'), householdId: household('Bình') };
  await take(db, [
    command('photo-taken', { ...about, of: 'dwelling', takenAt: CLOCK.now, bytes: 1_000, hash: 'b'.repeat(64) }),
    command('photo-removed', { ...about, why: 'chụp nhầm căn cước' }),
  ]);
}

/** Households written twice: one joined, one joined and parted again, two told apart. */
async function duplicates(db: Kysely<unknown>): Promise<void> {
  await take(db, [register('Tâm', HAMLETS[2], 3), register('Tâm lại', HAMLETS[2], 2), register('Tâm khác', HAMLETS[3], 2)]);
  const pair = (name: string) => [{ memberId: id(`member ${name}`), asMemberId: id('member Tâm') }];
  const into = (name: string) => ({ householdId: household(name), intoHouseholdId: household('Tâm') });
  await take(db, [
    command('join-duplicates', { ...into('Tâm lại'), same: pair('Tâm lại'), why: 'ghi hai lần' }),
    command('join-duplicates', { ...into('Tâm khác'), same: pair('Tâm khác'), why: 'ghi hai lần' }),
  ]);
  await take(db, [
    command('part-duplicates', { ...into('Tâm khác'), why: 'hai hộ khác nhau' }),
    command('told-apart', {
      ...{ householdId: household('Tâm khác'), otherHouseholdId: household('Tâm'), pairs: pair('Tâm khác'), why: null },
    }),
  ]);
}

/** A second form of Khoa that had not seen the first, and the word on what it says otherwise. */
async function clash(db: Kysely<unknown>): Promise<void> {
  const told = answersOf('Khoa', 'poor');
  const second = interview('Khoa', { answers: { ...told, household: { ...told.household, televisions: 9 } }, overlap: 'merge' });
  const about = { clashId: second.commandId, householdId: household('Khoa'), roundId: ROUND.roundId };
  await take(db, [second]);
  await take(db, [command('clash-settled', { ...about, choices: [{ memberId: null, field: 'televisions', take: 'stands' }] })]);
}

/** Two who set one of Lan's children right otherwise, before the household moves on. */
async function righted(db: Kysely<unknown>): Promise<void> {
  const { memberId, fullName, sex, birth } = member('Lan con 1', 'child', '2000');
  const correct = (year: string) =>
    command('correct-member', {
      ...{ householdId: household('Lan'), memberId, was: { fullName, sex, birth } },
      now: { fullName, sex, birth: year },
    });
  await take(db, [correct('2001'), correct('2002')]);
}

/** Two people's minutes of one meeting, of which the second had the first before it. */
async function meet(db: Kysely<unknown>): Promise<void> {
  await take(db, [
    minutesOf('An', { recordId: id('minutes') }),
    minutesOf('An', { recordId: id('minutes again'), after: [id('minutes')] }),
  ]);
}

/** A certificate with its correction and its successor; one that was withdrawn. */
async function certify(db: Kysely<unknown>): Promise<void> {
  const door = makeDoor({ ...TOOLS, seal: certificateSealFrom(new Uint8Array(32)).seal });
  const of = (name: string) => ({ householdId: household(name), communeId: COMMUNES[0] });
  const issued = { issuedOn: CLOCK.today, decisionId: DECISION, sheet: 'new' } as const;
  await take(
    db,
    [
      command('issue-certificate', { ...of('An'), ...issued, rowId: id('row of An') }),
      command('issue-certificate', { ...of('Bình'), ...issued, rowId: id('row of Bình') }),
      command('correct-certificate', {
        ...{ ...of('An'), sheetId: id('sheet of An'), replaces: id('row of An'), issuedOn: CLOCK.today, why: 'Sai tên chủ hộ' },
      }),
      command('reissue-certificate', {
        ...{ ...of('An'), sheetId: id('lost sheet of An'), replaces: id('sheet of An'), issuedOn: CLOCK.today, reason: 'lost' },
      }),
      command('withdraw-certificate', { ...of('Bình'), rowId: id('row of Bình'), on: CLOCK.today, why: 'Công nhận nhầm hộ' }),
    ],
    'system',
    door,
  );
}

async function handOver(db: Kysely<unknown>): Promise<void> {
  const about = { handoverId: id('refused'), householdId: household('Dũng'), hamletId: HAMLETS[3] };
  const refused = { headName: 'Dũng', refusedBecause: 'household-not-present', form: '{"envelope":{}}', word: 'hộ đã chuyển đi' };
  await take(db, [command('handed-over', { ...about, ...refused }), command('handover-settled', { ...about, how: 'settled', word: null })]);
}

/** A second round, whose list hangs in public: once taken down, and what was said against it, by its author's name and without. */
async function post(db: Kysely<unknown>): Promise<void> {
  const [roundId, objectionId] = [id('round with posting'), id('objection')];
  const hamletId = HAMLETS[2];
  const about = { roundId, communeId: COMMUNES[1], hamletId };
  await take(db, [
    command('round-opened', {
      round: { ...ROUND, roundId, kind: 'regular', gates: [...POSTING_WITHOUT_MEETING], procedure: USUAL_PROCEDURE },
      communes: [COMMUNES[1]],
    }),
    register('Thơm', hamletId, 4),
    command('review-listed', { householdId: household('Thơm'), roundId, why: 'request' }),
    interview('Thơm', { roundId, answers: answersOf('Thơm', 'poor') }),
    command('gate-passed', { roundId, communeId: COMMUNES[1], from: 'interview', to: 'posting' }),
  ]);
  const put = { roundId, hamletId, startsOn: CLOCK.today, photo: null };
  await take(db, [
    command('post-list', { ...put, postingId: id('posting'), place: 'hamlet', where: 'Nhà văn hóa' }),
    command('post-list', { ...put, postingId: id('posting at the office'), place: 'commune-office', where: 'Bảng tin' }),
    command('take-down-list', { postingId: id('posting'), hamletId, on: CLOCK.today, photo: null }),
  ]);
  const said = { ...about, via: 'desk', lodgedOn: CLOCK.today, text: 'Hộ này có nhà lầu', secret: 'ABCDEFGHJK', contact: null } as const;
  const enumerator = { accountId: id('enumerator again'), username: 'ra.soat.lai', displayName: 'Người Rà Soát Lại' };
  await take(db, [
    command('account-created', { ...enumerator, grants: [{ ...grant('auditor', hamletId), role: 'enumerator' }] }),
    command('lodge-objection', {
      ...{ ...said, objectionId, kind: 'complaint', matter: 'wrongly-listed', against: null, about: household('Thơm'), name: 'Lê Văn Nói' },
    }),
    command('lodge-objection', {
      ...{ ...said, objectionId: id('denunciation'), kind: 'denunciation', matter: 'wrongly-listed', against: 'commune-staff' },
      ...{ about: null, name: 'Trần Giấu Tên' },
    }),
    command('assign-revisit', {
      ...{ objectionId, communeId: COMMUNES[1], hamletId },
      householdId: household('Thơm'),
      accountId: enumerator.accountId,
    }),
    command('answer-objection', { objectionId, communeId: COMMUNES[1], hamletId, outcome: 'withdrawn', text: 'Người gửi đã rút đơn' }),
  ]);
  await request(db, { roundId, communeId: COMMUNES[1], hamletId });
  await givePaper(db, { communeId: COMMUNES[1], hamletId, householdId: household('Thơm') });
  await hold(db, COMMUNES[1]);
  await flag(db, { roundId, communeId: COMMUNES[1], aboutAccount: enumerator.accountId });
  await checkAgain(db, { roundId, name: 'Thơm', accountId: enumerator.accountId });
}

/** One request that is answered and one that waits. */
async function request(db: Kysely<unknown>, place: { roundId: string; communeId: string; hamletId: string }): Promise<void> {
  const { roundId, ...at } = place;
  const asked = { via: 'desk', dossier: null, lodgedOn: CLOCK.today, address: null, contact: null, secret: 'ABCDEFGHJK' } as const;
  const told = { ...at, ...asked, name: 'Lê Văn Xin', text: 'Mất việc làm' };
  await take(db, [
    command('lodge-request', { ...told, requestId: id('request'), form: 'review' }),
    command('lodge-request', { ...told, requestId: id('request to leave'), form: 'exit' }),
    command('answer-request', {
      ...{ ...at, requestId: id('request to leave'), outcome: 'refused', householdId: null, roundId: null, refusal: 'not-on-list' },
      ...{ quick: null, text: 'Hộ không thuộc hộ nghèo' },
    }),
    command('lodge-request', { ...told, requestId: id('request to see'), form: 'data-access' }),
    command('answer-request', {
      ...{ ...at, requestId: id('request to see'), outcome: 'accepted', householdId: household('Thơm'), roundId: null, refusal: null },
      ...{ quick: null, text: 'Xã sẽ in cho hộ', identity: 'citizen-card' },
    }),
    command('lodge-request', { ...told, requestId: id('request by income'), form: 'low-income' }),
    command('check-income', {
      ...{ ...at, requestId: id('request by income'), householdId: household('Thơm'), memberId: id('member Thơm'), checkedOn: CLOCK.today },
      ...{ agricultural: false, lines: [{ source: 'wages', income: 24_000_000, expense: 0 }], because: null },
    }),
    command('finish-request', { ...at, requestId: id('request to see'), householdId: household('Thơm'), copies: 0, text: 'Đã in cho hộ' }),
    ...['request to restrict', 'request lifted'].flatMap((name) => restricted(at, id(name))),
    command('lift-restriction', {
      ...{
        requestId: id('request lifted'),
        householdId: household('Thơm'),
        by: 'office',
        office: 'Tòa án, văn bản 2/CV-TA',
        ground: 'Vụ án cần',
      },
    }),
  ]);
}

/** One to restrict that is carried out. */
function restricted(at: { communeId: string; hamletId: string }, requestId: string) {
  const about = { ...at, requestId };
  const asked = { via: 'hamlet', dossier: null, lodgedOn: CLOCK.today, address: null, contact: null, secret: 'ABCDEFGHJK' } as const;
  const accepted = { outcome: 'accepted', roundId: null, refusal: null, quick: null, identity: 'two-of-hamlet' } as const;
  return [
    command('lodge-request', { ...about, ...asked, form: 'data-restrict', name: 'Lê Văn Xin', text: 'Chỉ dùng khi luật cần' }),
    command('answer-request', { ...about, ...accepted, householdId: household('Thơm'), text: 'Xã thực hiện' }),
    command('finish-request', { ...about, householdId: household('Thơm'), copies: 0, text: 'Đã hạn chế' }),
  ];
}

/** One hold that has ended and one that keeps a household. */
async function hold(db: Kysely<unknown>, communeId: string): Promise<void> {
  const ordered = { communeId, ground: 'Quyết định 1/QĐ-TA', office: 'Tòa án' };
  await take(db, [
    command('hold-set', { ...ordered, holdId: id('hold of all'), aboutHousehold: null }),
    command('hold-set', { ...ordered, holdId: id('hold'), aboutHousehold: household('Thơm') }),
    command('hold-ended', { holdId: id('hold of all'), communeId, ground: 'Hết vụ việc' }),
  ]);
}

/** A doubt about forms and one about a household, given to an officer who answers the first. */
async function flag(
  db: Kysely<unknown>,
  { aboutAccount, ...about }: { roundId: string; communeId: string; aboutAccount: string },
): Promise<void> {
  const reviewerId = id('who looks again');
  const [of, other] = [id('flag'), id('flag of a household')];
  const nobody = { aboutHousehold: null, aboutAccount: null, aboutHamlet: null };
  await take(db, [
    command('account-created', {
      ...{ accountId: reviewerId, username: 'nguoi.xem.lai', displayName: 'Người Xem Lại' },
      grants: [{ ...grant('auditor', about.communeId), role: 'commune-officer' }],
    }),
    command('raise-flag', { ...about, ...nobody, flagId: of, matter: 'hasty', aboutAccount, reviewerId }),
    command('raise-flag', { ...about, ...nobody, flagId: other, matter: 'left-out', aboutHousehold: household('Thơm'), reviewerId }),
    command('answer-flag', { flagId: of, communeId: about.communeId, outcome: 'as-it-is', householdId: null }),
  ]);
}

/** Two directives of a commune: one that a hamlet has done, one taken back. */
async function direct(db: Kysely<unknown>): Promise<void> {
  const asked = { areaId: COMMUNES[0], text: 'Rà soát xong trước ngày họp dân.', dueOn: '2026-10-05', rule: 'all' } as const;
  const [kept, back] = [id('directive'), id('directive taken back')];
  await take(db, [command('send-directive', { directiveId: kept, ...asked }), command('send-directive', { directiveId: back, ...asked })]);
  const noted = { directiveId: kept, hamletId: HAMLETS[0], at: CLOCK.now };
  await take(db, [
    command('directive-noted', { ...noted, step: 'received', word: null }),
    command('directive-noted', { ...noted, step: 'done', word: 'Đã xong' }),
    command('directive-withdrawn', { directiveId: back, areaId: COMMUNES[0], why: 'gửi nhầm' }),
  ]);
}

/** Acts that concern no household, and one later run of the rules that differs. */
async function offices(db: Kysely<unknown>): Promise<void> {
  const milder = {
    ...judgeByRulebooks,
    verdict: (...asked: Parameters<typeof judgeByRulebooks.verdict>) => ({
      ...judgeByRulebooks.verdict(...asked),
      outcome: 'not-poor' as const,
      engine: 99,
    }),
  };
  await take(db, [command('rejudge', { decisionId: DECISION })], 'system', makeDoor({ ...TOOLS, judge: milder }));
  await take(db, [
    command('account-created', {
      accountId: id('person'),
      username: 'nguoi.dung',
      displayName: 'Người Dùng',
      grants: [grant('auditor', PROVINCE_ID)],
    }),
    command('tie-declared', { accountId: id('person'), householdId: household('An'), tie: 'own' }),
    command('tie-declared', { accountId: id('person'), householdId: household('Giang'), tie: 'own' }),
    command('tie-declared', { accountId: id('person'), householdId: household('Giang'), tie: 'relative' }),
    command('tie-declared', { accountId: id('person'), householdId: household('Khoa'), tie: 'relative' }),
    command('tie-ended', { accountId: id('person'), householdId: household('Khoa'), why: 'khai nhầm hộ' }),
    command('grant-given', { accountId: id('person'), ...grant('commune-officer', COMMUNES[1]) }),
    command('grant-ended', { accountId: id('person'), role: 'auditor', areaId: PROVINCE_ID, on: '2026-09-30' }),
    command('account-suspended', { accountId: id('person'), why: 'nghỉ việc' }),
    command('account-resumed', { accountId: id('person'), why: 'trở lại' }),
    command('second-factor-turned', { accountId: id('person'), on: true }),
    command('sign-in-renewed', { accountId: id('person'), areaId: PROVINCE_ID, what: 'first-code' }),
    command('sign-in-rule-set', { secondFactor: 'offered' }),
    command('area-type-set', { areaId: COMMUNES[1], from: '2026-01-01', areaType: 'rural' }),
    command('areas-reformed', {
      ...{ on: '2026-09-30', document: 'Nghị quyết 1/NQ-HĐND' },
      hamlets: [{ areaId: HAMLETS[3], communeId: COMMUNES[1], name: 'Khu 4 mới', kind: 'khu' }],
    }),
    command('target-set', { areaId: PROVINCE_ID, year: 2026, reductionHundredths: 35, document: 'Kế hoạch 1/KH-UBND' }),
    command('target-set', { areaId: PROVINCE_ID, year: 2026, reductionHundredths: 41, document: 'Kế hoạch 2/KH-UBND' }),
    command('score-table-set', tableSet({ version: 2 })),
    command('list-imported', {
      ...{ importId: id('import'), fileName: 'danh-sach.xlsx', fileHash: 'ab'.repeat(32), roundId: ROUND.roundId, communeId: COMMUNES[1] },
      ...{ rows: 10, registered: 8, updated: 1, unchanged: 0, refused: 1 },
    }),
  ]);
  await sealBoth(db);
}

const PROVINCE_ID = 'a9001';
const grant = (role: 'auditor' | 'commune-officer', areaId: string) => ({ role, areaId, from: '2026-01-01', to: null });

export const eraseOf = (name: string) =>
  command('erase', { householdId: household(name), ground: 'Theo yêu cầu của chủ hộ', office: 'UBND xã' });
