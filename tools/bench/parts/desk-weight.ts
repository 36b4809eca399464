/**
 * What the desk weighs when it is first opened (dung lượng lần mở đầu): a browser that has nothing of it yet opens the page at which a
 * person signs in, then signs in; all bytes that came over the line are counted as they came, packed.
 */
import { launch } from '../../browser.ts';
import type { BenchRow } from '../report.ts';

export interface Weighed {
  /** Where the desk is served. */
  readonly base: string;
  readonly username: string;
  readonly password: string;
}

export async function weighDesk({ base, username, password }: Weighed): Promise<readonly BenchRow[]> {
  const browser = await launch();
  try {
    const page = await (await browser.newContext({ locale: 'vi-VN' })).newPage();
    const line = await page.context().newCDPSession(page);
    const came = { files: 0, bytes: 0 };
    await line.send('Network.enable');
    line.on('Network.loadingFinished', ({ encodedDataLength }) => {
      came.files += 1;
      came.bytes += encodedDataLength;
    });
    await page.goto(`${base}/desk/`, { waitUntil: 'networkidle' });
    const first = row('first load of the desk, packed', came);
    const answer = await page.context().request.post(`${base}/api/sign-in`, {
      data: { username, password },
      headers: { 'x-vuon': '1', origin: base },
    });
    if (!answer.ok()) throw new Error(`sign-in: ${answer.status()}`);
    await page.reload({ waitUntil: 'networkidle' });
    return [first, row('the same with the first page after signing in', came)];
  } finally {
    await browser.close();
  }
}

const row = (name: string, { files, bytes }: { readonly files: number; readonly bytes: number }): BenchRow => ({
  ...{ name, n: files, median: bytes / 1024, unit: 'KB' },
});
