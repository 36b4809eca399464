/** A server with a clock of its own (đồng hồ được chuyển): of a demonstration alone; a real installation and an empty database are refused. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseInstant } from '../core/kernel/dates.ts';
import { withDatabase } from '../tools/test/database.ts';
import { found, HAMLETS } from '../tools/test/small-province.ts';
import { freshKey } from './access/keys.ts';
import { serve } from './main.ts';

const moment = parseInstant('2027-05-06T02:00:00.000Z');
assert.ok(moment.ok);
const now = () => moment.value;
const startOn = (appUrl: string) => serve({ appUrl, key: freshKey(), port: 0, facesDir: '/nowhere', now });

test('an empty database and a real installation go by the real time, and start without a clock of their own', async () => {
  const { appUrl, app } = await withDatabase();
  await assert.rejects(startOn(appUrl), /không phải bản trình diễn/);
  await found(app, { demonstration: false });
  await assert.rejects(startOn(appUrl), /không phải bản trình diễn/);
  const real = await serve({ appUrl, key: freshKey(), port: 0, facesDir: '/nowhere' });
  await real.close();
});

test('a demonstration goes by the clock that it is given', async () => {
  const { appUrl, app, ownerPool } = await withDatabase();
  await found(app, { demonstration: true });
  const told = await startOn(appUrl);
  const asked = { requestId: crypto.randomUUID(), hamletId: HAMLETS[0], form: 'review', name: 'Lê Thị Xin', address: null, contact: null };
  const answer = await fetch(`${told.url}/api/public/requests`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-vuon': '1', origin: told.url },
    body: JSON.stringify({ ...asked, text: 'Mất việc làm' }),
  });
  assert.equal(answer.status, 200, await answer.text());
  const { rows } = await ownerPool.query('select lodged_on from request');
  assert.deepEqual(rows, [{ lodged_on: '2027-05-06' }]);
  await told.close();
});
