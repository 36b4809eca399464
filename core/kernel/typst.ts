/** A text as a string of the typesetter's language (chữ trong lời dàn trang): only the backslash and the double quote are special in it. */
export function typstLiteral(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&').replace(/\s+/g, ' ')}"`;
}
