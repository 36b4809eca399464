/** The addresses of the field's pages (địa chỉ trang), made in one place; the routes under routes/ are their counterpart. */
const BASE = '/field';

export const home = `${BASE}/`;
export const unsentPage = `${BASE}/chua-gui`;

export const keepPage = `${BASE}/giu-so`;

export function unlockPage(back?: string): string {
  return back === undefined ? `${BASE}/mo-khoa` : `${BASE}/mo-khoa?${new URLSearchParams({ ve: back })}`;
}

export function signInPage(back?: string): string {
  return back === undefined ? `${BASE}/dang-nhap` : `${BASE}/dang-nhap?${new URLSearchParams({ ve: back })}`;
}

export function areaPage(areaId: string): string {
  return `${BASE}/ap/${encodeURIComponent(areaId)}`;
}

export function householdPage(householdId: string): string {
  return `${BASE}/ho/${encodeURIComponent(householdId)}`;
}

/** Words of addresses for what may be done (tên việc trong địa chỉ). */
export const DEED_WORDS = {
  'member-born': 'sinh',
  'member-died': 'mat',
  'member-arrived': 'den',
  'member-left': 'di',
  'split-household': 'tach',
  moves: 'chuyen',
  'correct-member': 'sua-nguoi',
  'withdraw-joining': 'ghi-nham',
} as const;

export function deedPage(householdId: string, deed: keyof typeof DEED_WORDS): string {
  return `${householdPage(householdId)}/viec/${DEED_WORDS[deed]}`;
}

/** Where a refused act is corrected. */
export function correctionPage(
  act: { readonly commandId: string; readonly householdId: string; readonly hamletId: string },
  deed: keyof typeof DEED_WORDS | 'household-registered',
): string {
  const page = deed === 'household-registered' ? newHouseholdPage(act.hamletId) : deedPage(act.householdId, deed);
  return `${page}?${new URLSearchParams({ sua: act.commandId })}`;
}

export function printPage(commandId: string): string {
  return `${BASE}/in/${commandId}`;
}

/** Something asked of a hamlet. */
export function taskPage(directiveId: string, hamletId: string): string {
  return `${BASE}/viec/${encodeURIComponent(directiveId)}/${encodeURIComponent(hamletId)}`;
}

/** The meeting of a hamlet. */
export function meetingPage(areaId: string): string {
  return `${areaPage(areaId)}/hop`;
}

export function newHouseholdPage(areaId: string): string {
  return `${areaPage(areaId)}/ho-moi`;
}

/** `roundId`: where another was chosen than the one that is due first. */
export function interviewPage(householdId: string, roundId?: string): string {
  const page = `${householdPage(householdId)}/phieu`;
  return roundId === undefined ? page : `${page}?${new URLSearchParams({ [ROUND_WORD]: roundId })}`;
}

/** In an address: of which round. */
export const ROUND_WORD = 'dot';
