/** Units that would leave no tree are refused with a sentence, whoever sends them; the pages go on. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AreaLevel } from '../../core/kernel/areas.ts';
import { problems } from '../../words/vi/problems.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { CLOCK, COMMUNES, command, found, HAMLETS, id, PROVINCE } from '../../tools/test/small-province.ts';
import { submit } from './door.ts';

const { app, ownerPool } = await withDatabase();
await found(app);

interface Wish {
  readonly areaId: string;
  readonly level?: AreaLevel;
  readonly from?: string;
  readonly to?: string | null;
  readonly parentId?: string | null;
  readonly kind?: string;
  readonly code?: string | null;
}

function load(...wishes: readonly Wish[]) {
  const levels = new Map<string, AreaLevel>(wishes.map(({ areaId, level }) => [areaId, level ?? 'commune']));
  return command('areas-loaded', {
    areas: [...levels].map(([areaId, level]) => ({ areaId, level })),
    periods: wishes.map(({ areaId, from = '2020-01-01', to = null, parentId = PROVINCE, kind = 'xa', code = null }) => ({
      ...{ areaId, from, to, code, name: `Đơn vị ${areaId}`, kind, areaType: null, parentId, synthetic: false },
    })),
    lineage: [],
  });
}

const REFUSED: readonly (readonly [string, string, object])[] = [
  ['a province as its own parent', 'area-parent-wrong', load({ areaId: PROVINCE, level: 'province', parentId: PROVINCE, kind: 'tinh' })],
  ['a province below its commune', 'area-parent-wrong', load({ areaId: PROVINCE, level: 'province', parentId: COMMUNES[0], kind: 'tinh' })],
  [
    'two communes below each other',
    'area-parent-wrong',
    load({ areaId: 'a9201', parentId: 'a9202' }, { areaId: 'a9202', parentId: 'a9201' }),
  ],
  ['a commune below a hamlet', 'area-parent-wrong', load({ areaId: 'a9201', parentId: HAMLETS[0] })],
  ['a commune without parent', 'area-parent-wrong', load({ areaId: 'a9201', parentId: null })],
  ['a commune older than its province', 'area-outlives-parent', load({ areaId: 'a9201', from: '2019-12-31' })],
  [
    'a commune that outlives its district',
    'area-outlives-parent',
    load({ areaId: 'a9301', level: 'district', to: '2025-07-01', kind: 'huyen' }, { areaId: 'a9201', parentId: 'a9301' }),
  ],
  ['a time that ends before it begins', 'area-periods-wrong', load({ areaId: 'a9201', from: '2022-01-01', to: '2021-01-01' })],
  ['two times at once', 'area-periods-wrong', load({ areaId: 'a9201' }, { areaId: 'a9201', from: '2021-01-01' })],
  ['a time beside the stored one', 'area-periods-wrong', load({ areaId: COMMUNES[0], from: '2021-01-01' })],
  ['a gap', 'area-periods-wrong', load({ areaId: 'a9201', to: '2021-01-01' }, { areaId: 'a9201', from: '2022-01-01' })],
  ['another level than before', 'area-twice', load({ areaId: COMMUNES[0], level: 'district', kind: 'huyen' })],
  ['one code for two', 'area-twice', load({ areaId: 'a9201', code: '123' }, { areaId: 'a9202', code: '123' })],
  ['a kind that nobody knows', 'area-kind-unknown', load({ areaId: 'a9201', kind: 'thon' })],
  [
    'a hamlet of a kind that nobody knows',
    'area-kind-unknown',
    command('hamlets-added', {
      hamlets: [
        { areaId: id('odd'), bookId: id('odd book'), name: 'X', kind: 'thon', communeId: COMMUNES[0], from: '2020-01-01', synthetic: true },
      ],
    }),
  ],
];

const tree = async () => (await ownerPool.query('select * from area_period order by area_id, valid_from')).rows;

test('what would leave no tree is refused, each by its sentence, and changes nothing', async () => {
  const before = await tree();
  for (const [what, code, sent] of REFUSED) {
    const [answer] = await submit(app, 'system', [sent], CLOCK);
    assert.deepEqual([what, answer?.answer, answer?.problem?.code], [what, 'refused', code]);
    assert.ok(Object.hasOwn(problems, code), code);
  }
  assert.deepEqual(await tree(), before);
});

test('what is sound is taken: a district between, a unit that ends and its heir, a name mended', async () => {
  const sound = [
    load(
      { areaId: 'a9301', level: 'district', to: '2025-07-01', kind: 'huyen' },
      { areaId: 'a9201', parentId: 'a9301', to: '2025-07-01' },
      { areaId: 'a9201', from: '2025-07-01' },
    ),
    load({ areaId: 'a9201', parentId: 'a9301', to: '2025-07-01', code: '777' }),
    load({ areaId: 'a9201', from: '2025-07-01', to: '2026-01-01' }, { areaId: 'a9203', from: '2026-01-01' }),
  ];
  const answers = await submit(app, 'system', sound, CLOCK);
  assert.deepEqual(
    answers.map((each) => each.problem?.code ?? each.answer),
    ['taken', 'taken', 'taken'],
  );
});
