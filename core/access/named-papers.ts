/**
 * What is handed out with names (bản có tên người), and whether it names those who asked for restricted use of their data: where a law orders
 * the name to stand there it does, by that clause (of decision and posting each time leaves a line in the household's log of looks); everywhere else it
 * is hidden, whoever asks. One closed list, by the purpose under which the log keeps what was handed out; some stand here for their clause alone.
 */
export const NAMED_PAPERS = {
  'decision-paper': { names: true, clause: 'Form 02 of Decision 24/2021/QĐ-TTg [S 40, 42]' },
  posting: { names: true, clause: 'Decision 24/2021/QĐ-TTg [S 39, 40]' },
  // The holder's own paper.
  certificate: { names: true, clause: 'Form 03 of Decision 24/2021/QĐ-TTg [S 40, 42]' },
  // So is the written answer to whoever asked about their data.
  'rights-paper': { names: true, clause: 'Law 91/2025/QH15 [M]' },
  // Whoever must interview must find the door; whoever discusses must know of whom.
  packet: { names: true, clause: 'Circular 07/2021/TT-BLĐTBXH [S 4]' },
  minutes: { names: true, clause: 'Decision 24/2021/QĐ-TTg [S 38, 40]' },
  // Figures; that the form has a column for names is no order to hand on those of whoever asked otherwise. Our reading [U].
  'table-15': { names: false, clause: null },
  list: { names: false, clause: null },
  'two-standards-list': { names: false, clause: null },
} as const satisfies Record<string, { readonly names: boolean; readonly clause: string | null }>;
type NamedPaper = keyof typeof NAMED_PAPERS;
export type NamedByLaw = { [K in NamedPaper]: (typeof NAMED_PAPERS)[K]['names'] extends true ? K : never }[NamedPaper];

/** Under which the log keeps that somebody restricted was named all the same. */
export const NAMED_BY_LAW = 'named-by-law';
