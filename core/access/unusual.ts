/**
 * Which looks at households are listed as unusual (lượt xem bất thường): three small rules that are said on the page. They ask a
 * question and judge nobody: a visit of the province, or a late evening before the deadline, looks the same.
 */
export const UNUSUAL = {
  /** More different households than this in one hour of the clock. */
  many: 60,
  /** So many or more between `nightFrom` and `nightTo` o'clock in Vietnam. */
  night: 5,
  nightFrom: 22,
  nightTo: 5,
  /** So many or more in one day in a hamlet where the person, though at work, had opened none in `usualDays` days. */
  elsewhere: 20,
  usualDays: 30,
} as const;

export const UNUSUAL_RULES = ['many', 'night', 'elsewhere'] as const;
export type UnusualRule = (typeof UNUSUAL_RULES)[number];

/** `at` in milliseconds since 1970; opened files only. */
export interface Opened {
  readonly at: number;
  readonly accountId: string;
  readonly householdId: string;
  readonly hamletId: string;
}

export interface Unusual {
  readonly rule: UnusualRule;
  readonly accountId: string;
  /** Start of the hour or day, in milliseconds. */
  readonly at: number;
  readonly households: number;
  readonly hamletId: string | null;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Vietnam has one time, seven hours ahead, without summer time. */
const AHEAD = 7 * HOUR;
const dayOf = (at: number): number => Math.floor((at + AHEAD) / DAY) * DAY - AHEAD;

/** Newest first. `since`: what is older is only the past that the third rule compares with. */
export function findUnusual(opened: readonly Opened[], since: number): readonly Unusual[] {
  const found = [...many(opened), ...atNight(opened), ...elsewhere(opened)];
  return found.filter((each) => each.at >= since).sort((a, b) => b.at - a.at || (a.accountId < b.accountId ? -1 : 1));
}

function many(opened: readonly Opened[]): Unusual[] {
  const groups = group(opened, (look) => `${look.accountId} ${Math.floor(look.at / HOUR) * HOUR}`);
  return groups.flatMap(({ looks, first, households }) =>
    households > UNUSUAL.many
      ? [{ ...unusual('many', first, households), at: Math.floor(first.at / HOUR) * HOUR, hamletId: oneHamlet(looks) }]
      : [],
  );
}

/** A night belongs to the day on which it begins. */
function atNight(opened: readonly Opened[]): Unusual[] {
  const early = UNUSUAL.nightTo * HOUR;
  const late = opened.filter(({ at }) => {
    const hour = Math.floor((at + AHEAD) / HOUR) % 24;
    return hour >= UNUSUAL.nightFrom || hour < UNUSUAL.nightTo;
  });
  const nightOf = (at: number): number => dayOf(at - early) + UNUSUAL.nightFrom * HOUR;
  return group(late, (look) => `${look.accountId} ${nightOf(look.at)}`).flatMap(({ looks, first, households }) =>
    households >= UNUSUAL.night ? [{ ...unusual('night', first, households), at: nightOf(first.at), hamletId: oneHamlet(looks) }] : [],
  );
}

function elsewhere(opened: readonly Opened[]): Unusual[] {
  const days = group(opened, (look) => `${look.accountId} ${look.hamletId} ${dayOf(look.at)}`);
  return days.flatMap(({ first, households }) => {
    const day = dayOf(first.at);
    const before = opened.filter((look) => look.accountId === first.accountId && look.at < day && look.at >= day - UNUSUAL.usualDays * DAY);
    const usual = before.length === 0 || before.some((look) => look.hamletId === first.hamletId);
    return households < UNUSUAL.elsewhere || usual
      ? []
      : [{ ...unusual('elsewhere', first, households), at: day, hamletId: first.hamletId }];
  });
}

function unusual(rule: UnusualRule, { accountId }: Opened, households: number) {
  return { rule, accountId, households };
}

function oneHamlet(looks: readonly Opened[]): string | null {
  const hamlets = new Set(looks.map((look) => look.hamletId));
  return hamlets.size === 1 ? (looks[0]?.hamletId ?? null) : null;
}

function group(opened: readonly Opened[], key: (look: Opened) => string) {
  const groups = new Map<string, Opened[]>();
  for (const look of opened) {
    const found = groups.get(key(look));
    if (found === undefined) groups.set(key(look), [look]);
    else found.push(look);
  }
  return [...groups.values()].flatMap((looks) => {
    const [first] = looks;
    return first === undefined ? [] : [{ looks, first, households: new Set(looks.map((look) => look.householdId)).size }];
  });
}
