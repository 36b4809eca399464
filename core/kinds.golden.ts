/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = '50694bf1bbe3c968a3a4d129d7444731ce2f7994e6e7a46513041577908f4330';
