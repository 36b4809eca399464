/** Which rounds can be held: planted faults, each found by name. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type GateRow, type Round, roundSchema } from './round.ts';
import { roundFault } from './round-fault.ts';

const row = (from: GateRow['from'], to: GateRow['to'], action: GateRow['action']): GateRow => ({ from, to, action, clause: 'Đ. 5' });
const ROUND: Round = {
  roundId: '0199d2b0-0000-4000-8000-000000000000',
  kind: 'yearly',
  year: 2026,
  opensOn: '2026-09-01',
  closesOn: '2026-12-14',
  rulebooks: ['2022-2026', '2027-2030'],
  questionnaire: 'phieu-b-2026',
  gates: [
    row('interview', 'decision', 'open-decision'),
    row('decision', 'interview', 'reopen-interviews'),
    row('decision', 'closed', 'decide-list'),
  ],
};

test('a round as the law has it can be held', () => assert.equal(roundFault(ROUND), null));

test('what is wrong with a round is named', () => {
  const wrong: [Partial<Round>, ReturnType<typeof roundFault>][] = [
    [{ closesOn: '2026-08-31' }, 'days'],
    [{ opensOn: '2025-09-01' }, 'days'],
    [{ closesOn: '2028-01-01' }, 'days'],
    [{ rulebooks: ['2022-2026', '2022-2026'] }, 'rulebooks'],
    [{ questionnaire: 'khong-co' }, 'questionnaire'],
    [{ gates: [row('interview', 'decision', 'open-decision')] }, 'gates'],
    [{ gates: [row('decision', 'closed', 'decide-list')] }, 'gates'],
    [{ gates: [row('interview', 'closed', 'open-decision')] }, 'gates'],
    [{ gates: [row('interview', 'meeting', 'open-decision'), row('interview', 'closed', 'decide-list')] }, 'gates'],
  ];
  for (const [part, fault] of wrong) assert.equal(roundFault({ ...ROUND, ...part }), fault, JSON.stringify(part));
  assert.equal(roundFault({ ...ROUND, closesOn: '2027-01-31' }), null, 'a round may end in the new year');
});

test('a day that is none is refused before anything else', () => {
  assert.equal(roundSchema.safeParse({ ...ROUND, opensOn: '2026-99-99' }).success, false);
});
