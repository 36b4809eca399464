/**
 * Branded ids: a household's id cannot be passed where a member's is wanted, and text becomes an id only by being
 * parsed. Who makes the bytes (clock, chance, hash) is left to others: they come in as arguments. (Mã định danh.)
 *
 * Two shapes exist. A *uuid* in lowercase, 36 characters, of RFC 9562 version 4 or 7 (made by a client) or 8 (derived
 * from other facts). An *area id* is `a` and 4 digits for the real units that come with the program (opaque: the digits
 * are a running number, never a unit's code), or a uuid for areas that an installation adds, such as hamlets.
 */
import { fail, ok, type Result } from './result.ts';

declare const brand: unique symbol;
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

export type Uuid = Brand<string, 'uuid'>;
export type Id<Kind extends string> = Brand<string, `id:${Kind}`>;

export type HouseholdId = Id<'household'>;
export type MemberId = Id<'member'>;
export type BookId = Id<'book'>;
export type EventId = Id<'event'>;
export type CommandId = Id<'command'>;
export type RoundId = Id<'round'>;
export type AccountId = Id<'account'>;
export type DecisionId = Id<'decision'>;
export type ImportId = Id<'import'>;
export type DeviceId = Id<'device'>;
export type AreaId = Id<'area'>;

/** The kinds whose ids are always uuids. */
export type UuidKind = 'household' | 'member' | 'book' | 'event' | 'command' | 'round' | 'account' | 'decision' | 'import' | 'device';

export type IdProblem = { readonly code: 'id-malformed'; readonly kind: UuidKind | 'area' | 'uuid' };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[478][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const REAL_AREA = /^a[0-9]{4}$/;

export function isUuid(text: string): text is Uuid {
  return UUID.test(text);
}

export function parseUuid(text: string): Result<Uuid, IdProblem> {
  return isUuid(text) ? ok(text) : fail({ code: 'id-malformed', kind: 'uuid' });
}

export const parseHouseholdId = parserFor('household');
export const parseMemberId = parserFor('member');
export const parseBookId = parserFor('book');
export const parseEventId = parserFor('event');
export const parseCommandId = parserFor('command');
export const parseRoundId = parserFor('round');
export const parseAccountId = parserFor('account');
export const parseDecisionId = parserFor('decision');
export const parseImportId = parserFor('import');
export const parseDeviceId = parserFor('device');

export function parseAreaId(text: string): Result<AreaId, IdProblem> {
  return isAreaId(text) ? ok(text) : fail({ code: 'id-malformed', kind: 'area' });
}

export function isAreaId(text: string): text is AreaId {
  return REAL_AREA.test(text) || UUID.test(text);
}

/** Gives a uuid its meaning. `kind` only chooses the type. */
export function idOf<Kind extends UuidKind | 'area'>(_kind: Kind, uuid: Uuid): Id<Kind> {
  return brandId<Kind>(uuid);
}

/** The area id of the n-th real unit, 1 ≤ n ≤ 9,999. */
export function realAreaId(running: number): AreaId {
  if (!Number.isInteger(running) || running < 1 || running > 9999) throw new RangeError('Running number out of range.');
  return brandId<'area'>(`a${String(running).padStart(4, '0')}`);
}

/** A uuid of version 8 from 16 bytes, such as the start of a hash: the same bytes give the same id. */
export function uuidFrom(bytes: Uint8Array): Uuid {
  return layOut(bytes, 8);
}

/** A uuid of version 7: ascending in time, so that new rows lie side by side. `millis` is Unix time; 10 random bytes. */
export function uuidAt(millis: number, chance: Uint8Array): Uuid {
  if (!Number.isSafeInteger(millis) || millis < 0 || millis >= 2 ** 48) throw new RangeError('Time out of range.');
  if (chance.length !== 10) throw new RangeError('Exactly 10 random bytes are needed.');
  const bytes = new Uint8Array(16);
  for (let i = 5, rest = millis; i >= 0; i -= 1, rest = Math.floor(rest / 256)) bytes[i] = rest % 256;
  bytes.set(chance, 6);
  return layOut(bytes, 7);
}

function layOut(bytes: Uint8Array, version: 7 | 8): Uuid {
  if (bytes.length !== 16) throw new RangeError('Exactly 16 bytes are needed.');
  let text = '';
  for (let i = 0; i < 16; i += 1) {
    const byte = bytes[i] ?? 0;
    const fixed = i === 6 ? (byte & 0x0f) | (version << 4) : i === 8 ? (byte & 0x3f) | 0x80 : byte;
    text += (i === 4 || i === 6 || i === 8 || i === 10 ? '-' : '') + (HEX[fixed] ?? '');
  }
  return text as Uuid;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function parserFor<Kind extends UuidKind>(kind: Kind): (text: string) => Result<Id<Kind>, IdProblem> {
  return (text) => (isUuid(text) ? ok(brandId<Kind>(text)) : fail({ code: 'id-malformed', kind }));
}

function brandId<Kind extends string>(text: string): Id<Kind> {
  return text as Id<Kind>;
}
