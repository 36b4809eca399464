/** One answer for a crowd (trả lời chung): whoever asks while it is being made gets that one, so that a crowd costs the database one read at a time. */
export function together<C, T>(make: (context: C) => Promise<T>): (context: C) => Promise<T> {
  let running: Promise<T> | undefined;
  return (context) => {
    running ??= make(context).finally(() => {
      running = undefined;
    });
    return running;
  };
}
