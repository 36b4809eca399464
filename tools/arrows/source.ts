// One source file as the checks see it (tệp nguồn): its path from the project's root, its text, its syntax tree and what it
// imports. A Svelte file counts by its script blocks. Judging is left to the rules.

import ts from 'typescript';

export type Source = { path: string; text: string };

export type Import = { to: string; line: number };

export type Parsed = {
  path: string;
  text: string;
  /** One tree per script block, with the number of lines before it. */
  trees: { file: ts.SourceFile; offset: number }[];
  imports: Import[];
};

/** A broken rule, in the form in which the tests print it. */
export type Finding = { path: string; line: number; rule: string; says: string };

export function parse({ path, text }: Source): Parsed {
  const blocks = path.endsWith('.svelte') ? scriptBlocks(text) : [{ code: text, offset: 0 }];
  const trees = blocks.map(({ code, offset }) => ({
    file: ts.createSourceFile(path, code, ts.ScriptTarget.ESNext, true, kindOf(path)),
    offset,
  }));
  return { path, text, trees, imports: trees.flatMap(({ file, offset }) => importsOf(file, offset)) };
}

export function isTest(path: string): boolean {
  return /\.test\.(ts|mjs)$/.test(path);
}

/** Line of a node in its file, from 1. */
export function lineOf(node: ts.Node, offset: number): number {
  const file = node.getSourceFile();
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1 + offset;
}

/** Visits a node and everything below it. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

function kindOf(path: string): ts.ScriptKind {
  return /\.m?js$/.test(path) ? ts.ScriptKind.JS : ts.ScriptKind.TS;
}

function scriptBlocks(text: string): { code: string; offset: number }[] {
  return [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map((found) => {
    const start = found.index + found[0].indexOf('>') + 1;
    return { code: found[1] ?? '', offset: text.slice(0, start).split('\n').length - 1 };
  });
}

/** Every way to name another module: import, export from, import(), import type, import('…') in a type. */
function importsOf(file: ts.SourceFile, offset: number): Import[] {
  const found: Import[] = [];
  const add = (node: ts.Node | undefined) => {
    if (node && ts.isStringLiteralLike(node)) found.push({ to: node.text, line: lineOf(node, offset) });
  };
  walk(file, (node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) add(node.moduleSpecifier);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0]);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal);
  });
  return found;
}
