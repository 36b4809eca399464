/**
 * Gathers the evidence about one household (lập hồ sơ chứng cứ): its events with the chain around them, the papers that were given out,
 * the rules by which it was judged, who looked at it; sealed with the key of certificates. Whether the person may have it is asked by
 * the caller, and the look is logged there.
 */
import { createPublicKey, verify as verifySignature } from 'node:crypto';
import { rulebookById } from '../../core/classify/rulebooks.ts';
import { toHex } from '../../core/ledger/chain.ts';
import {
  BOOK_PART,
  EVIDENCE_FORMAT,
  type EvidenceBook,
  type EvidenceEvent,
  type EvidenceStatement,
  evidenceText,
  type EvidenceTools,
  sealedEvidence,
} from '../../core/ledger/evidence.ts';
import { roundSchema } from '../../core/meeting/round.ts';
import type { RootLine } from './root.ts';
import { tablesOfRounds } from './score-tables.ts';
import type { Sql } from './sql.ts';
import { type Seal, sha256 } from './tools.ts';

export interface EvidenceWish extends Pick<EvidenceStatement, 'householdId' | 'madeAt' | 'madeBy' | 'purpose'> {
  readonly seal: Seal;
  /** Lines of the daily roots outside the database; none where there is no file. */
  readonly roots: readonly RootLine[];
}

