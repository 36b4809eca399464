/** What a list may say in every row costs no more than its rows: steps and look-ups are counted, and the counts agree with the plain rule. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findHamlet, placesOf } from './places.ts';
import { mayBeAnother } from './namesakes.ts';
import { choosing, ListReader } from './reading.ts';
import { type Cell, ROWS_A_STEP, sheetOf } from './sheet.ts';
import { foldedAs, mayBeSame, type Told } from './without-codes.ts';
import { COMMUNE, TAM, TITLES, withCell } from './worked-lists.ts';

const told = fc.record({
  birth: fc.constantFrom(null, '1979', '1979-03', '1979-03-12', '1979-03-13', '1980', '1980-01-01'),
  citizenId: fc.constantFrom(null, null, '086079000001', '086079000002', '330000001', '330000002'),
}) as fc.Arbitrary<Told>; // cast: births as a list says them

test('which namesakes may be another of them: by counts the same as each against each', () => {
  fc.assert(
    fc.property(fc.array(told, { minLength: 1, maxLength: 6 }), (all) => {
      const another = mayBeAnother(all);
      assert.deepEqual(
        all.map((one) => another(one)),
        all.map((one, i) => all.some((other, at) => at !== i && mayBeSame(one, other))),
      );
    }),
  );
});

test('hamlets are known by keys that are made once, however many names are asked for', () => {
  let looks = 0;
  const hamlets = COMMUNE.hamlets.map(({ areaId, name }) => ({
    areaId,
    get name() {
      looks += 1;
      return name;
    },
  }));
  const places = placesOf({ hamlets, names: COMMUNE.names });
  const asked = ['ap vinh tien', 'Khóm Gòn', ...Array.from({ length: 5_000 }, (_, i) => `Ấp Không Có ${i}`)];
  for (const said of asked) places.hamlet(said);
  assert.ok(looks <= hamlets.length * 4, `looked at ${looks} names`);
  assert.deepEqual(
    asked.slice(0, 3).map((said) => places.hamlet(said)?.areaId),
    asked.slice(0, 3).map((said) => findHamlet(said, COMMUNE.hamlets)?.areaId),
  );
});

function stepsOf(rows: readonly (readonly Cell[])[]) {
  const reader = new ListReader({ commune: COMMUNE, choose: choosing([]) });
  const { lines, ...sheet } = sheetOf('Hộ', [TITLES, ...rows]);
  reader.begin(sheet);
  for (const line of lines) reader.line(line);
  const ending = reader.ending();
  for (let steps = 0; ; steps += 1) {
    const step = ending.next();
    if (step.done === true) return { steps, lists: step.value };
  }
}

test('a long list is put together in steps, also where every row comes back', () => {
  const LONG = 5 * ROWS_A_STEP;
  const many = (of: (i: number) => readonly Cell[]) => Array.from({ length: LONG }, (_, i) => of(i));
  const unknown = stepsOf(many((i) => withCell(withCell(TAM, 'Mã hộ', `A${i}`), 'Ấp', `Ấp Không Có ${i}`)));
  assert.equal(unknown.lists.refused.length, LONG);
  assert.ok(unknown.steps >= LONG / ROWS_A_STEP, `${unknown.steps} steps`);
  const good = stepsOf(many((i) => withCell(TAM, 'Mã hộ', `A${i}`)));
  assert.equal(good.lists.households.length, LONG);
  assert.ok(good.steps >= (2 * LONG) / ROWS_A_STEP, `${good.steps} steps`);
  const same = stepsOf(many((i) => withCell(withCell(TAM, 'Mã hộ', 'A1'), 'Số nhân khẩu', i % 9)));
  assert.ok(same.lists.refused.every(({ refusals }) => refusals.every(({ said }) => said.length < 100)));
});

test('a name of many syllables that may be written two ways is looked for in no more than so many', () => {
  assert.deepEqual(foldedAs('Lý Mỹ'), ['li mi', 'li my', 'ly mi', 'ly my']);
  const many = foldedAs('Lý '.repeat(30));
  assert.ok(many.length <= 64, `${many.length} ways`);
  assert.ok(many.includes('ly '.repeat(30).trim()), 'as it is written is among them');
});
