/**
 * What a reader's device may keep of a household (che dữ liệu gửi xuống máy): field by field as the catalogue says, the same as on
 * the screens of the desk.
 */
import type { Reader } from '../../core/access/catalogue.ts';
import { maskName, shownToAny } from '../../core/access/mask.ts';
import { heldAt } from '../../core/interview/held-at.ts';
import { householdRegistered } from '../../core/register/household.ts';
import { reveal, revealAnswers, shownMember } from '../../core/shown.ts';
import type { ClashField, ClashValue } from '../../core/sync/clash.ts';
import type { ClashView } from '../../core/sync/views.ts';
import type { PulledHouseholdView } from '../../core/views.ts';
import type { PulledHousehold } from './store.ts';
import type { Sight } from './withheld.ts';

/** Which of two numbers of a person it is, is said without telling either. */
function maskField(field: ClashField): ClashField {
  const last = (value: ClashValue | null): ClashValue | null =>
    typeof value === 'string' && /^\d+$/.test(value) ? `•••${value.slice(-3)}` : value;
  return field.field === 'citizenId' ? { ...field, stands: last(field.stands), other: last(field.other) } : field;
}

export function maskClash<C extends ClashView>(clash: C): C {
  return { ...clash, fields: clash.fields.map(maskField) };
}

export function maskHousehold(row: PulledHousehold, readers: readonly Reader[]): PulledHouseholdView {
  const address = shownToAny(householdRegistered.fields.address.rule, readers) === 'full' ? row.address : null;
  const interviews = row.interviews.flatMap(({ answers, ...interview }) => {
    const shown = revealAnswers(readers, answers);
    return shown === null ? [] : [{ ...interview, answers: shown }];
  });
  const headName = shownToAny(householdRegistered.fields.headName.rule, readers) === 'full' ? row.headName : maskName(row.headName);
  const clashes = row.clashes === undefined ? {} : { clashes: row.clashes.map(maskClash) };
  const { heldAt: told, ...rest } = row;
  const place = told === undefined ? null : reveal(heldAt, readers, told);
  return {
    ...rest,
    ...clashes,
    ...(place === null ? {} : { heldAt: place }),
    headName,
    address,
    members: row.members.flatMap((member) => reveal(shownMember, readers, member) ?? []),
    interviews,
  };
}

/** Of somebody whose data are restricted: no more than this person's work asks for. */
export function withhold(view: PulledHouseholdView, sight: Sight): PulledHouseholdView {
  if (sight.kind === 'whole') return view;
  const { clashes: _clashes, heldAt: _heldAt, ...rest } = view;
  if (sight.kind === 'withheld') {
    const nothing = { code: null, address: null, members: [], statuses: [], interviews: [], listed: [] };
    return { ...rest, ...nothing, headName: maskName(view.headName), withheld: true };
  }
  return {
    ...rest,
    address: null,
    members: view.members.map(({ memberId, fullName, state }) => ({ memberId, fullName, state })),
    interviews: view.interviews.filter(({ roundId }) => sight.roundIds.includes(roundId)),
  };
}
