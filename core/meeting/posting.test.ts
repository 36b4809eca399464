/** Postings and objections against worked examples: what hangs, what keeps a list from its decision, receipts, terms, who answers. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { asksRevisit, holderOf, isOverdueOn, restsOnRevisit } from './objection.ts';
import { receiptNumber, secretFrom } from './receipt.ts';
import { countWithoutPicture, type Posting, postingBlockers, postingState, printOfWall } from './posting.ts';
import { OBJECTION_KINDS } from './posting-codes.ts';
import { endsOn, procedureHolds, USUAL_PROCEDURE } from './procedure.ts';

const hash = (...parts: readonly (string | Uint8Array)[]): Uint8Array => {
  const made = createHash('sha256');
  for (const part of parts) made.update(part);
  return made.digest();
};

test('a wall has one print whatever the order, and another when a household or its list changes', () => {
  const an = { householdId: 'a', lists: ['poor'] } as const;
  const binh = { householdId: 'b', lists: ['near-poor', 'escaped-poverty'] } as const;
  const print = printOfWall(hash, [an, binh]);
  assert.equal(printOfWall(hash, [{ ...binh, lists: ['escaped-poverty', 'near-poor'] }, an]), print);
  assert.notEqual(printOfWall(hash, [{ ...an, lists: ['near-poor'] }, binh]), print);
  assert.notEqual(printOfWall(hash, [an]), print);
});

test('an act without a picture is counted: the putting up, and the taking down once it was done', () => {
  const photo = 'a picture';
  const count = (...postings: Parameters<typeof countWithoutPicture>[0]) => countWithoutPicture(postings);
  const hanging = { takenDownOn: null, photoUp: photo, photoDown: null };
  const down = { takenDownOn: '2026-10-12', photoUp: photo, photoDown: photo };
  assert.deepEqual([count(), count(hanging), count(down)], [0, 0, 0]);
  assert.equal(count({ ...hanging, photoUp: null }), 1, 'nobody took it down yet');
  assert.equal(count({ ...down, photoUp: null }, { ...down, photoDown: null }, { ...down, photoUp: null, photoDown: null }), 4);
});

const wall = { hamletId: 'h', print: 'p' };
const hung: Posting = { hamletId: 'h', place: 'hamlet', endsOn: '2026-10-12', print: 'p', takenDownOn: '2026-10-12' };
const blocked = (postings: readonly Posting[], day = '2026-10-13', walls = [wall]) =>
  postingBlockers(walls, postings, { places: ['hamlet', 'commune-office'], day }).map(({ code }) => code);
const office: Posting = { ...hung, place: 'commune-office' };

test('a list is decided only after it hung as it is at every place until its last day, and is off the wall', () => {
  assert.deepEqual(blocked([hung, office]), []);
  assert.deepEqual(blocked([hung]), ['not-posted']);
  assert.deepEqual(blocked([hung, office], '2026-10-12'), ['posting-hangs'], 'not on its last day');
  assert.deepEqual(blocked([hung, { ...office, takenDownOn: null }]), ['posting-not-taken-down']);
  assert.deepEqual(blocked([hung, { ...office, takenDownOn: '2026-10-11' }]), ['not-posted'], 'taken down too early');
  assert.deepEqual(blocked([hung, { ...office, print: 'another' }]), ['posting-changed']);
  assert.deepEqual(blocked([hung, { ...office, print: 'another' }, office]), [], 'posted again');
  assert.deepEqual(blocked([], '2026-10-13', [{ ...wall, print: null as never }]), [], 'nobody is on it');
});

test('what hangs too long, or came down too soon, is told apart', () => {
  const state = (takenDownOn: string | null, today = '2026-10-12') => postingState({ endsOn: '2026-10-12', takenDownOn }, today);
  assert.deepEqual(
    [state(null), state(null, '2026-10-13'), state('2026-10-12'), state('2026-10-09')],
    ['hangs', 'overdue', 'done', 'cut-short'],
  );
});

test('the usual procedure counts in working days and days, by the rule in force on the day', () => {
  const end = (what: Parameters<typeof endsOn>[1], from: string, procedure = USUAL_PROCEDURE) => {
    const found = endsOn(procedure, what, from);
    return found.ok ? found.value : found.error;
  };
  assert.equal(end('posting', '2026-10-07'), '2026-10-12');
  assert.equal(end('feedback', '2026-11-20'), '2026-12-02', 'the day of culture is none');
  assert.equal(end('complaint', '2026-10-01'), '2026-11-02');
  const later = { what: 'posting', days: 5, unit: 'working', from: '2026-10-10', clause: 'Nghị định mới', sure: 'S' } as const;
  const changed = { ...USUAL_PROCEDURE, counts: [...USUAL_PROCEDURE.counts, later] };
  assert.deepEqual([end('posting', '2026-10-07', changed), end('posting', '2026-10-12', changed)], ['2026-10-12', '2026-10-19']);
  assert.equal(procedureHolds(USUAL_PROCEDURE, '2026-09-01'), true);
  assert.equal(procedureHolds(USUAL_PROCEDURE, '2020-09-01'), false);
  assert.equal(procedureHolds({ ...USUAL_PROCEDURE, places: ['hamlet', 'hamlet'] }, '2026-09-01'), false);
});

test('who answers, what rests on a visit, when it is late', () => {
  const at = { communeId: 'c', provinceId: 'p' };
  for (const kind of OBJECTION_KINDS) assert.equal(holderOf({ kind, against: 'hamlet-staff' }, at), 'c');
  assert.equal(holderOf({ kind: 'denunciation', against: 'commune-staff' }, at), 'p');
  assert.deepEqual([asksRevisit('wants-off'), asksRevisit('not-interviewed')], [false, true]);
  assert.deepEqual([restsOnRevisit('rejected'), restsOnRevisit('withdrawn'), restsOnRevisit('not-taken')], [true, false, false]);
  const due = { dueOn: '2026-10-12', answeredOn: null };
  assert.deepEqual([isOverdueOn(due, '2026-10-12'), isOverdueOn(due, '2026-10-13')], [false, true]);
  assert.equal(isOverdueOn({ ...due, answeredOn: '2026-10-12' }, '2026-12-01'), false);
});

test('receipts say kind and year, differ by their last forty bits, and can be read out', () => {
  const number = (objectionId: string) => receiptNumber({ objectionId, kind: 'complaint', lodgedOn: '2026-10-01' });
  assert.equal(number('00000000-0000-4000-8000-000000000000'), 'KN-2026-00000000');
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), (a, b) => {
      assert.match(number(a), /^KN-2026-[0-9A-HJKMNP-TV-Z]{8}$/);
      assert.equal(number(a) === number(b), a.slice(-10) === b.slice(-10));
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 10, maxLength: 10 }), (bytes) => assert.match(secretFrom(bytes), /^[0-9A-HJKMNP-TV-Z]{10}$/)),
  );
});
