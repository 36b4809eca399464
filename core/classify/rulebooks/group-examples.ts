/**
 * Worked examples of the groups and of the province's rule (ví dụ mẫu về nhóm đối tượng và hộ không có khả năng thoát
 * nghèo). The groups and grounds are the same in both standards.
 */
import type { CannotEscapeGround, Group } from '../verdict.ts';
import type { Change, Example } from './example.ts';

function group(rule: Group, says: string, change: Change, groups: readonly Group[]): Example {
  return { rule: `group.${rule}`, says, change, expect: { groups } };
}

function ground(rule: CannotEscapeGround, says: string, change: Change, grounds: readonly CannotEscapeGround[]): Example {
  return { rule: `ground.${rule}`, says, change, expect: { grounds } };
}

const OLD_AND_YOUNG = { without: ['head', 'spouse'] } as const;

/** The months at which working age ends depend on the year: 61 years 6 months and 57 years in 2026. */
export function groupExamples(year: 2026 | 2027): readonly Example[] {
  const [man, woman] = year === 2026 ? [`${year - 61}-04-`, `${year - 57}-10-`] : [`${year - 61}-01-`, `${year - 57}-06-`];
  const lone = { without: ['spouse', 'child', 'elder'] } as const;
  const atHome = { jobStatus: 'retired-or-home' } as const;
  return [
    ...(['khmer', 'hoa', 'cham', 'other'] as const).map((ethnicity) =>
      group('ethnic-minority', `the head is ${ethnicity}`, { head: { ethnicity } }, ['ethnic-minority']),
    ),
    group('ethnic-minority', 'the spouse is Khmer', { spouse: { ethnicity: 'khmer' } }, ['ethnic-minority']),
    group('ethnic-minority', 'only the child is Khmer', { child: { ethnicity: 'khmer' } }, []),
    group('merit', 'one person of merit', { elder: { merit: true } }, ['merit']),
    group('merit', 'not asked below fifteen', { child: { merit: true } }, []),
    group('no-working-capacity', 'an old woman and a child', OLD_AND_YOUNG, ['no-working-capacity']),
    group('no-working-capacity', 'she still works', { ...OLD_AND_YOUNG, elder: { jobStatus: 'working', jobType: 'own-farm' } }, []),
    group('no-working-capacity', 'a man a day before the end of working age', { ...lone, head: { ...atHome, birth: `${man}13` } }, []),
    group('no-working-capacity', 'a man at the end of working age', { ...lone, head: { ...atHome, birth: `${man}12` } }, [
      'no-working-capacity',
    ]),
    group('no-working-capacity', 'a woman a day before the end', { ...lone, head: { ...atHome, sex: 'female', birth: `${woman}13` } }, []),
    group('no-working-capacity', 'a woman at the end', { ...lone, head: { ...atHome, sex: 'female', birth: `${woman}12` } }, [
      'no-working-capacity',
    ]),
    group('no-working-capacity', 'unable to work', { ...lone, head: { jobStatus: 'unable' } }, ['no-working-capacity']),
    group('no-working-capacity', 'assisted for a disability', { ...lone, head: { ...atHome, assistance: 'disability' } }, [
      'no-working-capacity',
    ]),
    group('no-working-capacity', 'assisted as an orphan, able', { ...lone, head: { ...atHome, assistance: 'orphan' } }, []),
    group('no-working-capacity', 'studies: could work', { ...lone, head: { jobStatus: 'studying' } }, []),
    group('no-working-capacity', 'fifteen today, alone', { ...lone, head: { ...atHome, birth: `${year - 15}-10-12` } }, []),
    group('no-working-capacity', 'not yet fifteen, alone', { ...lone, head: { ...atHome, birth: `${year - 15}-10-13` } }, [
      'no-working-capacity',
    ]),
    ...groundExamples([man, woman], year),
  ];
}

function groundExamples([man, woman]: readonly [string, string], year: 2026 | 2027): readonly Example[] {
  const lone = { without: ['spouse', 'child', 'elder'] } as const;
  const two = { without: ['spouse', 'child'] } as const;
  return [
    ground('social-protection', 'one of two on assistance: half', { ...two, elder: { assistance: 'older' } }, ['social-protection']),
    ground('social-protection', 'an orphan counts too', { ...two, elder: { assistance: 'orphan' } }, ['social-protection']),
    ground('social-protection', 'a disability counts too', { ...two, elder: { assistance: 'disability' } }, ['social-protection']),
    ground('social-protection', 'one of four', { elder: { assistance: 'older' } }, []),
    ground('social-protection', 'two of five', { elder: { assistance: 'older' }, spouse: { assistance: 'disability' }, more: [{}] }, [
      'many-dependants',
    ]),
    ground(
      'many-dependants',
      'three of four',
      { elder: { assistance: 'older' }, more: [{ birth: `${year - 1}-01-01` }], without: ['spouse'] },
      ['many-dependants'],
    ),
    ground('many-dependants', 'two of three are not three', { elder: { assistance: 'older' }, without: ['spouse'] }, []),
    ground(
      'many-dependants',
      'three of six are only half',
      {
        elder: { assistance: 'older' },
        more: [{ birth: `${year - 1}-01-01` }, {}],
      },
      [],
    ),
    ground('nobody-able', 'an old woman and a child', OLD_AND_YOUNG, ['nobody-able']),
    ground(
      'nobody-able',
      'the old woman works: still nobody of working age',
      { ...OLD_AND_YOUNG, elder: { jobStatus: 'working', jobType: 'own-farm' } },
      ['nobody-able'],
    ),
    ground('nobody-able', 'the only adult studies', { ...lone, head: { jobStatus: 'studying' } }, ['nobody-able']),
    ground('nobody-able', 'the only adult is unable', { ...lone, head: { jobStatus: 'unable' } }, ['nobody-able']),
    ground('nobody-able', 'the only adult has no job: able', { ...lone, head: { jobStatus: 'no-job' } }, []),
    ground('nobody-able', 'a man a day before the end of working age', { ...lone, head: { birth: `${man}13` } }, []),
    ground('nobody-able', 'a man at the end of working age', { ...lone, head: { birth: `${man}12` } }, ['nobody-able']),
    ground('nobody-able', 'a woman a day before the end', { ...lone, head: { sex: 'female', birth: `${woman}13` } }, []),
    ground('nobody-able', 'a woman at the end', { ...lone, head: { sex: 'female', birth: `${woman}12` } }, ['nobody-able']),
    ground('nobody-able', 'fifteen today, alone', { ...lone, head: { birth: `${year - 15}-10-12` } }, []),
    ground('nobody-able', 'not yet fifteen, alone', { ...lone, head: { birth: `${year - 15}-10-13` } }, ['nobody-able']),
  ];
}
