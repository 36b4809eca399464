/**
 * Which unit a list means by a name (tên ấp, tên xã trong danh sách): with or without the word for its kind, with or
 * without marks, however the tone is placed. Two hamlets that differ by marks only are told apart by them or not at all.
 */
import type { AreaId } from '../../kernel/ids.ts';
import { foldVi, nameKey } from '../../kernel/text.ts';

export interface Hamlet {
  readonly areaId: AreaId;
  readonly name: string;
}

export function findHamlet(said: string, hamlets: readonly Hamlet[]): Hamlet | null {
  const exact = hamlets.filter((hamlet) => nameKey(bare(hamlet.name)) === nameKey(bare(said)));
  const alike = exact.length > 0 ? exact : hamlets.filter((hamlet) => foldVi(bare(hamlet.name)) === foldVi(bare(said)));
  const [found, ...more] = alike;
  return found !== undefined && more.length === 0 ? found : null;
}

/** Marks were set or left out, or the word for its kind is another one: right as a rule, and for a person to look at. */
export function isReadAs(said: string, hamlet: Hamlet): boolean {
  const kinds = [said, hamlet.name].map((name) => foldVi(KIND.exec(tidied(name))?.[1] ?? ''));
  const [own, its] = kinds;
  return nameKey(bare(hamlet.name)) !== nameKey(bare(said)) || (own !== '' && its !== '' && own !== its);
}

export function isCommune(said: string, names: readonly string[]): boolean {
  return names.some((name) => nameKey(bare(name)) === nameKey(bare(said)) || foldVi(bare(name)) === foldVi(bare(said)));
}

const KIND = /^(ấp|ap|khóm|khom|khu phố|khu|thôn|thon|tổ dân phố|xã|xa|phường|phuong|thị trấn|thi tran|tt\.?)(?=[\s:.0-9])[\s:.]*/iu;

/** `Khóm 01` and `Khóm 1` are one; a name that is nothing but the kind's word stays as it is. */
function bare(name: string): string {
  const tidy = tidied(name);
  return tidy.replace(KIND, '').replace(/^0+(?=[0-9])/, '') || tidy;
}

const tidied = (name: string): string => name.normalize('NFC').replace(/\s+/g, ' ').trim();
