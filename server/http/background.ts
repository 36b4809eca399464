/**
 * Work that waits in the database and is done beside requests (việc chạy nền): looked for when somebody has asked, now and then besides,
 * one run at a time. What one run does is the rooms'.
 */
const LOOK_EVERY_MS = 10_000;

export class Background {
  private readonly run: () => Promise<void>;
  private readonly timer: NodeJS.Timeout;
  private running: Promise<void> | null = null;
  private again = false;
  /** The run should end soon and leave the rest to the next start. */
  closing = false;

  constructor(run: () => Promise<void>) {
    this.run = run;
    this.timer = setInterval(() => this.wake(), LOOK_EVERY_MS).unref();
  }

  /** Begins with what waits, unless it is at it. */
  wake(): void {
    this.again = true;
    if (this.closing || this.running !== null) return;
    // A database that is away now is asked again at the next look.
    this.running = this.runAll()
      .catch(() => {})
      .finally(() => {
        this.running = null;
      });
  }

  async close(): Promise<void> {
    this.closing = true;
    clearInterval(this.timer);
    await this.running;
  }

  private async runAll(): Promise<void> {
    while (this.again && !this.closing) {
      this.again = false;
      await this.run();
    }
  }
}
