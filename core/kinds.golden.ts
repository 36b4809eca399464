/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = '1e78681236b04fb5d4c7ede3a75e25ba6b8a9f58fbc079ffd6126764f052f17b';
