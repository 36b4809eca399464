/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = '8ea759025bea7910cc54b7131732dfbcf16468144f9f563cdde8c9336669c5ea';
