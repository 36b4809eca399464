/** Evidence checked offline: as it was sealed it passes; whatever byte is altered, part taken out or event left out is named. */
import assert from 'node:assert/strict';
import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { idOf, parseUuid, uuidFrom } from '../kernel/ids.ts';
import { parseInstant } from '../kernel/dates.ts';
import { chain, commit, emptyHead, headOf, toHex } from './chain.ts';
import type { Hash } from './event.ts';
import {
  checkEvidence,
  EVIDENCE_FORMAT,
  type EvidenceBook,
  type EvidenceEvent,
  type EvidenceStatement,
  evidenceText,
  type EvidenceTools,
  sealedEvidence,
} from './evidence.ts';

const hash: Hash = (...parts) => {
  const made = createHash('sha256');
  for (const part of parts) made.update(part);
  return made.digest();
};
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const PUBLIC_KEY = publicKey.export({ format: 'jwk' }).x ?? assert.fail();
const tools: EvidenceTools = {
  hash,
  verifies: ({ text, signature, publicKey: x }) => {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
  },
};
const uuid = (name: string) => {
  const parsed = parseUuid(uuidFrom(hash(name).subarray(0, 16)));
  assert.ok(parsed.ok);
  return parsed.value;
};
const at = parseInstant('2026-10-01T02:00:00.000Z');
assert.ok(at.ok);
const moment = at.value;
const OWN = uuid('household');

/** A book of so many events, of which some are the household's; `erases`: the last names this one, whose body is gone. */
function bookOf(whose: readonly boolean[], erases: number | null = null): EvidenceBook {
  let head = emptyHead();
  const events = whose.map((own, i): EvidenceEvent => {
    const last = erases !== null && i === whose.length - 1;
    const body = JSON.stringify(last ? { eventIds: [uuid(`event ${erases}`)], ground: 'a', office: 'b' } : { told: `việc ${i}` });
    const sealed = { salt: hash('salt', String(i)).subarray(0, 16), body };
    const header = {
      ...{
        bookId: idOf('book', uuid('book')),
        eventId: idOf('event', uuid(`event ${i}`)),
        commandId: idOf('command', uuid(`command ${i}`)),
      },
      ...{ commandPart: 0, kind: last ? 'erased' : 'household-corrected', kindVersion: 1, accountId: idOf('account', uuid('person')) },
      ...{ householdId: idOf('household', own ? OWN : uuid(`neighbour ${i}`)), deviceAt: moment, recordedAt: moment },
    };
    const event = chain(hash, head, header, commit(hash, sealed));
    head = headOf(event);
    const { bookId: _bookId, prevHash, commitment, hash: own2, ...told } = event;
    const plain = { ...told, prevHash: toHex(prevHash), commitment: toHex(commitment), hash: toHex(own2) };
    return own && i !== erases ? { ...plain, sealed: { salt: toHex(sealed.salt), body } } : plain;
  });
  return { bookId: uuid('book'), hamletId: 'h', head: { version: head.version, hash: toHex(head.hash) }, rooted: null, events };
}

function sealed(books: readonly EvidenceBook[], more: readonly string[] = ['{"a":1}']): string {
  const lines = [...books.map((book) => JSON.stringify(book)), ...more];
  const names = [...books.map(({ bookId }) => `book:${bookId}`), ...more.map((_, i) => `part ${i}`)];
  const statement = JSON.stringify({
    ...{ householdId: OWN, province: 'Tỉnh Thử', demonstration: true, madeAt: moment, madeBy: 'can.bo', purpose: 'khiếu nại' },
    parts: lines.map((line, i) => ({ name: names[i] ?? '', hash: toHex(hash(line)) })),
  } satisfies EvidenceStatement);
  const signature = sign(null, Buffer.from(sealedEvidence(statement)), privateKey).toString('base64url');
  return evidenceText({ format: EVIDENCE_FORMAT, statement, signature, publicKey: PUBLIC_KEY }, lines);
}
const codes = (text: string) => checkEvidence(text, tools).faults.map(({ code }) => code);
const WHOSE = [true, false, true, true, false];

