/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = '0653f34e0c159c625b7deda990d2dcca0be66f4c5ae616c9f83f9e2e049c0431';
