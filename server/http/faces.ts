/**
 * Serves the built faces by path (giao diện): `/desk` and `/field` are pages and files made ahead of time, where every
 * address that is no file gets the face's one page; `/` is the portal's own handler. Making them is tools/build.ts's work;
 * a face that was not built answers with a plain sentence.
 */
import { createReadStream, existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { contentSecurityPolicy, inlineScriptHashes, PORTAL_FORMS } from './security.ts';

export interface FacesOptions {
  /** Holds `desk/`, `field/` and `portal/` as tools/build.ts leaves them. */
  readonly folder: string;
  /** Names the face that is missing, in the language of the people who see it. */
  readonly missing: (face: string) => string;
  /** To who asked for an address that cannot be one. */
  readonly unknown: string;
}

export async function addFaces(app: FastifyInstance, options: FacesOptions): Promise<void> {
  for (const face of ['desk', 'field']) addPages(app, face, options);
  await addPortal(app, options);
}

interface Asset {
  readonly path: string;
  readonly type: string;
  readonly size: number;
  readonly tag: string;
  readonly immutable: boolean;
}

function addPages(app: FastifyInstance, face: string, options: FacesOptions): void {
  const folder = join(options.folder, face);
  const assets = readAssets(folder);
  const page = assets.get('index.html');
  if (page === undefined) {
    const handler = async (_request: FastifyRequest, reply: FastifyReply) => sendMissing(reply, options.missing(face));
    app.get(`/${face}`, WITH_HEAD, handler);
    app.get(`/${face}/*`, WITH_HEAD, handler);
    return;
  }
  const policy = contentSecurityPolicy(hashesOf(folder, assets));
  app.get(`/${face}`, WITH_HEAD, async (_request, reply) => reply.redirect(`/${face}/`));
  app.get<{ Params: { '*': string } }>(`/${face}/*`, WITH_HEAD, async (request, reply) => {
    const wanted = request.params['*'];
    if (NO_ADDRESS.test(wanted)) return sendUnknown(reply, options.unknown);
    const asset = assets.get(wanted) ?? assets.get(`${wanted}.html`);
    // A file that an old page still asks for must not become a page.
    if (asset === undefined && extname(wanted) !== '') return reply.code(404).type('text/plain; charset=utf-8').send('404');
    return sendAsset(request, reply, asset ?? page, policy);
  });
}

function readAssets(folder: string): Map<string, Asset> {
  const assets = new Map<string, Asset>();
  if (!existsSync(folder)) return assets;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile()) continue;
    const name = relative(folder, path).replaceAll('\\', '/');
    const { size, mtimeMs } = statSync(path);
    const tag = `"${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}"`;
    assets.set(name, { path, type: typeOf(name), size, tag, immutable: name.startsWith('_app/immutable/') });
  }
  return assets;
}

function hashesOf(folder: string, assets: ReadonlyMap<string, Asset>): string[] {
  const pages = [...assets.keys()].filter((name) => name.endsWith('.html'));
  return [...new Set(pages.flatMap((name) => inlineScriptHashes(readFileSync(join(folder, name), 'utf8'))))];
}

/** What a page is told; a hundred scripts and fonts behind it would only weigh more by it. */
const OF_PAGES = [
  ...['x-frame-options', 'cross-origin-opener-policy', 'referrer-policy', 'permissions-policy'],
  ...['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'],
];

async function sendAsset(request: FastifyRequest, reply: FastifyReply, asset: Asset, policy: string): Promise<FastifyReply> {
  void reply
    .type(asset.type)
    .header('cache-control', asset.immutable ? 'public, max-age=31536000, immutable' : 'no-cache')
    .header('etag', asset.tag)
    .header('vary', 'accept-encoding');
  // Pages and workers obey it; on each of a page's many scripts and fonts it would only weigh.
  if (asset.immutable) for (const name of OF_PAGES) void reply.removeHeader(name);
  else void reply.header('content-security-policy', policy);
  if (request.headers['if-none-match'] === asset.tag) return reply.code(304).send();
  if (!COMPRESSIBLE.test(asset.type)) return reply.header('content-length', asset.size).send(createReadStream(asset.path));
  const accepts = String(request.headers['accept-encoding'] ?? '');
  const coding = (['br', 'gzip'] as const).find((each) => accepts.includes(each));
  if (coding === undefined) return reply.send(createReadStream(asset.path));
  return reply.header('content-encoding', coding).send(await packed(asset.path, coding));
}

