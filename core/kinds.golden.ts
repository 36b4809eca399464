/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = '77f3ba70524a2b3bdb861a10e0c9be429de00739d60f3e2a7c496964424eebf1';
