/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = '80e675e446bbe45dad2e41a4cff520fdcacfe7ba57efd4792c0105cf55cfee62';
