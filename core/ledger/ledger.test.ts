/** Canonical text, chain and roots: what must not depend on anything, what must depend on everything. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { idOf, parseUuid, uuidFrom } from '../kernel/ids.ts';
import { parseInstant } from '../kernel/dates.ts';
import { canonical } from './canonical.ts';
import { chain, checkLink, commit, emptyHead, headOf, headerText, rootOf, toHex } from './chain.ts';
import { type ChainedEvent, eventIdOf, type EventHeader, type Hash } from './event.ts';

const hash: Hash = (...parts) => {
  const whole = createHash('sha256');
  for (const part of parts) whole.update(part);
  return whole.digest();
};

const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'grapheme' }),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.dictionary(
    fc.string({ maxLength: 6 }).filter((key) => key !== '__proto__' && !/^\d+$/.test(key)),
    tie('value'),
    { maxKeys: 5 },
  ),
})).value;

/** Keys the other way round, all the way down. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, turned(item)]),
  );
}

test('canonical text: the order of keys does not matter, everything else does, nothing is lost', () => {
  fc.assert(
    fc.property(json, (value) => {
      assert.equal(canonical(turned(value)), canonical(value));
      assert.deepEqual(JSON.parse(canonical(value)), JSON.parse(JSON.stringify(value)));
    }),
  );
  assert.equal(canonical({ b: [1, -0, 'đ'], a: { d: null, c: true }, gone: undefined }), '{"a":{"c":true,"d":null},"b":[1,0,"đ"]}');
  for (const bad of [0.5, Number.NaN, 2 ** 53, undefined, () => 1, [undefined], 1n, Symbol('x')])
    assert.throws(() => canonical(bad), TypeError);
});

const uuid = (name: string) => {
  const parsed = parseUuid(uuidFrom(createHash('sha256').update(name).digest().subarray(0, 16)));
  assert.ok(parsed.ok);
  return parsed.value;
};
const instant = (text: string) => {
  const parsed = parseInstant(text);
  assert.ok(parsed.ok);
  return parsed.value;
};

function header(n: number): Omit<EventHeader, 'version'> {
  return {
    bookId: idOf('book', uuid('book')),
    eventId: idOf('event', uuid(`event ${n}`)),
    commandId: idOf('command', uuid(`command ${n}`)),
    commandPart: n % 3,
    kind: 'member-born',
    kindVersion: 1,
    householdId: n % 4 === 0 ? null : idOf('household', uuid(`household ${n}`)),
    accountId: idOf('account', uuid('account')),
    deviceAt: instant('2026-10-01T01:00:00.000Z'),
    recordedAt: instant('2026-10-01T02:00:00.000Z'),
  };
}

const sealed = (n: number) => ({ body: canonical({ n }), salt: new Uint8Array(16).fill(n) });

function book(length: number): ChainedEvent[] {
  const events: ChainedEvent[] = [];
  let head = emptyHead();
  for (let n = 0; n < length; n++) {
    const event = chain(hash, head, header(n), commit(hash, sealed(n)));
    events.push(event);
    head = headOf(event);
  }
  return events;
}

function faultsOf(events: readonly ChainedEvent[]): string[] {
  let head = emptyHead();
  const faults: string[] = [];
  for (const event of events) {
    const fault = checkLink(hash, head, event);
    if (fault !== null) faults.push(fault.code);
    head = headOf(event);
  }
  return faults;
}

test('a chain holds, and a second way of hashing agrees', () => {
  const events = book(9);
  assert.deepEqual(faultsOf(events), []);
  const [first, second] = events;
  assert.ok(first !== undefined && second !== undefined);
  const text = `["${second.bookId}",2,"${second.eventId}","${second.commandId}",1,"member-born",1,"${second.householdId}","${second.accountId}","2026-10-01T01:00:00.000Z","2026-10-01T02:00:00.000Z"]`;
  assert.equal(headerText(second), text);
  const body = createHash('sha256')
    .update(`vuon body\n${'\x01'.repeat(16)}{"n":1}`)
    .digest();
  assert.equal(toHex(second.commitment), body.toString('hex'));
  const whole = createHash('sha256').update('vuon event\n').update(first.hash).update(text).update(body).digest('hex');
  assert.equal(toHex(second.hash), whole);
});

test('every change of a header, of a link, of the order is a fault', () => {
  const changes = fc.constantFrom<(event: ChainedEvent) => Partial<ChainedEvent>>(
    () => ({ eventId: idOf('event', uuid('other')) }),
    () => ({ commandId: idOf('command', uuid('other')) }),
    (event) => ({ commandPart: event.commandPart + 1 }),
    () => ({ kind: 'member-died' }),
    () => ({ kindVersion: 2 }),
    () => ({ householdId: idOf('household', uuid('other')) }),
    () => ({ accountId: idOf('account', uuid('other')) }),
    () => ({ deviceAt: instant('2026-10-01T01:00:00.001Z') }),
    () => ({ recordedAt: instant('2026-10-01T02:00:00.001Z') }),
    () => ({ commitment: hash('x') }),
    () => ({ prevHash: hash('x') }),
    () => ({ hash: hash('x') }),
    (event) => ({ version: event.version + 1 }),
  );
  fc.assert(
    fc.property(fc.nat(8), changes, (at, change) => {
      const events = book(9).map((event, i) => (i === at ? { ...event, ...change(event) } : event));
      assert.notDeepEqual(faultsOf(events), []);
    }),
  );
  fc.assert(
    fc.property(fc.nat(7), (at) => {
      const events = book(9);
      assert.deepEqual(faultsOf(events.filter((_, i) => i !== at)), ['version-gap']);
      const [a, b] = [events[at], events[at + 1]];
      assert.ok(a !== undefined && b !== undefined);
      assert.notDeepEqual(faultsOf(events.map((event, i) => (i === at ? b : i === at + 1 ? a : event))), []);
    }),
  );
});

test('the salt hides the body: the same body under two salts has two commitments', () => {
  assert.notDeepEqual(commit(hash, { body: 'x', salt: new Uint8Array(16) }), commit(hash, { body: 'x', salt: new Uint8Array(16).fill(1) }));
});

test('the root depends on every head and not on their order', () => {
  const heads = ['a', 'b', 'c'].map((bookId, i) => ({ bookId, version: i + 1, hash: hash(bookId) }));
  const root = toHex(rootOf(hash, heads));
  assert.equal(toHex(rootOf(hash, [...heads].reverse())), root);
  heads.forEach((_, at) => {
    const others = [
      heads.filter((_head, i) => i !== at),
      heads.map((head, i) => (i === at ? { ...head, version: 9 } : head)),
      heads.map((head, i) => (i === at ? { ...head, hash: hash('x') } : head)),
      heads.map((head, i) => (i === at ? { ...head, bookId: 'z' } : head)),
    ];
    for (const other of others) assert.notEqual(toHex(rootOf(hash, other)), root);
  });
});

test('event ids follow from command and part', () => {
  assert.equal(eventIdOf(hash, 'c', 0, uuidFrom), eventIdOf(hash, 'c', 0, uuidFrom));
  const ids = ['c', 'd'].flatMap((command) => [0, 1, 2].map((part) => eventIdOf(hash, command, part, uuidFrom)));
  assert.equal(new Set(ids).size, 6);
});
