/**
 * A form made before somebody else changed who lives there (phiếu và sổ hộ lệch nhau): a correction of the desk, a list that was imported,
 * an act of another person. What only one of the two changed is taken; what both say otherwise stays as the register has it and is a
 * clash. The form says which state of the household its writer had before them; acts that they noted themselves since, they know. An
 * app that says nothing of it has seen at least the form it corrects, and brings nobody back who is noted dead or left.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Answers } from '../../../core/interview/answers.ts';
import type { CommandOf } from '../../../core/kinds.ts';
import { type CaseFile, type CaseMember, step } from '../../../core/register/case-file.ts';
import { visitAccounts } from '../../../core/register/membership.ts';
import { type RosterMember, rosterOf } from '../../../core/register/roster.ts';
import type { ClashField } from '../../../core/sync/clash.ts';
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import { mergeForms } from '../../../core/sync/merge.ts';
import type { Found } from './decide-household.ts';
import { dayOf } from './dossier.ts';
import { isOfOlderRoster, isPresent, NOTHING_TOLD, type Told } from './tellings.ts';
import { accountOf, type World } from './world.ts';

type Form = CommandOf<'interview-finished'>['payload'];
type Member = Answers['members'][number];

export interface OnRoster {
  readonly form: Form;
  readonly clashes: readonly ClashField[];
  /** Who changed the register meanwhile, and when; null where nothing clashes. */
  readonly stood: { readonly by: string; readonly on: string } | null;
  /** Somebody whom the writer knew of is neither named nor gone. */
  readonly problem: CommandProblem | null;
}

/** The form as it is where nobody changed the roster since. */
export function onRoster(world: World, found: Found, form: Form, sound: (answers: Answers) => boolean): OnRoster {
  const { file } = found;
  const as = { form, clashes: [], stood: null, problem: null };
  const told = toldOf(world, found);
  // An app of this history may give the version of the whole answer in which the household was told again: it has seen the household then.
  const head = form.history === undefined ? undefined : world.heads.get(file.bookId)?.version;
  // Versions of another book, from which it moved here, may be higher.
  if ((form.seenFile ?? 0) > (head ?? file.version) && told.every(({ event }) => event.kind !== 'moved-in'))
    return { ...as, problem: { code: 'seen-unknown', seen: form.seenFile } };
  if (!isOfOlderRoster(file, form)) return as;
  const account = accountOf(world.who);
  const seenFile = form.seenFile ?? form.seen;
  const seen = seenFile === null ? null : seenBy(told, { seenFile, account });
  const known = new Set((seen ?? file.members).map(({ memberId }) => memberId));
  const accounts = visitAccounts({ ...file, members: file.members.filter(({ memberId }) => known.has(memberId)) }, stated(form));
  if (!accounts.ok) return { ...as, problem: accounts.error };
  const gone = (form.gone ?? []).map(({ memberId }) => memberId);
  const answersOn = asOf(form.answers);
  const stands = file.members.filter(isPresent);
  // Of whom nothing is known to have been seen: what an app without a word says otherwise is taken, any other difference is told.
  const before = seen?.filter(isPresent) ?? (form.seenFile === undefined ? stands : []);
  const { answers, clashes } = mergeForms(
    {
      base: seen === null || form.seenFile === undefined ? withAway(answersOn(before), file) : answersOn(before),
      stands: answersOn(stands.filter(({ memberId }) => !gone.includes(memberId))),
      other: form.answers,
      gone,
    },
    sound,
  );
  const last = told.findLast(({ at, accountId }) => at.version > (seenFile ?? 0) && accountId !== account);
  return {
    form: signedBy({ ...form, answers }, [form]),
    clashes,
    stood: last === undefined ? null : { by: last.accountId, on: dayOf(last.at.recordedAt) },
    problem: null,
  };
}

