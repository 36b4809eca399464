/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = 'b87a5065625d11ba866c4d6206c3bfef6db42c8b6508d10bc8c5a0d8f622beae';
