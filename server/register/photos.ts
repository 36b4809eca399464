/**
 * Pictures of dwellings and signed sheets (ảnh của hộ): their pieces come from phones, sealed, in any order, as often as the line makes
 * them; only what is to the byte the picture of which the ledger was told, and a bare picture, is kept. Each look is logged.
 */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Reader } from '../../core/access/catalogue.ts';
import { RULES } from '../../core/access/catalogue.ts';
import { shownToAny } from '../../core/access/mask.ts';
import { readJpeg } from '../../core/register/jpeg.ts';
import { type PhotoRow, photoPiece, photoTaken } from '../../core/register/photo.ts';
import { type PhotoOf, type PieceAnswer, PIECE_BYTES, piecesOf, placeOfPiece } from '../../core/register/pieces.ts';
import type { CommandProblem } from '../../core/sync/envelope.ts';
import { logLook } from '../access/read-log.ts';
import { forbidden, HttpProblem, notFound } from '../http/problem.ts';
import { type Context, mayOrThrow, readersIn, route, type Server } from '../http/route.ts';
import type { Blind } from '../ledger/back-checks.ts';
import { type Sql, sqlOfKysely } from '../ledger/sql.ts';
import type { SealKey } from '../sync/seal-key.ts';
import { blindOf } from '../interview/blind.ts';
import { findHousehold } from './household-store.ts';
import { unlessRestricted } from './restricted.ts';

const photoParams = z.strictObject({ householdId: z.uuid(), photoId: z.uuid() });
/** A sealed piece is a third longer than the piece, twice. */
const MOST_BYTES = PIECE_BYTES * 2 + 4_000;

export function photoRoutes(server: Server, sealKey: SealKey): void {
  route(server, {
    method: 'POST',
    url: '/api/households/:householdId/photos/:photoId/pieces',
    params: photoParams,
    body: photoPiece,
    bodyLimit: MOST_BYTES,
    perMinute: 6_000,
    handle: async (context, { params: { householdId, photoId }, body: { n, box } }): Promise<PieceAnswer> => {
      await mayReach(context, householdId, 'interview');
      const { accountId } = context.actor;
      const piece = sealKey.open(box, placeOfPiece(accountId, photoId, n));
      if (typeof piece !== 'string') return refused({ code: 'sealed-for-another' });
      const store = sqlOfKysely(context.tx);
      const told = await findTold(store, { householdId, photoId, accountId });
      if (told === null) throw new HttpProblem(409, 'photo-unknown');
      if (told === 'removed') return refused({ code: 'photo-removed' });
      return addPiece(store, { ...told, photoId, accountId, now: context.now }, { n, bytes: Buffer.from(piece, 'base64url') });
    },
  });
  route(server, {
    method: 'GET',
    url: '/api/households/:householdId/photos/:photoId',
    params: photoParams,
    handle: async (context, { params: { householdId, photoId } }) => {
      const hamletId = await mayReach(context, householdId, 'read-household');
      if (!seesPhotos(readersIn(context, hamletId))) throw forbidden('not-your-role');
      const [row] = await sqlOfKysely(context.tx).query<{ picture: Buffer; takenAt: string }>(
        'select picture, taken_at as "takenAt" from photo where photo_id = $1 and household_id = $2',
        [photoId, householdId],
      );
      if (row === undefined) throw notFound();
      if (!maySeePhoto(row, (await blindOf(context)).get(householdId) ?? null)) throw new HttpProblem(409, 'back-check-first');
      await logLook(context, { kind: 'household', purpose: 'photo', householdId, hamletId, rows: 1 });
      void context.reply.type('image/jpeg').header('content-disposition', 'inline; filename="anh.jpg"');
      // Returned, not sent: nothing is shown before its look stands in the log.
      return row.picture;
    },
  });
}

const seesPhotos = (readers: readonly Reader[]): boolean => shownToAny(RULES.photo, readers) === 'full';

/** What was taken since the round began shows what was found at the first visit, or the form itself. */
export function maySeePhoto({ takenAt }: Pick<PhotoRow, 'takenAt'>, withheld: Blind | null): boolean {
  return withheld === null || new Date(takenAt).toISOString() < withheld.since;
}

