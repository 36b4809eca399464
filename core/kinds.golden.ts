/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = '57edd3306cc8ca105b59f98489c7f40250ff32689d44056de4de224a34d0a0ed';
