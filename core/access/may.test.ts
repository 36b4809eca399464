/** Rights over seeded area trees: they grow only downward, reach nobody outside, and end when the grant ends. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type AreaLevel, type AreaTree, buildAreaTree } from '../kernel/areas.ts';
import { date } from '../kernel/dates.ts';
import { type AreaId, realAreaId } from '../kernel/ids.ts';
import { ACTIONS } from './action.ts';
import { type Actor, type Grant, may, readersAt, ROLES_OF_ACTION } from './may.ts';
import { areaPath, reachOf } from './reach.ts';
import { COUNTS_ONLY, LEVELS_OF_ROLE, READER_OF_ROLE, ROLES } from './role.ts';

const seed = Number(process.env['VUON_SEED'] ?? 20261124);
const runs = { seed, numRuns: 300 };
const day = date('2025-05-20');
const actor = (...grants: Grant[]): Actor => ({ accountId: 'a', grants });
const grant = (role: Grant['role'], areaId: string, from = '2025-01-01', to: string | null = null): Grant => ({ role, areaId, from, to });

// ---- a small tree from a seed: a province, districts, communes, hamlets, each level possibly empty ----

interface SeededArea {
  readonly areaId: AreaId;
  readonly parentId: AreaId | null;
  readonly level: AreaLevel;
}

interface SeededTree {
  readonly root: AreaId;
  readonly areas: readonly SeededArea[];
  readonly tree: AreaTree;
}

/** Oracle of a path: walks the seeded rows, not the tree. */
function pathOf(seeded: SeededTree, areaId: AreaId): AreaId[] {
  const found = seeded.areas.find((area) => area.areaId === areaId);
  if (found === undefined) return [];
  return [areaId, ...(found.parentId === null ? [] : pathOf(seeded, found.parentId))];
}

/** Numbers of hamlets per commune, per district. */
const treeArbitrary: fc.Arbitrary<SeededTree> = fc
  .array(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }), { minLength: 1, maxLength: 3 })
  .map(grow);

function grow(districts: readonly (readonly number[])[]): SeededTree {
  const areas: SeededArea[] = [];
  const add = (level: AreaLevel, parentId: AreaId | null): AreaId => {
    const areaId = realAreaId(areas.length + 1);
    areas.push({ areaId, parentId, level });
    return areaId;
  };
  const root = add('province', null);
  for (const communes of districts) {
    const district = add('district', root);
    for (const hamlets of communes) {
      const commune = add('commune', district);
      for (let h = 0; h < hamlets; h += 1) add('hamlet', commune);
    }
  }
  const kinds = { province: 'tinh', district: 'huyen', commune: 'xa', hamlet: 'ap' } as const;
  const periods = areas.map(({ areaId, parentId, level }) => ({
    areaId,
    from: date('2000-01-01'),
    to: null,
    code: null,
    name: areaId,
    kind: kinds[level],
    areaType: null,
    parentId,
    synthetic: true,
  }));
  return { root, areas, tree: buildAreaTree({ areas: areas.map(({ areaId, level }) => ({ id: areaId, level })), periods, lineage: [] }) };
}

// ---- the properties ----

/** A tree, a post that fits one of its areas, and the area. */
const posted = treeArbitrary.chain((tree) =>
  fc
    .constantFrom(...ROLES)
    .filter((role) => tree.areas.some((area) => LEVELS_OF_ROLE[role].includes(area.level)))
    .chain((role) =>
      fc.constantFrom(...tree.areas.filter((area) => LEVELS_OF_ROLE[role].includes(area.level))).map((area) => ({ tree, role, area })),
    ),
);

/** Oracle: walks up by parents, shares nothing with `may`. */
function isBelowOrSame(tree: SeededTree, areaId: AreaId, above: AreaId): boolean {
  for (let at: AreaId | null = areaId; at !== null; at = tree.areas.find((area) => area.areaId === at)?.parentId ?? null) {
    if (at === above) return true;
  }
  return false;
}

test('a right at an area holds there and below it, and nowhere else', () => {
  fc.assert(
    fc.property(posted, fc.constantFrom(...ACTIONS), ({ tree, role, area }, action) => {
      const person = actor(grant(role, area.areaId));
      for (const place of tree.areas) {
        assert.deepEqual(areaPath(tree.tree, place.areaId, day), pathOf(tree, place.areaId));
        const answer = may(person, action, { areaPath: pathOf(tree, place.areaId), date: day });
        const expected = ROLES_OF_ACTION[action].includes(role) && isBelowOrSame(tree, place.areaId, area.areaId);
        assert.equal(answer.allowed, expected, `${role} at ${area.areaId}, ${action} in ${place.areaId}`);
      }
    }),
    runs,
  );
});

