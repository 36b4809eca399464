/**
 * Pictures of lists on the wall (ảnh niêm yết, ảnh đã gỡ): sent by whoever may post the list, before the command that names them; only a bare
 * picture is kept, under an id made from its bytes, so that sending it twice changes nothing. Each look is logged. The portal has none of it.
 */
import * as z from 'zod';
import { levelOf } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import type { WallPictureKept } from '../../core/meeting/posting-views.ts';
import { readJpeg } from '../../core/register/jpeg.ts';
import { MOST_PHOTO_BYTES } from '../../core/register/pieces.ts';
import { logLook } from '../access/read-log.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { type Context, mayOrThrow, route, type Server } from '../http/route.ts';
import { type Sql, sqlOfKysely } from '../ledger/sql.ts';
import { wallPictureId } from '../ledger/wall-pictures.ts';
import { unlessBlind } from '../interview/blind.ts';
import { unlessRestricted } from '../register/restricted.ts';

const inArea = z.strictObject({ areaId: z.string().max(40) });
/** As base64 it is a third longer. */
const MOST_TEXT = Math.ceil(MOST_PHOTO_BYTES / 3) * 4;
/** Room for one that is too large, so that it is told so in words. */
const MOST_BODY = 1_048_576;

export function wallPictureRoutes(server: Server): void {
  route(server, {
    method: 'POST',
    url: '/api/areas/:areaId/wall-pictures',
    params: inArea,
    body: z.strictObject({ picture: z.base64() }),
    bodyLimit: MOST_BODY,
    perMinute: 300,
    handle: (context, { params: { areaId }, body: { picture } }): Promise<WallPictureKept> => {
      const hamletId = mayPost(context, areaId);
      if (picture.length > MOST_TEXT) throw new HttpProblem(413, 'photo-too-large');
      return keep(context, hamletId, Buffer.from(picture, 'base64'));
    },
  });
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/wall-pictures/:pictureId',
    params: inArea.extend({ pictureId: z.uuid() }),
    handle: async (context, { params: { areaId, pictureId } }) => {
      const hamletId = mayPost(context, areaId);
      const store = sqlOfKysely(context.tx);
      const [row] = await store.query<{ picture: Buffer }>('select picture from wall_picture where picture_id = $1 and hamlet_id = $2', [
        ...[pictureId, hamletId],
      ]);
      if (row === undefined) throw notFound();
      await unlessBlind(context, { hamletIds: [hamletId], roundId: null });
      await logEach(context, hamletId, await whoseResult(store, hamletId, pictureId));
      void context.reply.type('image/jpeg').header('content-disposition', 'inline; filename="niem-yet.jpg"');
      // Returned, not sent: nothing is shown before its look stands in the log.
      return row.picture;
    },
  });
}

/** A list hangs for a hamlet: of other units there is none. */
function mayPost(context: Context, areaId: string): string {
  mayOrThrow(context, 'post-list', areaId);
  if (!isAreaId(areaId) || levelOf(context.tree, areaId) !== 'hamlet') throw notFound();
  return areaId;
}

async function keep({ tx, actor, now }: Context, hamletId: string, picture: Buffer): Promise<WallPictureKept> {
  const read = readJpeg(picture);
  if (!read.ok) throw new HttpProblem(422, read.error.code);
  const pictureId = wallPictureId(picture);
  const store = sqlOfKysely(tx);
  await store.query(
    'insert into wall_picture (picture_id, hamlet_id, account_id, kept_at, picture) values ($1, $2, $3, $4, $5) on conflict do nothing',
    [pictureId, hamletId, actor.accountId, now, picture],
  );
  return { pictureId };
}

/** The households of whose result by income it is; none of a hamlet's list. */
function whoseResult(store: Sql, hamletId: string, pictureId: string): Promise<{ householdId: string }[]> {
  return store.query(
    `select distinct e.household_id as "householdId" from event e join payload p on p.event_id = e.event_id
      where e.hamlet_id = $1 and e.kind in ('income-posted', 'income-taken-down') and p.body::jsonb ->> 'photo' = $2`,
    [hamletId, pictureId],
  );
}

async function logEach(context: Context, hamletId: string, whose: readonly { readonly householdId: string }[]): Promise<void> {
  const look = { purpose: 'wall-picture', hamletId, rows: 1 } as const;
  if (whose.length === 0) await logLook(context, { kind: 'export', ...look });
  for (const { householdId } of whose) {
    await unlessRestricted(context, householdId, hamletId);
    await logLook(context, { kind: 'household', householdId, ...look });
  }
}
