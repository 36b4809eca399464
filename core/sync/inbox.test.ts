/** A device's inbox against a plain list of what happened: answers that come twice, late, in parts, across rights and epochs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cursorsOf, emptyInbox, hasMore, type Inbox, receive } from './inbox.ts';
import type { BookNews, PullAnswer, PulledRow } from './protocol.ts';

/** A book as a list of changes; change i has version i + 1 and either sets or removes a household. */
type History = readonly { readonly household: string; readonly gone: boolean }[];

const historyArbitrary = fc.array(fc.record({ household: fc.constantFrom('a', 'b', 'c', 'd'), gone: fc.boolean() }), { maxLength: 30 });

function standing(history: History): Map<string, PulledRow> {
  const rows = new Map<string, PulledRow>();
  history.forEach(({ household, gone }, i) => {
    if (gone) rows.delete(household);
    else rows.set(household, { householdId: household, version: i + 1 });
  });
  return rows;
}

/** What a server that has seen `upTo` changes answers to a cursor. */
function newsOf(history: History, from: number, upTo: number): BookNews<PulledRow> {
  const last = new Map<string, { version: number; gone: boolean }>();
  history.slice(0, upTo).forEach(({ household, gone }, i) => last.set(household, { version: i + 1, gone }));
  const changed = [...last].filter(([, { version }]) => version > from);
  return {
    ...{ bookId: 'book', hamletId: 'hamlet', from, version: upTo, more: false },
    rows: changed.filter(([, { gone }]) => !gone).map(([householdId, { version }]) => ({ householdId, version })),
    tombstones: changed
      .filter(([, { gone }]) => gone)
      .map(([householdId, { version }]) => ({ householdId, version, reason: 'moved' as const })),
  };
}

const answer = (news: BookNews<PulledRow>): PullAnswer<PulledRow> => ({ epoch: 'one', books: [news] });

test('whatever answers come, in whatever order and how often: a last pull makes the device equal to the server', () => {
  const pulls = fc.array(fc.record({ from: fc.nat(30), upTo: fc.nat(30), honest: fc.boolean() }), { maxLength: 20 });
  fc.assert(
    fc.property(historyArbitrary, pulls, (history, wanted) => {
      let inbox: Inbox<PulledRow> = emptyInbox();
      for (const { from, upTo, honest } of wanted) {
        const end = Math.min(upTo, history.length);
        const start = honest ? (cursorsOf(inbox)['book'] ?? 0) : Math.min(from, end);
        if (start <= end) inbox = receive(inbox, answer(newsOf(history, start, end)));
        const held = inbox.books.get('book');
        if (held !== undefined) assert.deepEqual(held.rows, standing(history.slice(0, held.version)));
      }
      inbox = receive(inbox, answer(newsOf(history, cursorsOf(inbox)['book'] ?? 0, history.length)));
      assert.deepEqual(inbox.books.get('book')?.rows, standing(history));
    }),
  );
});

test('a withdrawn book goes, a late answer does not bring it back half', () => {
  const history = [
    { household: 'a', gone: false },
    { household: 'b', gone: false },
  ];
  const held = receive(emptyInbox<PulledRow>(), answer(newsOf(history, 0, 1)));
  const without = receive(held, { epoch: 'one', books: [{ bookId: 'book', forget: true }] });
  assert.deepEqual(cursorsOf(without), {});
  const late = receive(without, answer(newsOf(history, 1, 2)));
  assert.deepEqual(cursorsOf(late), {});
});

test('another epoch empties the device', () => {
  const held = receive(emptyInbox<PulledRow>(), answer(newsOf([{ household: 'a', gone: false }], 0, 1)));
  const restored = receive(held, { epoch: 'two', books: [newsOf([], 0, 0)] });
  assert.deepEqual(restored, { epoch: 'two', books: new Map() });
});

test('more is more of any book', () => {
  assert.equal(hasMore(answer({ ...newsOf([], 0, 0), more: true })), true);
  assert.equal(hasMore({ epoch: 'one', books: [{ bookId: 'x', forget: true }] }), false);
});
