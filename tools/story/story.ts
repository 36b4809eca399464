/**
 * One year of the register from end to end (một năm của sổ hộ nghèo), for the test and for an audience alike: she asks, is listed,
 * interviewed, discussed, not found on the wall, objects, is visited by another, hangs, is recognised, and escapes a year later. Each
 * step waits for what a person sees.
 */
import { formatVi } from '../../core/kernel/dates.ts';
import type { CommandBody } from '../../core/kinds.ts';
import { endsOn } from '../../core/meeting/procedure.ts';
import { POSTING_PLACES } from '../../core/meeting/posting-codes.ts';
import { certificateText } from '../../words/certificate.ts';
import { seriesText } from '../../words/series.ts';
import { ask, seeList, takeUp } from './asking.ts';
import { foundAgain, roundSteps, SECOND, type StoryHousehold } from './cast.ts';
import { certify, decide, goOn, object, putUp, seeChanged, seePublic, sendAnother, takeDown, uphold } from './deciding.ts';
import { interview, interviewAgain, meet } from './doorstep.ts';
import type { Stage } from './stage.ts';

type Year = 2026 | 2027;

/** What the story came to, for whoever plays it. */
export interface Told {
  /** Of her certificate, on its sheet and on the portal. */
  readonly certificate: string;
  /** Poor households of each year over the whole commune, in the units of today and in those of before. */
  readonly series: { readonly now: readonly string[]; readonly before: readonly string[] };
}

export async function tellStory(stage: Stage): Promise<Told> {
  await request(stage);
  await doorstep(stage);
  await meeting(stage);
  await firstPosting(stage);
  await objection(stage);
  await secondPosting(stage);
  const certificate = await decision(stage);
  await nextYear(stage);
  await see(stage, certificate);
  return { certificate: certificate.number, series: await series(stage) };
}

async function request(stage: Stage): Promise<void> {
  await stage.audience.tell('scene.request', { name: stage.cast.hero.headName });
  const number = await ask(stage, { form: 'review', text: 'Chồng bệnh, không còn thu nhập' });
  await stage.moveTo('2026-09-08');
  await takeUp(stage, number, 'review');
  await seeList(stage);
}

async function doorstep(stage: Stage): Promise<void> {
  const { hero, neighbours } = stage.cast;
  await stage.moveTo('2026-10-05');
  await interview(stage, 'rasoat', hero);
  for (const one of neighbours) await stage.visit('rasoat', one, 2026);
}

async function meeting(stage: Stage): Promise<void> {
  const { hero, neighbours } = stage.cast;
  await stage.moveTo('2026-10-12');
  await stage.audience.tell('scene.to-meeting');
  await goOn(stage, 'open-meetings');
  const [own, other] = hamletsOf(stage);
  await meet(
    stage,
    'bithu',
    [hero, ...neighbours].filter(({ hamlet }) => hamlet === own),
  );
  await minutes(
    stage,
    2026,
    neighbours.filter(({ hamlet }) => hamlet === other),
  );
}

async function firstPosting(stage: Stage): Promise<void> {
  await stage.moveTo('2026-10-15');
  await stage.audience.tell('scene.posting');
  await goOn(stage, 'open-posting');
  const until = lastDay(stage, 2026, 'posting');
  await putUp(stage, namesOf(stage), until);
  await stage.audience.tell('scene.posted');
  await seePublic(stage, until);
}

async function objection(stage: Stage): Promise<void> {
  const { hero } = stage.cast;
  await stage.moveTo('2026-10-16');
  await stage.audience.tell('scene.objection', { name: hero.headName });
  const number = await object(stage);
  await stage.audience.tell('scene.revisit');
  await sendAnother(stage, number);
  await stage.moveTo('2026-10-19');
  await stage.audience.tell('scene.again');
  await interviewAgain(stage, SECOND, hero, foundAgain(hero));
  await stage.audience.tell('scene.upheld');
  await uphold(stage, number);
}

async function secondPosting(stage: Stage): Promise<void> {
  const [own] = namesOf(stage);
  await stage.audience.tell('scene.second-posting');
  await seeChanged(stage, own ?? '');
  await takeDown(stage, [own ?? '']);
  const until = lastDay(stage, 2026, 'second-posting');
  await putUp(stage, [own ?? ''], until);
  await stage.moveTo('2026-10-23');
  await takeDown(stage, namesOf(stage));
}

interface Certificate {
  readonly number: string;
  readonly token: string;
}

async function decision(stage: Stage): Promise<Certificate> {
  await goOn(stage, 'open-decision');
  await stage.moveTo('2026-10-26');
  await stage.audience.tell('scene.decision');
  await decide(stage, { number: '21/QĐ-UBND', list: 'poor' });
  await stage.audience.tell('scene.certificate');
  const number = await certify(stage);
  const certificate = { number, token: await stage.tokenOf(number) };
  await stage.audience.tell('scene.check');
  await see(stage, certificate);
  return certificate;
}

/** What anybody sees who has the paper in hand; after the next decision, that there is one. */
async function see(stage: Stage, { number, token }: Certificate): Promise<void> {
  const again = stage.today() > '2027-01-01';
  if (again) await stage.audience.tell('scene.check-again');
  const page = await stage.open(null, `/giay-chung-nhan/${token}`);
  await page.getByRole('heading', { name: certificateText('vi', 'state.valid') }).waitFor();
  await page.getByText(number, { exact: true }).waitFor();
  if (again) await page.getByText(certificateText('vi', 'check.newer', { year: 2026 })).waitFor();
  if ((await page.content()).includes(stage.cast.hero.headName)) throw new Error('The portal says more than the paper.');
  await stage.audience.rest();
  await page.context().close();
}

