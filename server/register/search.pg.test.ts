/** The order of what a search finds, against a plain reckoning over the names; parts of household codes; the same in town and province. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { foldVi } from '../../core/kernel/text.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { COMMUNES, command, found, HAMLETS, id, member, person, PROVINCE, take } from '../../tools/test/small-province.ts';
import { asActor } from '../http/transaction.ts';

const NAMES = [
  ...['Trần An', 'Phạm Anh', 'An', 'Lê An Bình', 'Anh Thư', 'Hồ Văn Ẩn', 'Lan', 'An An', 'Ngô Hoàng An', 'Bùi Thị Thanh'],
  ...['Nguyễn Văn Tám', 'Nguyễn Tâm', 'Nguyễn Thị Tâm An', 'Lê Nguyễn Tám', 'Nguyễn Tamara', 'Nguyễn Thị Hồng Tám', 'Tám Nguyễn'],
];
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

/** Every choice of some words of a name in their order: whether they stand one after another, and are its first and its last. */
function choices(
  words: readonly string[],
): readonly { readonly part: readonly string[]; readonly together: boolean; readonly ends: boolean }[] {
  return Array.from({ length: 2 ** words.length - 1 }, (_, n) => {
    const places = words.flatMap((_, at) => (((n + 1) >> at) % 2 === 1 ? [at] : []));
    const span = (places.at(-1) ?? 0) - (places[0] ?? 0) + 1;
    return { part: places.map((at) => words[at] ?? ''), together: span === places.length, ends: span === words.length };
  });
}

/** 1: the whole name, 2: its first and its last, 3: whole words of it, 4: with others between, 5 and 6: the last word only begins so. */
function placeOf(name: string, query: string): number | null {
  const [words, asked] = [foldVi(name).split(' '), foldVi(query).split(' ')];
  if (words.join(' ') === asked.join(' ')) return 1;
  const begins = (part: readonly string[]) =>
    part.length === asked.length &&
    part.every((word, at) => (at < asked.length - 1 ? word === asked[at] : word.startsWith(asked[at] ?? '')));
  const found = choices(words)
    .filter(({ part }) => begins(part))
    .map(({ part, together, ends }) => {
      const whole = part.at(-1) === asked.at(-1);
      return whole && ends ? 2 : (whole ? 3 : 5) + (together ? 0 : 1);
    });
  return found.length === 0 ? null : Math.min(...found);
}

const QUERIES = [
  ...['an', 'ẩn', 'van an', 'an a', 'thanh', 'tha', 'le an binh', 'hồ', 'không ai', 'Nguyễn Tám', 'nguyen ta', 'nguyen thi tam'],
  ...['Nguyễn Hồng Tám', 'thi tam', 'Thị An', 'ngo an', 'nguyen an', 'bui than', 'tam nguyen van', '(nguyen', 'nguyen %', 'nguyen .*'],
];

test('exact names come first, then family and given name, then whole words, then with others between, then beginnings of words', async () => {
  for (const query of QUERIES)
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
