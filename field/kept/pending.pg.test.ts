/** The list with what was noted on the phone, against the list that the server tells once it has taken the same. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { emptyInbox, receive } from '../../core/sync/inbox.ts';
import type { PullAnswer } from '../../core/sync/protocol.ts';
import type { CommandsAnswer, DeviceView, PulledHouseholdView } from '../../core/views.ts';
import { openApi } from '../../tools/test/api.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { type Around, type Deed, ELSEWHERE, NOBODY, NOTHING_TYPED, type Typed } from '../life/doing.ts';
import { makeAct } from '../life/make-act.ts';
import { deedingOf } from './deeding.ts';
import type { Holding } from './holding.ts';
import { type KeptAct, withActs } from './pending.ts';

const database = await withDatabase<unknown>({ max: 4 });
const api = await openApi(database.app, { now: '2026-10-12T02:00:00.000Z', visited: (key) => key.length % 2 === 0 });
after(() => api.close());
const ask = await api.as('rasoat');
const NOON = Date.parse('2026-10-12T05:00:00.000Z');

async function holdingNow(): Promise<Holding> {
  const device = await ask<DeviceView>('/api/device');
  return { device, inbox: receive(emptyInbox(), await ask<PullAnswer<PulledHouseholdView>>('/api/pull')), skew: 0 };
}

/** By hamlet and household, without versions, which only the server gives. */
function listOf({ inbox }: Holding): Map<string, unknown> {
  return new Map(
    [...inbox.books.values()].flatMap(({ hamletId, rows }) =>
      [...rows.values()].map(({ version: _, interviews, ...row }) => {
        const members = [...row.members].sort((a, b) => (a.memberId < b.memberId ? -1 : 1));
        return [
          `${hamletId} ${row.householdId}`,
          { ...row, members, interviews: interviews.map(({ version: _version, ...one }) => one) },
        ] as const;
      }),
    ),
  );
}

interface Told {
  readonly deed: Deed;
  readonly of: (around: Around) => Partial<Typed>;
}

const person = { name: 'Lý Thị Mới', sex: 'female', birth: '4/3/1980', relation: 'sibling' } as const;
const present = ({ household }: Around) => (household?.members ?? []).filter(({ state }) => state === 'present');
const TOLD: readonly Told[] = [
  { deed: 'member-born', of: () => ({ person: { ...person, birth: '1/10/2026', relation: 'grandchild' } }) },
  { deed: 'member-arrived', of: () => ({ person, day: '2/10/2026', place: 'Cà Mau' }) },
  {
    deed: 'correct-member',
    of: (around) => {
      const [one] = present(around);
      return { who: [one?.memberId ?? ''], person: { ...person, name: `${one?.fullName} Sửa`, birth: '5/6/1999' } };
    },
  },
  {
    deed: 'withdraw-joining',
    of: (around) => ({ who: [present(around).find(({ fullName }) => fullName === person.name)?.memberId ?? ''], why: 'ghi nhầm nhà' }),
  },
  { deed: 'member-left', of: (around) => ({ who: [present(around)[1]?.memberId ?? ''], day: '3/10/2026' }) },
  {
    deed: 'split-household',
    of: (around) => ({
      who: present(around)
        .slice(-2)
        .map(({ memberId }) => memberId),
      headId: present(around).at(-1)?.memberId ?? '',
      day: '4/10/2026',
      place: 'cạnh nhà cũ',
    }),
  },
  { deed: 'member-died', of: (around) => ({ who: [present(around)[0]?.memberId ?? ''], day: '5/10/2026' }) },
  { deed: 'moves', of: ({ hamlets }) => ({ where: hamlets[0]?.areaId ?? '', day: '6/10/2026', place: 'số 7' }) },
  { deed: 'member-died', of: (around) => ({ who: [present(around)[0]?.memberId ?? ''], day: '7/10/2026' }) },
  { deed: 'moves', of: () => ({ where: ELSEWHERE, day: '8/10/2026' }) },
];

