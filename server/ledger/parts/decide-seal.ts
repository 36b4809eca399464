/**
 * Figures are sealed, and the seal answered (chốt số liệu, tỉnh phê duyệt): by the commune's chair once the round is over, its day has
 * passed and the list is decided, under the heads of the books from which was counted; by the province where the round asks for its word,
 * and never by the same person.
 */
import { sameBytes } from '../../../core/ledger/chain.ts';
import type { CommandOf } from '../../../core/kinds.ts';
import { ok } from '../../../core/kernel/result.ts';
import { momentOfRound, sealHolds, type SealState } from '../../../core/report/seal.ts';
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import type { Decided } from './decide-household.ts';
import { findOffice, findProvince } from './decide-office.ts';
import { accountOf, refuse, type World } from './world.ts';

type Sealed = CommandOf<'figures-sealed'>['payload'];

export async function sealFigures(world: World, { payload }: CommandOf<'figures-sealed'>): Promise<Decided> {
  const office = findOffice(world, 'seal-figures', payload.communeId);
  if (!office.ok) return office;
  const fault =
    roundFault(world, payload) ??
    (await undecidedFault(world, payload)) ??
    (await standingFault(world, payload)) ??
    countedFault(world, payload);
  if (fault !== null) return refuse(fault);
  return ok([{ bookId: office.value.bookId, householdId: null, said: { kind: 'figures-sealed', body: payload } }]);
}

/** Null where the round is over and its result in this commune official. */
function roundFault(world: World, { roundId, start, end, rulebook }: Sealed): CommandProblem | null {
  const standing = world.rounds.get(roundId);
  if (standing === undefined) return { code: 'round-unknown' };
  if (standing.state !== 'closed') return { code: 'seal-round-open' };
  const moment = momentOfRound(standing.round);
  if (world.clock.today <= moment.end) return { code: 'seal-too-early', day: moment.end };
  const same = start === moment.start && end === moment.end && rulebook === standing.round.rulebooks[0];
  return same ? null : { code: 'malformed', path: 'end', fault: 'round' };
}

/** Where communes decide at all: rounds of older years were closed without a list of their own. */
async function undecidedFault({ sql }: World, { roundId, communeId }: Sealed): Promise<CommandProblem | null> {
  const [open] = await sql.query(
    `select from round_commune c where c.round_id = $1 and c.commune_id = $2 and c.gate <> 'closed'
        and exists (select from round_commune d where d.round_id = $1 and d.gate = 'closed')`,
    [roundId, communeId],
  );
  return open === undefined ? null : { code: 'seal-undecided' };
}

async function standingFault({ sql }: World, { sealId, start, end, rulebook, hamlets }: Sealed): Promise<CommandProblem | null> {
  const [known] = await sql.query<{ same: boolean }>(
    `select s.seal_id = $1 as same from figure_seal s
      where s.seal_id = $1
         or (s.state <> 'returned' and s.start_on = $2 and s.end_on = $3 and s.rulebook = $4
             and exists (select from figure_sealed h where h.seal_id = s.seal_id and h.hamlet_id = any ($5::text[])))
      order by same desc limit 1`,
    [sealId, start, end, rulebook, hamlets.map(({ hamletId }) => hamletId)],
  );
  if (known === undefined) return null;
  return known.same ? { code: 'seal-exists' } : { code: 'figures-sealed-already' };
}

/** Whoever wrote in one of the books since the numbers were counted comes first: they are counted again. */
function countedFault({ tools, heads, books }: World, payload: Sealed): CommandProblem | null {
  if (!sealHolds(tools.hash, payload)) return { code: 'malformed', path: 'hash', fault: 'hash' };
  const moved = payload.hamlets.some(({ hamletId, bookId, version, head }) => {
    const held = heads.get(bookId);
    const own = books.get(bookId)?.hamletId === hamletId;
    return !own || held === undefined || held.version !== version || !sameBytes(held.hash, Buffer.from(head, 'hex'));
  });
  return moved ? { code: 'seal-overtaken' } : null;
}

export async function answerSeal(world: World, { payload }: CommandOf<'seal-answered'>): Promise<Decided> {
  const province = findProvince(world, 'approve-figures');
  if (!province.ok) return province;
  const [seal] = await world.sql.query<{ state: SealState; sealed_by: string }>(
    'select state, sealed_by from figure_seal where seal_id = $1 and commune_id = $2',
    [payload.sealId, payload.communeId],
  );
  if (seal === undefined) return refuse({ code: 'seal-unknown' });
  if (seal.state !== 'asked') return refuse({ code: 'seal-answered' });
  if (world.who !== 'system' && seal.sealed_by === accountOf(world.who)) return refuse({ code: 'seal-own' });
  return ok([{ bookId: province.value.bookId, householdId: null, said: { kind: 'seal-answered', body: payload } }]);
}
