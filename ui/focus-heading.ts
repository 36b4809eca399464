/**
 * Brings the reader to the title of the page that opens (đưa con trỏ đến tiêu đề), for keyboards and screen readers: pages come in
 * parts, so it waits for the title, and comes back to it while the page is still being put together. Whoever moved on is left alone.
 */
const PATIENCE_MS = 5_000;

export function focusHeading(): void {
  const place = (): void => {
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    const heading = document.querySelector<HTMLElement>('main h1, h1');
    if (heading === null) return;
    heading.tabIndex = -1;
    heading.focus();
  };
  const watcher = new MutationObserver(place);
  watcher.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => watcher.disconnect(), PATIENCE_MS);
  place();
}