test('more grants never take a right away, and two posts give no more than each alone', () => {
  fc.assert(
    fc.property(posted, fc.constantFrom(...ROLES), fc.constantFrom(...ACTIONS), ({ tree, role, area }, other, action) => {
      const where = tree.areas[0];
      assert.ok(where);
      for (const place of tree.areas) {
        const target = { areaPath: pathOf(tree, place.areaId), date: day };
        const alone: boolean[] = [actor(grant(role, area.areaId)), actor(grant(other, where.areaId))].map(
          (one) => may(one, action, target).allowed,
        );
        const both: boolean = may(actor(grant(role, area.areaId), grant(other, where.areaId)), action, target).allowed;
        assert.equal(both, alone.includes(true));
      }
    }),
    runs,
  );
});

test('a grant that has ended or not begun gives nothing, and says so', () => {
  fc.assert(
    fc.property(posted, fc.constantFrom(...ACTIONS), fc.constantFrom('ended', 'not-begun'), ({ tree, role, area }, action, how) => {
      const off = how === 'ended' ? grant(role, area.areaId, '2024-01-01', '2025-05-19') : grant(role, area.areaId, '2025-05-21');
      const target = { areaPath: pathOf(tree, area.areaId), date: day };
      const answer = may(actor(off), action, target);
      assert.deepEqual(answer, { allowed: false, why: ROLES_OF_ACTION[action].includes(role) ? 'grant-not-in-force' : 'not-your-role' });
      assert.deepEqual(readersAt(actor(off), target), []);
      assert.deepEqual(reachOf(actor(off), tree.tree, day), { hamlets: [], communes: [] });
    }),
    runs,
  );
});

test('both days of a grant count', () => {
  const target = (on: string) => ({ areaPath: ['h', 'c', 'p'], date: on });
  const person = actor(grant('enumerator', 'h', '2025-09-01', '2025-12-14'));
  const days = ['2025-08-31', '2025-09-01', '2025-12-14', '2025-12-15'];
  assert.deepEqual(
    days.map((on) => may(person, 'interview', target(on)).allowed),
    [false, true, true, false],
  );
});

test('no district grant reaches past 30 June 2025, whatever it says', () => {
  const person = actor(grant('district-officer', 'd', '2020-01-01', '2030-01-01'));
  const target = (on: string) => ({ areaPath: ['h', 'c', 'd', 'p'], date: on });
  assert.equal(may(person, 'read-household', target('2025-06-30')).allowed, true);
  assert.deepEqual(may(person, 'read-household', target('2025-07-01')), { allowed: false, why: 'grant-not-in-force' });
});

test('the reason tells role from area', () => {
  const person = actor(grant('commune-officer', 'c'));
  assert.deepEqual(may(person, 'decide-list', { areaPath: ['c', 'p'], date: day }), { allowed: false, why: 'not-your-role' });
  assert.deepEqual(may(person, 'import-list', { areaPath: ['other', 'p'], date: day }), { allowed: false, why: 'not-your-area' });
});

test('reach is exactly the hamlets and communes in which the actor may have rows counted', () => {
  fc.assert(
    fc.property(posted, posted, ({ tree, role, area }, second) => {
      const grants = [grant(role, area.areaId)];
      const again = tree.areas.find((found) => LEVELS_OF_ROLE[second.role].includes(found.level));
      if (again) grants.push(grant(second.role, again.areaId));
      const person = actor(...grants);
      const reach = reachOf(person, tree.tree, day);
      const whole = grants.some((one) => (READER_OF_ROLE[one.role] !== null || COUNTS_ONLY.includes(one.role)) && one.areaId === tree.root);
      if (whole) return assert.equal(reach, 'all');
      assert.notEqual(reach, 'all');
      for (const level of ['hamlet', 'commune'] as const) {
        const expected = tree.areas
          .filter(
            (place) => place.level === level && may(person, 'read-tables', { areaPath: pathOf(tree, place.areaId), date: day }).allowed,
          )
          .map((place) => String(place.areaId));
        const found = reach === 'all' ? [] : level === 'hamlet' ? reach.hamlets : reach.communes;
        assert.deepEqual(found, expected.sort());
      }
    }),
    runs,
  );
});

test('the administrator reads no household anywhere, only the chair decides, only the officer imports, only the auditor reads the log', () => {
  const anywhere = { areaPath: ['h', 'c', 'p'], date: day };
  const holders = (action: (typeof ACTIONS)[number]) => ROLES.filter((role) => may(actor(grant(role, 'p')), action, anywhere).allowed);
  assert.deepEqual(holders('decide-list'), ['commune-chair']);
  assert.deepEqual(holders('import-list'), ['commune-officer']);
  assert.deepEqual(holders('read-log'), ['auditor']);
  assert.deepEqual(holders('manage-accounts'), ['administrator']);
  for (const role of COUNTS_ONLY) {
    assert.deepEqual(
      ACTIONS.filter((action) => may(actor(grant(role, 'p')), action, anywhere).allowed),
      ['sign-in', 'read-tables'],
    );
    assert.deepEqual(readersAt(actor(grant(role, 'p')), anywhere), []);
  }
  for (const action of ['read-household', 'search', 'read-tables', 'export', 'interview'] as const) {
    assert.ok(!holders(action).includes('administrator'), action);
  }
  assert.deepEqual(readersAt(actor(grant('administrator', 'p')), anywhere), []);
  assert.deepEqual(holders('sign-in'), [...ROLES]);
});
