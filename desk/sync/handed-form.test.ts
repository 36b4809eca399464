/** What a hand-over carries is told where it can be; whatever else lies there stops no page. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ACT_KINDS } from '../../core/acts.ts';
import { readHandedForm } from './handed-form.ts';

const NAMES = { m: 'Lê Văn Tư' };
const read = (form: unknown) =>
  readHandedForm('vi', {
    ...{ form: typeof form === 'string' ? form : JSON.stringify(form), householdId: 'h', headName: 'Lê Thị Ba', names: NAMES },
  });

test('an act is told, a form is named', () => {
  const payload = { householdId: 'h', memberId: 'm', on: '2026-10-02' };
  const { told } = read({ envelope: { kind: 'member-died', payload }, about: { names: { m: 'Người Khác' }, place: '' } });
  assert.match(JSON.stringify(told?.lines), /Lê Thị Ba.*Lê Văn Tư.*02\/10\/2026/, 'by the names of the register');
  const newborn = {
    envelope: { kind: 'member-left', payload: { ...payload, memberId: 'n' } },
    about: { names: { n: 'Lê Thị Út' }, place: '' },
  };
  assert.match(JSON.stringify(read(newborn).told?.lines), /Lê Thị Út/, 'somebody whom the register does not know yet');
  const form = { householdId: 'h', interviewedOn: '2026-10-03', answers: { members: [{}, {}] } };
  assert.deepEqual(read({ envelope: { kind: 'interview-finished', payload: form } }).visit, { on: '2026-10-03', people: 2 });
});

test('a household’s part of a meeting is told with its count; minutes of several, or of another, are not let in', () => {
  const point = { householdId: 'h', class: 'poor', present: 20, yes: 18, said: 'Nhà dột', corrections: [] };
  const payload = { recordId: 'r', heldOn: '2026-10-05', secretary: 'Lê Hoàng Minh', came: [], called: [], others: 20, points: [point] };
  const { said, told } = read({ envelope: { kind: 'hold-meeting', payload } });
  assert.deepEqual(said, { kind: 'hold-meeting', payload });
  assert.match(JSON.stringify(told?.lines), /05\/10\/2026.*"20".*"18".*Lê Hoàng Minh.*Nhà dột/);
  const apart = read({ envelope: { kind: 'hold-meeting', payload }, about: { opening: { year: 2027 } } });
  assert.match(JSON.stringify(apart.told?.lines), /Danh sách đầu năm 2027/);
  assert.doesNotMatch(JSON.stringify(told?.lines), /Danh sách đầu năm/);
  const of = (points: unknown) => read({ envelope: { kind: 'hold-meeting', payload: { ...payload, points } } });
  assert.deepEqual([of([point, point]).said, of(null).said], [null, null]);
  const attended = { ...payload, came: [{ householdId: 'h', as: 'head' }], called: [], others: 6, points: [] };
  const there = read({ envelope: { kind: 'hold-meeting', payload: attended } });
  assert.deepEqual(there.said, { kind: 'hold-meeting', payload: attended }, 'who was there, and nobody was discussed');
  assert.match(JSON.stringify(there.told?.lines), /05\/10\/2026.*"0".*1 hộ, 6 người khác.*Lê Hoàng Minh/);
  assert.notEqual(there.told?.title, told?.title);
  assert.equal(read({ envelope: { kind: 'hold-meeting', payload: { ...attended, came: [] } } }).elsewhere, true);
  const other = of([{ ...point, householdId: 'g' }]);
  assert.deepEqual([other.said, other.elsewhere], [null, true]);
});

test('what speaks of another household than the one on the page is told as such and may not be let in', () => {
  const payload = { householdId: 'h', memberId: 'm', on: '2026-10-02', interviewedOn: '2026-10-03', answers: { members: [] } };
  for (const kind of [...ACT_KINDS, 'interview-finished']) {
    const other = read({ envelope: { kind, payload: { ...payload, householdId: 'g' } } });
    assert.deepEqual(other, { said: null, told: null, visit: null, elsewhere: true }, kind);
    const { said, elsewhere } = read({ envelope: { kind, payload: { on: payload.on } } });
    assert.deepEqual([said, elsewhere], [null, false], `${kind} of no household`);
  }
  for (const kind of ['member-died', 'interview-finished']) {
    const own = read({ envelope: { kind, payload } });
    assert.deepEqual([own.said, own.elsewhere], [{ kind, payload }, false]);
  }
});

test('whatever was sent, the page has something to show', () => {
  const kind = fc.constantFrom(...ACT_KINDS, 'interview-finished', 'erase', '');
  const hostile = fc.oneof(
    fc.string(),
    fc.jsonValue(),
    fc.record({
      envelope: fc.record({
        kind,
        payload: fc.oneof(fc.jsonValue(), fc.record({ householdId: fc.constantFrom('h', 'g'), on: fc.jsonValue() })),
      }),
    }),
  );
  fc.assert(
    fc.property(hostile, (form) => {
      const { said, told, visit } = read(form);
      if (said !== null) assert.ok('householdId' in said.payload && said.payload.householdId === 'h');
      for (const { value } of told?.lines ?? []) assert.equal(typeof value, 'string');
      if (visit !== null) assert.match(visit.on, /^\d{4}-\d{2}-\d{2}$/);
    }),
  );
});
