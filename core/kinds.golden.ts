/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = '0e14a27939d6f5a1b4d2d403c4558c2575fedd2609f633c0c6437e8b98bc23e5';
