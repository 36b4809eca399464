/**
 * A doubt given to somebody by name, and answered (giao người xem lại, trả lời): in the commune's own book. Who looks into it holds a post
 * of the commune's office; neither they nor whoever gives it are whom it is about, or tied to the household or the person.
 */
import { keptApart, TIES } from '../../../core/access/duties.ts';
import type { CommandOf } from '../../../core/kinds.ts';
import { addDays, date } from '../../../core/kernel/dates.ts';
import { ok } from '../../../core/kernel/result.ts';
import { isAboutOne } from '../../../core/meeting/flag.ts';
import { FLAG_DAYS, type FlagMatter } from '../../../core/meeting/flag-codes.ts';
import { loadHamletsOf, pathOn } from './areas.ts';
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import type { Plan } from './append.ts';
import { type Decided, findHousehold } from './decide-household.ts';
import { findOffice } from './decide-office.ts';
import { inTime, openFor } from './decide-review.ts';
import { accountOf, notInRound, overOf, refuse, type World } from './world.ts';

type Raised = CommandOf<'raise-flag'>['payload'];

export async function raiseFlag(world: World, { payload }: CommandOf<'raise-flag'>): Promise<Decided> {
  const office = findOffice(world, 'raise-flag', payload.communeId);
  if (!office.ok) return office;
  const standing = world.rounds.get(payload.roundId);
  if (standing === undefined) return refuse({ code: 'round-unknown' });
  if (standing.state === 'closed') return refuse(overOf(standing));
  if (!standing.gates.has(payload.communeId)) return refuse(notInRound(standing, payload.communeId));
  if (!isAboutOne(payload)) return refuse({ code: 'flag-about-what' });
  const unknown = await unknownThere(world, payload);
  if (unknown !== null) return refuse(unknown);
  const concerned = await concerns(world, accountOf(world.who), { action: 'raise-flag', about: payload });
  if (concerned !== null) return refuse(concerned);
  const { today } = world.clock;
  const [before] = await world.sql.query<{ same: boolean }>(
    `select flag_id = $1 as same from flag
      where flag_id = $1 or (round_id = $2 and commune_id = $3 and matter = $4 and answered_on is null and expires_on >= $5::date
                             and coalesce(about_household::text, about_account::text, about_hamlet) = $6)
      order by same desc limit 1`,
    [
      payload.flagId,
      payload.roundId,
      payload.communeId,
      payload.matter,
      today,
      payload.aboutHousehold ?? payload.aboutAccount ?? payload.aboutHamlet,
    ],
  );
  if (before?.same === true) return refuse({ code: 'flag-exists' });
  if (before !== undefined) return refuse({ code: 'flag-given-already' });
  if (!(await mayReview(world, payload))) return refuse({ code: 'reviewer-unfit' });
  const body = { ...payload, expiresOn: addDays(date(today), FLAG_DAYS) };
  return ok([{ bookId: office.value.bookId, householdId: null, said: { kind: 'flag-raised', body } }]);
}

/** Null where what it is about is of that commune today: a household that lives there, whoever asked or holds a post there, a hamlet of it. */
async function unknownThere({ sql, clock }: World, payload: Raised): Promise<CommandProblem | null> {
  const { communeId, roundId, aboutHousehold, aboutAccount, aboutHamlet } = payload;
  const hamlets = await loadHamletsOf(sql, communeId, [clock.today]);
  if (aboutHamlet !== null) return hamlets.includes(aboutHamlet) ? null : { code: 'hamlet-unknown' };
  const [row] =
    aboutHousehold === null
      ? await sql.query(
          `select 1 from interview where account_id = $1 and round_id = $2 and hamlet_id = any ($3::text[])
            union all
           select 1 from role_grant where account_id = $1 and (area_id = $4 or area_id = any ($3::text[]))
                                      and valid_from <= $5::date and (valid_to is null or $5::date <= valid_to)
            limit 1`,
          [aboutAccount, roundId, hamlets, communeId, clock.today],
        )
      : await sql.query(`select 1 from household where household_id = $1 and state = 'present' and hamlet_id = any ($2::text[])`, [
          aboutHousehold,
          hamlets,
        ]);
  if (row !== undefined) return null;
  return aboutHousehold === null ? { code: 'account-unknown' } : { code: 'household-unknown' };
}

type Concern = Pick<Raised, 'aboutHousehold' | 'aboutAccount'>;

/**
 * Null unless it is about the account itself, its household or a relative's; else the name of that. Two people are relatives where one is
 * tied to what is the other's own household.
 */
