/**
 * `vuon incident`: whom and what a lost phone, an account in wrong hands or one export touched, how many of the 72 hours are left, and a
 * draft of the notice (sự cố dữ liệu cá nhân), for the officer named; the look itself is in the log.
 */
import { writeFileSync } from 'node:fs';
import { type DataKind, hoursLeft, noticeDue, type NoticeTerm, noticeTermOn, sensitiveOf } from '../../../core/access/incident.ts';
import { may } from '../../../core/access/may.ts';
import { areaPath } from '../../../core/access/reach.ts';
import { periodAt } from '../../../core/kernel/areas.ts';
import { csvFile } from '../../../core/kernel/csv.ts';
import { dayInVietnam, formatInstantVi, formatVi, type Instant, instantOf, millisOf, parseDateVi } from '../../../core/kernel/dates.ts';
import { isAreaId, isUuid, parseAreaId } from '../../../core/kernel/ids.ts';
import { groupVi } from '../../../core/kernel/numbers.ts';
import { findIncident, findLostPhone, findWhose, type Incident, type IncidentWish } from '../../../server/access/incident.ts';
import { logLook } from '../../../server/access/read-log.ts';
import { purposeText } from '../../../words/audit.ts';
import { clauseText } from '../../../words/clause.ts';
import { incidentText } from '../../../words/incident.ts';
import { EXIT, type ExitCode, numberIn, print, readArgs, say, stop, STORE_OPTIONS } from '../command.ts';
import { actingPerson, type ActingPerson, asPerson } from '../parts/actor.ts';
import { now, today } from '../parts/clock.ts';
import { asSystem, installationOrStop } from '../parts/installation.ts';
import { type Store, withStore } from '../parts/store.ts';

