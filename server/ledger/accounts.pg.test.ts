/** Posts through the door: never one's own, never administering and reading together, never backdated, never nobody left. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withDatabase } from '../../tools/test/database.ts';
import { CLOCK, command, COMMUNES, found, HAMLETS, id, person, PROVINCE, register, take } from '../../tools/test/small-province.ts';
import type { Grant } from '../../core/access/may.ts';
import { submit } from './door.ts';

const { app, ownerPool } = await withDatabase();
await found(app);
const first = person('first', 'administrator', PROVINCE);
const second = person('second', 'administrator', PROVINCE);
const officer = person('officer', 'commune-officer', COMMUNES[0]);
const { today } = CLOCK;

async function codeOf(sent: unknown, who: Parameters<typeof submit>[1] = first) {
  const [answer] = await submit(app, who, [sent], CLOCK);
  return answer?.problem?.code ?? answer?.answer;
}
const post = (role: Grant['role'], areaId: string, from: string = today, to: string | null = null) => ({ role, areaId, from, to });
const account = (name: string, ...grants: ReturnType<typeof post>[]) =>
  command('account-created', { accountId: id(name), username: `user.${name}`, displayName: name, grants });
const give = (name: string, ...given: Parameters<typeof post>) => command('grant-given', { accountId: id(name), ...post(...given) });
const end = (name: string, role: Grant['role'], areaId: string, on: string) =>
  command('grant-ended', { accountId: id(name), role, areaId, on });
await take(app, [account('first', post('administrator', PROVINCE, '2020-01-01')), account('clerk'), account('aide')]);

test('whoever may not manage accounts learns of none', async () => {
  for (const name of ['clerk', 'nobody']) {
    assert.equal(await codeOf(give(name, 'enumerator', HAMLETS[0]), officer), 'not-your-role');
    assert.equal(await codeOf(end(name, 'enumerator', HAMLETS[0], today), officer), 'not-your-role');
  }
  assert.equal(await codeOf(account('clerk'), officer), 'not-your-role');
});

test('never for the own account, never with a reading post beside administering', async () => {
  assert.equal(await codeOf(give('first', 'commune-officer', COMMUNES[0])), 'own-account');
  assert.equal(await codeOf(end('first', 'administrator', PROVINCE, today)), 'own-account');
  assert.equal(await codeOf(command('account-suspended', { accountId: id('first'), why: 'x' })), 'own-account');
  assert.equal(await codeOf(account('both', post('administrator', PROVINCE), post('auditor', PROVINCE))), 'posts-clash');
  await take(app, [give('aide', 'administrator', PROVINCE)], first);
  assert.equal(await codeOf(give('aide', 'commune-officer', COMMUNES[0])), 'posts-clash');
});

test('from today on, at the right level, ended after it began, held at all', async () => {
  assert.equal(await codeOf(give('clerk', 'commune-officer', COMMUNES[0], '2026-09-30')), 'day-gone-by');
  assert.equal(await codeOf(account('late', post('enumerator', HAMLETS[0], '2021-01-01'))), 'day-gone-by');
  assert.equal(await codeOf(give('clerk', 'hamlet-head', COMMUNES[0])), 'role-not-for-level');
  await take(app, [give('clerk', 'commune-officer', COMMUNES[0])], first);
  assert.equal(await codeOf(give('clerk', 'commune-officer', COMMUNES[0])), 'post-held');
  assert.equal(await codeOf(end('clerk', 'commune-officer', COMMUNES[0], '2026-09-30')), 'days-reversed');
  assert.equal(await codeOf(end('clerk', 'auditor', PROVINCE, today)), 'post-unknown');
  await take(app, [end('clerk', 'commune-officer', COMMUNES[0], today)], first);
  const { rows } = await ownerPool.query('select valid_from, valid_to from role_grant where account_id = $1', [id('clerk')]);
  assert.deepEqual(rows, [{ valid_from: today, valid_to: today }]);
});

test('a post that has not begun is taken back whole; beside one that is held it is not touched', async () => {
  const rows = () => ownerPool.query('select valid_from, valid_to from role_grant where account_id = $1 order by 1', [id('stand-in')]);
  await take(app, [account('stand-in'), give('stand-in', 'commune-officer', COMMUNES[0], '2026-11-02', '2026-11-06')], first);
  await take(app, [end('stand-in', 'commune-officer', COMMUNES[0], today)], first);
  assert.deepEqual((await rows()).rows, []);
  await take(app, [give('stand-in', 'commune-officer', COMMUNES[0], today, '2026-10-20')], first);
  await take(app, [give('stand-in', 'commune-officer', COMMUNES[0], '2026-11-02', '2026-11-06')], first);
  assert.equal(await codeOf(end('stand-in', 'commune-officer', COMMUNES[0], today)), 'days-reversed');
  assert.equal((await rows()).rows.length, 2);
});

test('one administrator stays', async () => {
  await take(app, [end('aide', 'administrator', PROVINCE, '2026-12-31')], first);
  assert.equal(await codeOf(end('first', 'administrator', PROVINCE, today), second), 'last-administrator');
  assert.equal(await codeOf(command('account-suspended', { accountId: id('first'), why: 'x' }), second), 'last-administrator');
  await take(app, [account('third', post('administrator', PROVINCE))], first);
  await take(app, [command('account-suspended', { accountId: id('first'), why: 'x' })], second);
});

test('what still runs for a person ends when they are suspended, whatever it was begun with', async () => {
  const helper = person('helper', 'commune-officer', COMMUNES[0]);
  const form = (name: string) => register(name, HAMLETS[0]);
  await take(app, [account('helper', post('commune-officer', COMMUNES[0]))], second);
  const before = form('before');
  await take(app, [before], helper);
  await take(app, [command('account-suspended', { accountId: id('helper'), why: 'x' })], second);
  assert.equal(await codeOf(form('after'), helper), 'account-suspended');
  assert.equal(await codeOf(before, helper), 'known');
  await take(app, [command('account-resumed', { accountId: id('helper'), why: 'x' })], second);
  assert.equal(await codeOf(form('again'), helper), 'taken');
});
