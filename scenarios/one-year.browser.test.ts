/**
 * One year of the register in the browser (một năm của sổ hộ nghèo): the same steps that `npm run demo:story` shows, from the request on
 * the portal to the next year's escape and the years side by side in both geographies.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { buildFaces } from '../tools/build.ts';
import { openStage } from '../tools/story/stage.ts';
import { tellStory } from '../tools/story/story.ts';
import { withDatabase } from '../tools/test/database.ts';

await buildFaces();
const database = await withDatabase({ max: 8 });
const heard: string[] = [];
const audience = {
  tell: async (key: string) => void heard.push(key),
  moved: async (day: string) => void heard.push(day),
  look: async () => {},
  rest: async () => {},
};
const stage = await openStage({ appUrl: database.appUrl, db: database.app, audience });
after(() => stage.close());

test('from the request on the portal to the next year’s escape, every step by those who do it', async () => {
  const { series } = await tellStory(stage);
  assert.deepEqual(series.now, ['2', '2', '1', '1', '2', '1'], 'two of them, one, and one again since she escaped');
  assert.deepEqual(series.before, series.now, 'the whole is the same in the communes of today and of before');
  assert.deepEqual(stage.faults, []);
});
