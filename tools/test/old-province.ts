/**
 * The province of 2023 for the tests of tables (tỉnh năm 2023): the real districts and communes of old Vĩnh Long, hamlets in some of
 * them, a closed round, and lists drawn from a seed, put into the projections as they lie, since only counting is tested.
 * Communes without hamlets have no register at all.
 */
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { type Draw, drawSeeded } from '../../core/classify/proof/draw.ts';
import { sampleHousehold } from '../../core/classify/proof/households.ts';
import { type AreaTree, areasOn, buildAreaTree, children, hamletPeriods, type AreaPeriod } from '../../core/kernel/areas.ts';
import { date } from '../../core/kernel/dates.ts';
import { type AreaId, isAreaId, uuidFrom } from '../../core/kernel/ids.ts';
import { realUnits } from '../../core/kernel/real-units.ts';
import { ROUND } from './small-province.ts';

export const END_2023 = date('2023-12-31');

export interface OldProvince {
  readonly tree: AreaTree;
  readonly provinceId: AreaId;
  /** One whose communes have hamlets. */
  readonly districtId: AreaId;
  readonly communeId: AreaId;
  readonly hamletId: AreaId;
  /** In the district; without hamlets. */
  readonly emptyCommuneId: AreaId;
  readonly roundId: string;
}

export interface Wished {
  readonly seed: number;
  /** Communes of the first two districts that have hamlets; of the whole province where null. */
  readonly communes: number | null;
  readonly hamlets: number;
  readonly households: number;
}

const idOf = (name: string): string => uuidFrom(createHash('sha256').update(name).digest().subarray(0, 16));
const roundId = idOf('round of 2023');
const round = {
  ...ROUND,
  ...{ roundId, year: 2023, opensOn: '2023-09-01', closesOn: '2023-12-14', rulebooks: ['2022-2026'], questionnaire: 'b-2022' },
};

export async function makeOldProvince(owner: pg.Pool, wished: Wished): Promise<OldProvince> {
  const real = realUnits();
  const bare = buildAreaTree(real);
  const province = areasOn(bare, END_2023, 'province').find(({ code }) => code === '86') ?? missing('the province');
  const districts = children(bare, province.areaId, END_2023);
  const communes = districts.flatMap((district) => children(bare, district.areaId, END_2023).map((commune) => ({ district, commune })));
  const two = communes.filter(({ district }) => district === districts[0] || district === districts[1]);
  // The first commune of each district stays without a register.
  const chosen =
    wished.communes === null ? communes : two.filter(({ district }, at) => two[at - 1]?.district === district).slice(0, wished.communes);
  const hamlets = chosen.flatMap(({ commune }, place) => hamletsOf(bare, commune, { place, count: wished.hamlets }));
  const rows = {
    areas: [...real.areas, ...[...new Set(hamlets.map(({ areaId }) => areaId))].map((id) => ({ id, level: 'hamlet' as const }))],
    lineage: real.lineage,
  };
  const tree = buildAreaTree({ ...rows, periods: [...real.periods, ...hamlets] });
  await insert(
    owner,
    'area',
    rows.areas.map(({ id, level }) => ({ area_id: id, level })),
  );
  await insert(
    owner,
    'area_period',
    [...real.periods, ...hamlets].map(({ areaId, from, to, code, name, kind, areaType, parentId, synthetic }) => ({
      ...{ area_id: areaId, valid_from: from, valid_to: to, code, name, kind, area_type: areaType, parent_id: parentId, synthetic },
    })),
  );
  await insert(owner, 'round', [
    { round_id: roundId, kind: 'yearly', year: 2023, opens_on: round.opensOn, closes_on: round.closesOn, state: 'closed', body: round },
  ]);
  await fill(
    owner,
    hamlets.map(({ areaId }) => areaId),
    wished,
  );
  const [first] = chosen;
  const hamlet = hamlets[0];
  if (first === undefined || hamlet === undefined) return missing('a commune with hamlets');
  const ids = { provinceId: province.areaId, districtId: first.district.areaId, communeId: first.commune.areaId, hamletId: hamlet.areaId };
  return { tree, ...ids, emptyCommuneId: communes[0]?.commune.areaId ?? first.commune.areaId, roundId };
}

