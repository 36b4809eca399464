/** Whatever the server loses by a restore, phones that had been told `taken` bring back; what it kept is known, and nothing is there twice. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { CommandAnswer } from './envelope.ts';
import { answered, due, emptyOutbox, type Outbox, type OutboxEntry, put } from './outbox.ts';
import { isOldSent, SENT_DAYS, sentAnew } from './sent.ts';

const entry = (n: number, subject: number): OutboxEntry => ({
  commandId: `c${n}`,
  subject: `s${subject}`,
  state: 'waiting',
  problem: null,
});

const step = fc.oneof(
  fc.record({ do: fc.constant('put' as const), subject: fc.nat(3) }),
  fc.record({ do: fc.constant('send' as const), answerLost: fc.boolean() }),
  fc.record({ do: fc.constant('back-up' as const) }),
  fc.record({ do: fc.constant('restore' as const) }),
);

/** A phone as the app keeps it: what left the outbox by an answer is sent. */
class Phone {
  outbox: Outbox<OutboxEntry> = emptyOutbox();
  sent: readonly OutboxEntry[] = [];
  epoch = 0;

  hear(answers: readonly CommandAnswer[]): void {
    const { entries } = this.outbox;
    this.outbox = answered(this.outbox, answers);
    this.sent = [...this.sent, ...entries.filter((one) => !this.outbox.entries.includes(one))];
  }

  pull(epoch: number): void {
    if (epoch === this.epoch) return;
    this.outbox = { ...this.outbox, entries: sentAnew(this.outbox.entries, this.sent) };
    [this.epoch, this.sent] = [epoch, []];
  }
}

test('nothing is lost or doubled by restores, and what was sent first comes first again', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const phone = new Phone();
      let [has, backup, epoch, made]: [string[], string[], number, number] = [[], [], 0, 0];
      // Of one subject only the newest goes, where none of them was ever taken.
      const replaced = new Set<string>();
      const takes = (ids: readonly string[]): CommandAnswer[] =>
        ids.map((commandId) => {
          if (has.includes(commandId)) return { commandId, answer: 'known' };
          has = [...has, commandId];
          return { commandId, answer: 'taken' };
        });
      const send = (answerLost: boolean): void => {
        const answers = takes(due(phone.outbox, 0).map(({ commandId }) => commandId));
        if (!answerLost) phone.hear(answers);
      };
      for (const one of steps) {
        if (one.do === 'put') {
          const before = phone.outbox.entries;
          phone.outbox = put(phone.outbox, entry(made++, one.subject));
          for (const { commandId } of before)
            if (phone.outbox.entries.every((each) => each.commandId !== commandId)) replaced.add(commandId);
        } else if (one.do === 'send') send(one.answerLost);
        else if (one.do === 'back-up') backup = has;
        else [has, epoch] = [backup, epoch + 1];
        if (one.do === 'send') phone.pull(epoch);
      }
      phone.pull(epoch);
      while (phone.outbox.entries.length > 0) send(false);
      const wanted = Array.from({ length: made }, (_, n) => `c${n}`).filter((id) => !replaced.has(id));
      assert.deepEqual(
        wanted.filter((id) => !has.includes(id)),
        [],
        'lost',
      );
      assert.equal(new Set(has).size, has.length);
    }),
  );
});

test('a newer form of the household does not take the place of what the server lacks; and nothing is kept for ever', () => {
  const anew = sentAnew([entry(2, 1)], [entry(1, 1), entry(2, 1)]);
  assert.deepEqual(
    put({ ...emptyOutbox<OutboxEntry>(), entries: anew }, entry(3, 1)).entries.map(({ commandId }) => commandId),
    ['c1', 'c3'],
  );
  const day = 86_400_000;
  assert.deepEqual(
    [SENT_DAYS, SENT_DAYS + 1].map((days) => isOldSent({ sentAt: 0 }, days * day)),
    [false, true],
  );
});
