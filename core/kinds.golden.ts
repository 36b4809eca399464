/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = '3b84373cea5b0dc4f922c3904833af2a7c30a8a2b980bd947d2d9ecf38336c47';
