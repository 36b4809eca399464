/** The outbox against a server that loses, repeats and refuses: nothing leaves unless it is there or was given up, nothing is doubled. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { CommandAnswer } from './envelope.ts';
import {
  again,
  answered,
  due,
  emptyOutbox,
  FIRST_WAIT_MS,
  isTurnedAway,
  lineFailed,
  LONGEST_WAIT_MS,
  MOST_AT_ONCE,
  type Outbox,
  type OutboxEntry,
  put,
  replace,
  totals,
  tryNow,
  waitAfter,
  withdraw,
} from './outbox.ts';

const entry = (n: number, subject: number): OutboxEntry => ({
  commandId: `c${n}`,
  subject: `s${subject}`,
  state: 'waiting',
  problem: null,
});

/** The simplest server: takes the first of an id, refuses those it dislikes until a person has sent them again. */
class Server {
  readonly has: string[] = [];
  readonly #dislikes: Set<string>;

  constructor(dislikes: Iterable<string>) {
    this.#dislikes = new Set(dislikes);
  }

  take(ids: readonly string[]): CommandAnswer[] {
    return ids.map((commandId) => {
      if (this.has.includes(commandId)) return { commandId, answer: 'known' };
      if (this.#dislikes.delete(commandId)) return { commandId, answer: 'refused', problem: { code: 'interviews-ended' } };
      this.has.push(commandId);
      return { commandId, answer: 'taken' };
    });
  }
}

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('put' as const), subject: fc.nat(6) }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('send' as const), lost: fc.constantFrom('no', 'request', 'answer'), cut: fc.nat(30) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('repeat' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.nat(LONGEST_WAIT_MS) }) },
);

test('whatever the line does, in the end the server has each newest form once, and the outbox is empty', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.array(fc.nat(40)), (steps, dislikes) => {
      const server = new Server(dislikes.map((n) => `c${n}`));
      let outbox: Outbox<OutboxEntry> = emptyOutbox();
      let [now, made] = [0, 0];
      let lastAnswers: CommandAnswer[] = [];
      const newest = new Map<string, string>();
      for (const one of steps) {
        if (one.do === 'put') {
          const made1 = entry((made += 1), one.subject);
          newest.set(made1.subject, made1.commandId);
          outbox = put(outbox, made1);
        } else if (one.do === 'pass') now += one.ms;
        else if (one.do === 'repeat') outbox = answered(outbox, lastAnswers);
        else {
          const sent = due(outbox, now).map(({ commandId }) => commandId);
          if (one.lost === 'request' || sent.length === 0) outbox = lineFailed(outbox, now, 0.5);
          else {
            // Cut in the middle: the server took a part, and said nothing.
            const arrived = one.lost === 'answer' ? sent.slice(0, one.cut) : sent;
            const answers = server.take(arrived);
            if (one.lost === 'answer') outbox = lineFailed(outbox, now, 0.5);
            else [outbox, lastAnswers] = [answered(outbox, answers), answers];
          }
        }
        // Nothing is lost on the way: each newest form is here or there.
        for (const id of newest.values())
          assert.ok(server.has.includes(id) || outbox.entries.some(({ commandId }) => commandId === id), id);
        assert.equal(new Set(outbox.entries.map(({ subject }) => subject)).size, outbox.entries.length, 'one of each subject');
      }
      for (let tries = 0; outbox.entries.length > 0 && tries < 200; tries += 1) {
        for (const { commandId, state } of outbox.entries) if (state !== 'waiting') outbox = again(outbox, commandId);
        outbox = answered(outbox, server.take(due(tryNow(outbox), now).map(({ commandId }) => commandId)));
      }
      assert.equal(outbox.entries.length, 0);
      assert.equal(new Set(server.has).size, server.has.length, 'none twice');
      for (const id of newest.values()) assert.ok(server.has.includes(id), id);
    }),
  );
});

test('what was refused or is held is not sent by itself, and stays with its reason', () => {
  let outbox = put(put(emptyOutbox<OutboxEntry>(), entry(1, 1)), entry(2, 2));
  outbox = answered(outbox, [
    { commandId: 'c1', answer: 'refused', problem: { code: 'round-closed' } },
    { commandId: 'c2', answer: 'held' },
  ]);
  assert.deepEqual(
    outbox.entries.map(({ state, problem }) => [state, problem?.code]),
    [
      ['refused', 'round-closed'],
      ['held', 'held'],
    ],
  );
  assert.deepEqual(due(outbox, 1e15), []);
  assert.deepEqual(totals(outbox), { waiting: 0, needsYou: 2 });
  assert.deepEqual(
    due(again(outbox, 'c1'), 0).map(({ commandId }) => commandId),
    ['c1'],
  );
  assert.deepEqual(withdraw(withdraw(outbox, 'c1'), 'c2').entries, []);
});

test('a passing refusal leaves the entry waiting', () => {
  const outbox = put(emptyOutbox<OutboxEntry>(), entry(1, 1));
  for (const code of ['busy', 'too-many-requests', 'not-signed-in'])
    assert.equal(answered(outbox, [{ commandId: 'c1', answer: 'refused', problem: { code } }]).entries[0]?.state, 'waiting', code);
});

