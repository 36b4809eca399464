/**
 * Where made households live and what a phone measured there (nơi ở giả định): hamlets round a centre inside their commune, which is known
 * by a point and a surface, dwellings round that, a measurement at each visit. Some people refuse to have it noted or a phone finds no place, some
 * measure poorly. Every draw is of its own, so that nothing else of a village changes by it.
 */
import type { HeldAt } from '../../core/interview/where.ts';
import type { AreaId } from '../../core/kernel/ids.ts';
import { type CommunePoint, communePoints2025 } from '../../core/kernel/real-units.ts';
import { type Chance, chance } from './chance.ts';
import type { Story, StoryHousehold } from './story.ts';

export interface Dwelling {
  readonly seed: string;
  /** As it is today. */
  readonly communeId: AreaId;
  readonly hamletId: AreaId;
  readonly householdId: string;
}

interface Point {
  readonly latE5: number;
  readonly lonE5: number;
}

/** As shares of the commune's radius, as if it were round; together they stay inside. */
const [CENTRE, HAMLET, ASTRAY] = [0.6, 0.2, 0.2];
/** Of a thousand visits; and how far a phone says that it may be off, in metres. */
const [UNTOLD, POOR] = [120, 100];
const EXACT = { from: 4, to: 20 };
const ROUGH = { from: 60, to: 400 };

/** What was noted at the visit of that year; null where nothing was, or of a commune of which no point is known. */
export function heldAtIn({ seed, communeId, hamletId, householdId }: Dwelling, year: number): HeldAt | null {
  const commune = pointsOf().get(communeId);
  const visit = chance(seed, 'held at', householdId, year);
  if (commune === undefined || visit.permille(UNTOLD)) return null;
  const radius = radiusOf(commune);
  const middle = { latE5: commune.lat * 1e5, lonE5: commune.lon * 1e5 };
  const centre = within(middle, radius * CENTRE, chance(seed, 'centre of hamlet', hamletId));
  const door = within(centre, radius * HAMLET, chance(seed, 'dwelling', householdId));
  const { from, to } = visit.permille(POOR) ? ROUGH : EXACT;
  const accuracyM = visit.between(from, to);
  const { latE5, lonE5 } = within(door, Math.min(accuracyM, radius * ASTRAY), visit);
  return { latE5: Math.round(latE5), lonE5: Math.round(lonE5), accuracyM };
}

/** Of a round commune of that surface, in metres. */
export const radiusOf = ({ km2 }: Pick<CommunePoint, 'km2'>): number => 1000 * Math.sqrt(km2 / Math.PI);

/** Every visit of which nothing was said as to where it was has its place; what was told, or told to be nowhere, stays. */
export function withDwellings(story: Story): Story {
  const { seed, communeId } = story;
  const households = function* (): Generator<StoryHousehold> {
    for (const household of story.households()) {
      const dwelling = { seed, communeId, ...household.registered };
      const visits = household.visits.map((visit) =>
        visit.heldAt === undefined ? { ...visit, heldAt: heldAtIn(dwelling, visit.year) } : visit,
      );
      yield { ...household, visits };
    }
  };
  return { ...story, households };
}

/** A degree of latitude is 111.3 km, one of longitude at ten degrees north 0.985 of that. */
const [LATITUDE, LONGITUDE] = [1.113, 1.113 * 0.985];
const STEPS = 10_000;

/** Evenly over the disc: of the square round it, until one falls inside. */
function within({ latE5, lonE5 }: Point, metres: number, luck: Chance): Point {
  let [north, east] = [STEPS, STEPS];
  while (north ** 2 + east ** 2 > STEPS ** 2) [north, east] = [luck.between(-STEPS, STEPS), luck.between(-STEPS, STEPS)];
  return { latE5: latE5 + (north * metres) / STEPS / LATITUDE, lonE5: lonE5 + (east * metres) / STEPS / LONGITUDE };
}

let pointsMade: ReadonlyMap<AreaId, CommunePoint> | undefined;

function pointsOf(): ReadonlyMap<AreaId, CommunePoint> {
  pointsMade ??= new Map(communePoints2025().map((point) => [point.areaId, point]));
  return pointsMade;
}
