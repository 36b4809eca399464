/**
 * The person a command acts for (người thực hiện lệnh): an account with its posts and reach today, as the web would let them
 * in, without the password: whoever runs commands on the machine holds the database anyway. What they may do is asked as ever.
 */
import { sql } from 'kysely';
import { type Grant, inForce } from '../../../core/access/may.ts';
import { reachOf } from '../../../core/access/reach.ts';
import { ROLES } from '../../../core/access/role.ts';
import type { AreaTree } from '../../../core/kernel/areas.ts';
import { keepAreaTree, type ReadTree } from '../../../server/access/areas.ts';
import { asActor, type Db, type Tx } from '../../../server/http/transaction.ts';
import type { Who } from '../../../server/ledger/door.ts';
import { EXIT, stop } from '../command.ts';
import { today } from './clock.ts';
import { asSystem } from './installation.ts';

/** Over all rows and under the person's own name, so that the log can say who looked; whether they may was asked before. */
export function asPerson<T>(db: Db, { who }: ActingPerson, work: (tx: Tx) => Promise<T>): Promise<T> {
  return asActor(db, { accountId: who.actor.accountId, reach: 'all', today: today() }, work);
}

export const readTree: ReadTree = keepAreaTree();

export interface ActingPerson {
  readonly who: Exclude<Who, 'system'>;
  readonly tree: AreaTree;
}

interface GrantRow {
  readonly accountId: string;
  readonly role: string;
  readonly areaId: string;
  readonly from: string;
  readonly to: string | null;
}

/** Stops with a sentence when there is no such account, or it holds no post today. */
export async function actingPerson(db: Db, username: string): Promise<ActingPerson> {
  return asSystem(db, async (tx) => {
    const { rows } = await sql<GrantRow>`
      select a.account_id as "accountId", g.role, g.area_id as "areaId", g.valid_from as "from", g.valid_to as "to"
        from account a join role_grant g on g.account_id = a.account_id
       where a.username = ${username.trim().toLowerCase()} and a.state = 'active'`.execute(tx);
    const [first] = rows;
    const grants = rows.map(grantFrom).filter((grant) => inForce(grant, today()));
    if (first === undefined || grants.length === 0) stop(EXIT.usage, 'trouble.no-account', { username });
    const tree = await readTree(tx);
    const actor = { accountId: first.accountId, grants };
    return { who: { actor, scope: { accountId: first.accountId, reach: reachOf(actor, tree, today()), today: today() } }, tree };
  });
}

function grantFrom({ role, areaId, from, to }: GrantRow): Grant {
  const known = ROLES.find((each) => each === role);
  if (known === undefined) throw new Error('The database holds a post of an unknown kind.');
  return { role: known, areaId, from, to };
}
