/**
 * What stays of a body of which a part went (phần còn lại của một việc): a place goes from a form, or a form's answers, and what the register
 * rests on stays, so that a rebuild finds the same. The rest lies under a new salt and the commitment that the `erased` event names.
 */
import type { Trimmed } from '../../../core/access/retention.ts';
import { canonical } from '../../../core/ledger/canonical.ts';
import { commit, toHex } from '../../../core/ledger/chain.ts';
import { rosterMember } from '../../../core/register/roster.ts';
import type { Sql } from '../sql.ts';
import type { World } from './world.ts';

interface Left {
  readonly eventId: string;
  readonly commitment: string;
  readonly salt: string;
  readonly body: string;
}

type Body = Readonly<Record<string, unknown>>;

export async function leftOf({ sql, tools }: World, what: Trimmed, eventIds: readonly string[]): Promise<readonly Left[]> {
  const rows = await sql.query<{ id: string; kind: string; body: string }>(
    `select e.event_id as id, e.kind, p.body from event e join payload p on p.event_id = e.event_id
      where e.event_id = any ($1::uuid[]) order by e.event_id`,
    [eventIds],
  );
  return rows.map(({ id: eventId, kind, body: text }) => {
    const body = canonical(without(what, kind, JSON.parse(text) as Body));
    const salt = tools.chance(16);
    return { eventId, commitment: toHex(commit(tools.hash, { salt, body })), salt: toHex(salt), body };
  });
}

function without(what: Trimmed, kind: string, body: Body): Body {
  const { heldAt: _place, ...rest } = body;
  if (what === 'gps') return rest;
  return kind === 'interview-finished' ? peopleOnly(body) : checkOnly(body);
}

/** By which the register knows who lives there; of their answers nothing. */
function peopleOnly({ householdId, roundId, interviewedOn, gone, answers }: Body): Body {
  const { members } = answers as { readonly members: readonly Body[] };
  const known = Object.keys(rosterMember.fields);
  const people = members.map((member) => Object.fromEntries(Object.entries(member).filter(([key]) => known.includes(key))));
  return {
    ...{ householdId, roundId, interviewedOn, letGo: true },
    ...(gone === undefined ? {} : { gone }),
    answers: { household: {}, members: people },
  };
}

/** That it was asked once more, and by whom; compared with nothing any more. */
function checkOnly({ householdId, roundId, interviewedOn, drawId, blind, enumeratorId }: Body): Body {
  return { householdId, roundId, interviewedOn, drawId, blind, enumeratorId, of: null, letGo: true };
}

/** Once the bodies are gone. The database itself compares each with its commitment. Forms go from the register with their answers. */
export function putLeft(what: Trimmed, left: readonly Left[]) {
  return async (sql: Sql, erasedEventId: string): Promise<void> => {
    await sql.query('select put_left($1, $2::json)', [erasedEventId, JSON.stringify(left)]);
    if (what === 'unlisted-interviews') await sql.query('select forget_forms($1::uuid[])', [left.map(({ eventId }) => eventId)]);
  };
}

export const printOfLooks = ({ tools }: World, readIds: readonly string[]): string =>
  toHex(tools.hash('vuon looks\n', [...readIds].sort().join('\n')));

export const dropLooks =
  (readIds: readonly string[]) =>
  async (sql: Sql, eventId: string): Promise<void> => {
    await sql.query('select let_go_looks($1, $2::bigint[])', [eventId, readIds]);
  };
