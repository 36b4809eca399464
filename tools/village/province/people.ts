/**
 * Who acts in the made province (người làm việc): an officer and a chair for each commune of 2021 and of today, one enumerator for
 * each hamlet, none of whom can sign in; and the posts of the demonstration, who can. Names are invented.
 */
import type { Role } from '../../../core/access/role.ts';
import { type AreaPeriod, periodAt } from '../../../core/kernel/areas.ts';
import type { PlainDate } from '../../../core/kernel/dates.ts';
import type { AreaId } from '../../../core/kernel/ids.ts';
import { REFORM_2025 } from '../../../core/kernel/real-units.ts';
import { chance, madeId } from '../chance.ts';
import { districtBefore } from '../commune.ts';
import { nameFor } from '../names.ts';
import { type Account, postAccounts } from '../office.ts';
import type { Hamlet } from '../shapes.ts';
import { belongingOn, communesOn, lastDayOf, type ProvinceFrame, REGISTER_BEGINS } from './frame.ts';

export interface People {
  /** One for each post; these sign in. */
  readonly posts: readonly Account[];
  readonly staff: readonly Account[];
  /** By commune, of whatever day. */
  readonly officer: (communeId: AreaId) => string;
  readonly chair: (communeId: AreaId) => string;
  readonly enumerator: (hamletId: AreaId) => Account;
}

/** `signInAt`: code of the commune of today in which the posts are; the first one where that is not in the frame. */
export function peopleOf(frame: ProvinceFrame, signInAt: string): People {
  const today = communesOn(frame, REFORM_2025);
  const before = communesOn(frame, REGISTER_BEGINS);
  const offices = new Map<AreaId, { officer: Account; chair: Account }>();
  for (const unit of [...before, ...today]) offices.set(unit.areaId, officesOf(frame, unit));
  const enumerators = new Map(
    frame.communes.flatMap((commune) => commune.hamlets.map((hamlet) => [hamlet.areaId, enumeratorOf(frame.seed, hamlet)] as const)),
  );
  const home = today.find((unit) => unit.code === signInAt) ?? today[0];
  if (home === undefined) throw new RangeError('A province without communes.');
  const of = (communeId: AreaId): { officer: Account; chair: Account } => found(offices.get(communeId));
  return {
    posts: postAccounts(frame.seed, {
      communeId: home.areaId,
      hamlets: hamletsToday(frame, home.areaId),
      districtId: districtBefore(home.code ?? ''),
    }),
    staff: [...[...offices.values()].flatMap(({ officer, chair }) => [officer, chair]), ...enumerators.values()],
    officer: (communeId) => of(communeId).officer.username,
    chair: (communeId) => of(communeId).chair.username,
    enumerator: (hamletId) => found(enumerators.get(hamletId)),
  };
}

/** In the order of their numbers, as today's unit counts them. */
function hamletsToday(frame: ProvinceFrame, communeId: AreaId): readonly Hamlet[] {
  return frame.communes.flatMap((commune) =>
    commune.hamlets.flatMap(({ areaId, bookId }) => {
      const now = belongingOn(frame, areaId, REFORM_2025);
      return now.communeId === communeId ? [{ areaId, bookId, name: now.name, kind: now.kind }] : [];
    }),
  );
}

function officesOf(frame: ProvinceFrame, unit: AreaPeriod): { officer: Account; chair: Account } {
  const until = lastDayOf(frame, unit.areaId);
  const from = periodAt(frame.tree, unit.areaId, REGISTER_BEGINS) === null ? REFORM_2025 : REGISTER_BEGINS;
  const mark = until === null ? '' : '-2021';
  const post = { from, to: until };
  const make = (word: string, role: Role): Account =>
    accountOf(frame.seed, `${word}-${unit.code ?? ''}${mark}`, { role, areaId: unit.areaId, ...post });
  return { officer: make('canbo', 'commune-officer'), chair: make('chutich', 'commune-chair') };
}

function enumeratorOf(
  seed: string,
  { areaId, oldCode, firstHousehold }: { areaId: AreaId; oldCode: string; firstHousehold: number },
): Account {
  return accountOf(seed, `rasoat-${oldCode}-${firstHousehold}`, { role: 'enumerator', areaId, from: REGISTER_BEGINS, to: null });
}

interface Post {
  readonly role: Role;
  readonly areaId: AreaId;
  readonly from: PlainDate;
  readonly to: PlainDate | null;
}

function accountOf(seed: string, username: string, post: Post): Account {
  const luck = chance(seed, 'staff', username);
  const sex = luck.permille(520) ? 'female' : 'male';
  const displayName = nameFor(luck, { ethnicity: 'kinh', sex, born: luck.between(1968, 1996) });
  return { accountId: madeId('account', seed, username), username, displayName, grants: [post] };
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError('Nobody acts there.');
  return value;
}
