/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = '761674b24c0bf525ae4b80d96d9069a1cb6b920849ff13737d687beb5428fe7c';