test('whatever is noted of each household, the list on the phone is the one that the server then tells', async () => {
  const before = await holdingNow();
  const acts: (KeptAct & { readonly envelope: object })[] = [];
  let ids = 0;
  const newId = () => `0199e000-0000-7000-8000-${String((ids += 1)).padStart(12, '0')}`;
  const refused: string[] = [];
  const tell = (deed: Deed, of: Parameters<typeof deedingOf>[1], typed: (around: Around) => Partial<Typed>): void => {
    const deeding = deedingOf(withActs(before, acts), of, NOON);
    if (deeding === null) return;
    const around = { ...deeding, ids: { member: newId, household: newId } };
    const making = makeAct(deed, { ...NOTHING_TYPED, ...typed(around) }, around);
    if ('faults' in making) refused.push(`${deed} ${Object.keys(making.faults).join()}`);
    else acts.push({ envelope: { ...{ commandId: newId(), v: 1, at: '2026-10-12T01:00:00.000Z' }, ...making.made.command } });
  };
  // A different number of deeds for each, in another order.
  for (const [i, { registered }] of api.mini.village.households.entries())
    for (const { deed, of } of [...TOLD.slice(i % 5), ...TOLD.slice(0, i % 3)]) tell(deed, { householdId: registered.householdId }, of);
  for (const { areaId } of api.mini.village.hamlets)
    for (const listed of [true, false])
      tell('household-registered', { hamletId: areaId }, () => ({
        person: { ...person, name: `Hộ mới ${ids}` },
        others: [{ ...person, name: `Bà ${ids}`, relation: 'parent', birth: '1950' }],
        day: '9/10/2026',
        listed,
        place: 'ven kênh',
      }));
  assert.ok(acts.length > 60, `${acts.length} acts, ${refused.join('; ')}`);
  const { answers } = await ask<CommandsAnswer>('/api/commands', { commands: acts.map(({ envelope }) => envelope) });
  const wrong = answers.flatMap(({ answer, problem }, i) => (answer === 'taken' ? [] : [{ sent: acts[i]?.envelope, problem }]));
  assert.deepEqual(wrong, [], 'what the phone lets pass, the door takes');
  assert.deepEqual(listOf(withActs(before, acts)), listOf(await holdingNow()));
});

test('nothing is made of what cannot be, and each fault is at its place', () => {
  const member = (memberId: string, birth: string, relation: string) => ({
    memberId,
    birth,
    relation,
    fullName: memberId,
    sex: 'male',
    state: 'present' as const,
  });
  const household = {
    householdId: 'h',
    headName: 'a',
    people: 2,
    visited: false,
    members: [member('a', '1980-02-03', 'head'), member('b', '2010', 'child')],
  };
  const around: Around = {
    today: '2026-10-12',
    household,
    hamlet: { areaId: 'x', name: 'X' },
    hamlets: [],
    takesInterviews: true,
    ids: { member: () => 'n', household: () => 'n' },
  };
  const faultsOf = (deed: Deed, typed: Partial<Typed>, at: Partial<Around> = {}) => {
    const making = makeAct(deed, { ...NOTHING_TYPED, ...typed }, { ...around, ...at });
    return 'faults' in making ? Object.entries(making.faults).map(([field, { key }]) => `${field}: ${key}`) : [];
  };
  assert.deepEqual(faultsOf('member-died', {}), ['who: need.who', 'day: need.day']);
  assert.deepEqual(faultsOf('member-died', { who: ['a'], day: '2/2/1980' }), ['day: day-before-birth']);
  assert.deepEqual(faultsOf('member-died', { who: ['b'], day: '13/10/2026' }), ['day: day-in-future']);
  assert.deepEqual(faultsOf('member-died', { who: ['b'], day: '30/02/2026' }), ['day: no-such-day']);
  assert.deepEqual(faultsOf('member-left', { who: ['b'], day: '10/2026' }), ['day: need.day']);
  const [head] = household.members;
  assert.ok(head !== undefined);
  assert.deepEqual(faultsOf('member-left', { who: ['a'], day: '1/1/2026' }, { household: { ...household, members: [head] } }), [
    'who: somebody-stays',
  ]);
  assert.deepEqual(faultsOf('split-household', { who: ['a', 'b'], headId: 'a', day: '1/1/2026' }), ['who: somebody-stays']);
  assert.deepEqual(faultsOf('moves', { day: '1/1/2026' }), ['where: need.where']);
  assert.deepEqual(faultsOf('member-born', { person: { ...NOBODY, name: 'c', sex: 'male', relation: 'child', birth: '2026' } }), [
    'person.birth: need.day',
  ]);
  assert.deepEqual(faultsOf('member-arrived', { person: { ...NOBODY, name: ' ', relation: 'head', birth: '1899' }, day: '1/1/2026' }), [
    'person.name: need.name',
    'person.sex: need.sex',
    'person.birth: day-too-early',
    'person.relation: need.relation',
  ]);
  assert.deepEqual(
    faultsOf('household-registered', { person: { ...person, relation: null }, day: '1/1/2026', others: [NOBODY] }, { household: null }),
    [
      'others.0.name: need.name',
      'others.0.sex: need.sex',
      'others.0.birth: need.birth',
      'others.0.relation: need.relation',
      'listed: need.listed',
    ],
  );
});
