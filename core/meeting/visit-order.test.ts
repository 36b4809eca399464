/** Which round a household is visited for first: each reason before all that follow it, whatever these say. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byVisit, type VisitFor } from './visit-order.ts';

const BASE = { roundId: 'b', kind: 'regular', closesOn: '2026-11-15' } as const;
const of = (more: Partial<Omit<VisitFor, 'round'>>, round: Partial<VisitFor['round']> = {}): VisitFor => ({
  ...{ round: { ...BASE, ...round }, sent: false, visited: true, listed: false },
  ...more,
});

test('sent there, not visited, on its list, due first, the yearly one', () => {
  const inOrder = [
    of({ sent: true }, { closesOn: '2026-12-14' }),
    of({ visited: false, listed: true }, { closesOn: '2026-12-14' }),
    of({ visited: false }, { closesOn: '2026-11-14' }),
    of({ listed: true }, { closesOn: '2026-12-14' }),
    of({}, { kind: 'yearly', roundId: 'c' }),
    of({}, { roundId: 'a' }),
    of({}),
    of({}, { closesOn: '2026-12-14', kind: 'yearly', roundId: 'a' }),
  ];
  for (const [i, a] of inOrder.entries())
    for (const [j, b] of inOrder.entries()) assert.equal(byVisit(a, b), Math.sign(i - j), `${i} and ${j}`);
});
