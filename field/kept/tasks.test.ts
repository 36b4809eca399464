/** What is asked of a hamlet as a phone shows it: the server's word and the steps kept here, over all of their combinations. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STEPS } from '../../core/steer/step.ts';
import type { DeviceDirective } from '../../core/steer/views.ts';
import { type HereStep, openTasks, tasksOf } from './tasks.ts';

const directive = (directiveId: string, change: Partial<DeviceDirective> = {}): DeviceDirective => ({
  ...{ directiveId, fromName: 'Xã', text: 'việc', dueOn: null, sentAt: '2026-10-01T00:00:00.000Z', withdrawn: null },
  hamlets: [{ hamletId: 'a', step: null }],
  ...change,
});
const here = (step: HereStep['step'], state: HereStep['state']): HereStep => ({ directiveId: 'd', hamletId: 'a', step, word: null, state });

test('the furthest of what the server told and what waits or was taken here; nothing refused counts', () => {
  for (const told of [null, ...STEPS])
    for (const step of STEPS)
      for (const state of ['waiting', 'taken', 'refused', 'held'] as const) {
        const [task] = tasksOf([directive('d', { hamlets: [{ hamletId: 'a', step: told }] })], [here(step, state)]);
        const counts = state === 'waiting' || state === 'taken';
        const places = [told, ...(counts ? [step] : [])].map((one) => (one === null ? -1 : STEPS.indexOf(one)));
        assert.equal(task?.step ?? null, STEPS[Math.max(...places)] ?? null, `${told} ${step} ${state}`);
        assert.equal(task?.report?.state ?? null, step === 'done' ? state : null);
      }
});

test('a step of another hamlet or of another directive changes nothing', () => {
  const strangers = [
    { ...here('done', 'taken'), hamletId: 'b' },
    { ...here('done', 'taken'), directiveId: 'e' },
  ];
  const [task] = tasksOf([directive('d')], strangers);
  assert.deepEqual([task?.step, task?.report], [null, null]);
});

test('what is open stands by how it presses; what is done or withdrawn is not open', () => {
  const tasks = tasksOf(
    [
      directive('none'),
      directive('later', { dueOn: '2026-10-20' }),
      directive('today', { dueOn: '2026-10-12' }),
      directive('overdue', { dueOn: '2026-10-11' }),
      directive('older', { sentAt: '2026-09-01T00:00:00.000Z' }),
      directive('back', { withdrawn: { at: '2026-10-02T00:00:00.000Z', why: 'x' } }),
      directive('done', { hamlets: [{ hamletId: 'a', step: 'done' }] }),
    ],
    [],
  );
  const order = openTasks(tasks, '2026-10-12').map(({ directiveId }) => directiveId);
  assert.deepEqual(order, ['overdue', 'today', 'later', 'older', 'none']);
});