/** Those that are whole, newest first; none for who may not look at them. */
export async function listPhotos(
  { tx }: Pick<Context, 'tx'>,
  householdId: string,
  readers: readonly Reader[],
): Promise<readonly PhotoRow[]> {
  if (!seesPhotos(readers)) return [];
  return sqlOfKysely(tx).query<PhotoRow & Record<string, unknown>>(
    `select p.photo_id as "photoId", p.shows as "of", p.taken_at as "takenAt", coalesce(a.display_name, '') as "by"
       from photo p left join account a on a.account_id = p.account_id where p.household_id = $1 order by p.taken_at desc, p.photo_id`,
    [householdId],
  );
}

async function mayReach(context: Context, householdId: string, action: 'interview' | 'read-household'): Promise<string> {
  const file = await findHousehold(context.tx, householdId);
  if (file === null) throw notFound();
  mayOrThrow(context, action, file.hamletId);
  await unlessRestricted(context, file.householdId, file.hamletId);
  return file.hamletId;
}

interface Told {
  readonly householdId: string;
  readonly of: PhotoOf;
  readonly takenAt: string;
  readonly bytes: number;
  readonly hash: string;
}

interface Asked {
  readonly householdId: string;
  readonly photoId: string;
  readonly accountId: string;
}

/** What the ledger was told by this person of that picture. */
async function findTold(store: Sql, { householdId, photoId, accountId }: Asked): Promise<Told | 'removed' | null> {
  const rows = await store.query<{ kind: string; body: string }>(
    `select e.kind, p.body from event e join payload p on p.event_id = e.event_id
      where e.household_id = $1 and p.body::jsonb ->> 'photoId' = $2
        and (e.kind = 'photo-taken' and e.account_id = $3 or e.kind = 'photo-removed')`,
    [householdId, photoId, accountId],
  );
  const taken = rows.find(({ kind }) => kind === 'photo-taken');
  if (taken === undefined) return null;
  return rows.length > 1 ? 'removed' : photoTaken.schema.parse(JSON.parse(taken.body));
}

interface Coming extends Told {
  readonly photoId: string;
  readonly accountId: string;
  readonly now: string;
}

const refused = (problem: CommandProblem): PieceAnswer => ({ stands: 'refused', problem });

async function addPiece(store: Sql, photo: Coming, { n, bytes }: { readonly n: number; readonly bytes: Buffer }): Promise<PieceAnswer> {
  const { photoId, householdId } = photo;
  // Pieces of one picture come one after the other, also where a phone sends twice.
  await store.query('select pg_advisory_xact_lock(hashtext($1))', [`photo ${photoId}`]);
  const [known] = await store.query<{ householdId: string; whole: boolean }>(
    `select household_id as "householdId", true as whole from photo where photo_id = $1
     union all select household_id, false from photo_piece where photo_id = $1 order by whole desc limit 1`,
    [photoId],
  );
  // An id is one picture's, of one household: told whole, the phone would let the other go.
  if (known !== undefined && known.householdId !== householdId) return refused({ code: 'photo-broken' });
  if (known?.whole === true) return { stands: 'whole' };
  const last = piecesOf(photo.bytes) - 1;
  const long = n === last ? photo.bytes - last * PIECE_BYTES : PIECE_BYTES;
  if (n > last || bytes.length !== long) return refused({ code: 'photo-broken' });
  await store.query(
    'insert into photo_piece (photo_id, n, household_id, bytes) values ($1, $2, $3, $4) on conflict (photo_id, n) do nothing',
    [...[photoId, n, householdId, bytes]],
  );
  const pieces = await store.query<{ bytes: Buffer }>('select bytes from photo_piece where photo_id = $1 order by n', [photoId]);
  if (pieces.length <= last) return { stands: 'part' };
  await store.query('delete from photo_piece where photo_id = $1', [photoId]);
  const picture = Buffer.concat(pieces.map((each) => each.bytes));
  if (createHash('sha256').update(picture).digest('hex') !== photo.hash) return refused({ code: 'photo-broken' });
  const read = readJpeg(picture);
  if (!read.ok) return refused(read.error);
  await store.query(
    'insert into photo (photo_id, household_id, account_id, shows, taken_at, kept_at, picture) values ($1, $2, $3, $4, $5, $6, $7)',
    [photoId, householdId, photo.accountId, photo.of, photo.takenAt, photo.now, picture],
  );
  return { stands: 'whole' };
}