const OPTIONS = {
  ...STORE_OPTIONS,
  as: { type: 'string' },
  phone: { type: 'string' },
  account: { type: 'string' },
  export: { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
  known: { type: 'string' },
  draft: { type: 'string' },
  out: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

const OF = ['phone', 'account', 'export'] as const;
type Of = (typeof OF)[number];
type Values = ReturnType<typeof readArgs<typeof OPTIONS>>['values'];

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { values } = readArgs(args, OPTIONS);
  const [of, ...more] = OF.filter((each) => values[each] !== undefined);
  if (of === undefined || more.length > 0) stop(EXIT.usage, 'incident.which');
  const username = values.as ?? stop(EXIT.usage, 'usage.missing', { option: '--as' });
  const readId = of === 'export' ? numberIn(values.export ?? '', { least: 1, most: Number.MAX_SAFE_INTEGER, option: '--export' }) : null;
  if (of === 'phone' && !isUuid(values.phone ?? '')) stop(EXIT.usage, 'incident.phone');
  const times = {
    known: momentIn(values.known, '--known'),
    since: momentIn(values.since, '--since'),
    until: momentIn(values.until, '--until'),
  };
  return withStore(values.data, (store) => tell(store, values, { of, username, readId, ...times }));
}

interface Asked {
  readonly of: Of;
  readonly username: string;
  readonly readId: number | null;
  readonly known: Instant | null;
  readonly since: Instant | null;
  readonly until: Instant | null;
}

/** "20/10/2026 08:15" or "20/10/2026", in Vietnam, seven hours before Greenwich. */
function momentIn(text: string | undefined, option: string): Instant | null {
  if (text === undefined) return null;
  const [day = '', time = '00:00'] = text.trim().split(/\s+/);
  const parsed = parseDateVi(day);
  if (!parsed.ok || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) stop(EXIT.usage, 'incident.moment', { option });
  return instantOf(Date.parse(`${parsed.value}T${time}:00+07:00`));
}

async function tell(store: Store, values: Values, asked: Asked): Promise<ExitCode> {
  const { provinceId, provinceName } = await installationOrStop(store.db);
  const person = await actingPerson(store.db, asked.username);
  const province = parseAreaId(provinceId);
  const path = province.ok ? areaPath(person.tree, province.value, today()) : [];
  if (!may(person.who.actor, 'handle-incident', { areaPath: path, date: today() }).allowed)
    stop(EXIT.trouble, 'incident.not-allowed', { username: asked.username });
  const whose = await findSubject(store, values, asked);
  const wish: IncidentWish = {
    ...{ accountId: whose.accountId, readId: asked.readId, devices: asked.of === 'phone' },
    since: asked.since ?? whose.since ?? instantOf(0),
    until: asked.until ?? whose.until ?? now(),
  };
  const incident = await asPerson(store.db, person, async (tx) => {
    const found = await findIncident(tx, person.tree, wish);
    const look = { kind: 'log', areaId: provinceId, purpose: 'incident', rows: found.households.length } as const;
    await logLook({ tx, actor: person.who.actor, now: now() }, look);
    return found;
  });
  const known = asked.known ?? now();
  const term = noticeTermOn(dayInVietnam(known));
  const told: Told = { ...asked, ...whose, known, wish, incident, term, province: provinceName, person };
  print(values.json ? JSON.stringify({ ...plain(told), households: incident.households, lists: incident.lists }) : asText(told));
  write(values.out, () => csv(told));
  write(values.draft, () => draft(told));
  return EXIT.ok;
}

function write(file: string | undefined, make: () => string): void {
  if (file === undefined) return;
  writeFileSync(file, make(), { mode: 0o600 });
  say(incidentText('vi', 'written', { file }));
}

interface Subject {
  readonly accountId: string;
  readonly name: string;
  readonly device: string | null;
  readonly since: Instant | null;
  readonly until: Instant | null;
  /** What must still be done against it. */
  readonly open: 'phone' | 'account' | null;
}

async function findSubject({ db }: Store, values: Values, { of, readId }: Asked): Promise<Subject> {
  const phone = of === 'phone' ? await findLostPhone(db, (values.phone ?? '').toLowerCase(), today()) : null;
  if (of === 'phone' && phone === null) stop(EXIT.trouble, 'incident.no-phone');
  if (phone !== null) {
    const { accountId, device, firstSeenAt: since, withdrawnAt: until } = phone;
    return { accountId, name: await nameOf(db, accountId), device, since, until, open: until === null ? 'phone' : null };
  }
  const by = readId === null ? { username: values.account ?? '' } : { readId };
  const found = await asSystem(db, (tx) => findWhose(tx, by));
  if (found === null) stop(EXIT.trouble, of === 'export' ? 'incident.no-line' : 'incident.no-account');
  return {
    accountId: found.accountId,
    name: found.name,
    device: null,
    since: null,
    until: null,
    open: of === 'account' && found.active ? 'account' : null,
  };
}

async function nameOf(db: Store['db'], accountId: string): Promise<string> {
  return asSystem(db, async (tx) => (await findWhose(tx, { accountId }))?.name ?? '');
}

interface Told extends Asked, Omit<Subject, 'since' | 'until'> {
  readonly known: Instant;
  readonly wish: IncidentWish;
  readonly incident: Incident;
  readonly term: NoticeTerm | null;
  readonly province: string;
  readonly person: ActingPerson;
}

const moment = (at: Instant): string => formatInstantVi(at);
const kindsText = (kinds: readonly DataKind[]): string => kinds.map((kind) => incidentText('vi', `kind.${kind}`)).join(', ') || '–';

function plain({ of, name, device, known, wish, incident, term, open }: Told): object {
  const due = term === null ? null : noticeDue(known, term);
  return {
    ...{ of, name, device, open, since: wish.since, until: wish.until, known, due, hoursLeft: due === null ? null : hoursLeft(due, now()) },
    ...{ clause: term?.clause ?? null, looks: incident.looks, people: incident.people, kinds: incident.kinds },
  };
}

function clockText({ known, term }: Told): string {
  if (term === null) return incidentText('vi', 'clock.none');
  const due = noticeDue(known, term);
  const left = hoursLeft(due, now());
  const params = { known: moment(known), due: moment(due), left, clause: clauseText('vi', term.clause) };
  return (
    incidentText('vi', left < 0 ? 'clock.over' : 'clock.left', params) +
    (term.sure === 'S' ? '' : ` ${incidentText('vi', 'clock.confirm')}`)
  );
}

function asText(told: Told): string {
  const { of, name, device, wish, incident, open, person } = told;
  const { households, lists, people, kinds, looks } = incident;
  const span = { from: millisOf(wish.since) === 0 ? incidentText('vi', 'from-start') : moment(wish.since), until: moment(wish.until) };
  const lines = [
    incidentText('vi', `head.${of}`, { name, device: device ?? '', id: wish.readId ?? '' }),
    incidentText('vi', 'span', { ...span, looks: groupVi(looks) }),
    clockText(told),
    incidentText('vi', 'certain', { households: groupVi(households.length), people: groupVi(people) }),
    incidentText('vi', 'kinds', { kinds: kindsText(kinds), sensitive: kindsText(sensitiveOf(kinds)) }),
  ];
  for (const list of lists)
    lines.push(
      incidentText('vi', 'list', {
        at: moment(instantOf(Date.parse(list.at))),
        purpose: purposeText('vi', list.purpose),
        rows: groupVi(list.rows),
        place: placeText(person, list.areaId),
      }),
    );
  if (of === 'phone') lines.push(incidentText('vi', 'phone-note'));
  if (open !== null) lines.push(`! ${incidentText('vi', `open.${open}`)}`);
  return lines.join('\n');
}

function placeText({ tree }: ActingPerson, areaId: string | null): string {
  const period = areaId !== null && isAreaId(areaId) ? periodAt(tree, areaId, today()) : null;
  return period?.name ?? incidentText('vi', 'place-unknown');
}

const COLUMNS = ['code', 'head', 'hamlet', 'people', 'looks', 'kinds'] as const;

/** Whom to tell: one row a household. */
function csv({ incident, person }: Told): string {
  const rows = incident.households.map(({ code, headName, hamletId, people, looks, kinds }) => [
    ...[code ?? '', headName, placeText(person, hamletId), String(people), String(looks), kindsText(kinds)],
  ]);
  const titles = COLUMNS.map((column) => incidentText('vi', `column.${column}`));
  return csvFile([titles, ...rows]);
}

/** What the law asks of a notice, filled with what is known; what is not is left to be written. */
function draft(told: Told): string {
  const { of, name, device, known, incident, province, wish, term } = told;
  const { households, lists, people, kinds } = incident;
  const rows = lists.reduce((sum, list) => sum + list.rows, 0);
  const { clause = '–' } = term ?? {};
  const part = (key: Parameters<typeof incidentText>[1], params = {}): string => incidentText('vi', key, params);
  return [
    part('draft.head', { province }),
    part('draft.to'),
    '',
    part('draft.ground', { clause: clauseText('vi', clause) }),
    part('draft.when', { known: moment(known), day: formatVi(dayInVietnam(known)) }),
    part(`draft.what.${of}`, { name, device: device ?? '', id: wish.readId ?? '' }),
    part('draft.span', { from: millisOf(wish.since) === 0 ? part('from-start') : moment(wish.since), until: moment(wish.until) }),
    part('draft.whom', { households: groupVi(households.length), people: groupVi(people), rows: groupVi(rows) }),
    part('draft.kinds', { kinds: kindsText(kinds), sensitive: kindsText(sensitiveOf(kinds)) }),
    part('draft.consequences'),
    part(of === 'phone' ? 'draft.done.phone' : 'draft.done.other'),
    part('draft.contact'),
    '',
    part('draft.sign'),
    '',
  ].join('\n');
}
