/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = 'c7d38c783634c6b9302b1eb59b5a0cdda197ed7b09f80b10d56420ecaab551ab';
