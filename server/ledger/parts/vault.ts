/**
 * One encrypted file (tệp mã hóa): written and read as a stream, in sealed pieces of AES-256-GCM under a key drawn from a
 * passphrase by scrypt. Each piece is bound to its number and to whether it is the last, so that a cut, a swap or an altered
 * byte is seen. What is inside is left to the caller.
 *
 * Layout: `VUONBAK1`, length of the header (4 bytes), header as JSON, then pieces: length (4 bytes, the highest bit marks the
 * last), bytes, tag (16 bytes).
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { BackupProblem } from '../backup-problem.ts';

const MAGIC = Buffer.from('VUONBAK1');
const PIECE = 1 << 20;
const TAG = 16;
const LAST = 0x8000_0000;
const LEAST_PASSPHRASE = 12;

interface Header {
  readonly format: number;
  readonly kdf: 'scrypt';
  /** Of scrypt: cost, block size, parallelization. 64 MiB of memory. */
  readonly n: number;
  readonly r: number;
  readonly p: number;
  readonly salt: string;
  /** Tells a wrong passphrase from a damaged file. */
  readonly check: string;
}

/** Encrypts `content` into a new file and flushes it to the disk. Returns its size in bytes. */
export async function writeVault(path: string, passphrase: string, content: AsyncIterable<Uint8Array>): Promise<number> {
  if (passphrase.length < LEAST_PASSPHRASE) throw new BackupProblem('passphrase-too-short', path);
  const file = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? new BackupProblem('file-exists', path) : error;
  });
  try {
    const cost = { n: 1 << 16, r: 8, p: 1 };
    const salt = randomBytes(16);
    const key = await keyOf(passphrase, salt, cost);
    const header: Header = { format: 1, kdf: 'scrypt', ...cost, salt: salt.toString('hex'), check: checkOf(key) };
    const head = Buffer.from(JSON.stringify(header));
    let size = await append(file, Buffer.concat([MAGIC, numberBytes(head.length), head]));
    let number = 0;
    let held: Buffer | null = null;
    for await (const piece of inPieces(content)) {
      if (held !== null) size += await append(file, seal(key, held, { number: number++, last: false, head }));
      held = piece;
    }
    size += await append(file, seal(key, held ?? Buffer.alloc(0), { number, last: true, head }));
    await file.sync();
    return size;
  } finally {
    await file.close();
  }
}

/** Decrypts piece by piece; throws a BackupProblem at the first fault, so nothing that was read may count before the end. */
export async function* readVault(path: string, passphrase: string): AsyncGenerator<Buffer> {
  const file = await open(path, 'r');
  try {
    const head = await readHeader(file, path);
    const { n, r, p, salt, check } = parseHeader(head, path);
    const key = await keyOf(passphrase, Buffer.from(salt, 'hex'), { n, r, p });
    if (!sameText(check, checkOf(key))) throw new BackupProblem('wrong-passphrase', path);
    for (let number = 0, last = false; !last; number++) {
      const word = (await readExactly(file, 4, path)).readUInt32BE();
      last = (word & LAST) !== 0;
      const length = word & ~LAST;
      if (length > PIECE) throw new BackupProblem('file-altered', path);
      const sealed = await readExactly(file, length + TAG, path);
      yield unseal(key, sealed, { number, last, head }, path);
    }
    const { bytesRead } = await file.read(Buffer.alloc(1), 0, 1);
    if (bytesRead > 0) throw new BackupProblem('file-altered', path);
  } finally {
    await file.close();
  }
}

// ---- pieces ----------------------------------------------------------------------------------------------------------

interface Place {
  readonly number: number;
  readonly last: boolean;
  readonly head: Buffer;
}

function seal(key: Buffer, piece: Buffer, place: Place): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(place)).setAAD(boundTo(place));
  const bytes = Buffer.concat([cipher.update(piece), cipher.final()]);
  return Buffer.concat([numberBytes(place.last ? bytes.length | LAST : bytes.length), bytes, cipher.getAuthTag()]);
}

function unseal(key: Buffer, sealed: Buffer, place: Place, path: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(place)).setAAD(boundTo(place));
  decipher.setAuthTag(sealed.subarray(-TAG));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG)), decipher.final()]);
  } catch {
    throw new BackupProblem('file-altered', path);
  }
}

/** The key is this file's alone, so a counter never repeats under it. */
function nonceOf({ number }: Place): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(number), 4);
  return nonce;
}

const boundTo = ({ last, head }: Place): Buffer => Buffer.concat([Buffer.from([last ? 1 : 0]), head]);

async function* inPieces(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of content) {
    parts.push(part);
    size += part.length;
    if (size < PIECE) continue;
    const whole = Buffer.concat(parts);
    const end = whole.length - (whole.length % PIECE);
    for (let at = 0; at < end; at += PIECE) yield whole.subarray(at, at + PIECE);
    parts = [whole.subarray(end)];
    size = whole.length - end;
  }
  if (size > 0) yield Buffer.concat(parts);
}

// ---- header ----------------------------------------------------------------------------------------------------------

async function readHeader(file: FileHandle, path: string): Promise<Buffer> {
  const start = Buffer.alloc(MAGIC.length + 4);
  const { bytesRead } = await file.read(start, 0, start.length);
  if (bytesRead < MAGIC.length || !start.subarray(0, MAGIC.length).equals(MAGIC)) throw new BackupProblem('not-a-backup', path);
  const length = start.readUInt32BE(MAGIC.length);
  if (length > 4_096) throw new BackupProblem('file-altered', path);
  return readExactly(file, length, path);
}

function parseHeader(head: Buffer, path: string): Header {
  let header: Header;
  try {
    header = JSON.parse(head.toString());
  } catch {
    throw new BackupProblem('file-altered', path);
  }
  if (header.format !== 1) throw new BackupProblem('format-unknown', path);
  const numbers = [header.n, header.r, header.p].every((value) => Number.isInteger(value) && value > 0 && value <= 1 << 20);
  if (header.kdf !== 'scrypt' || !numbers || typeof header.salt !== 'string' || typeof header.check !== 'string')
    throw new BackupProblem('file-altered', path);
  return header;
}

function keyOf(passphrase: string, salt: Buffer, { n, r, p }: { n: number; r: number; p: number }): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    scrypt(passphrase.normalize('NFC'), salt, 32, { N: n, r, p, maxmem: 256 << 20 }, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );
}

const checkOf = (key: Buffer): string => createHmac('sha256', key).update('vuon backup').digest('hex');

function sameText(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

function numberBytes(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

async function append(file: FileHandle, bytes: Buffer): Promise<number> {
  await file.writeFile(bytes);
  return bytes.length;
}

async function readExactly(file: FileHandle, length: number, path: string): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; ) {
    const { bytesRead } = await file.read(bytes, at, length - at);
    if (bytesRead === 0) throw new BackupProblem('file-cut-off', path);
    at += bytesRead;
  }
  return bytes;
}
