/** After what was changed is drawn (sau khi vẽ xong). A page that nobody sees is not drawn, and keeps nothing waiting. */
const LATEST_MS = 100;

export function drawn(): Promise<void> {
  return new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done, 0));
    setTimeout(done, LATEST_MS);
  });
}
