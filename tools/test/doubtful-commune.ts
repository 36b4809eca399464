/**
 * The mini village with something to ask about (xã có điều nên hỏi lại, để thử): forty households on the list, mostly old people alone, asked
 * by two enumerators of whom the second took a minute each; besides on no list eight old people alone and sixty families.
 */
import type { CommandKindName } from '../../core/kinds.ts';
import { phieuB2026 } from '../../core/interview/questionnaires/phieu-b-2026.ts';
import { addDays, date, type Instant, instantOf } from '../../core/kernel/dates.ts';
import type { Db } from '../../server/http/transaction.ts';
import { madeId } from '../village/chance.ts';
import { familyFor } from '../village/family.ts';
import { livingFor } from '../village/living.ts';
import type { LoadedMini } from '../village/load.ts';
import { type Account, accountSteps, type Step, step, type StepWish } from '../village/office.ts';
import { fitTo } from '../village/person.ts';
import { sendSteps } from '../village/send.ts';
import { rosterOf } from '../village/shapes.ts';

const SEED = 'doubtful';
const ON = date('2026-10-05');
export const FORMS_OF_EACH = 20;
export const OLD_ON_NO_LIST = 8;

export interface Doubtful {
  readonly second: Account;
  /** Of the second enumerator's forms. */
  readonly hasty: readonly string[];
  readonly leftOut: readonly string[];
}

export async function plantDoubts(db: Db, mini: LoadedMini, now: Instant): Promise<Doubtful> {
  const { communeId, hamlets } = mini.village;
  const second: Account = {
    accountId: madeId('account', SEED, 'second'),
    username: 'rasoathai',
    displayName: 'Sơn Thị Ngọc Hân',
    grants: [{ role: 'enumerator', areaId: communeId, from: '2025-07-01', to: null }],
  };
  const accounts = [...Object.values(mini.accounts), second];
  const asked = Array.from({ length: FORMS_OF_EACH * 2 }, (_, i) => homeOf(mini, `listed ${i}`, i % 4 === 3 ? 4 : 1));
  const leftOut = Array.from({ length: OLD_ON_NO_LIST }, (_, i) => homeOf(mini, `left out ${i}`, 1));
  const others = Array.from({ length: 60 }, (_, i) => homeOf(mini, `other ${i}`, 4));
  const rasoat = mini.accounts['rasoat'] ?? second;
  const visits = asked.map((home, i) => {
    const [who, minutes] = i < FORMS_OF_EACH ? [rasoat, 25 + (i % 9)] : [second, 1];
    return visitOf(home, { mini, i, who, minutes });
  });
  await sendSteps({ db, accounts, hamlets: [{ communeId, hamlets }], now: () => now }, [
    ...accountSteps(SEED, [second], now),
    ...[...asked, ...leftOut, ...others].map((home) =>
      sent('canbo', 'household-registered', home.registered.householdId, { ...home.registered }),
    ),
    ...asked.map(({ registered: { householdId } }) =>
      sent('canbo', 'review-listed', householdId, { householdId, roundId: mini.rounds.now, why: 'request' }),
    ),
    ...visits,
  ]);
  const ids = (homes: readonly Home[]): string[] => homes.map(({ registered }) => registered.householdId);
  return { second, hasty: ids(asked.slice(FORMS_OF_EACH)), leftOut: ids(leftOut) };
}

type Home = ReturnType<typeof homeOf>;

function homeOf({ village: { hamlets } }: LoadedMini, key: string, size: number) {
  const [hamlet] = hamlets;
  if (hamlet === undefined) throw new RangeError('A village without hamlets.');
  const running = 700_000 + ([...key].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 99_991, 7) % 99_991);
  const kin = familyFor({ seed: SEED, key, size, ethnicity: 'kinh', running, old: size === 1 });
  const answers = fitTo(phieuB2026, livingFor({ seed: SEED, key, kin, tier: 'near', areaType: 'rural', on: ON }), ON);
  const members = kin.map(({ memberId, fullName, relation, sex, birth, ethnicity, citizenId }) =>
    rosterOf({ memberId, fullName, relation, sex, birth, ethnicity, citizenId }),
  );
  const registered = {
    householdId: madeId('household', SEED, key),
    hamletId: hamlet.areaId,
    ...{ code: null, address: null, headName: kin[0]?.fullName ?? '', members, since: '2025-07-01', source: 'census-roster' as const },
    ...{ weight: 1, listed: null },
  };
  return { registered, answers };
}

interface Told {
  readonly mini: LoadedMini;
  readonly i: number;
  readonly who: Account;
  readonly minutes: number;
}

function visitOf({ registered: { householdId }, answers }: Home, { mini, i, who, minutes }: Told): Step {
  const startedAt = Date.parse(`${addDays(ON, i % 5)}T01:00:00.000Z`) + Math.floor((i % FORMS_OF_EACH) / 5) * 3_600_000;
  const endedAt = instantOf(startedAt + minutes * 60_000);
  return sent(who.username, 'interview-finished', householdId, {
    ...{ householdId, roundId: mini.rounds.now, questionnaire: 'phieu-b-2026', answers, interviewedOn: addDays(ON, i % 5) },
    ...{ startedAt: instantOf(startedAt), endedAt, seen: null, enumeratorId: who.accountId },
  });
}

function sent<K extends CommandKindName>(as: string, kind: K, key: string, payload: StepWish<K>['payload']): Step {
  return step({ seed: SEED, key: `${kind} ${key}`, as, kind, at: '2026-10-05T01:00:00.000Z', payload });
}