/** With the signature of whoever signed these very answers: what was merged or chosen of several forms, nobody signed. */
export function signedBy({ signed: _signed, ...form }: Form, forms: readonly Pick<Form, 'answers' | 'signed'>[]): Form {
  const own = forms.find(({ answers, signed }) => signed !== undefined && sameAnswers(form.answers, answers));
  return own?.signed === undefined ? form : { ...form, signed: own.signed };
}

export function sameAnswers(stored: Answers, told: Answers): boolean {
  const asked = new Map(told.members.map((member) => [member.memberId, member]));
  const people = stored.members.map(({ citizenId, ...member }) =>
    // What a form does not ask again, it does not say.
    citizenId === undefined || asked.get(member.memberId)?.citizenId === undefined ? member : { ...member, citizenId },
  );
  return isDeepStrictEqual([stored.household, byId(people)], [told.household, byId(told.members)]);
}

const byId = (members: readonly { readonly memberId: string }[]) => new Map(members.map((member) => [member.memberId, member]));

export function toldOf(world: World, { file, dossier }: Found): readonly Told[] {
  return [...(world.tellings.get(file.householdId) ?? NOTHING_TOLD).told, ...(dossier.since ?? [])];
}

export interface TwoForms {
  /** What the second one rested on; null: no form. */
  readonly base: Answers | null;
  readonly stands: Answers;
}

/** Two forms, each with the people as they were known: the base as the second one's writer saw them, what stands as they are now. */
export function twoOnRoster(world: World, found: Found, { base, stands }: TwoForms, seenFile: number | undefined): TwoForms {
  const { file } = found;
  const seen = seenFile === undefined ? null : seenBy(toldOf(world, found), { seenFile, account: accountOf(world.who) });
  const before = base ?? { household: {}, members: [] };
  return {
    base: seen === null ? withAway(before, file) : asOf(before)(seen.filter(isPresent)),
    stands: standingOnRoster(stands, file),
  };
}

/** With those who died or left: whoever names them as living there says otherwise than the register. */
function withAway({ household, members }: Answers, file: CaseFile): Answers {
  const here = new Set(members.map(({ memberId }) => memberId));
  const away = rosterOf(file.members.filter((member) => !isPresent(member) && !here.has(member.memberId)));
  return { household, members: [...members, ...away] };
}

const stated = ({ answers, gone }: Form) => ({ members: answers.members, gone: gone ?? [] });

/** The roster that the writer had before them. Null where that cannot be told: then each difference is. */
function seenBy(
  told: readonly Told[],
  { seenFile, account }: { readonly seenFile: number; readonly account: string },
): readonly CaseMember[] | null {
  // Versions of several books do not compare.
  if (new Set(told.map(({ at }) => at.bookId)).size !== 1) return null;
  let file: CaseFile | null = null;
  for (const { event, at, accountId } of told)
    if (at.version <= seenFile || (accountId === account && event.kind !== 'interview-finished')) file = step(file, event, at);
  return file?.members ?? null;
}

/** These people, with what the form says of each besides; what it did not ask is no difference. */
function asOf({ household, members }: Answers): (roster: readonly RosterMember[]) => Answers {
  const facts = new Map(members.map((member) => [member.memberId, member]));
  return (roster) => ({ household, members: rosterOf(roster).map((person) => overlaid(facts.get(person.memberId), person)) });
}

function overlaid(form: Member | undefined, person: RosterMember): Member {
  if (form === undefined) return person;
  const { ethnicity, citizenId, ...rest } = person;
  const asked = {
    ...(ethnicity === undefined || form.ethnicity === undefined ? {} : { ethnicity }),
    ...(citizenId === undefined || form.citizenId === undefined ? {} : { citizenId }),
  };
  return { ...form, ...rest, ...asked };
}

/** The form that stands with the people as the register has them now: what it says besides of each stays. */
export function standingOnRoster(answers: Answers, file: CaseFile): Answers {
  return asOf(answers)(file.members.filter(isPresent));
}
