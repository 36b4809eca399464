/**
 * A directive sent, withdrawn, and noted by a hamlet (chỉ đạo, rút chỉ đạo, ấp báo): whom it reaches is resolved here, once. What a
 * hamlet notes may come late, after the day, after the directive was withdrawn, from several phones: all of it is kept.
 */
import type { CommandOf } from '../../../core/kinds.ts';
import { namesCitizen } from '../../../core/kernel/citizen-id.ts';
import { ok } from '../../../core/kernel/result.ts';
import { reachedBy } from '../../../core/steer/reach.ts';
import { readHamletFacts, readHeirs } from '../directives.ts';
import { type Decided, findHamlet } from './decide-household.ts';
import { findOffice } from './decide-office.ts';
import { refuse, type World } from './world.ts';

export async function sendDirective(world: World, { payload }: CommandOf<'send-directive'>): Promise<Decided> {
  const { chosen, own = [], ...asked } = payload;
  const { directiveId, areaId, dueOn, rule, share, text } = payload;
  const office = findOffice(world, 'send-directive', areaId);
  if (!office.ok) return office;
  if ((rule === 'chosen') !== (chosen !== undefined)) return refuse({ code: 'malformed', path: 'chosen', fault: 'of-chosen-alone' });
  if ((rule === 'below') !== (share !== undefined)) return refuse({ code: 'malformed', path: 'share', fault: 'of-below-alone' });
  if (dueOn !== null && dueOn < world.clock.today) return refuse({ code: 'directive-due-gone-by', day: dueOn });
  if ([text, ...own.map((one) => one.text)].some(namesCitizen)) return refuse({ code: 'directive-names-citizen' });
  if (own.some(({ hamletId }) => chosen?.includes(hamletId) !== true))
    return refuse({ code: 'malformed', path: 'own', fault: 'of-chosen-alone' });
  if ((await findDirective(world, directiveId)) !== null) return refuse({ code: 'directive-exists' });
  const facts = await readHamletFacts(world.sql, areaId, world.clock.today);
  const heirs = chosen === undefined ? [] : await readHeirs(world.sql, chosen, world.clock.today);
  const here = new Set(facts.map(({ hamletId }) => hamletId));
  const elsewhere = heirs.find(({ now }) => !here.has(now));
  if (elsewhere !== undefined) {
    // Of one that was cut across communes the part here is named by whoever sends, so that nobody takes the other part to be asked.
    const cut = heirs.some(({ asked: of, now }) => of === elsewhere.asked && here.has(now));
    return refuse(
      cut ? { code: 'directive-hamlet-cut', areaId: elsewhere.asked } : { code: 'directive-hamlet-elsewhere', areaId: elsewhere.asked },
    );
  }
  const hamlets = reachedBy({ rule, share, chosen: heirs.map(({ now }) => now) }, facts);
  if (hamlets.length === 0) return refuse({ code: 'directive-reaches-nobody' });
  const told = heirs.flatMap(({ asked: was, now }) =>
    own.flatMap((one) => (one.hamletId === was ? [{ hamletId: now, text: one.text }] : [])),
  );
  const said = { kind: 'directive-sent' as const, body: { ...asked, hamlets, ...(told.length > 0 && { own: told }) } };
  return ok([{ bookId: office.value.bookId, householdId: null, said }]);
}

export async function withdrawDirective(world: World, { payload }: CommandOf<'directive-withdrawn'>): Promise<Decided> {
  const office = findOffice(world, 'send-directive', payload.areaId);
  if (!office.ok) return office;
  const found = await findDirective(world, payload.directiveId);
  if (found === null || found.areaId !== payload.areaId) return refuse({ code: 'directive-unknown' });
  if (found.withdrawn) return refuse({ code: 'directive-withdrawn-before' });
  if (namesCitizen(payload.why)) return refuse({ code: 'directive-names-citizen' });
  return ok([{ bookId: office.value.bookId, householdId: null, said: { kind: 'directive-withdrawn', body: payload } }]);
}

export async function noteDirective(world: World, { payload }: CommandOf<'directive-noted'>): Promise<Decided> {
  const { directiveId, hamletId, step, word } = payload;
  const hamlet = findHamlet(world, 'answer-directive', hamletId);
  if (!hamlet.ok) return hamlet;
  if (step !== 'done' && word !== null) return refuse({ code: 'malformed', path: 'word', fault: 'of-done-alone' });
  if (word !== null && namesCitizen(word)) return refuse({ code: 'directive-names-citizen' });
  const sql = 'select 1 from directive_hamlet where directive_id = $1 and hamlet_id = $2';
  const [asked] = await world.sql.query(sql, [directiveId, hamletId]);
  if (asked === undefined) return refuse({ code: 'directive-unknown' });
  return ok([{ bookId: hamlet.value.bookId, householdId: null, said: { kind: 'directive-noted', body: payload } }]);
}

/** Also one that this office does not reach: an id is used once. */
async function findDirective(world: World, directiveId: string): Promise<{ areaId: string; withdrawn: boolean } | null> {
  const [row] = await world.sql.query<{ areaId: string; withdrawn: boolean }>(
    'select area_id as "areaId", withdrawn from directive_known($1::uuid)',
    [directiveId],
  );
  return row ?? null;
}
