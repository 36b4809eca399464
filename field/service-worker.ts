/**
 * Keeps the app itself on the phone (ứng dụng chạy không cần mạng): every file of one version is stored before that version is used,
 * and pages come from there, so that the app opens with no signal. Answers of the server and households never pass through here:
 * what is kept of them lies encrypted in the device's store. A new version waits until no tab of the old one is open, or until a
 * person says so.
 */
/// <reference types="@sveltejs/kit" />
/// <reference lib="webworker" />
import { version } from '$app/env';
import { assets, immutable } from '$app/manifest';

const worker = globalThis as unknown as ServiceWorkerGlobalScope;
const BASE = '/field/';
/** The page of every address that is no file. */
const SHELL = BASE;
const PREFIX = 'vuon-field-';
const CACHE = `${PREFIX}${version}`;
const FILES = [...immutable, ...assets].map(({ path }) => new URL(path, worker.location.origin + BASE).pathname);

worker.addEventListener('install', (event) => {
  event.waitUntil(store());
});

/** All or nothing: a version of which a file is missing is not installed, and is tried again at the next look. */
async function store(): Promise<void> {
  const cache = await caches.open(CACHE);
  // Past the browser's own cache, where the page of an older version may lie.
  await cache.addAll([SHELL, ...FILES].map((path) => new Request(path, { cache: path.includes('/immutable/') ? 'default' : 'reload' })));
}

worker.addEventListener('activate', (event) => {
  event.waitUntil(clear().then(() => worker.clients.claim()));
});

/** Files of the version before stay: a tab that is still open may ask for one more of them. */
async function clear(): Promise<void> {
  const ours = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(ours.slice(0, -1).map((name) => caches.delete(name)));
}

worker.addEventListener('message', (event) => {
  if (event.data === 'take-over') void worker.skipWaiting();
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin || !pathname.startsWith(BASE)) return;
  if (request.mode === 'navigate') event.respondWith(answer(SHELL, request));
  else if (pathname.includes('/_app/') || FILES.includes(pathname)) event.respondWith(answer(pathname, request));
});

async function answer(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? (await caches.match(path)) ?? fetch(request);
}
