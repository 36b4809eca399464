/**
 * Writes docs/data-protection.md (tài liệu bảo vệ dữ liệu cá nhân) from the catalogue: which data of people are kept, why, on
 * which ground, who sees them, for how long. `node tools/data-protection.ts`; a test fails when the file is not current.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Declared, type FieldRule, type Reader, RULES, type Sensitivity } from '../core/access/catalogue.ts';
import { ROLES_OF_ACTION } from '../core/access/may.ts';
import { READER_OF_ROLE, ROLES } from '../core/access/role.ts';
import { everySchema, walk } from '../core/declared.ts';
import { accessText } from '../words/access.ts';

const file = resolve(import.meta.dirname, '../docs/data-protection.md');

const PURPOSES: Readonly<Record<FieldRule['purpose'], string>> = {
  review: 'xác định hộ nghèo, hộ cận nghèo (reviewing households)',
  identity: 'nhận đúng người, tránh trùng (telling people apart)',
  contact: 'tìm đến hộ (finding the household)',
  tables: 'lập biểu báo cáo theo luật (official tables)',
  operation: 'vận hành, kiểm tra (running and auditing the system)',
};
const READERS: Readonly<Record<Reader, string>> = {
  hamlet: 'rà soát viên, trưởng ấp, bí thư chi bộ of the hamlet',
  commune: 'công chức, chủ tịch of the commune',
  above: 'cán bộ cấp huyện (until 30/06/2025), cấp tỉnh',
  auditor: 'kiểm tra, giám sát (masked)',
  public: 'anybody, without signing in: only counts',
};
const SENSITIVITIES: Readonly<Record<Sensitivity, string>> = {
  ordinary: 'no data of a person',
  personal: 'personal data (dữ liệu cá nhân cơ bản)',
  sensitive: 'sensitive personal data (dữ liệu cá nhân nhạy cảm): ethnicity, health, free notes',
};

export function dataProtection(): string {
  const { declared } = walk(everySchema());
  const personal = declared.filter(({ fields }) => Object.values(fields).some(({ rule }) => rule.sensitivity !== 'ordinary'));
  const rest = declared.filter((each) => !personal.includes(each)).map(({ name }) => name);
  return [
    ...intro(),
    ...roles(),
    ...rules(),
    ...personal.flatMap(section),
    '',
    '## Records without data of a person',
    '',
    `${rest.join(' · ')}.`,
    '',
  ].join('\n');
}

function intro(): string[] {
  return [
    '# Bảo vệ dữ liệu cá nhân (data protection)',
    '',
    'Made by `node tools/data-protection.ts` from the catalogue in `core/access/catalogue.ts`; do not edit. Parser, masking, exports and',
    'this page follow from the same declarations: a field that is not declared is refused at the door and cannot reach a screen.',
    '',
    'Marks of a basis: [S n] seen in source n of the reading of the law, [S~ n] seen in a secondary source, [M] remembered; whoever runs',
    'the product in a province confirms each against the official text, and has the assessment of impact that the law on personal data asks for.',
    '',
    ...list(SENSITIVITIES),
    '',
    'Why data are kept:',
    '',
    ...list(PURPOSES),
    '',
    'Besides: every opening of a household file, search by number and export leaves a line in the read log (who, whose, what for), which the',
    'auditor reads; a person can be forgotten lawfully (`erased`): the body and its salt go, the chain stays whole. The times under "Kept" are',
    'declared here; periods of refused requests, minutes, photos, places, old forms and the log are in `core/access/retention.ts`. Nothing is removed by',
    'itself: `vuon retention` makes a dry run, and a named person lets go exactly what it named. What is held by order stays.',
    '',
    'Pictures of walls (`wall_picture`) may show names that were posted: only those who post the list of the hamlet see them, each look is logged, the',
    'portal has none. They are kept as photos are; those of a result by income go with the household or the request, one that no event names after a day.',
    '',
  ];
}

const list = (entries: Readonly<Record<string, string>>): string[] =>
  Object.entries(entries).map(([code, text]) => `- \`${code}\`: ${text}`);

function roles(): string[] {
  const rows = ROLES.map((role) => {
    const reader = READER_OF_ROLE[role];
    const actions = Object.entries(ROLES_OF_ACTION).filter(([action, holders]) => holders.includes(role) && action !== 'sign-in');
    return `| ${accessText('vi', role)} (\`${role}\`) | ${reader ?? 'sees no household'} | ${actions.map(([action]) => `\`${action}\``).join(' ')} |`;
  });
  return [
    '## Who reads as what',
    '',
    ...list(READERS),
    '',
    'Each only in the areas of the post and while the post is held.',
    '',
    '| Post | Reads as | May |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ];
}

function rules(): string[] {
  const rows = Object.entries(RULES).map(([name, rule]) => `| \`${name}\` | ${cells(rule).join(' | ')} |`);
  return [
    '## The rules',
    '',
    '| Rule | Sensitivity | Purpose | Basis | In full | Others | Kept |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ];
}

function cells(rule: FieldRule): string[] {
  const others = rule.otherwise === 'hidden' ? 'hidden' : `masked (${rule.mask === 'name' ? 'Nguyễn V. A.' : 'last 3 digits'})`;
  const kept =
    rule.keepYears === null ? 'as long as the ledger' : `${rule.keepYears} ${rule.keepYears === 1 ? 'year' : 'years'} after the last list`;
  return [rule.sensitivity, rule.purpose, rule.basis, rule.readers.join(', '), others, kept];
}

/** Fields of a record that are about a person, under their rule; the others are named in one line. */
function section({ name, fields }: Declared): string[] {
  const entries = Object.entries(fields);
  const ordinary = entries.filter(([, { rule }]) => rule.sensitivity === 'ordinary').map(([key]) => `\`${key}\``);
  const rows = entries
    .filter(([, { rule }]) => rule.sensitivity !== 'ordinary')
    .map(([key, { rule }]) => `| \`${key}\` | ${nameOf(rule)} | ${rule.sensitivity} | ${rule.readers.join(', ')} |`);
  const note = ordinary.length === 0 ? [] : ['', `Without data of a person: ${ordinary.join(' ')}.`];
  return ['', `## ${name}`, '', '| Field | Rule | Sensitivity | In full |', '| --- | --- | --- | --- |', ...rows, ...note];
}

function nameOf(rule: FieldRule): string {
  return Object.entries(RULES).find(([, known]) => known === rule)?.[0] ?? 'its own';
}

/** Is the committed page what the catalogue says now? */
export function isCurrent(): boolean {
  return readFileSync(file, 'utf8') === dataProtection();
}

if (import.meta.main) {
  writeFileSync(file, dataProtection());
  console.log(file);
}
