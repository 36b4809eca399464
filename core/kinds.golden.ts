/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = '36ea32229723584495f345bf6fe7d53b00e9e28c11d93f630ed6f0e7a982ddc3';