async function concerns(
  { sql }: World,
  accountId: string,
  { action, about }: { readonly action: 'raise-flag' | 'answer-flag'; readonly about: Concern },
): Promise<CommandProblem | null> {
  const { aboutHousehold, aboutAccount } = about;
  if (accountId === aboutAccount) return { code: 'flag-concerns-you' };
  const rows = await sql.query<{ tie: string }>(
    `select t.tie from tie t
      where t.account_id = $1
        and (t.household_id = $2 or exists (select from tie o where o.household_id = t.household_id and o.account_id = $3
                                                               and 'own' in (t.tie, o.tie)))`,
    [accountId, aboutHousehold, aboutAccount],
  );
  const apart = keptApart(action, TIES.find((tie) => rows.some((row) => row.tie === tie)) ?? null);
  if (apart === null) return null;
  if (aboutHousehold === null) return { code: 'flag-concerns-you' };
  return apart === 'own-household' ? { code: 'own-household' } : { code: 'relatives-household' };
}

/** Of the commune's office today, and not concerned. */
async function mayReview(world: World, payload: Raised): Promise<boolean> {
  const { communeId, reviewerId } = payload;
  if ((await concerns(world, reviewerId, { action: 'answer-flag', about: payload })) !== null) return false;
  return isOfOffice(world, reviewerId, communeId);
}

async function isOfOffice({ sql, areas, clock }: World, accountId: string, communeId: string): Promise<boolean> {
  const [row] = await sql.query(
    `select 1 from role_grant g join account a on a.account_id = g.account_id and a.state = 'active'
      where g.account_id = $1 and g.role in ('commune-officer', 'commune-chair') and g.area_id = any ($2::text[])
        and g.valid_from <= $3::date and (g.valid_to is null or $3::date <= g.valid_to)`,
    [accountId, pathOn(areas, communeId, clock.today), clock.today],
  );
  return row !== undefined;
}

interface Flag extends Concern {
  readonly [column: string]: unknown;
  readonly reviewer_id: string;
  readonly round_id: string;
  readonly matter: FlagMatter;
  readonly expires_on: string;
  readonly answered_on: string | null;
}

/** On the list because an officer was asked to look, not because the household asked. */
const SUGGESTED = 'suggested';

export async function answerFlag(world: World, { payload }: CommandOf<'answer-flag'>): Promise<Decided> {
  const office = findOffice(world, 'answer-flag', payload.communeId);
  if (!office.ok) return office;
  const [flag] = await world.sql.query<Flag>(
    `select f.reviewer_id, f.round_id, f.matter, f.expires_on, f.answered_on, f.about_household as "aboutHousehold", f.about_account as "aboutAccount"
       from flag f
      where f.flag_id = $1
        and (f.commune_id = $2
             or f.commune_id = any (communes_before(array[$2])) and flag_follows(f.about_household, f.about_hamlet, array[$2]))`,
    [payload.flagId, payload.communeId],
  );
  if (flag === undefined) return refuse({ code: 'flag-unknown' });
  const answers = world.who === 'system' ? flag.reviewer_id : accountOf(world.who);
  if (flag.reviewer_id !== answers && (await isOfOffice(world, flag.reviewer_id, payload.communeId)))
    return refuse({ code: 'flag-of-another' });
  if (flag.answered_on !== null) return refuse({ code: 'flag-answered' });
  if (world.clock.today > flag.expires_on) return refuse({ code: 'flag-expired' });
  const concerned = await concerns(world, answers, { action: 'answer-flag', about: flag });
  if (concerned !== null) return refuse(concerned);
  const { householdId, ...body } = payload;
  const answered: Plan = { bookId: office.value.bookId, householdId: null, said: { kind: 'flag-answered', body } };
  if (flag.matter !== 'left-out' || payload.outcome !== 'put-on-list') return ok([answered]);
  const listed = putOnList(world, { householdId: householdId, flag });
  return listed.ok ? ok([answered, ...listed.value]) : listed;
}

/** To be visited (xin ghé thăm): whoever says that it was put on the list puts it there in the same act, unless it is on it. */
function putOnList(world: World, { householdId, flag }: { readonly householdId: string | null; readonly flag: Flag }): Decided {
  if (householdId === null || householdId !== flag.aboutHousehold) return refuse({ code: 'flag-of-another-household' });
  const found = findHousehold(world, 'answer-flag', householdId);
  if (!found.ok) return found;
  const { dossier, file, book } = found.value;
  if (dossier.listed.has(flag.round_id)) return ok([]);
  const standing = openFor(world, flag.round_id, { hamletId: file.hamletId, day: world.clock.today });
  const taking = standing.ok ? inTime(world, standing.value, { hamletId: file.hamletId, day: world.clock.today }) : standing;
  if (!taking.ok) return taking;
  const { roundId } = taking.value.round;
  if (dossier.listed.has(roundId)) return ok([]);
  return ok([{ bookId: book.bookId, householdId, said: { kind: 'review-listed', body: { householdId, roundId, why: SUGGESTED } } }]);
}