async function nextYear(stage: Stage): Promise<void> {
  const { hero, neighbours, rounds } = stage.cast;
  await stage.moveTo('2026-12-20');
  await stage.send('canbotinh', 'round-closed', { roundId: rounds[2026].roundId });
  await stage.moveTo('2027-09-06');
  await stage.steps(roundSteps(stage.cast, 2027));
  await stage.audience.tell('scene.next-year', { name: hero.headName });
  const number = await ask(stage, { form: 'exit', text: 'Nhà tôi đã khá hơn, xin ra khỏi danh sách' });
  await stage.moveTo('2027-09-07');
  await takeUp(stage, number, 'exit');
  await stage.moveTo('2027-10-04');
  await stage.audience.tell('scene.round');
  for (const one of [hero, ...neighbours]) await stage.visit('rasoat', one, 2027);
  await pass(stage, 'interview', 'meeting');
  for (const hamlet of hamletsOf(stage))
    await minutes(
      stage,
      2027,
      [hero, ...neighbours].filter((one) => one.hamlet === hamlet),
    );
  await pass(stage, 'meeting', 'posting');
  await hang(stage);
  await pass(stage, 'posting', 'decision');
  await stage.audience.tell('scene.escape', { name: hero.headName });
  await decide(stage, { number: '33/QĐ-UBND', list: 'escaped-poverty' });
}

/** Poor households of each year, in the communes of today and in those of before: the whole is the same. */
async function series(stage: Stage): Promise<Told['series']> {
  const provinceId = stage.cast.accounts['canbotinh']?.grants[0]?.areaId ?? '';
  await stage.audience.tell('scene.now');
  const page = await stage.open('canbotinh', `/desk/khu-vuc/${provinceId}/nhieu-nam?so=poorHouseholds`);
  const numbers = async (former: number): Promise<readonly string[]> => {
    await page.getByRole('row', { name: FORMER_COMMUNE }).waitFor({ state: former === 0 ? 'detached' : 'visible' });
    const cells = await page
      .getByRole('row', { name: seriesText('vi', 'total') })
      .locator('td, th')
      .allInnerTexts();
    return cells.map((text) => text.trim()).slice(1);
  };
  await page.getByRole('row', { name: stage.cast.communeName }).waitFor();
  const now = await numbers(0);
  await stage.audience.rest();
  await stage.audience.tell('scene.then');
  await page
    .getByRole('link', { name: /^Đơn vị ngày/ })
    .first()
    .click();
  const before = await numbers(1);
  await stage.audience.rest();
  await page.context().close();
  return { now, before };
}

/** In which her hamlet lay until July 2025. */
const FORMER_COMMUNE = 'Xã Hựu Thành';

// ---- what others do meanwhile -----------------------------------------------------------------------------------------

const hamletsOf = ({ cast }: Stage) => cast.hamlets;
const namesOf = (stage: Stage): readonly string[] => hamletsOf(stage).map(({ name }) => name);

/** The last day of a list that is put up today, as the pages write it. */
function lastDay({ cast, today }: Stage, year: Year, what: 'posting' | 'second-posting'): string {
  const { procedure } = cast.rounds[year];
  const last = procedure === undefined ? null : endsOn(procedure, what, today());
  if (last === null || !last.ok) throw new RangeError('A posting without an end.');
  return formatVi(last.value);
}

async function pass(stage: Stage, from: CommandBody<'gate-passed'>['from'], to: CommandBody<'gate-passed'>['to']): Promise<void> {
  await stage.send('canbo', 'gate-passed', { roundId: stage.cast.rounds[2027].roundId, communeId: stage.cast.communeId, from, to });
}

const PRESENT = 12;

async function minutes(stage: Stage, year: Year, households: readonly StoryHousehold[]): Promise<void> {
  const hamletId = households[0]?.hamlet.areaId ?? '';
  const points = [];
  for (const one of households) {
    const counted = { present: PRESENT, yes: PRESENT, said: null, corrections: [] };
    points.push({ householdId: one.householdId, class: await stage.classOf(one), ...counted });
  }
  const body = {
    ...{ recordId: crypto.randomUUID(), roundId: stage.cast.rounds[year].roundId, hamletId, heldOn: stage.today(), place: 'culture-house' },
    ...{ chair: 'Nguyễn Văn Thành', secretary: 'Lê Hoàng Minh', called: [], others: PRESENT - households.length, after: [] },
    ...{ came: households.map(({ householdId }) => ({ householdId, as: 'head' })), closedAt: `${stage.today()}T01:30:00.000Z` },
    points,
  };
  await stage.send('canbo', 'hold-meeting', body);
}

/** The lists hang their days and come down. */
async function hang(stage: Stage): Promise<void> {
  const put = hamletsOf(stage).flatMap(({ areaId, name }) =>
    POSTING_PLACES.map((place) => ({ postingId: crypto.randomUUID(), hamletId: areaId, place, where: name })),
  );
  const { roundId } = stage.cast.rounds[2027];
  for (const one of put) await stage.send('canbo', 'post-list', { ...one, roundId, startsOn: stage.today(), photo: null });
  await stage.moveTo('2027-10-12');
  for (const { postingId, hamletId } of put)
    await stage.send('canbo', 'take-down-list', { postingId, hamletId, on: stage.today(), photo: null });
}