/** Their periods up to today, each under the commune that theirs became. */
function hamletsOf(tree: AreaTree, commune: AreaPeriod, { place, count }: { place: number; count: number }): AreaPeriod[] {
  return Array.from({ length: count }, (_, n): readonly AreaPeriod[] => {
    const areaId = idOf(`hamlet ${place} ${n}`);
    if (!isAreaId(areaId)) return missing(areaId);
    const name = `Ấp ${HAMLETS[(place + n) % HAMLETS.length]}`;
    const hamlet = { areaId, name, kind: 'ap' as const, synthetic: true, communeId: commune.areaId, from: date('2019-04-01') };
    const through: AreaId[] = [];
    for (;;) {
      const made = hamletPeriods(tree, { ...hamlet, through });
      if (made.ok) return made.value;
      if (made.error.code !== 'area-cut') return missing(made.error.code);
      through.push(made.error.choices[n % made.error.choices.length] ?? missing('a part of it'));
    }
  }).flat();
}

const HAMLETS = ['Vĩnh Thạnh', 'Tân Phú', 'Hòa Lợi', 'Phú Long', 'Mỹ An', 'Thạnh Đông'];
const NAMES = ['Nguyễn Thị Hồng Nhung', 'Trần Văn Út', 'Lê Thị Bảy', 'Thạch Sa Rây', 'Huỳnh Ngọc Ánh', 'Phạm Minh Đức'];

function missing(what: string): never {
  throw new Error(`There is no ${what}.`);
}

const OPTIONAL = { household: ['book_id', 'registered_at', 'version'], interview: ['account_id'] };

async function fill(owner: pg.Pool, hamletIds: readonly AreaId[], { seed, households }: Wished): Promise<void> {
  for (const [table, columns] of Object.entries(OPTIONAL))
    for (const column of columns) await owner.query(`alter table ${table} alter column ${column} drop not null`);
  const draw = drawSeeded(seed);
  const tables: Record<'household' | 'residence' | 'status' | 'interview', object[]> = {
    household: [],
    residence: [],
    status: [],
    interview: [],
  };
  for (const [place, hamlet_id] of hamletIds.entries())
    for (let n = 0; n < households; n += 1) {
      const household_id = idOf(`household ${place} ${n}`);
      const { answers } = sampleHousehold(draw);
      const members = answers.members.map((member, at) => ({
        ...member,
        memberId: idOf(`${household_id} ${at}`),
        fullName: NAMES[(n + at) % 6],
      }));
      const [people, fullName] = [members.length, NAMES[n % 6]];
      const rest = { members: people, state: 'present', weight: 1, source: 'test' };
      tables.household.push({ household_id, hamlet_id, head_name: fullName, head_folded: `ho ${n}`, ...rest });
      const moved = draw(8) === 0 ? hamletIds[(place + 1) % hamletIds.length] : null;
      if (moved)
        tables.residence.push({
          household_id,
          hamlet_id: moved,
          people,
          minority: draw(5) === 0,
          valid_from: '2020-01-01',
          valid_to: '2023-05-01',
        });
      tables.residence.push({
        household_id,
        hamlet_id,
        people,
        minority: draw(5) === 0,
        valid_from: moved ? '2023-05-01' : '2020-01-01',
        valid_to: null,
      });
      for (const status of statusesOf(draw, { household_id, hamlet_id, people })) tables.status.push(status);
      const visit = { round_id: roundId, household_id, hamlet_id, event_id: idOf(`visit ${household_id}`), questionnaire: 'b-2022' };
      const when = { area_type: 'rural', interviewed_on: '2023-10-01', finished_at: '2023-10-01', version: 2 };
      tables.interview.push({ ...visit, ...when, answers: { ...answers, members } });
    }
  for (const [table, rows] of Object.entries(tables)) await insert(owner, table, rows);
}

/** Three lists: of 2021 by the old list, of 2022 and of 2023 by decision. */
function statusesOf(draw: Draw, of: { household_id: string; hamlet_id: string; people: number }): object[] {
  const classes = ['poor', 'near-poor', 'not-poor'] as const;
  return [2021, 2022, 2023].map((year, place) => {
    const masks =
      place === 0
        ? { source: 'recorded', rulebook: null }
        : {
            ...{ source: 'decision', rulebook: '2022-2026', deprived: draw(4096), groups_mask: draw(8), grounds_mask: draw(8) },
            ...{ cannot_escape: draw(2) === 0 ? 'yes' : 'no', causes_mask: draw(256), wanted_mask: draw(64) },
            origin: (['new', 'relapsed', 'continuing'] as const)[draw(3)],
          };
    const days = { valid_from: `${year}-11-20`, valid_to: place === 2 ? null : `${year + 1}-11-20` };
    const round_id = place === 2 ? roundId : null;
    return { ...of, event_id: idOf(`${of.household_id} ${year}`), round_id, year, class: classes[draw(3)], ...days, ...masks };
  });
}

async function insert(owner: pg.Pool, table: string, rows: readonly object[]): Promise<void> {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].join(', ');
  await owner.query(`insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`, [
    JSON.stringify(rows),
  ]);
}
