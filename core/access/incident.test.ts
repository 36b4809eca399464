/** Incidents against worked examples: the clock of the notice, and what a look could show at most to whom. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseInstant } from '../kernel/dates.ts';
import { RULES } from './catalogue.ts';
import { DATA_KINDS, hoursLeft, kindsShown, noticeDue, noticeTermOn, sensitiveOf, showsNobody } from './incident.ts';

const at = (text: string) => {
  const parsed = parseInstant(text);
  return parsed.ok ? parsed.value : assert.fail(text);
};

test('the notice is due 72 hours after it became known, by the rule of that day', () => {
  assert.equal(noticeTermOn('2023-06-30'), null);
  assert.match(noticeTermOn('2025-12-31')?.clause ?? '', /13\/2023/);
  const term = noticeTermOn('2026-10-01');
  assert.match(term?.clause ?? '', /91\/2025/);
  assert.notEqual(term?.sure, 'S', 'to be confirmed');
  const due = noticeDue(at('2026-10-01T02:00:00.000Z'), term ?? assert.fail());
  assert.equal(due, '2026-10-04T02:00:00.000Z');
  assert.deepEqual(
    ['2026-10-01T02:00:00.000Z', '2026-10-04T01:30:00.000Z', '2026-10-04T02:30:00.000Z'].map((now) => hoursLeft(due, at(now))),
    [72, 0, -1],
  );
});

test('a look shows no kind that its reader may not see, and what is not known shows all that they may', () => {
  assert.ok(!kindsShown('review', ['hamlet']).includes('citizenId'), 'masked');
  assert.ok(kindsShown('review', ['commune']).includes('citizenId'));
  assert.deepEqual(kindsShown('review', []), []);
  assert.deepEqual(kindsShown('list-poor', ['above']), ['name', 'householdFact']);
  assert.deepEqual(kindsShown('objection', ['hamlet']), ['name', 'contact', 'note']);
  assert.deepEqual(kindsShown('series', ['commune']), []);
  assert.equal(showsNobody('series'), true);
  for (const kind of DATA_KINDS)
    assert.equal(
      kindsShown('something new', ['commune']).includes(kind),
      RULES[kind].readers.some((reader) => reader === 'commune'),
      kind,
    );
  assert.deepEqual(sensitiveOf(['name', 'health', 'photo']), ['health', 'photo']);
});

test('every kind of data of people in the catalogue is one that an incident can name', () => {
  const personal = Object.entries(RULES).filter(([name, rule]) => rule.sensitivity !== 'ordinary' && name !== 'staff');
  assert.deepEqual(
    personal.map(([name]) => name).filter((name) => !DATA_KINDS.some((kind) => kind === name)),
    [],
  );
});
