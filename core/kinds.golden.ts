/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = '91777d0d44d5071d971384dda04129cc0ed3c53251d3a946f92e0a2fb20bdd13';
