/**
 * `vuon import undo`: shows what undoing an import would do, asks, does it through the door as the officer named (hủy một lần nhập).
 */
import { descendants } from '../../../core/kernel/areas.ts';
import { type UndoPlan, planUndo, runUndo } from '../../../server/register/import-undo.ts';
import { sentenceOf } from '../../../server/register/sentence.ts';
import { importText } from '../../../words/import.ts';
import { toolText } from '../../../words/tool.ts';
import { EXIT, type ExitCode, makeProgress, print, say, sentence, stop } from '../command.ts';
import { actingPerson } from './actor.ts';
import { agreed } from './agreed.ts';
import { communeByCode } from './area.ts';
import { now, today } from './clock.ts';
import { installationOrStop } from './installation.ts';
import { type Store, withStore } from './store.ts';

interface Options {
  readonly data?: string | undefined;
  readonly commune?: string | undefined;
  readonly as?: string | undefined;
  readonly 'dry-run': boolean;
  readonly yes: boolean;
  readonly json: boolean;
}

export function undo([importId]: readonly string[], options: Options): Promise<ExitCode> {
  const wanted = {
    importId: importId ?? stop(EXIT.usage, 'usage.missing', { option: 'MÃ_LẦN_NHẬP' }),
    commune: options.commune ?? stop(EXIT.usage, 'usage.missing', { option: '--commune' }),
    username: options.as ?? stop(EXIT.usage, 'usage.missing', { option: '--as' }),
  };
  return withStore(options.data, (store) => undoIn(store, wanted, options));
}

async function undoIn({ db }: Store, wanted: { importId: string; commune: string; username: string }, options: Options): Promise<ExitCode> {
  await installationOrStop(db);
  const { who, tree } = await actingPerson(db, wanted.username);
  const commune = communeByCode(tree, wanted.commune);
  const hamletIds = descendants(tree, commune.areaId, today(), 'hamlet').map((hamlet) => hamlet.areaId);
  const wish = { importId: wanted.importId, communeId: commune.areaId, hamletIds, who, now: now(), today: today() };
  const plan = await planUndo(db, wish);
  if (options.json) print(JSON.stringify({ removed: plan.removed.length, restored: plan.restored.length, kept: plan.kept }));
  else show(plan);
  if (options['dry-run'] || !(options.yes || (await agreed('undo.confirm')))) return EXIT.ok;
  const progress = makeProgress();
  const all = plan.removed.length + plan.restored.length;
  const done = await runUndo(db, { wish, plan }, (count) =>
    progress.show(toolText('vi', 'undo.progress', { done: count, all }), { done: count, all }),
  );
  progress.end();
  if (done.ok) {
    say(sentence('undo.written'));
    return plan.kept.length > 0 ? EXIT.findings : EXIT.ok;
  }
  say(sentenceOf(done.error));
  return EXIT.trouble;
}

function show({ removed, restored, kept }: UndoPlan): void {
  print(importText('vi', 'undo.body', { removed: removed.length, restored: restored.length }));
  if (kept.length > 0) print(importText('vi', 'undo.kept', { count: kept.length }));
  for (const { code, why } of kept) print(`  ${code}: ${importText('vi', `why.${why}`)}`);
}
