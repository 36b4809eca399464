/** Which unit a command means (đơn vị được gọi bằng mã hoặc tên): a commune by its code today, a hamlet of it by its name, or the province. */
import { type AreaPeriod, type AreaTree, areaAt, areasOn, descendants } from '../../../core/kernel/areas.ts';
import type { PlainDate } from '../../../core/kernel/dates.ts';
import { findHamlet } from '../../../core/register/import/places.ts';
import { EXIT, stop } from '../command.ts';
import { today } from './clock.ts';

export function communeByCode(tree: AreaTree, code: string): AreaPeriod {
  return areaAt(tree, code, today(), 'commune') ?? stop(EXIT.usage, 'trouble.no-commune', { code });
}

export interface AreaWish {
  readonly area?: string | undefined;
  readonly hamlet?: string | undefined;
}

/** As `areaWished`, by codes and names of that day where a unit bore them then: a district of 2023, a commune that was merged since. */
export function areaWishedOn(tree: AreaTree, wish: AreaWish, day: PlainDate): AreaPeriod {
  const then = wish.area === undefined ? null : areaAt(tree, wish.area, day);
  if (then === null) return areaWished(tree, wish);
  return wish.hamlet === undefined ? then : hamletNamed(tree, { commune: then, hamlet: wish.hamlet, day });
}

/** Without a code the whole province. */
export function areaWished(tree: AreaTree, { area, hamlet }: AreaWish): AreaPeriod {
  if (area === undefined) return areasOn(tree, today(), 'province')[0] ?? stop(EXIT.trouble, 'trouble.not-installed');
  const commune = communeByCode(tree, area);
  if (hamlet === undefined) return commune;
  return hamletNamed(tree, { commune, hamlet, day: today() });
}

function hamletNamed(tree: AreaTree, { commune, hamlet, day }: { commune: AreaPeriod; hamlet: string; day: PlainDate }): AreaPeriod {
  const hamlets = descendants(tree, commune.areaId, day, 'hamlet');
  const found = findHamlet(hamlet, hamlets);
  return (
    hamlets.find((period) => period.areaId === found?.areaId) ?? stop(EXIT.usage, 'trouble.no-hamlet', { hamlet, commune: commune.name })
  );
}
