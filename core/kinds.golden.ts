/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = '118635f0106a0a891b81800a6686d0fe35bd32086470d5c1a3733f50b1fc5797';
