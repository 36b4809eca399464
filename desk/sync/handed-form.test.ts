/** What a hand-over carries is told where it can be; whatever else lies there stops no page. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ACT_KINDS } from '../../core/acts.ts';
import { readHandedForm } from './handed-form.ts';

const read = (form: unknown) =>
  readHandedForm('vi', { form: typeof form === 'string' ? form : JSON.stringify(form), headName: 'Lê Thị Ba' });

test('an act is told, a form is named', () => {
  const payload = { householdId: 'h', memberId: 'm', on: '2026-10-02' };
  const { told } = read({ envelope: { kind: 'member-died', payload }, about: { names: { m: 'Lê Văn Tư' }, place: '' } });
  assert.match(JSON.stringify(told?.lines), /Lê Văn Tư.*02\/10\/2026/);
  const form = { interviewedOn: '2026-10-03', answers: { members: [{}, {}] } };
  assert.deepEqual(read({ envelope: { kind: 'interview-finished', payload: form } }).visit, { on: '2026-10-03', people: 2 });
});

test('whatever was sent, the page has something to show', () => {
  const kind = fc.constantFrom(...ACT_KINDS, 'interview-finished', 'erase', '');
  const hostile = fc.oneof(fc.string(), fc.jsonValue(), fc.record({ envelope: fc.record({ kind, payload: fc.jsonValue() }) }));
  fc.assert(
    fc.property(hostile, (form) => {
      const { told, visit } = read(form);
      for (const { value } of told?.lines ?? []) assert.equal(typeof value, 'string');
      if (visit !== null) assert.match(visit.on, /^\d{4}-\d{2}-\d{2}$/);
    }),
  );
});
