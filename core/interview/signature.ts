/**
 * The end of a form as the household gives it (chữ ký, dấu của hộ): a signature drawn on the screen, or a mark before a witness who is
 * named; never the image of a finger. Strokes are kept as lines between points of a grid, short enough to be a line of text.
 */
import * as z from 'zod';
import { field, record, RULES } from '../access/catalogue.ts';
import { lineSchema } from '../ledger/fields.ts';

/** Points go from 0 to this across and down. */
export const GRID = 999;
/** Longest text of strokes: a signature of many loops needs about half. */
export const MOST_STROKES = 6_000;

export type Point = readonly [x: number, y: number];
export type Stroke = readonly Point[];

const POINT = '[0-9]{1,3},[0-9]{1,3}';
const LINE = `${POINT}(?: ${POINT})*`;
const STROKES = new RegExp(`^${LINE}(?:;${LINE})*$`);

export const SIGNED_HOW = ['drawn', 'mark'] as const;

export const signed = record('signature of the household', {
  how: field(z.enum(SIGNED_HOW), RULES.operation),
  /** `x,y x,y;x,y`: of what was drawn, be it a name or a mark. */
  strokes: field(z.string().max(MOST_STROKES).regex(STROKES), RULES.signature),
  /** Who saw the mark being made; without a mark nobody needs to. */
  witness: field(lineSchema(100).nullable(), RULES.name),
});
export const signedSchema = signed.schema.refine(({ how, witness }) => how === 'drawn' || witness !== null);
export type Signed = z.output<typeof signed.schema>;

/** As text, thinned out until it is short enough; '' for nothing drawn. Points outside are drawn at the edge. */
export function writeStrokes(strokes: readonly Stroke[]): string {
  for (let apart = 4; ; apart *= 2) {
    const text = strokes
      .map((stroke) => thinned(stroke.map(onGrid), apart).map(([x, y]) => `${x},${y}`))
      .filter((points) => points.length > 0)
      .map((points) => points.join(' '))
      .join(';');
    if (text.length <= MOST_STROKES) return text;
    if (apart > GRID) return text.slice(0, MOST_STROKES).replace(/[; ][^; ]*$/, '');
  }
}

const onGrid = ([x, y]: Point): Point => [inside(x), inside(y)];
const inside = (value: number): number => Math.min(GRID, Math.max(0, Math.round(value)));

/** Points nearer than that to the one before are left out; the last stays. */
function thinned(points: Stroke, apart: number): Stroke {
  const kept: Point[] = [];
  for (const [place, point] of points.entries()) {
    const before = kept.at(-1);
    const isLast = place === points.length - 1;
    if (before === undefined || isLast || Math.abs(before[0] - point[0]) + Math.abs(before[1] - point[1]) >= apart) kept.push(point);
  }
  return kept;
}

/** As the path of a drawing on the grid; a stroke of one point is a dot. */
export function pathOfStrokes(text: string): string {
  return text
    .split(';')
    .filter((line) => line !== '')
    .map((line) => {
      const [first = '', ...rest] = line.split(' ');
      return `M${first} ${rest.length === 0 ? `L${first}` : `L${rest.join(' ')}`}`;
    })
    .join(' ');
}
