/**
 * `vuon form`: review forms to be filled in by hand, as one PDF (in Phiếu B giấy): a blank one of a place, or those of a hamlet's
 * households with what is known of them, for the person named, with their rights and masks, and a line in the read log.
 */
import { writeFileSync } from 'node:fs';
import { HttpProblem } from '../../../server/http/problem.ts';
import { asActor } from '../../../server/http/transaction.ts';
import { formMarkup } from '../../../server/interview/form-paper.ts';
import { findRoundToShow } from '../../../server/interview/rounds.ts';
import { FORM_PURPOSE } from '../../../server/register/form-routes.ts';
import { aboutForms, blankForm } from '../../../server/register/forms.ts';
import { askForms, FORMS_OF, type FormsOf } from '../../../server/report/form-maker.ts';
import { typeset } from '../../../server/report/typeset.ts';
import { isProblemCode, problemsText } from '../../../words/problems.ts';
import { EXIT, type ExitCode, readArgs, say, sentence, Stop, stop, STORE_OPTIONS } from '../command.ts';
import { actingPerson } from '../parts/actor.ts';
import { areaWished, type AreaWish } from '../parts/area.ts';
import { today } from '../parts/clock.ts';
import { installationOrStop } from '../parts/installation.ts';
import { makeLongList } from '../parts/long-list.ts';
import { type Store, withStore } from '../parts/store.ts';

const OPTIONS = {
  ...STORE_OPTIONS,
  area: { type: 'string' },
  hamlet: { type: 'string' },
  of: { type: 'string', default: 'listed' },
  blank: { type: 'boolean', default: false },
  as: { type: 'string' },
  out: { type: 'string' },
} as const;

interface Wanted extends AreaWish {
  readonly username: string;
  readonly out: string;
  /** Null: a blank one. */
  readonly of: FormsOf | null;
}

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { values } = readArgs(args, OPTIONS);
  const out = values.out ?? stop(EXIT.usage, 'usage.missing', { option: '--out' });
  if (!/\.pdf$/i.test(out)) stop(EXIT.usage, 'form.format');
  const username = values.as ?? stop(EXIT.usage, 'usage.missing', { option: '--as' });
  const of = FORMS_OF.find((each) => each === values.of) ?? stop(EXIT.usage, 'form.of', { known: FORMS_OF.join(', ') });
  const { area, hamlet } = values;
  if (!values.blank && hamlet === undefined) stop(EXIT.usage, 'usage.missing', { option: '--hamlet' });
  try {
    await withStore(values.data, (store) => make(store, { username, out, area, hamlet, of: values.blank ? null : of }));
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    throw new Stop(EXIT.trouble, isProblemCode(error.code) ? problemsText('vi', error.code) : error.code);
  }
  say(sentence('report.written', { file: out }));
  return EXIT.ok;
}

async function make({ db }: Store, { username, out, of, ...wish }: Wanted): Promise<void> {
  await installationOrStop(db);
  const person = await actingPerson(db, username);
  const { areaId } = areaWished(person.tree, wish);
  if (of !== null) {
    const wanted = { ask: (asking: Parameters<typeof askForms>[0]) => askForms(asking, areaId, of), purpose: FORM_PURPOSE };
    await makeLongList(db, person, wanted, out);
    return;
  }
  const about = await asActor(db, person.who.scope, async (tx) => aboutForms({ today: today() }, await findRoundToShow(tx, undefined)));
  writeFileSync(out, await typeset(formMarkup([blankForm({ tree: person.tree, today: today() }, areaId, about)], about)));
}
