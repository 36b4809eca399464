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

export function interviewPage(householdId: string): string {
  return `${householdPage(householdId)}/phieu`;
}
