/** Handovers against a plain list: the last handing over, and the first word after it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { HANDOVER_ENDS, type HandoverEvent, handoversOf } from './handover.ts';

const event = fc.record({ id: fc.constantFrom('a', 'b', 'c'), what: fc.constantFrom('handed', ...HANDOVER_ENDS) });

test('each stands as its last handing over, with the first word said after it', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), (all) => {
      const events = all.map(({ id, what }, n): HandoverEvent => {
        const ids = { handoverId: id, householdId: 'h', hamletId: 'x', word: `${n}` };
        const signed = { at: `${n}`, accountId: `who ${n}` };
        return what === 'handed'
          ? { kind: 'handed-over', body: { ...ids, headName: 'A', refusedBecause: 'x', form: '{}' }, ...signed }
          : { kind: 'handover-settled', body: { ...ids, how: what }, ...signed };
      });
      const found = handoversOf(events);
      for (const id of ['a', 'b', 'c']) {
        const last = all.findLastIndex((one) => one.id === id && one.what === 'handed');
        const end = all.findIndex((one, n) => n > last && one.id === id);
        const stands = found.get(id);
        assert.equal(stands?.handed.at, last < 0 ? undefined : `${last}`);
        if (last >= 0) assert.equal(stands?.end?.at, end < 0 ? undefined : `${end}`);
      }
    }),
  );
});
