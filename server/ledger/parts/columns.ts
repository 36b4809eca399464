/**
 * A column of values on its way into the database (một cột giá trị gửi vào cơ sở dữ liệu), in PostgreSQL's own binary form of an array:
 * an id is 16 bytes and not 36 signs, a hash is its bytes, and neither side spells or reads anything. A type without a form
 * here goes as text and is cast in the statement (`tables.ts`).
 */

interface Form {
  readonly element: string;
  /** PostgreSQL's number of the element's type: the same in every database. */
  readonly oid: number;
  readonly put: (value: unknown) => number;
}

/** What is being laid out; grows, and is used again for the next column. */
let room = Buffer.allocUnsafe(1 << 20);
let at = 0;

const FORMS: Readonly<Record<string, Form>> = {
  uuid: { element: 'uuid', oid: 2950, put: (value) => putUuid(String(value)) },
  text: { element: 'text', oid: 25, put: (value) => putText(String(value)) },
  integer: { element: 'integer', oid: 23, put: (value) => room.writeInt32BE(Number(value), at) - at },
  bigint: { element: 'bigint', oid: 20, put: (value) => room.writeBigInt64BE(BigInt(Number(value)), at) - at },
  boolean: { element: 'boolean', oid: 16, put: (value) => room.writeUInt8(value === true ? 1 : 0, at) - at },
  bytea: { element: 'bytea', oid: 17, put: putBytes },
};

const SPELLED: Form = { element: 'text', oid: 25, put: (value) => putText(spell(value)) };

const formOf = (type: string): Form => FORMS[type] ?? SPELLED;

/** The type of the array that `columnOf` makes; where it is not `type[]`, its values are to be cast. */
export const elementOf = (type: string): string => formOf(type).element;

/** Of `rows`, each one's value of this column; null and undefined are null. */
export function columnOf(type: string, rows: readonly object[], column: string): Buffer {
  const { oid, put } = formOf(type);
  const header = [1, 1, oid, rows.length, 1];
  at = 0;
  for (const number of header) at = room.writeInt32BE(number, at);
  for (const row of rows) {
    const value: unknown = Reflect.get(row, column);
    makeRoom(64);
    const start = at;
    at += 4;
    const size = value === null || value === undefined ? -1 : put(value);
    room.writeInt32BE(size, start);
    at = start + 4 + Math.max(0, size);
  }
  return Buffer.from(room.subarray(0, at));
}

function makeRoom(bytes: number): void {
  if (at + bytes <= room.length) return;
  const wider = Buffer.allocUnsafe(Math.max(room.length * 2, at + bytes));
  room.copy(wider, 0, 0, at);
  room = wider;
}

function putText(text: string): number {
  makeRoom(text.length * 3);
  return room.write(text, at, 'utf8');
}

function putBytes(value: unknown): number {
  if (!(value instanceof Uint8Array)) throw new TypeError('Bytes are needed.');
  makeRoom(value.length);
  room.set(value, at);
  return value.length;
}

const DASHES = [8, 13, 18, 23];

function putUuid(text: string): number {
  if (text.length !== 36) throw new TypeError('Not an id.');
  let to = at;
  for (let i = 0; i < 36; i += 2) {
    if (DASHES.includes(i)) i += 1;
    room[to] = (digit(text.charCodeAt(i)) << 4) | digit(text.charCodeAt(i + 1));
    to += 1;
  }
  return 16;
}

/** Of `0-9`, `a-f` or `A-F`. */
const digit = (code: number): number => (code & 15) + (code > 57 ? 9 : 0);

function spell(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `{${value.join(',')}}`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
