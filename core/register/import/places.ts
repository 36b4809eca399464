/**
 * Which unit a list means by a name (tên ấp, tên xã trong danh sách): with or without the word for its kind, with or
 * without marks, however the tone is placed. Two hamlets that differ by marks only are told apart by them or not at all.
 */
import { groupedBy } from '../../kernel/groups.ts';
import type { AreaId } from '../../kernel/ids.ts';
import { foldVi, nameKey } from '../../kernel/text.ts';
import { type Refusal, refuse } from './refusal.ts';

export interface Hamlet {
  readonly areaId: AreaId;
  readonly name: string;
}

export function findHamlet(said: string, hamlets: readonly Hamlet[]): Hamlet | null {
  return hamletsCalled(hamlets)(said);
}

/** The same for many names: the keys of the hamlets are made once. */
export function hamletsCalled(hamlets: readonly Hamlet[]): (said: string) => Hamlet | null {
  const exact = groupedBy(hamlets, ({ name }) => nameKey(bare(name)));
  const folded = groupedBy(hamlets, ({ name }) => foldVi(bare(name)));
  return (said) => {
    const [found, ...more] = exact.get(nameKey(bare(said))) ?? folded.get(foldVi(bare(said))) ?? [];
    return found !== undefined && more.length === 0 ? found : null;
  };
}

/** Marks were set or left out, or the word for its kind is another one: right as a rule, and for a person to look at. */
export function isReadAs(said: string, hamlet: Hamlet): boolean {
  const kinds = [said, hamlet.name].map((name) => foldVi(KIND.exec(tidied(name))?.[1] ?? ''));
  const [own, its] = kinds;
  return nameKey(bare(hamlet.name)) !== nameKey(bare(said)) || (own !== '' && its !== '' && own !== its);
}

/** The commune's names, looked up once for each way of writing them. */
export interface Places {
  /** A commune of one hamlet needs no column for it. */
  hamlet(said: string | null): Hamlet | null;
  isCommune(said: string): boolean;
}

/** `names`: of the commune, and of those that it was made of. */
export function placesOf({ hamlets, names }: { readonly hamlets: readonly Hamlet[]; readonly names: readonly string[] }): Places {
  const [only, ...others] = hamlets;
  const hamlet = keptOf(hamletsCalled(hamlets));
  const exact = new Set(names.map((name) => nameKey(bare(name))));
  const folded = new Set(names.map((name) => foldVi(bare(name))));
  return {
    hamlet: (said) => (said !== null ? hamlet(said) : others.length === 0 ? (only ?? null) : null),
    isCommune: keptOf((said) => exact.has(nameKey(bare(said))) || folded.has(foldVi(bare(said)))),
  };
}

/** Answers of before are kept: a list says the same names again and again. */
function keptOf<T>(ask: (said: string) => T): (said: string) => T {
  const kept = new Map<string, T>();
  return (said) => {
    const known = kept.get(said);
    if (known !== undefined) return known;
    const answer = ask(said);
    kept.set(said, answer);
    return answer;
  };
}

const KIND = /^(ấp|ap|khóm|khom|khu phố|khu|thôn|thon|tổ dân phố|xã|xa|phường|phuong|thị trấn|thi tran|tt\.?)(?=[\s:.0-9])[\s:.]*/iu;

/** `Khóm 01` and `Khóm 1` are one; a name that is nothing but the kind's word stays as it is. */
function bare(name: string): string {
  const tidy = tidied(name);
  return tidy.replace(KIND, '').replace(/^0+(?=[0-9])/, '') || tidy;
}

const tidied = (name: string): string => name.normalize('NFC').replace(/\s+/g, ' ').trim();

/** Why a household that says this lives in no hamlet of the commune. */
export function placeReasons(
  { hamlet, commune }: { readonly hamlet: string | null; readonly commune: string | null },
  places: Places,
): Refusal[] {
  if (commune !== null && !places.isCommune(commune)) return [refuse('other-commune', commune)];
  if (places.hamlet(hamlet) !== null) return [];
  return [hamlet === null ? refuse('hamlet-missing') : refuse('hamlet-unknown', hamlet)];
}
