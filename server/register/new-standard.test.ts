/** What an earlier form says by the standard to come: of the well-off never poor, of the poor never well-off, nothing where it is open. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rulebookById } from '../../core/classify/rulebooks.ts';
import { date } from '../../core/kernel/dates.ts';
import type { Home } from '../../core/register/left-out.ts';
import { familyFor } from '../../tools/village/family.ts';
import { livingFor, type Tier } from '../../tools/village/living.ts';
import { type EarlierForm, markNewStandard } from './parts/new-standard.ts';

const ON = date('2023-10-05');
const STANDARD = { rulebook: '2027-2030', table: rulebookById('2027-2030').table } as const;
const home = (householdId: string): Home => ({ householdId, listed: false, births: ['1960'], signs: { death: false } });

function formOf(seed: string, tier: Tier): EarlierForm {
  const kin = familyFor({ seed, key: tier, size: 4, ethnicity: 'kinh', running: 1, old: false });
  const answers = livingFor({ seed, key: tier, kin, tier, areaType: 'rural', on: ON });
  return { householdId: tier, answers, areaType: 'rural', on: ON };
}

test('the well-off of the last round are not called poor, the poor are, of forty families', () => {
  for (let seed = 0; seed < 40; seed += 1) {
    const forms = [formOf(`${seed}`, 'well'), formOf(`${seed}`, 'poor')];
    const [well, poor, unknown] = markNewStandard([home('well'), home('poor'), home('nobody asked')], forms, STANDARD);
    assert.equal(well?.signs['new-standard'], false, `family ${seed}`);
    assert.equal(poor?.signs['new-standard'], true, `family ${seed}`);
    assert.deepEqual(unknown, home('nobody asked'));
  }
});

test('what nobody answered leaves it open; without a second standard nothing is said', () => {
  const { answers, ...form } = formOf('open', 'poor');
  const silent = {
    ...form,
    answers: {
      ...answers,
      household: {},
      members: answers.members.map(({ memberId, birth, sex, relation }) => ({ memberId, birth, sex, relation })),
    },
  };
  // cast: as forms of older questionnaires, which lack what was not asked
  const [open] = markNewStandard([home('poor')], [silent as unknown as EarlierForm], STANDARD);
  assert.equal(open?.signs['new-standard'], undefined);
  assert.deepEqual(markNewStandard([home('poor')], [formOf('open', 'poor')], null), [home('poor')]);
});
