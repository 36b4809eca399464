/**
 * All that the catalogue declares, found by walking through every kind and every shown record (mọi trường đã khai báo), and
 * what escaped it: an object about which nobody said who may see it. A test fails on that; docs/data-protection.md lists
 * the rest. It stands beside kinds.ts, which it walks.
 */
import type * as z from 'zod';
import { type Declared, declarationOf } from './access/catalogue.ts';
import { COMMANDS, EVENTS } from './kinds.ts';
import * as shownRecords from './shown.ts';

export interface Walked {
  /** Each declaration once, in the order in which it was met. */
  readonly declared: readonly Declared[];
  /** Places of objects that no declaration covers: `household-registered.members.0`. */
  readonly undeclared: readonly string[];
}

/** Every kind of event and command, by its name, and what screens show. */
export function everySchema(): readonly (readonly [string, z.ZodType])[] {
  const kinds = [...Object.entries(EVENTS), ...Object.entries(COMMANDS)].map(([name, { schema }]) => [name, schema] as const);
  const shown = Object.entries(shownRecords).flatMap(([name, type]) => ('schema' in type ? [[name, type.schema] as const] : []));
  return [...kinds, ...shown];
}

export function walk(schemas: readonly (readonly [string, z.ZodType])[]): Walked {
  const declared = new Map<string, Declared>();
  const undeclared = new Set<string>();
  for (const [name, schema] of schemas) visit(schema, { path: name, covered: false }, { declared, undeclared });
  return { declared: [...declared.values()], undeclared: [...undeclared] };
}

interface Place {
  readonly path: string;
  /** Inside a field whose rule already protects all of it. */
  readonly covered: boolean;
}

interface Found {
  readonly declared: Map<string, Declared>;
  readonly undeclared: Set<string>;
}

function visit(schema: z.ZodType, place: Place, found: Found): void {
  const declaration = declarationOf(schema);
  if (declaration !== null) {
    found.declared.set(declaration.name, declaration);
    for (const [key, { schema: inner, rule }] of Object.entries(declaration.fields)) {
      visit(inner, { path: `${place.path}.${key}`, covered: rule.sensitivity !== 'ordinary' }, found);
    }
    return;
  }
  if (isObject(schema) && !place.covered) found.undeclared.add(place.path);
  for (const [key, inner] of partsOf(schema)) visit(inner, { ...place, path: key === '' ? place.path : `${place.path}.${key}` }, found);
}

function isObject(schema: z.ZodType): boolean {
  return schema.def.type === 'object';
}

/** Schemas inside a schema: members of an object, elements, options, what is wrapped. */
function partsOf(schema: z.ZodType): [string, z.ZodType][] {
  const parts: [string, z.ZodType][] = [];
  for (const [key, value] of Object.entries(schema.def)) {
    if (key === 'shape' && isRecord(value))
      for (const [name, inner] of Object.entries(value)) if (isSchema(inner)) parts.push([name, inner]);
    if (isSchema(value)) parts.push([key === 'element' ? '0' : '', value]);
    if (Array.isArray(value)) for (const inner of value) if (isSchema(inner)) parts.push(['', inner]);
  }
  return parts;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isSchema(value: unknown): value is z.ZodType {
  return isRecord(value) && '_zod' in value && 'def' in value;
}
