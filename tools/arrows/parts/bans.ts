// What may not be written at all (điều cấm): in core the clock, chance, the machine and types that look away; anywhere a
// session-wide SET, barrels, and folders without a meaning.

import ts from 'typescript';
import { type Finding, isTest, lineOf, type Parsed, walk } from '../source.ts';

type Ban = { rule: string; says: string };

/** Identifier or `object.property` that core may not use. */
const coreNames: Record<string, string> = {
  'Date.now': 'time comes in as an argument',
  'Math.random': 'chance comes in as an argument',
  Intl: 'its answers differ between machines',
  process: 'the core knows no machine',
  performance: 'time comes in as an argument',
  crypto: 'hashes and chance come in as arguments',
  globalThis: 'the core knows no machine',
  setTimeout: 'the core does not wait',
  setInterval: 'the core does not wait',
  fetch: 'the core knows no network',
  console: 'the core says nothing',
};
const localeMethods = /^(toLocale\w*|localeCompare)$/;
const folders = ['utils', 'util', 'helpers', 'helper', 'types', 'models', 'common', 'misc'];
const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9-]+)*$/;
/** SvelteKit's own file and folder names: +page.svelte, [id], (group). */
const kitName = /^[+[(]/;
const sessionSet = /(?:^|;)\s*set\s+(?!transaction\b|constraints\b)(?:local\s+|session\s+)?[a-z_][\w."]*\s*(?:=|\bto\b|[a-z_"$])/i;

export function checkBans(source: Parsed): Finding[] {
  const findings = [...checkName(source.path), ...checkSessionSet(source)];
  if (source.path.startsWith('core/') && !isTest(source.path)) findings.push(...checkCore(source));
  return findings;
}

function checkName(path: string): Finding[] {
  const says = (rule: string, text: string) => [{ path, line: 1, rule, says: text }];
  const pieces = path.split('/');
  const name = pieces.at(-1) ?? '';
  if (/^index\.(ts|mjs|js)$/.test(name)) return says('name', 'no barrels: import the file that makes the thing');
  const vague = pieces.slice(0, -1).find((folder) => folders.includes(folder));
  if (vague !== undefined) return says('name', `a folder "${vague}" says nothing: a type lives with the thing that makes it`);
  const odd = pieces.find((piece) => !kebab.test(piece) && !kitName.test(piece));
  return odd === undefined ? [] : says('name', `"${odd}" is not kebab-case ASCII`);
}

function checkCore({ path, text, trees }: Parsed): Finding[] {
  const lines = text.split('\n');
  return trees.flatMap(({ file, offset }) => {
    const brands = brandsOf(file);
    const findings: Finding[] = [];
    walk(file, (node) => {
      const ban = banOf(node, brands);
      if (ban === null) return;
      const line = lineOf(node, offset);
      const excused = ban.rule === 'cast' && [line, line - 1].some((at) => /\/\/ cast: \S+/.test(lines[at - 1] ?? ''));
      if (!excused) findings.push({ path, line, ...ban });
    });
    return findings;
  });
}

function banOf(node: ts.Node, brands: Set<string>): Ban | null {
  if (node.kind === ts.SyntaxKind.AnyKeyword) return { rule: 'any', says: 'no any' };
  if (ts.isNonNullExpression(node)) return { rule: 'bang', says: 'no !: say what happens when it is absent' };
  if (ts.isTypeAssertionExpression(node)) return { rule: 'cast', says: 'no casts' };
  if (ts.isAsExpression(node))
    return mayCast(node, brands)
      ? null
      : {
          rule: 'cast',
          says: 'no `as` but `as const` and the constructors of a brand in its own file (a generic that loses its type: `// cast: reason`)',
        };
  if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && ts.isIdentifier(node.expression) && node.expression.text === 'Date') {
    return { rule: 'pure', says: 'Date: time comes in as an argument' };
  }
  if (ts.isPropertyAccessExpression(node)) return banOfProperty(node);
  if (ts.isIdentifier(node) && isUse(node)) return named(node.text);
  return null;
}

function banOfProperty(node: ts.PropertyAccessExpression): Ban | null {
  if (localeMethods.test(node.name.text)) return { rule: 'pure', says: `${node.name.text}: its answers differ between machines` };
  return ts.isIdentifier(node.expression) ? named(`${node.expression.text}.${node.name.text}`) : null;
}

function named(name: string): Ban | null {
  const why = Object.hasOwn(coreNames, name) ? coreNames[name] : undefined;
  return why === undefined ? null : { rule: 'pure', says: `${name}: ${why}` };
}

/** A name read as a value: not a property, a key, a type's member or a declaration of one's own. */
function isUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) return parent.expression === node;
  if (ts.isTypeReferenceNode(parent) || ts.isQualifiedName(parent)) return false;
  if (ts.isNamedTupleMember(parent) || ts.isBindingElement(parent) || ts.isImportSpecifier(parent)) return false;
  return ts.isShorthandPropertyAssignment(parent) || !('name' in parent && parent.name === node);
}

/** `as const`, and `as Brand` where this very file declares that brand. */
function mayCast(node: ts.AsExpression, brands: Set<string>): boolean {
  if (!ts.isTypeReferenceNode(node.type)) return false;
  const name = node.type.typeName.getText();
  return name === 'const' || brands.has(name);
}

/** Type aliases of this file that are made by Brand<…> or Id<…>. */
function brandsOf(file: ts.SourceFile): Set<string> {
  const brands = new Set<string>();
  for (const statement of file.statements) {
    if (!ts.isTypeAliasDeclaration(statement)) continue;
    const made = ts.isTypeReferenceNode(statement.type) && /^(Brand|Id)$/.test(statement.type.typeName.getText());
    if (made) brands.add(statement.name.text);
  }
  return brands;
}

/** With pools a plain SET outlives its request; `set_config(…, true)` ends with the transaction. */
function checkSessionSet({ path, trees }: Parsed): Finding[] {
  const inside = path.startsWith('server/') || path.startsWith('tools/');
  if (!inside || isTest(path) || path.startsWith('server/db/migrations/') || path.startsWith('tools/arrows/')) return [];
  return trees.flatMap(({ file, offset }) => {
    const findings: Finding[] = [];
    walk(file, (node) => {
      const text = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) ? node.text : null;
      if (text === null || !sessionSet.test(text)) return;
      findings.push({ path, line: lineOf(node, offset), rule: 'set', says: 'no plain SET: use set_config(name, value, true)' });
    });
    return findings;
  });
}
