/**
 * The demonstration's people and order of acts (trình diễn): which real commune, which accounts, who does what, and every
 * step from the empty database to the open round. Sending is `send.ts`; passwords are made by the caller.
 */
import { addDays, date, type PlainDate } from '../../core/kernel/dates.ts';
import type { AreaId } from '../../core/kernel/ids.ts';
import { REFORM_2025 } from '../../core/kernel/real-units.ts';
import { chance, madeId } from './chance.ts';
import { withDwellings } from './dwellings.ts';
import { nameFor } from './names.ts';
import { type Account, accountSteps, hamletsStep, installationSteps, type Places, postAccounts, type Step } from './office.ts';
import type { Hamlet } from './shapes.ts';
import { type Cast, type Story, type Telling, tell } from './story.ts';

/** Xã Vĩnh Xuân of today: rural, three whole old communes of Trà Ôn, 8,674 households, Khmer families among them. */
export const DEMONSTRATION_COMMUNE = '29845';
export const DEMONSTRATION_SEED = 'vuon';

export interface Company {
  /** One for each post; these sign in. */
  readonly posts: readonly Account[];
  /** One enumerator for each hamlet besides; they have no password. */
  readonly enumerators: readonly Account[];
  readonly cast: Cast;
}

export function companyOf(seed: string, places: Places): Company {
  const posts = postAccounts(seed, places);
  const enumerators = places.hamlets.map((hamlet, i) => enumeratorOf(seed, hamlet, i + 1));
  const byHamlet = new Map<AreaId, Account>(enumerators.map((account, i) => [places.hamlets[i]?.areaId ?? places.communeId, account]));
  const enumerator = (hamletId: AreaId): Account => {
    const found = byHamlet.get(hamletId);
    if (found === undefined) throw new RangeError('A hamlet without an enumerator.');
    return found;
  };
  return { posts, enumerators, cast: { province: 'canbotinh', officer: 'canbo', chair: 'chutich', enumerator } };
}

function enumeratorOf(seed: string, hamlet: Hamlet, number: number): Account {
  const username = `rasoat${String(number).padStart(2, '0')}`;
  const luck = chance(seed, 'enumerator', number);
  const sex = luck.permille(550) ? 'female' : 'male';
  const displayName = nameFor(luck, { ethnicity: 'kinh', sex, born: luck.between(1968, 1996) });
  return {
    accountId: madeId('account', seed, username),
    username,
    displayName,
    grants: [{ role: 'enumerator', areaId: hamlet.areaId, from: REFORM_2025, to: null }],
  };
}

export function* demonstrationSteps(
  story: Story,
  company: Company,
  at: { readonly now: string; readonly today: PlainDate },
): Generator<Step> {
  const { seed, communeId, hamlets } = story;
  yield* installationSteps(seed, at.now);
  yield hamletsStep({ seed, communeId, hamlets, at: at.now });
  yield* accountSteps(seed, [...company.posts, ...company.enumerators], at.now);
  yield* tell(withDwellings(story), tellingFor(company.cast, at.today));
}

/** Rounds begin on 1 September by rule; where that is still to come, the open one began earlier. */
export function tellingFor(cast: Cast, today: PlainDate): Telling {
  const earliest = addDays(today, -30);
  const opensOn = earliest < date('2026-09-01') ? earliest : date('2026-09-01');
  return { cast, opensOn, meetings: true, decisionNumber: '125/QĐ-UBND', decidedOn: date('2025-12-10') };
}
