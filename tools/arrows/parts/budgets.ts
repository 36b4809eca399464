// Short things are read (ngân sách độ dài): the limits that fail, and the figures that are only printed, since padding is
// worse than a number.

import ts from 'typescript';
import { type Finding, isTest, lineOf, type Parsed, walk } from '../source.ts';

const limits = { file: 400, function: 60, parameters: 4 };

export type Figures = {
  files: { median: number; p90: number };
  functions: { p90: number };
  /** Comment lines in a hundred lines. */
  comments: number;
  /** Test lines for each line of source, by layer. */
  testRatio: Record<string, number>;
  /** Casts in core excused by a reason. */
  excusedCasts: number;
};

export function checkBudgets(source: Parsed): Finding[] {
  const { path, text } = source;
  const findings: Finding[] = [];
  const lines = countLines(text);
  if (lines > limits.file && !isDataTable(source)) {
    findings.push({ path, line: 1, rule: 'file', says: `${lines} lines, at most ${limits.file}` });
  }
  for (const { node, offset } of functionsOf(source)) {
    const line = lineOf(node, offset);
    const length = lengthOf(node);
    if (length > limits.function && !isSuite(node) && !isMigration(path))
      findings.push({ path, line, rule: 'function', says: `${length} lines, at most ${limits.function}` });
    const parameters = node.parameters.filter((parameter) => parameter.name.getText() !== 'this').length;
    if (parameters > limits.parameters) {
      findings.push({
        path,
        line,
        rule: 'parameters',
        says: `${parameters} parameters, at most ${limits.parameters}: take an options object`,
      });
    }
  }
  return findings;
}

export function measure(sources: Parsed[]): Figures {
  const counted = sources.filter((source) => !isDataTable(source));
  const plain = counted.filter((source) => !isTest(source.path));
  const lengths = plain.map((source) => countLines(source.text));
  const functions = plain.flatMap((source) => functionsOf(source).map(({ node }) => lengthOf(node)));
  const comments = plain.reduce((sum, source) => sum + countComments(source), 0);
  const lines = lengths.reduce((sum, length) => sum + length, 0);
  return {
    files: { median: quantile(lengths, 0.5), p90: quantile(lengths, 0.9) },
    functions: { p90: quantile(functions, 0.9) },
    comments: lines === 0 ? 0 : Math.round((1000 * comments) / lines) / 10,
    testRatio: Object.fromEntries(['core', 'server'].map((layer) => [layer, ratioOf(counted, layer)])),
    excusedCasts: plain.reduce((sum, { path, text }) => sum + (path.startsWith('core/') ? text.split(/\/\/ cast: \S/).length - 1 : 0), 0),
  };
}

type FunctionNode = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration | ts.ConstructorDeclaration;

function functionsOf(source: Parsed): { node: FunctionNode; offset: number }[] {
  const found: { node: FunctionNode; offset: number }[] = [];
  for (const { file, offset } of source.trees) {
    walk(file, (node) => {
      if (isFunction(node) && node.body !== undefined) found.push({ node, offset });
    });
  }
  return found;
}

function isFunction(node: ts.Node): node is FunctionNode {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isConstructorDeclaration(node)
  );
}

/** One migration is a list of statements in their order; cut into functions it would read worse. */
function isMigration(path: string): boolean {
  return path.startsWith('server/db/migrations/');
}

/** The body of a describe() is a list of tests, not a function to be read in one go. */
function isSuite(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && /^(describe|suite)\b/.test(node.parent.expression.getText());
}

/**
 * Texts, generated files, and files that are four fifths one or a few literals (scores, names, questions) are data: they
 * are looked things up in, not read.
 */
function isDataTable({ path, text, trees }: Parsed): boolean {
  if (path.startsWith('words/') || path.endsWith('.golden.ts') || /@generated/.test(text.slice(0, 600))) return true;
  const literal = trees.reduce(
    (sum, { file }) => sum + file.statements.reduce((lines, statement) => lines + literalLines(statement), 0),
    0,
  );
  return literal >= 0.8 * countLines(text);
}

function literalLines(statement: ts.Statement): number {
  if (!ts.isVariableStatement(statement)) return 0;
  return statement.declarationList.declarations.reduce(
    (sum, { initializer }) => sum + (initializer && isLiteral(initializer) ? lengthOf(initializer) : 0),
    0,
  );
}

function isLiteral(node: ts.Expression): boolean {
  const bare = ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node) ? node.expression : node;
  if (bare !== node) return isLiteral(bare);
  if (!ts.isArrayLiteralExpression(node) && !ts.isObjectLiteralExpression(node)) return false;
  let pure = true;
  walk(node, (inner) => {
    if (isFunction(inner) && lengthOf(inner) > 3) pure = false;
  });
  return pure;
}

function lengthOf(node: ts.Node): number {
  const file = node.getSourceFile();
  const from = file.getLineAndCharacterOfPosition(node.getStart(file)).line;
  return file.getLineAndCharacterOfPosition(node.getEnd()).line - from + 1;
}

function countLines(text: string): number {
  return text === '' ? 0 : text.trimEnd().split('\n').length;
}

function countComments({ text }: Parsed): number {
  return text.split('\n').filter((line) => /^\s*(\/\/|\/\*|\*|<!--)/.test(line)).length;
}

function ratioOf(sources: Parsed[], layer: string): number {
  const own = sources.filter((source) => source.path.startsWith(`${layer}/`));
  const sum = (tests: boolean) =>
    own.filter((source) => isTest(source.path) === tests).reduce((lines, source) => lines + countLines(source.text), 0);
  return sum(false) === 0 ? 0 : Math.round((100 * sum(true)) / sum(false)) / 100;
}

/** The smallest value with at least this share at or below it; 0 of nothing. */
function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
