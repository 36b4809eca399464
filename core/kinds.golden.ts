/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = '2c02d336e814a6bf5e29124fbb6cb4c631e9ff837c29eb6b621175abc1369040';
