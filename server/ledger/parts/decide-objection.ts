/**
 * An objection taken in, visited again and answered (tiếp nhận, xác minh lại, trả lời). What it is decides in whose book it lies: what a
 * hamlet's people may know in the hamlet's, a denunciation in the book of the office that answers it, its author in the province's alone.
 */
import { keptApart, TIES } from '../../../core/access/duties.ts';
import { communeOn, pathOn } from './areas.ts';
import type { CommandOf, EventBody } from '../../../core/kinds.ts';
import { namesCitizen } from '../../../core/kernel/citizen-id.ts';
import { ok, type Result } from '../../../core/kernel/result.ts';
import { asksRevisit, holderOf, restsOnRevisit } from '../../../core/meeting/objection.ts';
import { receiptNumber } from '../../../core/meeting/receipt.ts';
import { endsOn } from '../../../core/meeting/procedure.ts';
import type { Matter, ObjectionKind } from '../../../core/meeting/posting-codes.ts';
import { tieOf } from '../../../core/register/tie.ts';
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import { secretPrint } from '../objections.ts';
import type { Plan } from './append.ts';
import { type Decided, findHamlet, findHousehold } from './decide-household.ts';
import { findOffice } from './decide-office.ts';
import { procedureOf } from './decide-posting.ts';
import { accountOf, type Book, forbids, refuse, type World } from './world.ts';

type Lodged = CommandOf<'lodge-objection'>['payload'];

export async function lodgeObjection(world: World, { payload }: CommandOf<'lodge-objection'>): Promise<Decided> {
  const hamlet = findHamlet(world, 'lodge-objection', payload.hamletId);
  if (!hamlet.ok) return hamlet;
  const standing = procedureOf(world, payload.roundId);
  if (!standing.ok) return standing;
  const fault = formalFault(world, payload, standing.value.round.opensOn) ?? (await factualFault(world, payload));
  if (fault !== null) return refuse(fault);
  const due = endsOn(standing.value.procedure, payload.kind, payload.lodgedOn);
  if (!due.ok) return refuse(due.error);
  const { secret, name, contact, ...told } = payload;
  const { objectionId, kind } = payload;
  const provinceId = world.installation?.provinceId ?? '';
  const holderId = holderOf(payload, { communeId: payload.communeId, provinceId });
  const book = bookFor(world, hamlet.value, { kind, holderId, action: 'lodge-objection' });
  if (!book.ok) return book;
  const body: EventBody<'objection-lodged'> = {
    ...{ ...told, number: receiptNumber(payload), dueOn: due.value, holderId },
    secretPrint: secretPrint(secret),
  };
  const lodged: Plan = { bookId: book.value.bookId, householdId: aboutOf(payload), said: { kind: 'objection-lodged', body } };
  if (name === null) return ok([lodged]);
  const named = { objectionId, name, contact };
  if (kind !== 'denunciation')
    return ok([lodged, { bookId: hamlet.value.bookId, householdId: aboutOf(payload), said: { kind: 'objector-named', body: named } }]);
  const province = findOffice(world, 'lodge-objection', provinceId);
  if (!province.ok) return refuse({ code: 'denunciation-elsewhere' });
  return ok([lodged, { bookId: province.value.bookId, householdId: null, said: { kind: 'denouncer-named', body: named } }]);
}

/** What is forgotten with the household: a denunciation stays with the office that answers it. */
const aboutOf = ({ kind, about }: { readonly kind: ObjectionKind; readonly about: string | null }): string | null =>
  kind === 'denunciation' ? null : about;

interface Holding {
  readonly kind: ObjectionKind;
  readonly holderId: string;
  readonly action: 'lodge-objection' | 'answer-objection';
}

function bookFor(world: World, hamlet: Book, { kind, holderId, action }: Holding): Result<Book, CommandProblem> {
  if (kind !== 'denunciation') return ok(hamlet);
  const office = findOffice(world, action, holderId);
  return office.ok || action === 'answer-objection' ? office : refuse({ code: 'denunciation-elsewhere' });
}

function formalFault(world: World, payload: Lodged, opensOn: string): CommandProblem | null {
  const { hamletId, communeId, lodgedOn, kind, against, via, text, contact } = payload;
  const { today } = world.clock;
  if (communeOn(world.areas, hamletId, today) !== communeId) return { code: 'hamlet-unknown' };
  if (lodgedOn < opensOn || lodgedOn > today) return { code: 'objection-day-out-of-range', day: lodgedOn, from: opensOn, to: today };
  if ((against !== null) !== (kind === 'denunciation')) return { code: 'objection-against-whom' };
  if (via === 'portal' && world.who !== 'system') return { code: 'not-your-role' };
  return [text, contact ?? ''].some(namesCitizen) ? { code: 'objection-names-citizen' } : null;
}

async function factualFault({ sql }: World, { objectionId, about, hamletId }: Lodged): Promise<CommandProblem | null> {
  const [known] = await sql.query<{ known: boolean }>('select objection_known($1) as known', [objectionId]);
  if (known?.known === true) return { code: 'objection-exists' };
  if (about === null) return null;
  const [row] = await sql.query(
    'select 1 from household_books(array[$1::uuid]) b where b.hamlet_id = $2 and not is_erased(b.household_id)',
    [about, hamletId],
  );
  return row === undefined ? { code: 'household-unknown' } : null;
}