export const EVIDENCE_TOOLS: EvidenceTools = {
  hash: sha256,
  verifies: ({ text, signature, publicKey }) => {
    try {
      const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
      return verifySignature(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
    } catch {
      return false;
    }
  },
};

/** Reads over everything that was ever written of it. Null: nothing was. */
export async function makeEvidence(sql: Sql, wish: EvidenceWish): Promise<string | null> {
  const { householdId, seal, roots, ...made } = wish;
  const books = await readBooks(sql, householdId);
  if (books.length === 0) return null;
  const lines: [name: string, line: string][] = [];
  for (const book of books) lines.push([`${BOOK_PART}${book.bookId}`, JSON.stringify(await readBook(sql, householdId, { book, roots }))]);
  lines.push(['papers', JSON.stringify(await readPapers(sql, householdId))]);
  lines.push(['rules', JSON.stringify(await readRules(sql, householdId))]);
  lines.push(['reads', JSON.stringify(await readLooks(sql, householdId))]);
  lines.push(['people', JSON.stringify(await readPeople(sql, householdId))]);
  const parts = lines.map(([name, line]) => ({ name, hash: toHex(sha256(line)) }));
  const statement = JSON.stringify({ householdId, ...(await readInstallation(sql)), ...made, parts } satisfies EvidenceStatement);
  const { signature, publicKey } = seal(sealedEvidence(statement));
  return evidenceText(
    { format: EVIDENCE_FORMAT, statement, signature, publicKey },
    lines.map(([, line]) => line),
  );
}

interface BookOfHousehold {
  readonly bookId: string;
  readonly hamletId: string;
  readonly from: number;
  readonly version: number;
  readonly hash: string;
}

/** The household's own events, and a request whose event names no household. */
const OF_HOUSEHOLD = `(e.household_id = $1 or e.event_id in (select r.event_id from request r where r.household_id = $1))`;
/** And what let bodies go when their time was over, which names events alone. */
const WITH_BODY = `(${OF_HOUSEHOLD} or e.kind = 'erased' and e.household_id is null)`;

function readBooks(sql: Sql, householdId: string): Promise<BookOfHousehold[]> {
  return sql.query<BookOfHousehold & Record<string, unknown>>(
    `select e.book_id as "bookId", b.area_id as "hamletId", min(e.version)::int as "from", h.version::int as version, encode(h.hash, 'hex') as hash
       from event e join book b on b.book_id = e.book_id join head h on h.book_id = e.book_id
      where ${OF_HOUSEHOLD} group by e.book_id, b.area_id, h.version, h.hash order by min(e.seq)`,
    [householdId],
  );
}

type EventRow = Omit<EvidenceEvent, 'sealed'> & { readonly salt: string | null; readonly body: string | null };

async function readBook(
  sql: Sql,
  householdId: string,
  { book, roots }: { readonly book: BookOfHousehold; readonly roots: readonly RootLine[] },
): Promise<EvidenceBook> {
  const { bookId, hamletId, from, version, hash } = book;
  const rows = await sql.query<EventRow & Record<string, unknown>>(
    `select e.version::int as version, e.event_id as "eventId", e.command_id as "commandId", e.command_part as "commandPart", e.kind,
            e.kind_version as "kindVersion", e.household_id as "householdId", e.account_id as "accountId", e.device_at as "deviceAt",
            e.recorded_at as "recordedAt", encode(e.prev_hash, 'hex') as "prevHash", encode(e.commitment, 'hex') as commitment,
            encode(e.hash, 'hex') as hash, encode(p.salt, 'hex') as salt, p.body
       from event e left join payload p on p.event_id = e.event_id and ${WITH_BODY}
      where e.book_id = $2 and e.version between $3 and $4 order by e.version`,
    [householdId, bookId, from, version],
  );
  const events = rows.map(({ salt, body, ...header }) => (salt === null || body === null ? header : { ...header, sealed: { salt, body } }));
  return { bookId, hamletId, head: { version, hash }, rooted: rootedIn(roots, bookId, { from, version }), events };
}

/** The newest line that moved this book to one of the events told. */
function rootedIn(
  roots: readonly RootLine[],
  bookId: string,
  { from, version }: { from: number; version: number },
): EvidenceBook['rooted'] {
  for (const { day, root, books } of [...roots].reverse()) {
    const [at, hash] = books[bookId] ?? [0, ''];
    if (at >= from && at <= version) return { day, root, version: at, hash };
  }
  return null;
}

async function readPapers(sql: Sql, householdId: string): Promise<object> {
  const certificates = await sql.query(
    `select number, year, class, issued_on as "issuedOn", began, statement, signature, public_key as "publicKey", ended_on as "endedOn",
            ended_how as "endedHow", ended_why as "endedWhy"
       from certificate where household_id = $1 order by at`,
    [householdId],
  );
  const decisions = await sql.query(
    `select d.number, d.decided_on as "decidedOn", d.commune_id as "communeId", d.rulebook, s.year, s.class
       from status s join decision d on d.decision_id = s.decision_id where s.household_id = $1 order by d.decided_on`,
    [householdId],
  );
  const photos = await sql.query(
    `select photo_id as "photoId", shows, taken_at as "takenAt", octet_length(picture) as bytes, encode(sha256(picture), 'hex') as hash from photo where household_id = $1 order by taken_at`,
    [householdId],
  );
  return { certificates, decisions, photos };
}

/** Rounds in which it was listed, asked or decided, each with the tables and parameters by which it judges. */
async function readRules(sql: Sql, householdId: string): Promise<object> {
  const rows = await sql.query<{ body: unknown }>(
    `select r.body from round r
      where r.round_id in (select round_id from review_list where household_id = $1 union select round_id from interview where household_id = $1
                           union select round_id from status where household_id = $1)
      order by r.opens_on`,
    [householdId],
  );
  const rounds = rows.map(({ body }) => roundSchema.parse(body));
  const tables = await tablesOfRounds(sql, rounds);
  const rulebooks = [...new Set(rounds.flatMap((round) => round.rulebooks))].sort();
  return {
    rounds: rounds.map((round) => ({ round, tables: Object.fromEntries(tables(round)) })),
    rulebooks: Object.fromEntries(rulebooks.map((id) => [id, rulebookById(id).parameters])),
  };
}

function readLooks(sql: Sql, householdId: string): Promise<readonly object[]> {
  return sql.query(
    `select l.at, a.display_name as by, l.kind, l.purpose, l.rows from read_log l left join account a on a.account_id = l.account_id
      where l.household_id = $1 order by l.read_id`,
    [householdId],
  );
}

/** Whoever wrote of it. */
function readPeople(sql: Sql, householdId: string): Promise<readonly object[]> {
  return sql.query(
    `select a.account_id as "accountId", a.display_name as name from account a
      where a.account_id in (select e.account_id from event e where e.household_id = $1) order by 1`,
    [householdId],
  );
}

async function readInstallation(sql: Sql): Promise<Pick<EvidenceStatement, 'province' | 'demonstration'>> {
  const [row] = await sql.query<{ province: string; demonstration: boolean }>(
    'select province_name as province, demonstration from installation',
  );
  if (row === undefined) throw new Error('Nothing is installed.');
  return row;
}
