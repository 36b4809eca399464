/**
 * The page on which an audience follows the story (trang lời dẫn): what happens now in both languages, the day in the story, each move of
 * the clock labelled, and the screen in use as it is drawn. One small server; the page has no other sources.
 */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { Page } from 'playwright-core';
import { formatVi, type PlainDate } from '../../core/kernel/dates.ts';
import { type StoryKey, storyText } from '../../words/story.ts';
import type { Params } from '../../words/words.ts';
import type { Audience } from './stage.ts';

/** Milliseconds of rest after each. */
export interface Pace {
  readonly tell: number;
  readonly moved: number;
  readonly rest: number;
}

export interface Captions {
  readonly url: string;
  readonly audience: Audience;
  /** Resolves when somebody has the page open. */
  readonly seen: Promise<void>;
  readonly end: (how: 'ended' | 'failed') => void;
  readonly close: () => Promise<void>;
}

type Sent = { readonly vi: string; readonly en: string } | { readonly picture: string };

const pause = (ms: number): Promise<void> => (ms === 0 ? Promise.resolve() : new Promise((done) => setTimeout(done, ms)));

/** `say`: each caption as a line of the terminal. */
export async function openCaptions(pace: Pace, say: (line: string) => void, port = 0): Promise<Captions> {
  const watching = new Set<ServerResponse>();
  /** What somebody who comes late is shown first. */
  const last = new Map<string, Sent>();
  let arrived = (): void => {};
  const seen = new Promise<void>((done) => (arrived = done));
  const send = (event: string, what: Sent): void => {
    last.set(event, what);
    for (const one of watching) write(one, event, what);
  };
  const server = createServer((request, response) => {
    if (request.url !== '/events') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(page());
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    for (const [event, what] of last) write(response, event, what);
    watching.add(response);
    response.on('close', () => watching.delete(response));
    arrived();
  });
  await once(server.listen(port, '127.0.0.1'), 'listening');
  const address = server.address();
  const told = (event: string, key: StoryKey, params?: Params): void => {
    const text = { vi: storyText('vi', key, params), en: storyText('en', key, params) };
    send(event, text);
    say(`${text.vi} (${text.en})`);
  };
  let watched: { readonly stop: () => Promise<void> } | null = null;
  const audience: Audience = {
    tell: async (key, params) => {
      told('caption', key, params);
      await pause(pace.tell);
    },
    moved: async (day: PlainDate) => {
      told('moved', 'moved', { day: formatVi(day) });
      await pause(pace.moved);
    },
    look: async (shown) => {
      await watched?.stop();
      watched = await watch(shown, (picture) => send('picture', { picture }));
    },
    rest: () => pause(pace.rest),
  };
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : port}/`,
    ...{ audience, seen },
    end: (how) => told('caption', how),
    close: async () => {
      await watched?.stop();
      for (const one of watching) one.end();
      await new Promise((done) => server.close(done));
    },
  };
}

function write(to: ServerResponse, event: string, what: Sent): void {
  to.write(`event: ${event}\ndata: ${JSON.stringify(what)}\n\n`);
}

/** The page as the browser draws it, until it is closed or another is looked at. */
async function watch(page: Page, onPicture: (jpeg: string) => void): Promise<{ readonly stop: () => Promise<void> }> {
  const session = await page.context().newCDPSession(page);
  session.on('Page.screencastFrame', ({ data, sessionId }) => {
    onPicture(data);
    void session.send('Page.screencastFrameAck', { sessionId }).catch(() => {});
  });
  await session.send('Page.startScreencast', { format: 'jpeg', quality: 70 });
  // A page that is closed has ended its session itself.
  return { stop: () => session.detach().catch(() => {}) };
}

const both = (key: StoryKey): string => `${storyText('vi', key)} <span lang="en">${storyText('en', key)}</span>`;

function page(): string {
  return `<!doctype html>
<html lang="vi">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${storyText('vi', 'title')} – Vươn</title>
<style>
  body { margin: 0; padding: 1rem 2rem; font: 1.125rem/1.5 system-ui, sans-serif; background: #10201c; color: #f5f7f6; }
  h1 { margin: 0; font-size: 1.25rem; }
  [lang=en] { display: block; font-size: 0.8em; color: #b9c9c3; }
  .now { min-height: 6rem; margin: 1rem 0; font-size: 1.75rem; font-weight: 600; }
  .moved { display: inline-block; padding: 0.5rem 1rem; border-radius: 0.5rem; background: #f2c14e; color: #10201c; font-weight: 600; }
  .moved [lang=en] { color: inherit; }
  .moved:empty { display: none; }
  img { display: block; max-width: 100%; max-height: 65vh; margin: 0 auto; background: #fff; }
  @media (min-width: 64rem) {
    body { display: grid; grid-template-columns: 24rem 1fr; gap: 2rem; }
    img { max-height: calc(100vh - 2rem); }
  }
</style>
<main>
<h1>${both('title')}</h1>
<p>${both('lead')}</p>
<p class="moved" id="moved" role="status"></p>
<p class="now" id="caption" role="status">${both('beginning')}</p>
</main>
<img id="picture" alt="${storyText('vi', 'picture')}" hidden>
<script>
  const text = (id) => (event) => {
    const { vi, en } = JSON.parse(event.data);
    const other = Object.assign(document.createElement('span'), { lang: 'en', textContent: en });
    document.getElementById(id).replaceChildren(vi, other);
  };
  const events = new EventSource('/events');
  for (const id of ['caption', 'moved']) events.addEventListener(id, text(id));
  events.addEventListener('picture', (event) => {
    const image = document.getElementById('picture');
    image.src = 'data:image/jpeg;base64,' + JSON.parse(event.data).picture;
    image.hidden = false;
  });
</script>
</html>`;
}
