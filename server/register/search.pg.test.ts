/** The order of what a search finds, against a plain reckoning over the names; parts of household codes; the same in town and province. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { foldVi } from '../../core/kernel/text.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { COMMUNES, command, found, HAMLETS, id, member, person, PROVINCE, take } from '../../tools/test/small-province.ts';
import { asActor } from '../http/transaction.ts';

const NAMES = ['Trần An', 'Phạm Anh', 'An', 'Lê An Bình', 'Anh Thư', 'Hồ Văn Ẩn', 'Lan', 'An An', 'Ngô Hoàng An', 'Bùi Thị Thanh'];
const codeOf = (at: number): string => `29845${String(at).padStart(5, '0')}`;

const { app } = await withDatabase();
await found(app);
await take(
  app,
  NAMES.map((name, at) =>
    command('household-registered', {
      ...{ householdId: id(`household ${name}`), hamletId: HAMLETS[at % 2 === 0 ? 0 : 1], code: codeOf(at), address: null },
      ...{ headName: name, members: [member(name)], since: '2024-01-01', source: 'import' as const, weight: 1, listed: null },
    }),
  ),
);

async function names(areaId: string, query: string, most = 50): Promise<readonly string[]> {
  return asActor(app, person('officer', 'province-officer', areaId).scope, async (tx) => {
    const { rows } = await sql<{ name: string }>`
      select m.full_name as name from search_members(${foldVi(query)}, ${most}) with ordinality as f (household_id, member_id, place)
        join member m on m.member_id = f.member_id order by f.place`.execute(tx);
    return rows.map((row) => row.name);
  });
}

/** 1: the whole name, 2: whole words of it, 3: words of which the last only begins so; null: not found. */
function placeOf(name: string, query: string): 1 | 2 | 3 | null {
  const [words, asked] = [foldVi(name).split(' '), foldVi(query).split(' ')];
  if (words.join(' ') === asked.join(' ')) return 1;
  const starts = words.map((_, at) => words.slice(at, at + asked.length));
  if (starts.some((part) => part.join(' ') === asked.join(' '))) return 2;
  const begins = (part: readonly string[]) =>
    part.length === asked.length &&
    part.every((word, at) => (at < asked.length - 1 ? word === asked[at] : word.startsWith(asked[at] ?? '')));
  return starts.some(begins) ? 3 : null;
}

test('exact names come first, then whole words, then beginnings of words', async () => {
  for (const query of ['an', 'ẩn', 'van an', 'an a', 'thanh', 'tha', 'le an binh', 'hồ', 'không ai'])
    for (const areaId of [PROVINCE, COMMUNES[0]]) {
      const expected = NAMES.flatMap((name) => {
        const place = placeOf(name, query);
        return place === null ? [] : [{ name, place }];
      }).sort((a, b) => a.place - b.place || (foldVi(a.name) < foldVi(b.name) ? -1 : 1));
      assert.deepEqual(
        await names(areaId, query),
        expected.map(({ name }) => name),
        `${query} in ${areaId}`,
      );
    }
  assert.deepEqual(await names(PROVINCE, 'an', 2), ['An', 'An An'], 'what is cut off is the worst');
});

test('a household is found by its code, by the beginning or the end of it, and in the commune by any part', async () => {
  for (const areaId of [PROVINCE, COMMUNES[0]]) {
    assert.deepEqual(await names(areaId, codeOf(3)), [NAMES[3]]);
    assert.deepEqual(await names(areaId, '0004'), [NAMES[4]]);
    assert.equal((await names(areaId, '29845')).length, NAMES.length);
    assert.deepEqual(await names(areaId, '77'), []);
  }
  assert.deepEqual(await names(COMMUNES[0], '845000'), await names(COMMUNES[0], '29845'));
  assert.deepEqual(await names(COMMUNES[1], codeOf(3)), [], 'nobody elsewhere');
});
