/**
 * What `vuon doctor` finds about ways in (khám đường vào): the key of second factors, an administrator with one, the certificate.
 */
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { dayInVietnam, formatVi, instantOf } from '../../../core/kernel/dates.ts';
import { keyFileIn, keysFrom, readKey } from '../../../server/access/keys.ts';
import { asActor, publicScope } from '../../../server/http/transaction.ts';
import type { ToolKey } from '../../../words/tool.ts';
import type { Params } from '../../../words/words.ts';
import { today } from './clock.ts';
import { asSystem, findInstallation } from './installation.ts';
import type { Store } from './store.ts';

export interface Finding {
  readonly ok: boolean;
  readonly key: ToolKey;
  readonly params?: Params;
}

const DAY = 86_400_000;
/** Renewing takes a request to an office. */
const CERTIFICATE_DAYS = 30;

/** Nothing where nothing is installed: there is nobody who could come in. */
export async function signIns(store: Store): Promise<Finding[]> {
  const installation = await findInstallation(store.db);
  if (installation === null) return [];
  const sealed = await asActor(store.db, publicScope(today()), (tx) =>
    sql<{ accountId: string; secret: Uint8Array }>`
      select account_id as "accountId", secret from second_factor where confirmed_at is not null`
      .execute(tx)
      .then(({ rows }) => rows),
  );
  return [keyFound(store, sealed), ...(installation.demonstration ? [] : [await administrators(store, sealed)])];
}

function keyFound({ folder }: Store, sealed: readonly { accountId: string; secret: Uint8Array }[]): Finding {
  const file = keyFileIn(folder);
  if (!existsSync(file)) {
    const lost = sealed.length > 0;
    return { ok: !lost, key: lost ? 'doctor.key-lost' : 'doctor.key-none', params: { file, count: sealed.length } };
  }
  const keys = keysFrom(readKey(file));
  const shut = sealed.filter(({ accountId, secret }) => keys.open(secret, accountId) === null).length;
  return { ok: shut === 0, key: shut === 0 ? 'doctor.key' : 'doctor.key-wrong', params: { file, count: shut } };
}

async function administrators({ db }: Store, sealed: readonly { accountId: string }[]): Promise<Finding> {
  const { rows } = await asSystem(db, (tx) =>
    sql<{ accountId: string }>`
      select distinct g.account_id as "accountId" from role_grant g join account a on a.account_id = g.account_id
       where g.role = 'administrator' and a.state = 'active'
         and g.valid_from <= ${today()} and (g.valid_to is null or g.valid_to >= ${today()})`.execute(tx),
  );
  const withFactor = rows.filter(({ accountId }) => sealed.some((each) => each.accountId === accountId)).length;
  const key = withFactor === 0 ? 'doctor.admin-none' : 'doctor.admin';
  return { ok: withFactor > 0, key, params: { count: withFactor, all: rows.length } };
}

/** Of `--cert`, the file that `serve` was given. */
export function certificate(file: string, now: number): Finding {
  const read = readCertificate(file);
  if (read === null) return { ok: false, key: 'doctor.cert-unreadable', params: { file } };
  const ends = Date.parse(read.validTo);
  const days = Math.floor((ends - now) / DAY);
  const params = { file, days, day: formatVi(dayInVietnam(instantOf(ends))) };
  if (days < 0) return { ok: false, key: 'doctor.cert-over', params };
  return { ok: days >= CERTIFICATE_DAYS, key: days >= CERTIFICATE_DAYS ? 'doctor.cert' : 'doctor.cert-ending', params };
}

function readCertificate(file: string): X509Certificate | null {
  try {
    return new X509Certificate(readFileSync(file));
  } catch {
    return null;
  }
}
