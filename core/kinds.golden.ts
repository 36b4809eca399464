/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = 'e26ac7dbbb17d25025a13329b9cdbcd4a7fdab9f928ac7203c0e736b59000919';
