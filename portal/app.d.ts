/** What the built handler hands over with each request (adapter-node). */
import type { IncomingMessage } from 'node:http';

declare global {
  namespace App {
    interface Platform {
      readonly req: IncomingMessage;
    }
  }
}