test('waits double up to the longest, spread by luck, and end when there is a line', () => {
  assert.deepEqual([waitAfter(1, 1), waitAfter(2, 1), waitAfter(3, 1)], [FIRST_WAIT_MS, 2 * FIRST_WAIT_MS, 4 * FIRST_WAIT_MS]);
  assert.equal(waitAfter(1, 0), FIRST_WAIT_MS / 2);
  assert.equal(waitAfter(100, 1), LONGEST_WAIT_MS);
  let outbox = put(emptyOutbox<OutboxEntry>(), entry(1, 1));
  outbox = lineFailed(lineFailed(outbox, 0, 1), 100, 1);
  assert.deepEqual(due(outbox, 100 + 2 * FIRST_WAIT_MS - 1), []);
  assert.equal(due(outbox, 100 + 2 * FIRST_WAIT_MS).length, 1);
  assert.equal(due(tryNow(outbox), 0).length, 1);
});

/** A register in which a household's deeds are only taken in the order in which they were done. */
test('of one household nothing overtakes what was done before it, whatever is refused on the way; other households do not wait', () => {
  const deeds = fc.array(fc.record({ house: fc.nat(3), refusals: fc.nat(2) }), { minLength: 1, maxLength: 45 });
  fc.assert(
    fc.property(deeds, fc.array(fc.nat(25), { minLength: 300, maxLength: 300 }), (all, cuts) => {
      const wanted = all.map(({ house, refusals }, n) => ({ ...entry(n, n), about: [`h${house}`], house, refusals }));
      const refusals = new Map(wanted.map(({ commandId, refusals: left }) => [commandId, left]));
      const done = new Map<number, string[]>([0, 1, 2, 3].map((house) => [house, []]));
      let outbox = wanted.reduce(put<(typeof wanted)[number]>, emptyOutbox<(typeof wanted)[number]>());
      for (const cut of cuts) {
        const sent = due(outbox, 0);
        const answers = sent.slice(0, Math.max(1, cut)).map(({ commandId, house }): CommandAnswer => {
          const before = wanted.filter((one) => one.house === house).findIndex((one) => one.commandId === commandId);
          const has = done.get(house) ?? [];
          if (has.includes(commandId)) return { commandId, answer: 'known' };
          const left = refusals.get(commandId) ?? 0;
          if (has.length !== before || left > 0) {
            refusals.set(commandId, Math.max(0, left - 1));
            return { commandId, answer: 'refused', problem: { code: 'household-unknown' } };
          }
          has.push(commandId);
          return { commandId, answer: 'taken' };
        });
        outbox = answered(outbox, answers);
        for (const house of [0, 1, 2, 3]) {
          const stuck = outbox.entries.filter((one) => one.house === house && one.state !== 'waiting');
          assert.ok(stuck.length <= 1, 'only the first of a household needs a person');
          const free = outbox.entries.filter((one) => one.house === house);
          if (stuck.length === 0 && free.length > 0 && outbox.entries.length <= MOST_AT_ONCE)
            assert.ok(
              due(outbox, 0).some((one) => one.house === house),
              'a household without a refusal goes on',
            );
        }
        // A person corrects one: the corrected takes its place.
        const back = outbox.entries.find(({ state }) => state !== 'waiting');
        if (back !== undefined) outbox = replace(outbox, back.commandId, { ...back, state: 'waiting', problem: null });
      }
      for (const house of [0, 1, 2, 3])
        assert.deepEqual(
          done.get(house)?.filter((id) => id !== undefined),
          wanted
            .filter((one) => one.house === house && !outbox.entries.some(({ commandId }) => commandId === one.commandId))
            .map(({ commandId }) => commandId),
        );
      assert.equal(outbox.entries.length, 0);
    }),
    { numRuns: 60 },
  );
});

test('a long list goes in pieces, oldest first', () => {
  const outbox = Array.from({ length: MOST_AT_ONCE + 5 }, (_, i) => entry(i, i)).reduce(put<OutboxEntry>, emptyOutbox<OutboxEntry>());
  assert.deepEqual(
    due(outbox, 0).map(({ commandId }) => commandId),
    outbox.entries.slice(0, MOST_AT_ONCE).map(({ commandId }) => commandId),
  );
});

test('what was refused or held is known not to be there, and may be sent anew as if it never went', () => {
  for (const answer of ['refused', 'held'] as const) {
    const entry = { commandId: 'a', subject: 'a', state: 'waiting', problem: null, tried: true } as const;
    const [after] = answered({ ...emptyOutbox<OutboxEntry>(), entries: [entry] }, [{ commandId: 'a', answer }]).entries;
    assert.deepEqual([after?.state, after?.tried], [answer, false]);
    const unheard = answered({ ...emptyOutbox<OutboxEntry>(), entries: [entry] }, []).entries;
    assert.deepEqual(unheard, [entry], 'without an answer it may be there');
    const two = [entry, { ...entry, commandId: 'b', subject: 'b' }].map((one) => ({ ...one, about: ['home'] }));
    const both = answered({ ...emptyOutbox<OutboxEntry>(), entries: two }, [
      { commandId: 'a', answer },
      { commandId: 'b', answer: 'refused', problem: { code: 'not-there' } },
    ]).entries;
    const stand = both.map(({ state, tried }) => [state, tried]);
    assert.deepEqual(
      stand,
      [
        [answer, false],
        ['waiting', false],
      ],
      'refused behind the other one, it waits and is not there',
    );
  }
});

test('the server has none of what it turned away at the door, and may have what failed inside or on the way', () => {
  for (const code of ['not-signed-in', 'too-many-requests', 'app-too-old']) assert.ok(isTurnedAway({ code }), code);
  for (const code of ['no-connection', 'not-json', 'http-502', 'server-error', 'database-away', 'disk-full'])
    assert.ok(!isTurnedAway({ code }), code);
});
