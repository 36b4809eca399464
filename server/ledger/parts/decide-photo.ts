/**
 * That a picture of a dwelling or a signed sheet was taken, or is removed for good (đã chụp ảnh, gỡ ảnh): its bytes come by their own way,
 * `server/register/photos.ts`, and lie beside the ledger.
 */
import type { CommandOf } from '../../../core/kinds.ts';
import { ok } from '../../../core/kernel/result.ts';
import { MOST_PHOTOS } from '../../../core/register/photo.ts';
import { isHeld } from '../holds.ts';
import type { Sql } from '../sql.ts';
import { type Decided, findHousehold, itself, placeOf } from './decide-household.ts';
import { type PhotoTold, refuse, type World } from './world.ts';

export function decidePhoto(world: World, command: CommandOf<'photo-taken'> | CommandOf<'photo-removed'>): Promise<Decided> {
  return command.kind === 'photo-taken' ? takePhoto(world, command) : removePhoto(world, command);
}

async function takePhoto(world: World, command: CommandOf<'photo-taken'>): Promise<Decided> {
  const { householdId, photoId } = command.payload;
  const found = findHousehold(world, 'interview', householdId);
  if (!found.ok) return found;
  const told = await toldOf(world, householdId);
  if (told.some((one) => one.photoId === photoId)) return refuse({ code: 'photo-exists' });
  if (told.filter(({ removed }) => !removed).length >= MOST_PHOTOS) return refuse({ code: 'photo-too-many', most: MOST_PHOTOS });
  told.push({ photoId, removed: false });
  return ok([itself(found.value.book, command, { kind: 'photo-taken', body: command.payload })]);
}

/** Also of a household that is there no more. */
async function removePhoto(world: World, command: CommandOf<'photo-removed'>): Promise<Decided> {
  const { householdId, photoId } = command.payload;
  const found = placeOf(world, 'settle-handover', householdId);
  if (!found.ok) return found;
  if (await isHeld(world.sql, householdId, found.value.file.hamletId)) return refuse({ code: 'data-held' });
  const told = (await toldOf(world, householdId)).find((one) => one.photoId === photoId);
  if (told === undefined) return refuse({ code: 'photo-unknown' });
  if (told.removed) return refuse({ code: 'photo-removed' });
  for (const table of ['photo', 'photo_piece'])
    await world.sql.query(`delete from ${table} where photo_id = $1 and household_id = $2`, [photoId, householdId]);
  told.removed = true;
  return ok([itself(found.value.book, command, { kind: 'photo-removed', body: command.payload })]);
}

/** Of that household, also by commands of this batch; whether their bytes have come or not. */
async function toldOf({ sql, photos }: World, householdId: string): Promise<PhotoTold[]> {
  const known = photos.get(householdId) ?? (await readTold(sql, householdId));
  photos.set(householdId, known);
  return known;
}

function readTold(sql: Sql, householdId: string): Promise<PhotoTold[]> {
  return sql.query<PhotoTold & Record<string, unknown>>('select photo_id as "photoId", removed from photos_told($1)', [householdId]);
}
