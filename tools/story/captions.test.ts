/** The page of captions: what is told and each move of the clock reach whoever watches, in both languages, also who comes late. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { date } from '../../core/kernel/dates.ts';
import { openCaptions } from './captions.ts';

/** Until `all` were heard. */
async function listen(url: string, all: readonly string[]): Promise<string> {
  const stop = new AbortController();
  const answer = await fetch(`${url}events`, { signal: stop.signal });
  let heard = '';
  const decoder = new TextDecoder();
  for await (const piece of answer.body ?? []) {
    heard += decoder.decode(piece, { stream: true });
    if (all.every((one) => heard.includes(one))) break;
  }
  stop.abort();
  return heard;
}

test('whoever opens the page is told what happens now and to which day the time was moved', async () => {
  const lines: string[] = [];
  const captions = await openCaptions({ tell: 0, moved: 0, rest: 0 }, (line) => lines.push(line));
  const html = await (await fetch(captions.url)).text();
  assert.match(html, /Một năm của sổ hộ nghèo/);
  await captions.audience.moved(date('2027-09-06'));
  await captions.audience.tell('scene.objection', { name: 'Trần Thị Mơ' });
  const heard = await listen(captions.url, ['event: caption', 'event: moved']);
  assert.match(heard, /Thời gian đã được chuyển tới ngày 06\/09\/2027/);
  assert.match(heard, /Trần Thị Mơ thấy mình không có tên/);
  assert.match(heard, /"en":"Trần Thị Mơ does not find herself/);
  await captions.seen;
  captions.end('ended');
  assert.equal(lines.length, 3);
  await captions.close();
});
