/**
 * What a route told, made fit to be compared (điều máy chủ nói, để so): without the moment and the order in which it was said; and which routes
 * tell what a household was found to be.
 */

export interface Told {
  readonly route: string;
  readonly url: string;
  readonly text: string;
}

/** Never the same twice, and of nobody's form. */
const OF_THE_MOMENT = new Set(['version', 'versions', 'reads', 'looks', 'seenFile', 'asOf']);

export function whereOtherwise(one: string, other: string): string {
  const from = [...one].findIndex((sign, i) => sign !== other[i]) - 80;
  return [one, other].map((text) => text.slice(Math.max(0, from), Math.max(0, from) + 200)).join(' | ');
}

/** Without what a paper says of itself, which is when it was set. */
export function steady(whole: string): string {
  const text = whole.replace(/\/(Mod|Creation)Date \([^)]*\)/g, '').replace(/<x:xmpmeta[\s\S]*/, '');
  if (!/^\d+ (\{|\[[\]{])/.test(text)) return text;
  const [status = '', ...rest] = text.split(' ');
  return `${status} ${JSON.stringify(JSON.parse(rest.join(' ')), inOrder)}`;
}

/** Keys as the alphabet has them: what stands under them tells, and not when the database came upon it. */
function inOrder(key: string, value: unknown): unknown {
  if (OF_THE_MOMENT.has(key)) return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Where somebody else is told what was found: all that must be silent to whoever asks once more. */
export const TELLING = [
  '/api/areas/:areaId/households',
  '/api/areas/:areaId/minutes',
  '/api/areas/:areaId/minutes/:heldOn/paper',
  '/api/areas/:areaId/postings/paper',
  '/api/areas/:areaId/standards',
  '/api/areas/:areaId/standards/households',
  '/api/device',
  '/api/households/:householdId',
  '/api/households/:householdId/form',
  '/api/households/:householdId/interview',
  '/api/pull',
  '/api/rounds/:roundId/communes/:communeId/decision',
  '/api/rounds/:roundId/communes/:communeId/decision/paper',
  '/api/search',
];
export const TELLING_DECIDED = [
  '/api/areas/:areaId',
  '/api/areas/:areaId/certificates',
  '/api/areas/:areaId/decisions/:decisionId/paper',
  '/api/areas/:areaId/households',
  '/api/areas/:areaId/requests/:requestId',
  '/api/changes/households',
  '/api/figures/:id/households',
  '/api/households/:householdId',
  '/api/pull',
  '/api/reports/:table',
  '/api/search',
];
