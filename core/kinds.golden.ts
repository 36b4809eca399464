/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = 'b9d4c4d9250f2eb9578f9d2086ef93222fcedd8b9491e65624ea13b91c1b34bb';