test('as it was sealed it passes, and says how much of it is the household’s', () => {
  const report = checkEvidence(sealed([bookOf(WHOSE)]), tools);
  assert.deepEqual([report.faults, report.events, report.chained, report.erased], [[], 3, 5, 0]);
  assert.equal(report.statement?.purpose, 'khiếu nại');
});

test('whatever byte is altered, it is named', () => {
  const text = sealed([bookOf(WHOSE)]);
  const bytes = Buffer.from(text);
  const named = (place: number, by: number): void => {
    const altered = Buffer.from(bytes);
    altered[place] = ((altered[place] ?? 0) + by) % 256;
    // Bytes that are no text read as one and the same sign: what the file says is compared, as a reader has it.
    const told = altered.toString('utf8');
    if (told !== text) assert.notDeepEqual(codes(told), [], `byte ${place}, more by ${by}`);
  };
  fc.assert(fc.property(fc.nat(bytes.length - 2), fc.integer({ min: 1, max: 255 }), named), { numRuns: 400 });
  // Each of the seal's own bytes, and each other byte that the last sign of signature and key could be.
  const first = bytes.indexOf('\n');
  for (let place = bytes.lastIndexOf('"signature"', first); place < first; place++) for (const by of [1, 2, 4, 8, 255]) named(place, by);
});

test('the part and the event that were altered are told by name', () => {
  const book = bookOf(WHOSE);
  const [, , third] = book.events;
  const body = third?.sealed?.body ?? assert.fail();
  const text = sealed([book]).replace(JSON.stringify(body).slice(1, -1), JSON.stringify(body.replace('việc', 'viêc')).slice(1, -1));
  const { faults } = checkEvidence(text, tools);
  assert.deepEqual(faults, [
    { code: 'part-altered', part: `book:${book.bookId}` },
    { code: 'body-altered', part: `book:${book.bookId}`, version: 3, kind: 'household-corrected' },
  ]);
});

test('whoever holds the key still cannot leave an event of the household out, change one or cut the end', () => {
  const book = bookOf(WHOSE);
  const changed = (events: readonly EvidenceEvent[]) => codes(sealed([{ ...book, events: [...events] }]));
  assert.deepEqual(changed(book.events.filter(({ version }) => version !== 3)), ['events-missing']);
  assert.deepEqual(changed(book.events.slice(0, -1)), ['head-differs']);
  assert.deepEqual(changed(book.events.map((event) => (event.version === 3 ? { ...event, kind: 'household-left' } : event))), [
    'event-altered',
  ]);
  const bare = ({ sealed: _sealed, ...event }: EvidenceEvent) => event;
  assert.deepEqual(changed(book.events.map((event) => (event.version === 3 ? bare(event) : event))), ['body-missing']);
  const rooted = { day: '2026-10-01', root: 'a'.repeat(64), version: 3, hash: 'b'.repeat(64) };
  assert.deepEqual(codes(sealed([{ ...book, rooted }])), ['root-differs']);
});

test('what was lawfully erased is no fault, where the erasing itself is there', () => {
  const report = checkEvidence(sealed([bookOf([...WHOSE, true], 2)]), tools);
  assert.deepEqual([report.faults, report.erased], [[], 1]);
});

test('another seal, a spare line, a missing one, nothing of the household, no evidence at all', () => {
  const text = sealed([bookOf(WHOSE)]);
  assert.deepEqual(codes(text.replace('khiếu nại', 'khiếu nạn')), ['signature-wrong']);
  assert.deepEqual(codes(`${text}{}\n`), ['part-unnamed']);
  assert.deepEqual(codes(text.split('\n').slice(0, -2).join('\n')), ['part-missing']);
  assert.deepEqual(codes(sealed([bookOf([false, false])])), ['household-nowhere']);
  assert.deepEqual(codes('hello'), ['not-evidence']);
  assert.deepEqual(codes(''), ['not-evidence']);
});
