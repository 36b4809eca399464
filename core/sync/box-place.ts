/** What the seal of a box is bound to (chỗ của phong bì): apart from its parser, which phones do not need. */
export function placeOfBox(accountId: string, commandId: string): string {
  return `${accountId}|${commandId}`;
}
