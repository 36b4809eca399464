/** The text of the numbers: counters, cumulative buckets, and labels that cannot break the form. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeMetrics } from './metrics.ts';

test('counters add up by their labels, buckets hold all that is shorter, and odd signs in labels are replaced', () => {
  const metrics = makeMetrics();
  metrics.count('vuon_requests_total', { route: '/api/x', status: '200' });
  metrics.count('vuon_requests_total', { route: '/api/x', status: '200' });
  metrics.count('vuon_door_answers_total', { answer: 'refused', problem: 'a"b\nc' });
  for (const seconds of [0.004, 0.2, 30]) metrics.time('/api/x', seconds);
  const lines = metrics.print().trim().split('\n');
  assert.ok(lines.includes('vuon_requests_total{route="/api/x",status="200"} 2'));
  assert.ok(lines.includes('vuon_door_answers_total{answer="refused",problem="a_b_c"} 1'));
  const bucket = (le: string) =>
    lines.find((line) => line.startsWith(`vuon_request_seconds_bucket{route="/api/x",le="${le}"}`))?.split(' ')[1];
  assert.deepEqual(['0.01', '0.1', '0.25', '10', '+Inf'].map(bucket), ['1', '1', '2', '2', '3']);
  assert.ok(lines.includes('vuon_request_seconds_count{route="/api/x"} 3'));
});
