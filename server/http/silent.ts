/**
 * Connections over which nothing was ever asked (kết nối im lặng): browsers open some ahead of need. An app that ends closes those that are
 * idle, but waits for these as if a request were on its way, a minute and more each time; nothing is lost with them.
 */
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

export function closeSilent(app: FastifyInstance, encrypted: boolean): void {
  const silent = new Set<Socket>();
  let closing = false;
  app.server.on(encrypted ? 'secureConnection' : 'connection', (socket: Socket) => {
    if (closing) socket.destroy();
    else silent.add(socket.once('close', () => silent.delete(socket)));
  });
  app.server.on('request', ({ socket }: { readonly socket: Socket }) => silent.delete(socket));
  app.addHook('preClose', async () => {
    closing = true;
    for (const socket of silent) socket.destroy();
  });
}
