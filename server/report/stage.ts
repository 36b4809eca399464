/** Which stage figures are in (sơ bộ, chính thức, chốt), in the one line that every screen, sheet and paper of them bears. */
import { dayInVietnam, type PlainDate, parseInstant } from '../../core/kernel/dates.ts';
import { hashOfSeals } from '../../core/report/seal.ts';
import type { StageView } from '../../core/report/views.ts';
import { dayText, numberText } from '../../words/locale.ts';
import { reportText } from '../../words/report.ts';
import type { Language } from '../../words/words.ts';
import { sha256 } from '../ledger/tools.ts';
import { partedBySeals, type SealRow } from './seals.ts';

export interface StageFacts {
  readonly language: Language;
  /** Not every commune has decided, or nobody is recognised by this standard. */
  readonly draft: boolean;
  readonly seals: readonly SealRow[];
  readonly hamletIds: readonly string[];
}

/** Sealed is a unit whose every hamlet is. */
export function stageOf({ language, draft, seals, hamletIds }: StageFacts): StageView {
  const plain = (kind: 'preliminary' | 'official', text: string): StageView => ({ kind, text, hash: null });
  if (draft) return plain('preliminary', reportText(language, 'stage.preliminary'));
  const { sealed, open } = partedBySeals(seals, hamletIds);
  if (sealed.length === 0) {
    const waits = seals.some(({ state }) => state === 'asked');
    return plain('official', reportText(language, waits ? 'stage.waits' : 'stage.official'));
  }
  if (open.length > 0) {
    const counts = { sealed: numberText(language, sealed.length), hamlets: numberText(language, hamletIds.length) };
    return plain('official', reportText(language, 'stage.partly', counts));
  }
  const own = seals.filter(({ state, hamletIds: held }) => state === 'sealed' && held.some((id) => hamletIds.includes(id)));
  const hash = hashOfSeals(
    sha256,
    own.map((seal) => seal.hash),
  );
  const day = own.map(sealedOn).reduce((last, one) => (one > last ? one : last));
  return { kind: 'sealed', text: reportText(language, 'stage.sealed', { day: dayText(language, day), hash: hash ?? '' }), hash };
}

/** The day of the word that sealed it. */
export function sealedOn({ sealedAt, answeredAt }: Pick<SealRow, 'sealedAt' | 'answeredAt'>): PlainDate {
  const at = parseInstant(answeredAt ?? sealedAt);
  if (!at.ok) throw new Error('The database holds a moment that is none.');
  return dayInVietnam(at.value);
}
