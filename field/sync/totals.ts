/** How much is on its way (còn bao nhiêu chưa gửi), as one sees it in total. */
/** Not yet with the server, by its command's id: `waiting`, or it needs somebody. */
export interface OnItsWay {
  readonly commandId: string | undefined;
  readonly state: string;
}

/** Each once: what needs somebody is no longer being sent, also where that it came back is not shown yet. */
export function totalsOf(
  rows: readonly OnItsWay[],
  isSending: (commandId: string) => boolean,
): { readonly here: number; readonly sending: number; readonly needs: number } {
  const waiting = rows.filter(({ state }) => state === 'waiting');
  const sending = waiting.filter(({ commandId }) => commandId !== undefined && isSending(commandId)).length;
  return { here: waiting.length - sending, sending, needs: rows.length - waiting.length };
}