const COMPRESSIBLE = /^(text|image\/svg|application\/(json|manifest))/;
const pack = { br: promisify(brotliCompress), gzip: promisify(gzip) };
const packs = new Map<string, Promise<Buffer>>();

/** Packed when first asked for and kept: the faces together are a few megabytes. */
function packed(path: string, coding: 'br' | 'gzip'): Promise<Buffer> {
  const key = `${coding} ${path}`;
  const found = packs.get(key) ?? readFile(path).then((bytes) => pack[coding](bytes));
  packs.set(key, found);
  found.catch(() => packs.delete(key));
  return found;
}

type NodeHandler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** The portal is drawn on the server by its own built handler; it sets its own stricter policy where it needs one. */
async function addPortal(app: FastifyInstance, options: FacesOptions): Promise<void> {
  const file = join(options.folder, 'portal', 'handler.js');
  const handler = existsSync(file) ? await importHandler(file) : null;
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    if (/%(?:[01][\da-f]|7f)/i.test(request.url)) return sendUnknown(reply, options.unknown);
    if (handler === null) return sendMissing(reply, options.missing('portal'));
    const { raw } = reply;
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value);
    raw.setHeader('content-security-policy', contentSecurityPolicy());
    // The portal takes its own address for https, whatever it is; that a form comes from our page was asked before (security.ts).
    if (request.method === 'POST') request.raw.headers.origin = new URL(`https://${request.raw.headers.host ?? ''}`).origin;
    reply.hijack();
    handler(request.raw, raw, () => raw.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('404'));
    return reply;
  };
  app.get('/', WITH_HEAD, answer);
  app.get('/*', WITH_HEAD, answer);
  const checks = { rateLimit: { max: CHECKS_PER_MINUTE, timeWindow: 60_000 } };
  app.get('/giay-chung-nhan/*', { ...WITH_HEAD, config: checks }, answer);
  await app.register(async (forms) => {
    // The portal reads its own forms; nothing here may take their bytes first.
    forms.removeAllContentTypeParsers();
    forms.addContentTypeParser('application/x-www-form-urlencoded', (_request, _payload, done) => done(null));
    const few = { config: { rateLimit: { max: FORMS_PER_MINUTE, timeWindow: 60_000 } } };
    for (const path of PORTAL_FORMS) forms.post(path, few, answer);
  });
}

/** Of one reader's address: whole offices stand behind one, and nobody guesses a token by trying. */
const CHECKS_PER_MINUTE = 120;

/** Of one reader's address: an objection, and asking after it with a secret that nobody may guess by trying. */
const FORMS_PER_MINUTE = 10;

async function importHandler(file: string): Promise<NodeHandler> {
  const built: unknown = await import(pathToFileURL(file).href);
  if (typeof built === 'object' && built !== null && 'handler' in built && typeof built.handler === 'function') {
    const { handler } = built;
    return (request, response, next) => void handler(request, response, next);
  }
  throw new Error(`${file} has no handler`);
}

/** Whoever asks with HEAD, as checks of links and proxies do, is told what GET would be. */
const WITH_HEAD = { exposeHeadRoute: true } as const;
/** Signs that no address of ours has: NUL and its like. */
const NO_ADDRESS = /\p{Cc}/u;

function sendUnknown(reply: FastifyReply, sentence: string): FastifyReply {
  return reply.code(404).type('text/plain; charset=utf-8').header('content-security-policy', contentSecurityPolicy()).send(sentence);
}

function sendMissing(reply: FastifyReply, sentence: string): FastifyReply {
  return reply.code(503).type('text/plain; charset=utf-8').header('content-security-policy', contentSecurityPolicy()).send(sentence);
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.txt': 'text/plain; charset=utf-8',
};

function typeOf(name: string): string {
  return TYPES[extname(name)] ?? 'application/octet-stream';
}
