/**
 * What stands on certificates (nội dung Mẫu 03): head, number, residence and members as the register has them today, and each year's row
 * that holds. Read only for those who may see all of it: the office of the commune.
 */
import { areaAbove, periodsOf } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { checkAddress } from '../../core/meeting/certificate.ts';
import { reveal, shownMember } from '../../core/shown.ts';
import { getInstallation } from '../access/installation.ts';
import type { Context } from '../http/route.ts';
import { readersIn } from '../http/route.ts';
import { findHousehold, readMembers } from '../register/household-store.ts';
import { areaName } from '../register/rows.ts';
import { type PrintedRow, readPrinted } from './certificate-store.ts';

export interface SheetMember {
  readonly name: string;
  readonly relation: string;
  readonly ethnicity: string | null;
  /** Null: not told. */
  readonly sex: 'male' | 'female' | null;
  /** '': not told. */
  readonly bornIn: string;
}

export interface CertificateSheet {
  readonly sheetId: string;
  readonly number: string;
  readonly began: PrintedRow['began'];
  readonly rulebook: PrintedRow['rulebook'];
  /** Whose chair signs. */
  readonly communeName: string;
  /** Whose number a corrected sheet keeps, where that is another commune; else null. */
  readonly numberedBy: string | null;
  readonly head: SheetMember & { readonly citizenId: string | null };
  readonly residence: string;
  readonly members: readonly SheetMember[];
  readonly rows: readonly (PrintedRow & { readonly square: string })[];
  /** The row of the decision for which it is printed. */
  readonly printed: string;
  readonly demonstration: boolean;
}

export interface Printing {
  readonly decisionId: string;
  /** Where the check page is: what the squares hold begins with it. */
  readonly portal: string;
}

type Who = Pick<Context, 'tx' | 'actor' | 'tree' | 'today'>;

/** In the order asked for; who has none that holds on the decision, or lives here no more, is left out. */
export async function readSheets(who: Who, householdIds: readonly string[], printing: Printing): Promise<readonly CertificateSheet[]> {
  const { demonstration } = await getInstallation(who.tx);
  const rows = await readPrinted(who.tx, householdIds, printing.decisionId);
  const sheets: CertificateSheet[] = [];
  for (const householdId of householdIds) {
    const own = rows.filter((row) => row.householdId === householdId);
    const sheet = own.length === 0 ? null : await readSheet(who, own, { ...printing, demonstration });
    if (sheet !== null) sheets.push(sheet);
  }
  return sheets;
}

async function readSheet(
  who: Who,
  rows: readonly PrintedRow[],
  { portal, demonstration, decisionId }: Printing & { readonly demonstration: boolean },
): Promise<CertificateSheet | null> {
  const [first] = rows;
  const file = first === undefined ? null : await findHousehold(who.tx, first.householdId);
  if (first === undefined || file === null || file.state !== 'present') return null;
  const readers = readersIn(who, file.hamletId);
  const people = (await readMembers(who.tx, file.householdId))
    .filter(({ state }) => state === 'present')
    .map((member) => reveal(shownMember, readers, member))
    .filter((member) => member !== null);
  const members = people.map(
    ({ fullName, relation, ethnicity, sex, birth }): SheetMember => ({
      ...{ name: fullName, relation, sex: sex === 'male' || sex === 'female' ? sex : null, ethnicity: ethnicity ?? null },
      bornIn: /^\d{4}/.exec(birth)?.[0] ?? '',
    }),
  );
  const at = people.findIndex(({ relation }) => relation === 'head');
  const head = members[at];
  if (head === undefined) return null;
  const commune = isAreaId(file.hamletId) ? areaAbove(who.tree, file.hamletId, who.today, 'commune') : null;
  const nameOf = (id: string): string | null => (isAreaId(id) ? (periodsOf(who.tree, id).at(-1)?.name ?? null) : null);
  return {
    ...{ sheetId: first.sheetId, number: first.number, began: first.began, rulebook: first.rulebook, members, demonstration },
    communeName: nameOf(first.signedBy) ?? '',
    numberedBy: first.communeId === first.signedBy ? null : nameOf(first.communeId),
    head: { ...head, citizenId: /^\d+$/.exec(people[at]?.citizenId ?? '')?.[0] ?? null },
    residence: residenceText(file.address, [areaName(who, file.hamletId), ...(commune === null ? [] : [commune.name])]),
    rows: rows.map((row) => ({ ...row, square: checkAddress(portal, row) })),
    printed: decisionId,
  };
}

/** The address, then hamlet and commune: once each, also where the address was written with them. */
export function residenceText(address: string | null, areas: readonly string[]): string {
  const parts = (address ?? '').split(',').flatMap((part) => part.trim() || []);
  for (const area of areas.toReversed()) if (plain(parts.at(-1) ?? '') === plain(area)) parts.pop();
  return [...parts, ...areas].join(', ');
}

const plain = (name: string): string => name.normalize('NFC').toLocaleLowerCase('vi').replace(/\s+/g, ' ');
