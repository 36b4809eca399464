/** An app that ends does not wait for connections over which nothing was asked; what is under way is answered. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import fastify from 'fastify';
import { closeSilent } from './silent.ts';

test('it ends with a connection open that never asked for anything, and answers what was asked before', { timeout: 60_000 }, async (t) => {
  const app = fastify();
  closeSilent(app, false);
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<object>();
  app.get('/', async () => {
    asked.resolve();
    return answer.promise;
  });
  const port = Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port);
  // Nobody's patience ends it.
  app.server.headersTimeout = 0;
  app.server.requestTimeout = 0;
  const silent = connect(port, '127.0.0.1');
  t.after(() => silent.destroy());
  await once(silent, 'connect');
  const speaking = connect(port, '127.0.0.1');
  speaking.write('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
  await asked.promise;
  const ended = app.close();
  await once(silent.resume(), 'close');
  answer.resolve({ said: true });
  assert.match(await text(speaking), /^HTTP\/1\.1 200 [^]*\{"said":true\}$/);
  await ended;
});
