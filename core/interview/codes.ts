/**
 * The codes that answers may take (mã trả lời của Phiếu B), as plain data without the parser, so that a screen can offer
 * them without loading it. Their texts are `words/interview.ts`; which question offers which is questionnaires/.
 * Source: lists of the form as a provincial system stores it [S 32], causes and supports of the official tables [S 8],
 * the rest [M].
 */

export const MISSING = ['dont-know', 'refused'] as const;
export type Missing = (typeof MISSING)[number];
export type Answered<T> = T | Missing;

export const WALLS = ['concrete', 'brick', 'durable-wood', 'light-wood', 'tin', 'bamboo-leaf', 'earth', 'other'] as const;
export const COLUMNS = ['concrete', 'brick', 'steel', 'durable-wood', 'light-wood', 'bamboo', 'other'] as const;
export const ROOFS = ['concrete', 'tile', 'tin', 'fibre-cement', 'wood', 'leaf', 'canvas', 'other'] as const;
export const TENURES = ['owned', 'rented', 'borrowed', 'none'] as const;
export const WATERS = [
  'piped',
  'drilled-well',
  'protected-well',
  'protected-spring',
  'rain',
  'bottled',
  'open-well',
  'open-spring',
  'river',
  'other',
] as const;
export const TOILETS = [
  'septic',
  'semi-septic',
  'pour-flush',
  'vip',
  'slab-pit',
  'double-vault',
  'open-pit',
  'over-water',
  'other',
  'none',
] as const;
export const WASTES = ['collected', 'buried', 'composted', 'burned', 'dumped', 'dumped-in-water'] as const;
export const POWERS = ['grid', 'shared-grid', 'other', 'none'] as const;
export const CAUSES = ['no-land', 'no-capital', 'no-labour', 'no-tools', 'no-knowledge', 'no-skills', 'illness', 'other'] as const;
export const SUPPORTS = ['health', 'education', 'production', 'credit', 'housing', 'other'] as const;

export const RELATIONS = [
  'head',
  'spouse',
  'child',
  'child-in-law',
  'parent',
  'parent-in-law',
  'grandchild',
  'grandparent',
  'sibling',
  'other-kin',
  'not-kin',
] as const;
export type Relation = (typeof RELATIONS)[number];
/** How somebody who joins a household can stand to its head. */
export const RELATIONS_BESIDE_HEAD: readonly Relation[] = RELATIONS.filter((relation) => relation !== 'head');
/** How a newborn can. */
export const RELATIONS_OF_NEWBORN: readonly Relation[] = ['child', 'grandchild', 'sibling', 'other-kin', 'not-kin'];
export const SEXES = ['male', 'female'] as const;
export const ETHNICITIES = ['kinh', 'khmer', 'hoa', 'cham', 'other'] as const;
export const STUDIES = [
  'none',
  'preschool',
  'primary',
  'lower-secondary',
  'upper-secondary',
  'short-course',
  'intermediate',
  'college',
  'university',
] as const;
export const GENERAL_LEVELS = ['below-primary', 'primary', 'lower-secondary', 'upper-secondary'] as const;
export const VOCATIONAL_LEVELS = ['none', 'on-the-job', 'basic', 'intermediate', 'college', 'university', 'postgraduate'] as const;
export const ASSISTANCES = ['none', 'older', 'disability', 'orphan'] as const;
export const JOB_STATUSES = ['working', 'no-job', 'unable', 'studying', 'does-not-want', 'retired-or-home'] as const;
export const JOB_TYPES = ['public', 'enterprise', 'hired-by-household', 'own-farm', 'own-business', 'other'] as const;
export const CONTRACTS = ['yes', 'none-but-stable', 'none', 'not-wage'] as const;
export const PENSIONS = ['none', 'pension', 'insurance-allowance', 'merit-allowance'] as const;
