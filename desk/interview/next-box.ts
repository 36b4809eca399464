/** From box to box of a form that is typed in (sang ô sau): what Enter does, since Tab is the browser's. */
export function toNextBox(from: HTMLElement): void {
  const form = from.closest('form');
  const boxes = [...(form?.querySelectorAll<HTMLElement>('[data-box], [type="submit"]') ?? [])];
  boxes[boxes.indexOf(from) + 1]?.focus();
}

/** The first box of a question, by its key. */
export function focusBox(key: string): void {
  const box = document.querySelector<HTMLElement>(`[data-box="${key}"]`);
  box?.scrollIntoView({ block: 'center' });
  box?.focus({ preventScroll: true });
}
