/**
 * What a copied disk of a phone costs whoever wants to read it (giá của việc dò mã PIN từ bản sao bộ nhớ): PINs tried a second by all cores
 * of this machine, by the phone's own code and at the fewest rounds that a phone makes; beside it what the bare hash allows at most,
 * on the same threads. From it the time until half of all PINs were tried, and what remains where the phone's chip is around the
 * PIN. A graphics card is a figure of docs/decisions/0005, not measured here.
 */
import { cpus } from 'node:os';
import { loadPhoneSeal, type PhoneSeal } from './parts/phone-code.ts';
import { type BenchResult, type BenchRow, machine, median } from './report.ts';

export interface BenchDiskOptions {
  /** As few as a phone may make, by default. */
  readonly rounds?: number;
  /** Each measured so often; the median counts. 3 by default. */
  readonly runs?: number;
  readonly onProgress?: (line: string) => void;
}

/** How long one run shall take, in milliseconds. */
const RUN_MS = 2_000;
const HOUR = 3_600;
const OWNER = 'lan';
/** PINs that a person would choose are not among those tried: none of them opens. */
const RIGHT = '493817';
/** HMAC-SHA-256 of one block, its pads hashed before: a round of PBKDF2. */
const BLOCKS_A_ROUND = 2;
const BLOCK_BYTES = 64;
/** Rounds a second of the card named in docs/decisions/0005: 9 million times a thousand. */
const CARD_ROUNDS = 9e9;
const CHIP_BITS = 256;

export async function benchDisk(options: BenchDiskOptions = {}): Promise<BenchResult> {
  const phone = await loadPhoneSeal();
  const { keyUnderPin, openWithPin, underChip } = phone;
  const { rounds = phone.LEAST_ROUNDS, runs = 3, onProgress: tell = () => {} } = options;
  const { wrapped } = await keyUnderPin(RIGHT, OWNER, rounds);
  const pins = await rateOf(runs, async (i) => {
    const pin = String(i % Number(RIGHT)).padStart(RIGHT.length, '0');
    if ((await openWithPin(pin, OWNER, wrapped)) !== null) throw new Error('A wrong PIN opened it.');
    return 1;
  });
  tell(`tried PINs under ${rounds} rounds`);
  const bytes = new Uint8Array(8 * 2 ** 20);
  const blocks = await rateOf(runs, async () => {
    await crypto.subtle.digest('SHA-256', bytes);
    return bytes.length / BLOCK_BYTES;
  });
  tell('hashed as fast as can be');
  const chipped = await underChip(wrapped, OWNER, crypto.getRandomValues(new Uint8Array(CHIP_BITS / 8)).buffer);
  const chips = await rateOf(runs, async () => {
    const secret = crypto.getRandomValues(new Uint8Array(CHIP_BITS / 8)).buffer;
    if ((await openWithPin(RIGHT, OWNER, chipped, secret)) !== null) throw new Error('A guessed secret opened it.');
    return 1;
  });
  const most = blocks.perSecond / (rounds * BLOCKS_A_ROUND);
  const vs = `what bare SHA-256 on the same threads allows, ${most.toPrecision(3)} PINs/s`;
  return {
    machine: machine(),
    rows: [
      {
        name: `PINs tried, ${rounds} rounds, all cores`,
        n: pins.done,
        median: pins.perSecond,
        unit: 'PINs/s',
        vs,
        ratio: pins.perSecond / most,
      },
      ...pinRows(most, rounds, phone),
      { name: 'secrets of a phone’s chip tried around the PIN', n: chips.done, median: chips.perSecond, unit: 'secrets/s' },
      chipRow(blocks.perSecond),
    ],
  };
}

/** The floor, not this program, is what a thief has to pay. */
function pinRows(most: number, rounds: number, { PIN_DIGITS }: PhoneSeal): readonly BenchRow[] {
  const rows: BenchRow[] = [];
  for (let digits: number = PIN_DIGITS.least; digits <= PIN_DIGITS.most; digits += 2) {
    const half = 10 ** digits / 2;
    const card = CARD_ROUNDS / rounds;
    const vs = `a card of ${CARD_ROUNDS.toExponential(0)} rounds a second (${(half / card / HOUR).toPrecision(3)} hours)`;
    rows.push({
      name: `half of all PINs of ${digits} digits at most so fast`,
      n: half,
      median: half / most / HOUR,
      unit: 'hours',
      vs,
      ratio: card / most,
    });
  }
  return rows;
}

/** As if a secret cost no more than one block, and a million such machines worked together. */
function chipRow(blocksPerSecond: number): BenchRow {
  const years = (CHIP_BITS - 1) * Math.log10(2) - Math.log10(blocksPerSecond * 1e6 * HOUR * 24 * 365);
  const name = 'with the chip: half of all its secrets, a million machines at one block a secret: ten to the power of';
  return { name, n: CHIP_BITS, median: years, unit: 'years' };
}

interface Rate {
  readonly done: number;
  readonly perSecond: number;
}

/** As many at once as there are cores; WebCrypto works beside the program, on threads of its own. */
async function rateOf(runs: number, work: (i: number) => Promise<number>): Promise<Rate> {
  const rates: number[] = [];
  let [done, next] = [0, 0];
  for (let run = 0; run < runs; run += 1) {
    const began = performance.now();
    let units = 0;
    const one = async (): Promise<void> => {
      do units += await work(next++);
      while (performance.now() - began < RUN_MS);
    };
    await Promise.all(cpus().map(one));
    rates.push((units * 1_000) / (performance.now() - began));
    done += units;
  }
  return { done, perSecond: median(rates) };
}
