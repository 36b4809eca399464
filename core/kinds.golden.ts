/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = 'f7b2ec3db5ed36b6db33b2ff80d69d1867cea5e8957bfe7955c3703d9a74a901';
