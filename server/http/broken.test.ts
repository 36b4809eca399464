/** What is no HTTP gets a problem of ours, not the sentence of a library; what the surroundings lack is told from a defect. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { text } from 'node:stream/consumers';
import fastify from 'fastify';
import pg from 'pg';
import { isLost } from '../db/connection.ts';
import { answerBroken } from './broken.ts';

test('two lengths of one body, and a broken piece, are answered with a problem', async (t) => {
  const app = fastify({ clientErrorHandler: answerBroken });
  t.after(() => app.close());
  app.post('/', () => ({}));
  const port = Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port);
  for (const more of ['content-length: 1\r\ncontent-length: 2\r\n\r\nab', 'transfer-encoding: chunked\r\n\r\nno length\r\n']) {
    const socket = connect(port, '127.0.0.1');
    socket.write(`POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${more}`);
    const answer = await text(socket);
    assert.match(answer, /^HTTP\/1\.1 400 /);
    assert.deepEqual(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))), { problem: { code: 'bad-request' } });
  }
});

test('a pool whose connections are all taken is a database that is away', async (t) => {
  const silent = fastify();
  t.after(() => silent.close());
  const port = Number(new URL(await silent.listen({ port: 0, host: '127.0.0.1' })).port);
  // Nobody answers there as a database would: the one place is taken and never free.
  const pool = new pg.Pool({ host: '127.0.0.1', port, max: 1, connectionTimeoutMillis: 1 });
  t.after(() => pool.end());
  const asked = [pool.connect(), pool.connect()];
  for (const each of await Promise.allSettled(asked)) {
    assert.equal(each.status, 'rejected');
    assert.ok(isLost(each.reason), String(each.reason));
  }
});
