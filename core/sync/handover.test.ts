/** Handovers against a plain list: the last handing over by its writer, and the first word about that household after it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { HANDOVER_ENDS, type HandoverEvent, handoversOf } from './handover.ts';

const event = fc.record({
  id: fc.constantFrom('a', 'b'),
  what: fc.constantFrom('handed', ...HANDOVER_ENDS),
  who: fc.constantFrom('Lan', 'Mai'),
  home: fc.constantFrom('h', 'g'),
});

test('each stands as its writer handed it over last, with the first word said of that household after it', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), (all) => {
      const events = all.map(({ id, what, who, home }, n): HandoverEvent => {
        const ids = { handoverId: id, householdId: home, hamletId: 'x', word: `${n}` };
        const signed = { at: `${n}`, accountId: who };
        return what === 'handed'
          ? { kind: 'handed-over', body: { ...ids, headName: 'A', refusedBecause: 'x', form: '{}' }, ...signed }
          : { kind: 'handover-settled', body: { ...ids, how: what }, ...signed };
      });
      const found = handoversOf(events);
      for (const id of ['a', 'b']) {
        const first = all.find((one) => one.id === id && one.what === 'handed');
        const last = all.findLastIndex(
          (one) => one.id === id && one.what === 'handed' && one.who === first?.who && one.home === first.home,
        );
        const end = all.findIndex((one, n) => n > last && one.id === id && one.what !== 'handed' && one.home === first?.home);
        const stands = found.get(id);
        assert.equal(stands?.handed.at, last < 0 ? undefined : `${last}`);
        if (last >= 0) assert.equal(stands?.end?.at, end < 0 ? undefined : `${end}`);
      }
    }),
  );
});