interface Row {
  readonly [column: string]: unknown;
  readonly roundId: string;
  readonly communeId: string;
  readonly hamletId: string;
  readonly holderId: string;
  readonly kind: ObjectionKind;
  readonly matter: Matter;
  readonly about: string | null;
  readonly revisitOf: string | null;
  readonly revisitBy: string | null;
  readonly revisitOn: string | null;
  readonly answeredOn: string | null;
}

interface Named {
  readonly objectionId: string;
  readonly communeId: string;
  readonly hamletId: string;
}

/**
 * One that waits for its answer, by the hamlet to which it belongs today, of the commune in which that lies: where communes have merged, the
 * heir holds what the former held; where a hamlet was cut, one of its parts answers.
 */
async function findOpen(world: World, { objectionId, communeId, hamletId }: Named): Promise<Result<Row, CommandProblem>> {
  const { today } = world.clock;
  if (communeOn(world.areas, hamletId, today) !== communeId) return refuse({ code: 'objection-unknown' });
  const [row] = await world.sql.query<Row>(
    `select round_id as "roundId", commune_id as "communeId", hamlet_id as "hamletId", holder_id as "holderId", kind, matter, about,
            revisit_of as "revisitOf", revisit_by as "revisitBy", revisit_on as "revisitOn", answered_on as "answeredOn"
       from objection where objection_id = $1 and (hamlet_id = $2 or hamlet_id = any (former_hamlets(array[$2::text])))`,
    [objectionId, hamletId],
  );
  if (row === undefined) return refuse({ code: 'objection-unknown' });
  const holderId = row.holderId === row.communeId ? communeId : row.holderId;
  return row.answeredOn === null ? ok({ ...row, holderId }) : refuse({ code: 'objection-answered' });
}

export async function assignRevisit(world: World, { payload }: CommandOf<'assign-revisit'>): Promise<Decided> {
  const { objectionId, householdId, accountId } = payload;
  const found = findHousehold(world, 'assign-revisit', householdId);
  if (!found.ok) return found;
  const open = await findOpen(world, payload);
  if (!open.ok) return open;
  const barred = forbids(world, 'assign-revisit', open.value.holderId);
  if (barred !== null) return refuse(barred);
  if (open.value.about !== null && open.value.about !== householdId) return refuse({ code: 'revisit-of-another' });
  const { dossier, file, book } = found.value;
  if (!(await isEnumerator(world, accountId, file.hamletId))) return refuse({ code: 'revisit-by-nobody' });
  if (dossier.interviews.get(open.value.roundId)?.accountId === accountId) return refuse({ code: 'revisit-by-the-same' });
  if (keptApart('interview', tieOf(dossier.ties, accountId)) !== null) return refuse({ code: 'revisit-by-tied' });
  const body = { objectionId, householdId, accountId, on: world.clock.today };
  return ok([{ bookId: book.bookId, householdId, said: { kind: 'revisit-assigned', body } }]);
}

/** Whoever holds the post of an enumerator there today. */
export async function isEnumerator({ sql, areas, clock }: World, accountId: string, hamletId: string): Promise<boolean> {
  const [row] = await sql.query(
    `select 1 from role_grant g join account a on a.account_id = g.account_id and a.state = 'active'
      where g.account_id = $1 and g.role = 'enumerator' and g.area_id = any ($2::text[])
        and g.valid_from <= $3::date and (g.valid_to is null or $3::date <= g.valid_to)`,
    [accountId, pathOn(areas, hamletId, clock.today), clock.today],
  );
  return row !== undefined;
}

export async function answerObjection(world: World, { payload }: CommandOf<'answer-objection'>): Promise<Decided> {
  const open = await findOpen(world, payload);
  if (!open.ok) return open;
  const { kind, holderId, matter } = open.value;
  const barred = forbids(world, 'answer-objection', holderId);
  if (barred !== null) return refuse(barred);
  const hamlet = findHamlet(world, 'answer-objection', payload.hamletId);
  if (!hamlet.ok) return hamlet;
  const book = bookFor(world, hamlet.value, { kind, holderId, action: 'answer-objection' });
  if (!book.ok) return book;
  if (namesCitizen(payload.text)) return refuse({ code: 'objection-names-citizen' });
  const apart = await tiedTo(world, open.value);
  if (apart !== null) return refuse(apart);
  if (asksRevisit(matter) && restsOnRevisit(payload.outcome) && !(await wasRevisited(world, open.value)))
    return refuse({ code: 'revisit-missing' });
  const said = { kind: 'objection-answered', body: payload } as const;
  return ok([{ bookId: book.value.bookId, householdId: aboutOf(open.value), said }]);
}

async function tiedTo(world: World, { about, revisitOf }: Row): Promise<CommandProblem | null> {
  if (world.who === 'system') return null;
  const rows = await world.sql.query<{ tie: string }>('select tie from tie where account_id = $1 and household_id = any ($2::uuid[])', [
    accountOf(world.who),
    [about, revisitOf].filter((id) => id !== null),
  ]);
  const tie = TIES.find((one) => rows.some((row) => row.tie === one)) ?? null;
  const apart = keptApart('answer-objection', tie);
  if (apart === null) return null;
  return apart === 'own-household' ? { code: 'own-household' } : { code: 'relatives-household' };
}

/** The interview that stands is theirs who was sent, and not from before. */
async function wasRevisited({ sql }: World, { roundId, revisitOf, revisitBy, revisitOn }: Row): Promise<boolean> {
  if (revisitOf === null) return false;
  const [row] = await sql.query(
    `select 1 from interview where round_id = $1 and household_id = $2 and account_id = $3 and interviewed_on >= $4::date`,
    [roundId, revisitOf, revisitBy, revisitOn],
  );
  return row !== undefined;
}
