/**
 * Each figure as a condition in SQL (điều kiện đếm): on lines of `report_lines`, or on homes, the households living in a
 * hamlet at the close of the last day. Number and list come from the same condition. Shares no code with
 * core/report/figure.ts, against which every figure is compared.
 */
import { rulebookById } from '../../core/classify/rulebooks.ts';
import { CANNOT_ESCAPE_GROUNDS, GROUPS, INDICATORS, type RulebookId } from '../../core/classify/verdict.ts';
import { CAUSES } from '../../core/interview/codes.ts';
import { type FigureId, GROUPS_AND_OTHER, type Listed } from '../../core/report/figure-ids.ts';

/** All of `where` must hold; `size` is what a row adds. Both are fixed text, never a value from outside. */
export interface Clause {
  readonly from: 'home' | 'line';
  readonly where: readonly string[];
  readonly size: string;
}

export type Clauses = ReadonlyMap<FigureId, Clause>;

type Entry = readonly [FigureId, Clause];

const kept = new Map<RulebookId, Clauses>();

export function clausesOf(rulebook: RulebookId): Clauses {
  const known = kept.get(rulebook);
  if (known !== undefined) return known;
  const made: Clauses = new Map([
    ...homes(),
    ...standing('poor', "now = 'poor'", rulebook),
    ...standing('nearPoor', "now = 'near-poor'", rulebook),
    ...poorFlows(),
    ...nearPoorFlows(),
    ...cannotEscape(),
  ]);
  kept.set(rulebook, made);
  return made;
}

function line(where: readonly string[], size = '1'): Clause {
  return { from: 'line', where, size };
}

function homes(): readonly Entry[] {
  const home = (where: readonly string[], size: string): Clause => ({ from: 'home', where, size });
  return [
    ['households', home([], '1')],
    ['people', home([], 'people')],
    ['kinhHouseholds', home(['minority = false'], '1')],
    ['kinhPeople', home(['minority = false'], 'people')],
    ['minorityHouseholds', home(['minority = true'], '1')],
    ['minorityPeople', home(['minority = true'], 'people')],
    ['ethnicityUnknownHouseholds', home(['minority is null'], '1')],
  ];
}

const PEOPLE = 'now_people';

function standing(listed: Listed, now: string, rulebook: RulebookId): readonly Entry[] {
  const was = now.replace('now', 'was');
  return [
    [`${listed}Start`, line([was])],
    [`${listed}StartPeople`, line([was], 'was_people')],
    [`${listed}Households`, line([now])],
    [`${listed}People`, line([now], PEOPLE)],
    [`${listed}Unassessed`, line([now, 'deprived is null'])],
    [`${listed}Deprivations`, line([now, 'deprived <> 0'], 'bit_count(deprived::bit(32))::int')],
    [`${listed}EthnicityUnknown`, line([now, 'minority is null'])],
    [`${listed}HeadUnknown`, line([now, 'female_head is null'])],
    [`${listed}KinhHouseholds`, line([now, 'minority = false'])],
    [`${listed}KinhPeople`, line([now, 'minority = false'], PEOPLE)],
    [`${listed}MinorityHouseholds`, line([now, 'minority = true'])],
    [`${listed}MinorityPeople`, line([now, 'minority = true'], PEOPLE)],
    [`${listed}FemaleHead`, line([now, 'female_head = true'])],
    [`${listed}FemaleHeadPeople`, line([now, 'female_head = true'], PEOPLE)],
    ...INDICATORS.map((each): Entry => [`${listed}Deprived.${each}`, line([now, lacks(rulebook, each)])]),
    ...GROUPS_AND_OTHER.flatMap((group): Entry[] => {
      const inGroup = group === 'other' ? 'groups_mask = 0' : hasBit('groups_mask', GROUPS.indexOf(group));
      return [
        [`${listed}Group.${group}`, line([now, inGroup])],
        [`${listed}GroupPeople.${group}`, line([now, inGroup], PEOPLE)],
      ];
    }),
    ...CAUSES.map((cause, place): Entry => [`${listed}Cause.${cause}`, line([now, hasBit('causes_mask', place)])]),
  ];
}

/** Masks count the standard's own twelve; an indicator of the other standard is lacked by nobody. */
function lacks(rulebook: RulebookId, indicator: (typeof INDICATORS)[number]): string {
  const place = rulebookById(rulebook).indicators.indexOf(indicator);
  return place < 0 ? 'false' : hasBit('deprived', place);
}

function hasBit(mask: string, place: number): string {
  return `${mask} & ${1 << place} <> 0`;
}

function cannotEscape(): readonly Entry[] {
  const here = ["now = 'poor'", "cannot_escape = 'yes'"];
  return [
    ['cannotEscape', line(here)],
    ...CANNOT_ESCAPE_GROUNDS.map((ground, place): Entry => [`cannotEscape.${ground}`, line([...here, hasBit('grounds_mask', place)])]),
  ];
}

function both(id: FigureId, people: FigureId, where: readonly string[], size: 'was_people' | 'now_people'): readonly Entry[] {
  return [
    [id, line(where)],
    [people, line(where, size)],
  ];
}

function poorFlows(): readonly Entry[] {
  return [
    ...both('poorToNearPoor', 'poorToNearPoorPeople', ["was = 'poor'", "now = 'near-poor'"], 'was_people'),
    ...both('poorRisen', 'poorRisenPeople', ["was = 'poor'", 'rose'], 'was_people'),
    ...both('poorFromNearPoor', 'poorFromNearPoorPeople', ["was = 'near-poor'", "now = 'poor'"], 'now_people'),
    ...common('poor', "was = 'poor'", "now = 'poor'"),
  ];
}

function nearPoorFlows(): readonly Entry[] {
  return [
    ...both('nearPoorRisen', 'nearPoorRisenPeople', ["was = 'near-poor'", 'rose'], 'was_people'),
    ...both('nearPoorToPoor', 'nearPoorToPoorPeople', ["was = 'near-poor'", "now = 'poor'"], 'was_people'),
    ...both('nearPoorFromPoor', 'nearPoorFromPoorPeople', ["was = 'poor'", "now = 'near-poor'"], 'now_people'),
    ...common('nearPoor', "was = 'near-poor'", "now = 'near-poor'"),
  ];
}

/** People of a household that stays on the list with fewer or more of them count as "other", down or up. */
function common(listed: Listed, was: string, now: string): readonly Entry[] {
  const gone = 'now is null and not rose';
  const fewer = `${now} and now_people < was_people`;
  const more = `${was} and now_people > was_people`;
  return [
    [`${listed}DownOther`, line([was, 'now is null', 'not rose'])],
    [`${listed}DownOtherPeople`, line([was, `(${gone} or ${fewer})`], 'was_people - coalesce(now_people, 0)')],
    ...both(`${listed}Relapsed`, `${listed}RelapsedPeople`, [now, 'was is null', 'lived', 'had'], 'now_people'),
    ...both(`${listed}New`, `${listed}NewPeople`, [now, 'was is null', 'lived', 'not had'], 'now_people'),
    [`${listed}UpOther`, line([now, 'not lived'])],
    [`${listed}UpOtherPeople`, line([now, `(not lived or ${more})`], 'now_people - coalesce(was_people, 0)')],
  ];
}
