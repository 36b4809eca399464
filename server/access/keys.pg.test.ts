/** The key outside the database: a file made once, secrets that open only with it and for their account, old ones sealed at a start. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parseInstant } from '../../core/kernel/dates.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { id } from '../../tools/test/small-province.ts';
import { asActor, publicScope } from '../http/transaction.ts';
import { dayInVietnam } from '../../core/kernel/dates.ts';
import { freshKey, keyFileIn, keysFrom, readKey } from './keys.ts';
import { sealOld, trySecondFactor } from './second-factor.ts';

const folder = mkdtempSync(join(tmpdir(), 'vuon-keys-'));
after(() => rmSync(folder, { recursive: true }));
const database = await withDatabase();

test('the file is made once, for its owner alone, and one that holds something else is refused', () => {
  const file = keyFileIn(folder);
  const key = readKey(file);
  assert.deepEqual(readKey(file), key);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(readFileSync(file, 'utf8'), `${key.toString('hex')}\n`);
  const broken = join(folder, 'broken');
  writeFileSync(broken, 'abc');
  assert.throws(() => readKey(broken), /holds no key/);
});

test('a sealed secret opens with its key, for its account, whole', () => {
  const [keys, secret] = [keysFrom(freshKey()), freshKey().subarray(0, 20)];
  const sealed = keys.seal(secret, 'a');
  assert.deepEqual(keys.open(sealed, 'a'), secret);
  assert.notDeepEqual(keys.seal(secret, 'a'), sealed);
  assert.equal(keys.open(sealed, 'b'), null);
  assert.equal(keysFrom(freshKey()).open(sealed, 'a'), null);
  for (let at = 0; at < sealed.length; at += 1) {
    const altered = Buffer.from(sealed);
    altered[at] = (altered[at] ?? 0) ^ 1;
    assert.equal(keys.open(altered, 'a'), null, String(at));
  }
  for (const length of [0, 20, 29, 48]) assert.equal(keys.open(sealed.subarray(0, length), 'a'), null);
});

test('what an older version kept open is sealed once; with another key no number is right', async () => {
  const moment = parseInstant('2026-10-01T01:00:00.000Z');
  assert.ok(moment.ok);
  const now = moment.value;
  const [keys, accountId, secret] = [keysFrom(freshKey()), id('old'), Buffer.from('12345678901234567890')];
  await database.ownerPool.query('insert into second_factor (account_id, secret, confirmed_at) values ($1, $2, now())', [
    accountId,
    secret,
  ]);
  const asNobody = <T>(work: Parameters<typeof asActor<T>>[2]) => asActor(database.app, publicScope(dayInVietnam(now)), work);
  assert.equal(await asNobody((tx) => sealOld(tx, keys)), 1);
  assert.equal(await asNobody((tx) => sealOld(tx, keys)), 0);
  const { rows } = await database.ownerPool.query<{ secret: Buffer }>('select secret from second_factor');
  assert.deepEqual(keys.open(rows[0]?.secret ?? secret, accountId), secret);
  const { TOTP, Secret } = await import('otpauth');
  const number = new TOTP({ secret: new Secret({ buffer: new Uint8Array(secret).buffer }) }).generate({
    timestamp: Date.parse(moment.value),
  });
  const other = { accountId, keys: keysFrom(freshKey()), now };
  assert.deepEqual(await asNobody((tx) => trySecondFactor(tx, other, number)), { left: 4 });
  assert.equal(await asNobody((tx) => trySecondFactor(tx, { accountId, keys, now }, number)), 'right');
});
