/**
 * A part of the app loaded when it is first needed (nạp một lần): asking for it again costs a phone what finding its address does, and
 * each page asks for several. One that did not come is asked for again.
 */
export function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}
