/**
 * `vuon demo`: makes the demonstration where there is none, builds the faces, serves them, prints addresses and sign-ins
 * (chạy bản trình diễn). `--no-serve` makes it and ends.
 */
import { accessText } from '../../../words/access.ts';
import { toolText } from '../../../words/tool.ts';
import { buildFaces } from '../../build.ts';
import { DEMONSTRATION_COMMUNE } from '../../village/demonstration.ts';
import { EXIT, type ExitCode, print, readArgs, say, sentence, stop, STORE_OPTIONS } from '../command.ts';
import { type Demonstration, ensureDemonstration, type Extents } from '../parts/demonstration.ts';
import { addressOf, holdServer, refuseTakenPort, SERVE_OPTIONS, startServer, untilStopped } from '../parts/serving.ts';
import { type Store, withStore } from '../parts/store.ts';

const OPTIONS = {
  ...STORE_OPTIONS,
  ...SERVE_OPTIONS,
  /** One commune of today by its code. */
  commune: { type: 'string' },
  /** The whole of old Vĩnh Long since 2021. */
  province: { type: 'boolean', default: false },
  'no-serve': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  /** How `npm start` calls it: a new one is the whole province unless a commune is named. */
  'serve-defaults': { type: 'boolean', default: false },
} as const;

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { values } = readArgs(args, OPTIONS);
  const address = addressOf(values);
  if (values.province && values.commune !== undefined) stop(EXIT.usage, 'usage.option', { option: '--commune --province' });
  const extents: Extents = {
    wanted: values.province ? null : values.commune,
    otherwise: values['serve-defaults'] ? null : DEMONSTRATION_COMMUNE,
  };
  const show = (made: Demonstration, url: string | null): void =>
    print(values.json ? JSON.stringify(asJson(made, url)) : asText(made, url));
  await withStore(values.data, async (store) => {
    const release = await holdServer(store);
    try {
      if (values['no-serve']) show(await ensureDemonstration(store, extents), null);
      else await makeAndServe(store, { address, extents }, show);
    } finally {
      await release();
    }
  });
  return EXIT.ok;
}

/** The faces are built while the demonstration is made: one waits for the database, the other reckons. */
async function makeAndServe(
  store: Store,
  { address, extents }: { readonly address: ReturnType<typeof addressOf>; readonly extents: Extents },
  show: (made: Demonstration, url: string) => void,
): Promise<void> {
  await refuseTakenPort(address);
  const [made] = await Promise.all([ensureDemonstration(store, extents), buildFaces({ say })]);
  const serving = await startServer(store, address);
  show(made, serving.url);
  say(sentence('serve.running'));
  await untilStopped(store, serving, () => say(sentence('serve.stopping')));
  say(sentence('serve.stopped'));
}

function asJson({ commune, extent, signIns }: Demonstration, url: string | null): object {
  return {
    url,
    ...(url === null ? {} : { desk: `${url}/desk/`, field: `${url}/field/`, portal: `${url}/` }),
    commune,
    province: extent === null,
    signIns,
  };
}

function asText({ commune, extent, signIns }: Demonstration, url: string | null): string {
  const width = (lines: readonly string[]): number => Math.max(...lines.map((line) => line.length));
  const roles = signIns.map((each) => accessText('vi', each.role));
  const columns = [width(roles), width(signIns.map((each) => each.username))] as const;
  const addresses =
    url === null
      ? []
      : [
          `  ${toolText('vi', 'demo.desk')}  ${url}/desk/`,
          `  ${toolText('vi', 'demo.field')}  ${url}/field/`,
          `  ${toolText('vi', 'demo.portal')}  ${url}/`,
          '',
        ];
  const rows = signIns.map(
    (each, i) =>
      `  ${(roles[i] ?? '').padEnd(columns[0])}  ${each.username.padEnd(columns[1])}  ${each.password}${each.ended ? `  ${toolText('vi', 'demo.ended')}` : ''}`,
  );
  return [
    '',
    toolText('vi', extent === null ? 'demo.title-province' : 'demo.title', { commune: commune.name }),
    '',
    ...addresses,
    toolText('vi', 'demo.sign-ins'),
    ...rows,
    '',
    toolText('vi', 'demo.provisional'),
    '',
  ].join('\n');
}
