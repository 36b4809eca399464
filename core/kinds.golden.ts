/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = 'c843612b95db5c30584f2f73bd7da833aa44241f30104975a7f4fc47f2f26409';
