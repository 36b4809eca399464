/**
 * What a device and the server mean when they talk (phiên bản giao thức): one number for all that travels between them. What apps of
 * each number sent lies in `museum/`, and the server takes it all. `core/protocol.test.ts` fails when something that travels
 * changes and the number does not.
 */

/** As this code speaks: 1 forms, 2 acts, handovers and clashes, 3 the app says its number, 4 forms say which state of the household they saw, 5 directives, and who signed a form, 6 minutes of meetings, 7 forms say in which ledger they saw it, and where they were made; pictures, 8 a person noted wrongly is set right, 9 two who set it right otherwise are a clash too, of no round. */
export const PROTOCOL = 9;

/** The oldest app that still understands what the server answers. An older one is told to renew itself; what it holds is taken. */
export const OLDEST_READ = 1;

/** By which an app says its number. */
export const PROTOCOL_HEADER = 'x-vuon-protocol';

/** By which a phone says which of its person's phones it is. */
export const PHONE_HEADER = 'x-vuon-phone';

/** Apps before 3 said none; only those on a phone named their person. Null: no app at all. */
export function protocolSaid(header: unknown, namesPerson: boolean): number | null {
  if (header === undefined) return namesPerson ? 1 : null;
  return typeof header === 'string' && /^[1-9]\d{0,5}$/.test(header) ? Number(header) : 1;
}
