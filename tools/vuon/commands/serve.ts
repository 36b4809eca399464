/** `vuon serve`: the web server on an installation that exists (chạy máy chủ). Making one is `init` or `demo`. */
import { buildFaces } from '../../build.ts';
import { EXIT, type ExitCode, print, readArgs, say, sentence, STORE_OPTIONS } from '../command.ts';
import { installationOrStop } from '../parts/installation.ts';
import { addressOf, holdServer, refuseTakenPort, SERVE_OPTIONS, startServer, untilStopped } from '../parts/serving.ts';
import { withStore } from '../parts/store.ts';

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { values } = readArgs(args, { ...STORE_OPTIONS, ...SERVE_OPTIONS, json: { type: 'boolean', default: false } });
  const address = addressOf(values);
  await withStore(values.data, async (store) => {
    const release = await holdServer(store);
    try {
      await installationOrStop(store.db);
      await refuseTakenPort(address);
      await buildFaces({ say });
      const serving = await startServer(store, address);
      print(values.json ? JSON.stringify({ url: serving.url }) : serving.url);
      say(sentence('serve.running'));
      await untilStopped(store, serving, () => say(sentence('serve.stopping')));
    } finally {
      await release();
    }
  });
  return EXIT.ok;
}
