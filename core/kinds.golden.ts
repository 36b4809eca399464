/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = '17bb30275f0143927106576fe5c6ec3ca085ddfae43a5b22b112b582f99f9781';
