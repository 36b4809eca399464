/** The slip of a new account leads to a page with a sign-in (phiếu tài khoản): desk or forms by the posts, under the name of that face. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COMMUNES, hamletOf, makeCanaryProvince, NOW, PASSWORD, PROVINCE } from '../tools/test/canary-province.ts';
import { instant } from '../tools/test/crawl-cases.ts';
import { withDatabase } from '../tools/test/database.ts';
import { pdfText } from '../tools/test/unpack.ts';
import type { Origins } from './http/hosts.ts';
import { createApp } from './main.ts';

const database = await withDatabase({ max: 4 });
const province = await makeCanaryProvince(database.app);
await province.addAccount('quan.tri', [{ role: 'administrator', areaId: PROVINCE }]);
const officer = await province.addAccount('cong.chuc', [{ role: 'commune-officer', areaId: COMMUNES[0] }]);
const head = await province.addAccount('truong.ap', [{ role: 'hamlet-head', areaId: hamletOf(1, 1) }]);
const both = await province.addAccount('ca.hai', [
  { role: 'hamlet-head', areaId: hamletOf(1, 1) },
  { role: 'commune-officer', areaId: COMMUNES[1] },
]);

async function addressesOn(accountId: string, host: string, origins?: Origins): Promise<string[]> {
  const app = await createApp({ db: database.app, now: () => instant(NOW), facesDir: '/nowhere', ...(origins ? { origins } : {}) });
  try {
    const ask = (url: string, payload: object, cookies = {}) =>
      app.inject({ method: 'POST', url, payload, cookies, headers: { 'x-vuon': '1', host } });
    const signedIn = await ask('/api/sign-in', { username: 'quan.tri', password: PASSWORD });
    assert.equal(signedIn.statusCode, 200, signedIn.body);
    const [cookie] = signedIn.cookies;
    const answer = await ask('/api/accounts/codes', { accountIds: [accountId], format: 'pdf' }, { [cookie?.name ?? '']: cookie?.value });
    assert.equal(answer.statusCode, 200, answer.body.slice(0, 300));
    return pdfText(answer.rawPayload).match(/https?:\/\/(localhost|[a-z-]*\.?vuon\.example)\S*/g) ?? [];
  } finally {
    await app.close();
  }
}

test('the address on a slip is that of a sign-in', async () => {
  assert.deepEqual(await addressesOn(officer, 'localhost:8686'), ['http://localhost:8686/desk/']);
  assert.deepEqual(await addressesOn(head, 'localhost:8686'), ['http://localhost:8686/field/']);
  assert.deepEqual(await addressesOn(both, 'localhost:8686'), ['http://localhost:8686/desk/'], 'who also works at the commune');
});

test('it names the host of the face where each has its own', async () => {
  const origins = { portal: 'https://vuon.example', desk: 'https://lam-viec.vuon.example', field: 'https://phieu.vuon.example' };
  assert.deepEqual(await addressesOn(officer, 'lam-viec.vuon.example', origins), ['https://lam-viec.vuon.example/desk/']);
  assert.deepEqual(await addressesOn(head, 'lam-viec.vuon.example', origins), ['https://phieu.vuon.example/field/']);
});
