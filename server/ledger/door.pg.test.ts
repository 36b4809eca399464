/** The door: what is taken, known, refused; rights; and that a batch is one transaction under its heads. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withDatabase } from '../../tools/test/database.ts';
import {
  AT,
  BOOKS,
  CLOCK,
  command,
  COMMUNES,
  found,
  HAMLETS,
  id,
  interview,
  member,
  person,
  register,
  ROUND,
  take,
} from '../../tools/test/small-province.ts';
import { submit } from './door.ts';

const database = await withDatabase();
const { app, ownerPool } = database;
await found(app);
const enumerator = person('enumerator', 'enumerator', HAMLETS[0]);
const officer = person('officer', 'commune-officer', COMMUNES[0]);

async function one<T extends object>(text: string, values: unknown[] = []): Promise<T> {
  const { rows } = await ownerPool.query<T>(text, values);
  assert.equal(rows.length, 1, text);
  return rows[0] as T;
}

const codeOf = async (who: Parameters<typeof submit>[1], sent: unknown) => {
  const [answer] = await submit(app, who, [sent], CLOCK);
  return answer?.answer === 'refused' ? answer.problem?.code : answer?.answer;
};

test('a registered household lies in its hamlet with its people and its stay', async () => {
  const [answer] = await take(app, [register('An', HAMLETS[0], 3)], officer);
  const { version } = await one<{ version: number }>('select version from head where book_id = $1', [BOOKS[0]]);
  assert.deepEqual(answer?.versions, [{ bookId: BOOKS[0], version }]);
  const row = await one<object>('select hamlet_id, head_name, head_folded, members, version, state from household where code = $1', [
    'H-An',
  ]);
  assert.deepEqual(row, { hamlet_id: HAMLETS[0], head_name: 'An', head_folded: 'an', members: 3, version, state: 'present' });
  const members = await ownerPool.query('select folded, relation from member where household_id = $1 order by ordinal', [
    id('household An'),
  ]);
  assert.deepEqual(
    members.rows.map((each) => each.folded),
    ['an', 'an con 1', 'an con 2'],
  );
  const stay = await one<object>('select people, minority, valid_from, valid_to from residence where household_id = $1', [
    id('household An'),
  ]);
  assert.deepEqual(stay, { people: 3, minority: false, valid_from: '2024-01-01', valid_to: null });
});

test('the same command is known, other bytes under its id are refused, also in the same batch', async () => {
  const sent = register('Bình', HAMLETS[0]);
  const other = { ...sent, payload: { ...sent.payload, weight: 2 } };
  const answers = await submit(app, officer, [sent, sent, other], CLOCK);
  assert.deepEqual(
    answers.map((each) => each.answer),
    ['taken', 'known', 'refused'],
  );
  assert.equal(answers[2]?.problem?.code, 'command-id-reused');
  const again = await submit(app, officer, [sent, other], CLOCK);
  assert.deepEqual(
    again.map((each) => each.answer),
    ['known', 'refused'],
  );
  assert.deepEqual(again[0]?.versions, answers[0]?.versions);
  assert.equal(await codeOf('system', { ...sent, at: '2026-10-01T01:59:00.001Z' }), 'command-id-reused');
  const foreign = person('other officer', 'commune-officer', COMMUNES[1]);
  assert.equal(await codeOf(foreign, { ...register('X', HAMLETS[2]), commandId: sent.commandId }), 'command-id-reused');
});

test('one bad command is refused with its place, the others are taken', async () => {
  const good = register('Cúc', HAMLETS[1]);
  const bad = register('Dũng', HAMLETS[1]);
  const answers = await submit(
    app,
    officer,
    [
      { ...bad, payload: { ...bad.payload, members: [{ ...member('Dũng'), birth: 'hôm qua' }] } },
      good,
      'rubbish',
      { ...bad, kind: 'no-such' },
    ],
    CLOCK,
  );
  assert.deepEqual(
    answers.map((each) => each.problem?.code ?? each.answer),
    ['malformed', 'taken', 'malformed', 'kind-unknown'],
  );
  assert.equal(answers[0]?.problem?.['path'], 'members.0.birth');
  assert.equal((await ownerPool.query(`select 1 from household where code = 'H-Dũng'`)).rowCount, 0);
});

test('control characters and halves of characters are refused, line breaks in a line too, backslashes are kept', async () => {
  const named = (address: string) => {
    const sent = register('Ký tự', HAMLETS[1]);
    return { ...sent, payload: { ...sent.payload, address } };
  };
  for (const bad of ['\u0000', '\u001f', '\u001a', '\u001b', '\ud800', '\\\u0001', '\n', '\t', '\u0085', '\u202e', '\ufffe'])
    assert.equal(await codeOf(officer, named(`a${bad}b`)), 'malformed', JSON.stringify(bad));
  const good = 'Tổ 5 \\u0000 \\N {a,b} "đ" 𐍈';
  await take(app, [named(good)], officer);
  assert.deepEqual(await one('select address from household where code = $1', ['H-Ký tự']), { address: good });
});

test('what only the database refuses is refused alone', async () => {
  const areas = (lineage: { fromId: string; toId: string; on: string; how: 'whole' }[]) =>
    command('areas-loaded', {
      areas: [{ areaId: 'a9109', level: 'commune' }],
      periods: [
        {
          areaId: 'a9109',
          from: '2020-01-01',
          to: null,
          code: null,
          name: 'Xã Ngược',
          kind: 'xa',
          areaType: 'rural',
          parentId: 'a9001',
          synthetic: true,
        },
      ],
      lineage,
    });
  const edge = { fromId: COMMUNES[0], toId: 'a9109', on: '2020-01-01', how: 'whole' as const };
  const batch = [
    register('Trước', HAMLETS[1]),
    areas([edge, edge]),
    register('Giữa', HAMLETS[1]),
    areas([edge]),
    register('Sau', HAMLETS[1]),
  ];
  const answers = await submit(app, 'system', batch, CLOCK);
  assert.deepEqual(
    answers.map((each) => each.problem?.code ?? each.answer),
    ['taken', 'not-storable', 'taken', 'taken', 'taken'],
  );
  assert.deepEqual(
    (await submit(app, 'system', batch, CLOCK)).map((each) => each.answer),
    ['known', 'refused', 'known', 'known', 'known'],
  );
});

test('a moment that is none is refused at the door', async () => {
  assert.equal(await codeOf(officer, { ...register('Giờ', HAMLETS[1]), at: '2026-13-45T00:00:00.000Z' }), 'malformed');
});

test('rights: role, area, hamlet, unknown household', async () => {
  assert.equal(await codeOf(officer, register('E', HAMLETS[2])), 'not-your-area');
  assert.equal(await codeOf(enumerator, register('E', HAMLETS[1])), 'not-your-area');
  assert.equal(await codeOf(person('head', 'hamlet-head', HAMLETS[0]), register('E', HAMLETS[0])), 'not-your-role');
  assert.equal(await codeOf(officer, register('E', id('no hamlet'))), 'hamlet-unknown');
  assert.equal(await codeOf(enumerator, interview('nobody')), 'not-your-area', 'nowhere and elsewhere are one to who is outside');
  assert.equal(await codeOf('system', interview('nobody')), 'household-unknown');
  await take(app, [register('Far', HAMLETS[3])]);
  assert.equal(await codeOf(enumerator, interview('Far')), 'not-your-area');
  assert.equal(await codeOf(officer, command('household-corrected', { householdId: id('household Far'), address: 'x' })), 'not-your-area');
  assert.equal(await codeOf(officer, register('Far', HAMLETS[0])), 'id-not-free', 'of what it is not free it does not say');
});

test('what a batch registers it can go on with; heads and rows move together', async () => {
  const name = 'Giang';
  const answers = await take(app, [
    register(name, HAMLETS[0], 2, 'on-list'),
    command('household-corrected', { householdId: id(`household ${name}`), address: 'Tổ 5' }),
    interview(name),
    command('status-recorded', {
      ...{ householdId: id(`household ${name}`), year: 2025, class: 'poor', origin: 'new', b1: 120, b2: 40 },
      ...{ reviewedOn: '2025-11-20', reviewer: null, formA: null, source: 'danh sách 2025' },
    }),
  ]);
  const last = answers.at(-1)?.versions?.[0]?.version;
  const row = await one<object>('select address, members, version from household where code = $1', [`H-${name}`]);
  assert.deepEqual(row, { address: 'Tổ 5', members: 1, version: last });
  const states = await ownerPool.query('select state, version from member where household_id = $1 order by ordinal', [
    id(`household ${name}`),
  ]);
  assert.deepEqual(
    states.rows.map((each) => each.state),
    ['present', 'left'],
  );
  const stays = await ownerPool.query('select people, valid_from, valid_to from residence where household_id = $1 order by 2', [
    id(`household ${name}`),
  ]);
  assert.deepEqual(stays.rows, [
    { people: 2, valid_from: '2024-01-01', valid_to: '2026-09-20' },
    { people: 1, valid_from: '2026-09-20', valid_to: null },
  ]);
  const listed = await one<object>('select why from review_list where household_id = $1', [id(`household ${name}`)]);
  assert.deepEqual(listed, { why: 'on-list' });
  const verdicts = await ownerPool.query('select rulebook from verdict where household_id = $1 order by 1', [id(`household ${name}`)]);
  assert.deepEqual(
    verdicts.rows.map((each) => each.rulebook),
    ['2022-2026', '2027-2030'],
  );
  const status = await one<object>('select class, source, people, valid_from, valid_to from status where household_id = $1', [
    id(`household ${name}`),
  ]);
  assert.deepEqual(status, { class: 'poor', source: 'recorded', people: 2, valid_from: '2025-11-20', valid_to: null });
});

test('an interview that the sender had not seen is not written over', async () => {
  await take(app, [register('Hoa', HAMLETS[0])]);
  const [first] = await take(app, [interview('Hoa')], enumerator);
  const version = first?.versions?.[0]?.version ?? 0;
  const [second] = await submit(app, enumerator, [interview('Hoa', { interviewedOn: '2026-09-21' })], CLOCK);
  assert.equal(second?.problem?.code, 'newer-interview-exists');
  assert.deepEqual(second?.problem?.['current'], {
    ...{ version, interviewedOn: '2026-09-20', finishedAt: CLOCK.now, accountId: id('enumerator') },
  });
  assert.equal(await codeOf(enumerator, interview('Hoa', { seen: version, interviewedOn: '2026-09-21' })), 'taken');
  const row = await one<object>('select interviewed_on from interview where household_id = $1', [id('household Hoa')]);
  assert.deepEqual(row, { interviewed_on: '2026-09-21' });
});

test('interviews are refused outside their round, form, sender and day', async () => {
  await take(app, [register('Khoa', HAMLETS[0])]);
  assert.equal(await codeOf(enumerator, interview('Khoa', { roundId: id('no round') })), 'round-unknown');
  assert.equal(await codeOf(enumerator, interview('Khoa', { questionnaire: 'b-2030' })), 'questionnaire-differs');
  assert.equal(await codeOf(enumerator, interview('Khoa', { enumeratorId: id('other') })), 'enumerator-differs');
  assert.equal(await codeOf(enumerator, interview('Khoa', { interviewedOn: '2026-10-02' })), 'interview-day-out-of-round');
  assert.equal(await codeOf(enumerator, interview('Khoa', { seen: 7 })), 'seen-unknown');
});

test('a batch of more than 1,000 is not read', async () => {
  await assert.rejects(
    submit(
      app,
      'system',
      Array.from({ length: 1001 }, () => null),
      CLOCK,
    ),
    /1001/,
  );
});

test('two senders of the same household at once: one is taken, the other is told', async () => {
  await take(app, [register('Lan', HAMLETS[0])]);
  const both = await Promise.all(
    [1, 2, 3, 4].map((day) => submit(app, enumerator, [interview('Lan', { interviewedOn: `2026-09-0${day}` })], CLOCK)),
  );
  const answers = both.flat().map((each) => each.problem?.code ?? each.answer);
  assert.deepEqual(answers.sort(), ['newer-interview-exists', 'newer-interview-exists', 'newer-interview-exists', 'taken']);
});

test('the same new household from four senders at once is registered once', async () => {
  const sent = register('Mai', HAMLETS[1]);
  const answers = await Promise.all([1, 2, 3, 4].map(() => submit(app, officer, [sent], CLOCK)));
  assert.deepEqual(
    answers
      .flat()
      .map((each) => each.answer)
      .sort(),
    ['known', 'known', 'known', 'taken'],
  );
  const others = await Promise.all(
    [1, 2, 3].map((n) => submit(app, officer, [{ ...register('Nga', HAMLETS[n % 2] ?? ''), at: AT }], CLOCK)),
  );
  const codes = others
    .flat()
    .map((each) => each.problem?.code ?? each.answer)
    .sort();
  assert.deepEqual(codes, ['household-exists', 'household-exists', 'taken']);
});

test('the round of the test is the one in the table, with the score tables by which it judges', async () => {
  const row = await one<{ body: { tables: readonly { readonly rulebook: string }[] } }>('select body from round');
  const { tables, ...round } = row.body;
  assert.deepEqual(round, ROUND);
  assert.deepEqual(
    tables.map(({ rulebook }) => rulebook),
    ROUND.rulebooks,
  );
});
